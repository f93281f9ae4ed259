"""People in Slack, as the coach's server meets them: they write, use slash commands and press buttons.

Slack turns what they do into signed requests; so does this, with payloads of the shape that Slack documents. A request
that isn't acknowledged is delivered again, as Slack does, but sooner.
"""

import asyncio
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp

from tests.fakes.slack import FakeSlack, Hook

BOT = "UBOT"
TEAM = "T1"
APP = "A0COACH"
SECRET = "e2e-signing-secret"  # noqa: S105  (of a server that lives as long as the test)

Payload = dict[str, Any]
_numbers = itertools.count(1)
_latest = [0]
"""Microseconds since 1970, of the latest timestamp."""


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    """Slack's signature headers of a body."""
    now = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + now.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={digest}"}


def new_ts() -> str:
    """A message's timestamp: now, and later than all before it."""
    _latest.append(max(time.time_ns() // 1000, _latest.pop() + 1))
    return f"{_latest[0] // 1_000_000}.{_latest[0] % 1_000_000:06d}"


def new_user() -> str:
    """The id of a person who has said nothing yet."""
    return f"U{next(_numbers):04d}"


@dataclass
class SlackServer:
    """Slack's side of the wire to one app."""

    url: str
    """Where the app listens."""
    fake: FakeSlack
    """Where the app sends to."""
    http: aiohttp.ClientSession
    secret: str = SECRET
    team: str = TEAM

    async def deliver(self, body: bytes, content_type: str, *, retries: int = 0, delay: float = 0.2) -> int:
        """Send a request, again while it isn't acknowledged; the last status, 0 where there was no answer."""
        status = 0
        for attempt in range(retries + 1):
            headers = {"Content-Type": content_type, **signed(body, self.secret)}
            if attempt:
                headers["X-Slack-Retry-Num"] = str(attempt)
                await asyncio.sleep(delay)
            status = await self._post(body, headers)
            if status == 200:
                break
        return status

    async def _post(self, body: bytes, headers: Mapping[str, str]) -> int:
        try:
            async with self.http.post(f"{self.url}/slack/events", data=body, headers=headers) as response:
                await response.read()
                return response.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    async def event(self, event: Payload, *, retries: int = 0, event_id: str = "") -> int:
        """Deliver one event of the Events API."""
        return await self.deliver(event_body(event, event_id, self.team), "application/json", retries=retries)

    async def form(self, fields: Payload) -> int:
        """Deliver a slash command."""
        return await self.deliver(urlencode(fields).encode(), "application/x-www-form-urlencoded")

    async def interaction(self, payload: Payload) -> int:
        """Deliver a press of a button, a shortcut, or a submitted form."""
        return await self.form({"payload": json.dumps(payload)})


def event_body(event: Payload, event_id: str = "", team: str = TEAM) -> bytes:
    """The envelope of an event."""
    return json.dumps(
        {
            "token": "verification",
            "team_id": team,
            "api_app_id": APP,
            "type": "event_callback",
            "event_id": event_id or f"Ev{next(_numbers):09d}",
            "event_time": int(time.time()),
            "authorizations": [
                {"enterprise_id": None, "team_id": team, "user_id": BOT, "is_bot": True, "is_enterprise_install": False}
            ],
            "is_ext_shared_channel": False,
            "event_context": "4-e2e",
            "event": event,
        }
    ).encode()


@dataclass
class Person:
    """Somebody who talks to the coach. What they write to returns its timestamp."""

    id: str
    slack: SlackServer
    dm: str = field(init=False)

    def __post_init__(self) -> None:
        self.dm = f"D{self.id[1:]}"

    async def mention(self, channel: str, text: str, thread: str = "") -> str:
        """Write to the coach in a channel: Slack sends an `app_mention` and a `message` for it."""
        said = self._message(channel, f"<@{BOT}> {text}", thread)
        assert await self.slack.event({**said, "type": "app_mention"}) == 200
        assert await self.slack.event({**said, "channel_type": "channel"}) == 200
        return str(said["ts"])

    async def say(self, channel: str, text: str, thread: str = "", **more: object) -> str:
        """Write in a channel, without naming the coach."""
        said = {**self._message(channel, text, thread), "channel_type": "channel", **more}
        assert await self.slack.event(said) == 200
        return str(said["ts"])

    async def write(self, text: str, thread: str = "", **more: object) -> str:
        """Write to the coach alone."""
        said = {**self._message(self.dm, text, thread), "channel_type": "im", **more}
        assert await self.slack.event(said) == 200
        return str(said["ts"])

    async def command(self, command: str, text: str, channel: str) -> Hook:
        """Use a slash command; returns the hook where the answer comes."""
        url, hook = self._hook(channel)
        status = await self.slack.form(
            {
                **self._place(),
                "channel_id": channel,
                "channel_name": "general",
                "command": command,
                "text": text,
                "response_url": url,
                "trigger_id": f"1.{next(_numbers)}.abc",
            }
        )
        assert status == 200
        return hook

    async def press(self, message: Payload, label: str, channel: str, *, ephemeral: bool = False) -> Hook:
        """Press the button with this label, or choose the option; returns the hook where a private answer comes."""
        block, element, action = find(message, label)
        url, hook = self._hook(channel, message.get("thread_ts", ""))
        where = {"channel_id": channel, "message_ts": message.get("ts", "1.1"), "is_ephemeral": ephemeral}
        if thread := message.get("thread_ts"):
            where["thread_ts"] = thread
        payload = {
            **self._interaction("block_actions"),
            "container": {"type": "message", **where},
            "channel": {"id": channel, "name": "general"},
            "message": {"ts": where["message_ts"], **({"thread_ts": thread} if thread else {}), "type": "message"},
            "response_url": url,
            "actions": [{"block_id": block, "action_ts": new_ts(), "type": element["type"], **action}],
        }
        assert await self.slack.interaction(payload) == 200
        return hook

    async def shortcut(self, channel: str, author: str, text: str) -> Hook:
        """Have a message of somebody coached; returns the hook where the answer comes."""
        url, hook = self._hook(channel)
        payload = {
            **self._interaction("message_action"),
            "callback_id": "coach_message",
            "message_ts": (ts := new_ts()),
            "channel": {"id": channel, "name": "general"},
            "message": {"type": "message", "user": author, "text": text, "ts": ts},
            "response_url": url,
        }
        assert await self.slack.interaction(payload) == 200
        return hook

    async def submit(self, view: Payload, text: str) -> int:
        """Send off a modal with one input."""
        block = next(block for block in view["blocks"] if block["type"] == "input")
        values = {block["block_id"]: {block["element"]["action_id"]: {"type": "plain_text_input", "value": text}}}
        return await self.slack.interaction(
            {**self._interaction("view_submission"), "view": {**view, "id": "V1", "state": {"values": values}}}
        )

    async def press_at_home(self, view: Payload, label: str) -> None:
        """Press a button of the App Home."""
        block, element, action = find(view, label)
        payload = {
            **self._interaction("block_actions"),
            "container": {"type": "view", "view_id": "V2"},
            "view": {"id": "V2", "type": "home", "private_metadata": view.get("private_metadata", "")},
            "actions": [{"block_id": block, "action_ts": new_ts(), "type": element["type"], **action}],
        }
        assert await self.slack.interaction(payload) == 200

    async def open_home(self, tab: str = "home") -> None:
        """Open the app's page."""
        event = {"type": "app_home_opened", "user": self.id, "channel": self.dm, "tab": tab, "event_ts": new_ts()}
        assert await self.slack.event(event) == 200

    def _hook(self, channel: str, thread: str = "") -> tuple[str, Hook]:
        url = self.slack.fake.response_url(channel, self.id, thread)
        return url, self.slack.fake.hook(url)

    def _message(self, channel: str, text: str, thread: str) -> Payload:
        ts = new_ts()
        return {
            "type": "message",
            "user": self.id,
            "client_msg_id": ts,
            "team": self.slack.team,
            "channel": channel,
            "text": text,
            "ts": ts,
            "event_ts": ts,
            **({"thread_ts": thread} if thread else {}),
        }

    def _place(self) -> Payload:
        return {
            "token": "verification",
            "team_id": self.slack.team,
            "team_domain": "acme",
            "user_id": self.id,
            "user_name": "someone",
            "api_app_id": APP,
            "is_enterprise_install": "false",
        }

    def _interaction(self, kind: str) -> Payload:
        return {
            "type": kind,
            "token": "verification",
            "team": {"id": self.slack.team, "domain": "acme"},
            "user": {"id": self.id, "username": "someone", "team_id": self.slack.team},
            "api_app_id": APP,
            "is_enterprise_install": False,
            "enterprise": None,
            "trigger_id": f"2.{next(_numbers)}.abc",
            "action_ts": new_ts(),
        }


def find(message: Payload, label: str) -> tuple[str, Payload, Payload]:
    """The block id, the element and the action's own fields of the first button or option with this label."""
    for block, element in _elements(message):
        if label in _label(element.get("text")):
            return block, element, {"action_id": element["action_id"], "value": element.get("value")}
        for option in element.get("options", ()):
            if label in _label(option["text"]):
                return block, element, {"action_id": element["action_id"], "selected_option": option}
        for name in ("positive_button", "negative_button"):
            if name in element and label in _label(element[name]["text"]):
                return block, element, {"action_id": element["action_id"], "value": element[name]["value"]}
    raise AssertionError(f"no button {label!r} in {[_label(e.get('text')) for _, e in _elements(message)]}")


def _elements(message: Payload) -> Iterator[tuple[str, Payload]]:
    for number, block in enumerate(message["blocks"]):
        listed = [*block.get("elements", ()), *filter(None, [block.get("accessory")])]
        for element in listed:
            if isinstance(element, dict) and "action_id" in element:
                yield block.get("block_id", f"b{number}"), element


def _label(text: object) -> str:
    return str(text["text"]) if isinstance(text, dict) else str(text or "")
