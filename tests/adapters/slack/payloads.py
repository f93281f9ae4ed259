"""Payloads as Slack sends them, shortened where nothing depends on it, and their signature."""

import hmac
import json
from collections.abc import Mapping
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import urlencode

from adapters.slack.values import encode
from coaching.messages.conversation import Action, ConversationKey, Platform

Payload: TypeAlias = dict[str, object]

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"  # noqa: S105
NOW = 1_700_000_100.0
TEAM, BOT, USER, CHANNEL, DIRECT = "T0001", "UBOT", "U0001", "C0001", "D0001"
TS, THREAD = "1700000000.000100", "1699999999.000200"
RESPONSE_URL = "https://hooks.slack.com/commands/T0001/1/abc"
TRIGGER = "13345224609.738474920.8088930838d88f008e0"

AUTHORIZATION: Payload = {
    "enterprise_id": None,
    "team_id": TEAM,
    "user_id": BOT,
    "is_bot": True,
    "is_enterprise_install": False,
}
FILE: Payload = {
    "id": "F0001",
    "name": "prompt.md",
    "title": "prompt",
    "mimetype": "text/plain",
    "filetype": "markdown",
    "mode": "hosted",
    "size": 321,
    "url_private": "https://files.slack.com/files-pri/T0001-F0001/prompt.md",
    "url_private_download": "https://files.slack.com/files-pri/T0001-F0001/download/prompt.md",
}


def event(inner: object, **more: object) -> Payload:
    return {
        "token": "t",
        "team_id": TEAM,
        "api_app_id": "A0001",
        "type": "event_callback",
        "event_id": "Ev0001",
        "event_time": 1700000000,
        "authorizations": [AUTHORIZATION],
        "is_ext_shared_channel": False,
        "event_context": "4-x",
        "event": inner,
        **more,
    }


def mention(text: str = f"<@{BOT}> write a poem", **more: object) -> Payload:
    """An `app_mention`."""
    return {
        "type": "app_mention",
        "client_msg_id": "3c6f0a5e",
        "user": USER,
        "team": TEAM,
        "channel": CHANNEL,
        "text": text,
        "ts": TS,
        "event_ts": TS,
        "blocks": [{"type": "rich_text", "block_id": "b", "elements": []}],
        **more,
    }


def message(text: str = "write a poem", **more: object) -> Payload:
    """A message in a channel."""
    return {**mention(text), "type": "message", "channel_type": "channel", **more}


def direct(text: str = "write a poem", **more: object) -> Payload:
    """A direct message."""
    return message(text, channel=DIRECT, channel_type="im", **more)


def command(name: str = "/coach", text: str = "write a poem", **more: str) -> dict[str, str]:
    """A slash command's form."""
    return {
        "token": "t",
        "team_id": TEAM,
        "team_domain": "w",
        "channel_id": CHANNEL,
        "channel_name": "general",
        "user_id": USER,
        "user_name": "someone",
        "command": name,
        "text": text,
        "api_app_id": "A0001",
        "is_enterprise_install": "false",
        "response_url": RESPONSE_URL,
        "trigger_id": TRIGGER,
        **more,
    }


def conversation(channel: str = CHANNEL, thread: str = THREAD, person: str = USER) -> ConversationKey:
    return ConversationKey(platform=Platform.SLACK, tenant=TEAM, channel=channel, thread=thread, person=person)


def value(action: Action, of: ConversationKey | None = None, *, private: bool = False) -> str:
    """A button's value, with the subject `C0001:1`."""
    encoded = encode(action, "C0001:1", of or conversation(), private=private)
    assert encoded
    return encoded


def button(button_value: str, **more: object) -> Payload:
    """What was pressed, as Slack names it in `actions`."""
    return {
        "type": "button",
        "action_id": "skip:0",
        "block_id": "b1",
        "text": {"type": "plain_text", "text": "Skip"},
        "value": button_value,
        "action_ts": TS,
        **more,
    }


def pressed(*actions: object, **more: object) -> Payload:
    """A `block_actions` payload of a message in a thread."""
    return {
        "type": "block_actions",
        "user": {"id": USER, "username": "someone", "team_id": TEAM},
        "api_app_id": "A0001",
        "container": {
            "type": "message",
            "message_ts": TS,
            "channel_id": CHANNEL,
            "is_ephemeral": False,
            "thread_ts": THREAD,
        },
        "trigger_id": TRIGGER,
        "team": {"id": TEAM, "domain": "w"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": CHANNEL, "name": "general"},
        "response_url": RESPONSE_URL,
        "actions": list(actions),
        **more,
    }


def shortcut(said: Mapping[str, object], **more: object) -> Payload:
    """The message shortcut on somebody's message."""
    return {
        "type": "message_action",
        "callback_id": "coach_message",
        "action_ts": TS,
        "trigger_id": TRIGGER,
        "user": {"id": USER, "username": "someone", "team_id": TEAM},
        "team": {"id": TEAM, "domain": "w"},
        "channel": {"id": CHANNEL, "name": "general"},
        "message_ts": THREAD,
        "message": dict(said),
        "response_url": RESPONSE_URL,
        **more,
    }


def as_json(payload: object) -> bytes:
    return json.dumps(payload).encode()


def as_form(fields: Mapping[str, str]) -> bytes:
    return urlencode(fields).encode()


def interaction(payload: object) -> bytes:
    """A form that holds JSON, as interactions come."""
    return as_form({"payload": json.dumps(payload)})


def signature(body: bytes, timestamp: bytes) -> bytes:
    return b"v0=" + hmac.new(SECRET.encode(), b"v0:" + timestamp + b":" + body, sha256).hexdigest().encode()
