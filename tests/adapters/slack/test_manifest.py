"""The manifest, held against the code that it speaks for."""

import ast
import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

import adapters.slack
from adapters.slack.inbound.translate import Dispatch, Ignore, Turn, translate
from adapters.slack.manifest import EVENTS, SCOPES, manifest
from adapters.slack.texts import STARTERS
from tests.adapters.slack.world import event_callback

URL = "https://coach.example.com"
HISTORY = {"channels:history", "groups:history", "im:history", "mpim:history"}
OF_METHODS = {
    "apps_connections_open": set(),  # by the app's token
    "assistant_threads_setStatus": {"assistant:write"},
    "assistant_threads_setSuggestedPrompts": {"assistant:write"},
    "assistant_threads_setTitle": {"assistant:write"},
    "auth_test": set(),
    "chat_appendStream": {"chat:write"},
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_startStream": {"chat:write"},
    "chat_stopStream": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "conversations_open": {"im:write"},
    "conversations_replies": HISTORY,
    "files_completeUploadExternal": {"files:write"},
    "files_getUploadURLExternal": {"files:write"},
    "files_upload_v2": {"files:write"},
    "oauth_v2_access": set(),
    "views_open": set(),
    "views_publish": set(),
}
"""What Slack's reference asks of a bot for each method."""
OF_EVENTS = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
    "message.mpim": {"mpim:history"},
    "tokens_revoked": set(),
}
OF_THE_REST = {"commands", "files:read"}
"""Slash commands and shortcuts, and the download of files that come with a message."""
OLDER = {"assistant_thread_started"}
"""What apps with the older `assistant_view` subscribe to by hand."""


def trees() -> Iterator[ast.AST]:
    for path in Path(adapters.slack.__path__[0]).rglob("*.py"):
        yield ast.parse(path.read_text("utf-8"))


def methods_used() -> set[str]:
    """The methods of the Web API that the adapter's code names."""
    known = {name for name, _ in inspect.getmembers(AsyncWebClient, inspect.iscoroutinefunction) if name[0] != "_"} - {
        "api_call"
    }
    return {
        node.attr
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        if node.attr in known
    }


def events_heard() -> set[str]:
    """The events that listeners are registered for."""
    return {
        str(node.args[0].value)
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "event"
        if node.args and isinstance(node.args[0], ast.Constant)
    }


def printed(url: str | None = URL, *, socket_mode: bool = False) -> dict[str, Any]:
    """A manifest as Slack reads it."""
    read: dict[str, Any] = json.loads(json.dumps(manifest(url, socket_mode=socket_mode)))
    return read


def urls(node: object) -> list[str]:
    if isinstance(node, dict):
        return urls(list(node.values()))
    if isinstance(node, list):
        return [url for child in node for url in urls(child)]
    return [node] if isinstance(node, str) and node.startswith("http") else []


def test_the_scopes_are_those_that_the_codes_calls_and_events_need_and_no_others() -> None:
    used = methods_used()
    assert "chat_postMessage" in used
    assert used <= OF_METHODS.keys(), "a method whose scopes are not known here"
    needed = set().union(*(OF_METHODS[method] for method in used), *OF_EVENTS.values(), OF_THE_REST)
    assert set(SCOPES) == needed
    assert list(SCOPES) == sorted(SCOPES)
    assert printed()["oauth_config"]["scopes"] == {"bot": list(SCOPES)}


def test_every_event_of_the_manifest_is_heard_and_no_other_is_asked_for() -> None:
    assert set(EVENTS) == OF_EVENTS.keys()
    assert printed()["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    assert {event for event in EVENTS if "message" not in event and event != "app_mention"} == events_heard() - OLDER


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_of_the_manifest_comes_to_a_turn_or_to_a_listener(event: str) -> None:
    kind, _, where = event.partition(".")
    channel_type = {"im": "im", "mpim": "mpim", "groups": "group"}.get(where, "channel")
    said = {
        "type": kind,
        "user": "U1",
        "text": "<@UBOT> write something about travel",
        "channel": "D1" if where == "im" else "C1",
        "channel_type": channel_type,
        "ts": "1700000000.000100",
    }
    outcome = translate(event_callback(said), 1700000000.0)
    assert isinstance(outcome, Dispatch if event in events_heard() else Turn)


@pytest.mark.parametrize("event", ["reaction_added", "channel_created", "member_joined_channel", "link_shared"])
def test_an_event_that_is_not_asked_for_is_not_heard_either(event: str) -> None:
    assert isinstance(translate(event_callback({"type": event, "user": "U1", "channel": "C1"}), 0.0), Ignore)


def test_every_command_and_shortcut_of_the_manifest_comes_to_a_turn() -> None:
    features = printed()["features"]
    place = {"team_id": "T1", "channel_id": "C1", "user_id": "U1", "trigger_id": "1.2.abc", "text": "travel"}
    for command in features["slash_commands"]:
        assert isinstance(translate({"command": command["command"], **place}, 0.0), Turn)
    payload = {
        "type": "message_action",
        "callback_id": features["shortcuts"][0]["callback_id"],
        "team": {"id": "T1"},
        "channel": {"id": "C1"},
        "user": {"id": "U1"},
        "message": {"type": "message", "user": "U2", "text": "write something", "ts": "1700000000.000100"},
        "trigger_id": "1.2.abc",
        "action_ts": "1700000000.000200",
    }
    assert isinstance(translate(payload, 0.0), Turn)
    assert features["shortcuts"][0]["type"] == "message"


def test_over_http_everything_comes_to_one_address() -> None:
    given = printed(URL + "/")
    assert given["settings"]["event_subscriptions"]["request_url"] == f"{URL}/slack/events"
    assert given["settings"]["interactivity"] == {"is_enabled": True, "request_url": f"{URL}/slack/events"}
    assert [command["url"] for command in given["features"]["slash_commands"]] == [f"{URL}/slack/events"] * 2
    assert given["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert not given["settings"]["socket_mode_enabled"]


@pytest.mark.parametrize("url", [URL, None])
def test_in_socket_mode_no_address_is_given(url: str | None) -> None:
    given = printed(url, socket_mode=True)
    assert given["settings"]["socket_mode_enabled"]
    assert not urls(given)
    assert given["settings"]["event_subscriptions"] == {"bot_events": list(EVENTS)}
    assert "redirect_urls" not in given["oauth_config"]


def test_where_the_address_is_not_known_yet_there_is_a_place_to_fill_in() -> None:
    assert set(urls(printed(None))) == {
        "https://your-address.example/slack/events",
        "https://your-address.example/slack/oauth_redirect",
    }


def test_organisations_can_deploy_it_and_tokens_do_not_rotate() -> None:
    settings = printed()["settings"]
    assert settings["org_deploy_enabled"] is True
    assert settings["token_rotation_enabled"] is False


def test_the_pane_and_the_home_are_on() -> None:
    features = printed()["features"]
    assert features["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert features["agent_view"]["suggested_prompts"] == [starter._asdict() for starter in STARTERS]
    assert "assistant_view" not in features


def test_nothing_is_longer_than_slack_takes() -> None:
    given = printed()
    features = given["features"]
    assert len(given["display_information"]["name"]) <= 35
    assert len(given["display_information"]["description"]) <= 140
    assert len(features["agent_view"]["agent_description"]) <= 300
    assert len(features["agent_view"]["suggested_prompts"]) <= 4
    for shortcut in features["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    for command in features["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
