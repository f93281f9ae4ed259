"""Slack's part of the web process in front of a stub of Slack, with all that it hands on to the bot in reach."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

from adapters.slack.app import Response, SlackApp, SlackSettings
from adapters.slack.values import encode
from coaching.messages.conversation import Action, ConversationKey, Platform, Request
from coaching.session import Session
from tests.fakes.slack.server import FakeSlack

Payload = dict[str, Any]
JSON = {"content-type": ["application/json"]}
FORM = {"content-type": ["application/x-www-form-urlencoded"]}


class UnreachableError(Exception):
    """What a store raises that can't be reached; its text must be seen nowhere: sekrit."""


class FakeVault:
    """A `Vault` in memory, that keeps times to live for the test to read."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.ttl: dict[str, float | None] = {}
        self.reads = 0
        self.away = False

    async def read(self, name: str) -> str | None:
        self._reach()
        self.reads += 1
        return self.kept.get(name)

    async def write(self, name: str, value: str, ttl: float | None = None) -> None:
        self._reach()
        self.kept[name], self.ttl[name] = value, ttl

    async def erase(self, name: str) -> bool:
        self._reach()
        return self.kept.pop(name, None) is not None

    def _reach(self) -> None:
        if self.away:
            raise UnreachableError("sekrit")


class World:
    """One deployment; `away` makes its queue unreachable."""

    def __init__(self, slack: FakeSlack, settings: SlackSettings) -> None:
        self.slack = slack
        self.vault = FakeVault()
        self.accepted: list[tuple[Request, tuple[str, ...]]] = []
        self.away = False
        self.going_on: list[tuple[ConversationKey, Session]] = []
        self.asked: list[ConversationKey] = []
        self.app = SlackApp(settings, accept=self.accept, vault=self.vault, conversations=self.conversations)

    async def accept(self, request: Request, claims: Sequence[str]) -> bool:
        if self.away:
            raise UnreachableError("sekrit")
        new = all(kept.id != request.id for kept, _ in self.accepted)
        if new:
            self.accepted.append((request, tuple(claims)))
        return new

    async def conversations(self, person: ConversationKey) -> Sequence[tuple[ConversationKey, Session]]:
        self.asked.append(person)
        return self.going_on

    async def event(
        self, event: Payload, headers: Mapping[str, Sequence[str]] | None = None, **outer: object
    ) -> Response:
        return await self.app.dispatch(json.dumps(event_callback(event, **outer)), JSON | dict(headers or {}))

    async def interaction(self, payload: Payload) -> Response:
        return await self.app.dispatch(urlencode({"payload": json.dumps(payload)}), FORM)


@asynccontextmanager
async def world(**settings: str) -> AsyncIterator[World]:
    """A deployment in one workspace, unless the settings say otherwise."""
    async with FakeSlack() as slack:
        chosen = settings or {"bot_token": "xoxb-test"}
        here = World(slack, SlackSettings(signing_secret="sekrit", base_url=slack.url, **chosen))  # noqa: S106
        try:
            yield here
        finally:
            await slack.stop()  # lets go of calls that hang
            await here.app.close()


async def until(condition: Callable[[], object], seconds: float = 5) -> None:
    """Wait until something is true; an error where it doesn't become true."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - the stub's calls are no event
            await asyncio.sleep(0.005)


def event_callback(event: Payload, **outer: object) -> Payload:
    """An event in its envelope, as the Events API delivers it."""
    return {
        "type": "event_callback",
        "token": "old-style",
        "team_id": "T1",
        "api_app_id": "A1",
        "event": event,
        "event_id": "Ev1",
        "event_time": 1700000000,
        "authorizations": [
            {"enterprise_id": None, "team_id": "T1", "user_id": "UBOT", "is_bot": True, "is_enterprise_install": False}
        ],
        **outer,
    }


def button(action: Action, person: str = "U1", channel: str = "C1", thread: str = "1700000000.000100") -> str:
    """The value of a button."""
    key = ConversationKey(platform=Platform.SLACK, tenant="T1", channel=channel, thread=thread, person=person)
    return encode(action, "C1:1700000000.000100", key, private=False) or ""


def block_actions(value: str, action_id: str, response_url: str, user: str = "U1") -> Payload:
    """A press on a button of a message."""
    return {
        "type": "block_actions",
        "user": {"id": user, "username": "ann", "team_id": "T1"},
        "api_app_id": "A1",
        "container": {"type": "message", "message_ts": "1700000000.000200", "channel_id": "C1", "is_ephemeral": False},
        "trigger_id": "1.2.abc",
        "team": {"id": "T1", "domain": "acme"},
        "enterprise": None,
        "is_enterprise_install": False,
        "channel": {"id": "C1", "name": "general"},
        "message": {"type": "message", "ts": "1700000000.000200", "blocks": []},
        "response_url": response_url,
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b1", "value": value}],
    }
