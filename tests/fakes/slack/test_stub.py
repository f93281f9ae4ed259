"""The stub refuses what Slack refuses: else the tests in front of it would prove nothing."""

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.fakes.slack import FakeSlack

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
BUTTON = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "Press"}, "value": "v"}


def actions(**changes: object) -> list[object]:
    return [{"type": "actions", "elements": [{**BUTTON, **changes}]}]


def section(text: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


async def call(slack: FakeSlack, method: str, **args: object) -> dict[str, Any]:
    headers = {"Authorization": "Bearer xoxb-test"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.url + method, json=args, headers=headers) as answer,
    ):
        told: dict[str, Any] = await answer.json()
        return told


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"text": "x", "thread_ts": "1.0"}, "invalid_thread_ts"),
        ({"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
        ({"blocks": [SECTION] * 51}, "invalid_blocks"),
        ({"blocks": [{**SECTION, "block_id": "b"}] * 2}, "invalid_blocks"),
        ({"blocks": [section("")]}, "invalid_blocks"),
        ({"blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"blocks": [section("x" * 2700)] * 5}, "msg_blocks_too_long"),
        ({"blocks": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}]}, "invalid_blocks"),
        ({"blocks": [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}] * 11}]}, "invalid_blocks"),
        ({"blocks": [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x" * 2001}]}]}, "invalid_blocks"),
        ({"blocks": [{"type": "actions", "elements": [BUTTON, BUTTON]}]}, "invalid_blocks"),
        ({"blocks": actions(value="x" * 2001)}, "invalid_blocks"),
        ({"blocks": actions(action_id="x" * 256)}, "invalid_blocks"),
        ({"blocks": actions(text={"type": "plain_text", "text": "x" * 76})}, "invalid_blocks"),
        ({"blocks": [{"type": "table", "rows": [[{}], [{}, {}]]}]}, "invalid_blocks"),
        ({"blocks": [{"type": "table", "rows": [[{}] * 21]}]}, "invalid_blocks"),
        ({"blocks": [{"type": "table", "rows": [[{}]] * 101}]}, "invalid_blocks"),
        ({"blocks": [{"type": "table", "rows": [[{}]]}] * 2}, "invalid_attachments"),
    ],
)
async def test_a_message_that_breaks_a_limit_is_refused(slack: FakeSlack, args: dict[str, object], code: str) -> None:
    assert await call(slack, "chat.postMessage", channel="C1", **args) == {"ok": False, "error": code}


async def test_an_update_is_shorter_than_a_message(slack: FakeSlack) -> None:
    ts = (await call(slack, "chat.postMessage", channel="C1", text="x" * 40_000))["ts"]
    assert (await call(slack, "chat.update", channel="C1", ts=ts, text="x" * 4001))["error"] == "msg_too_long"
    assert (await call(slack, "chat.update", channel="C1", ts=ts, text="x" * 4000))["ok"]


async def test_two_messages_a_second_are_too_many_where_that_is_checked(slack: FakeSlack) -> None:
    slack.state.one_a_second = True
    assert (await call(slack, "chat.postMessage", channel="C1", text="1"))["ok"]
    assert (await call(slack, "chat.postMessage", channel="C1", text="2"))["error"] == "ratelimited"
    assert (await call(slack, "chat.postMessage", channel="C2", text="2"))["ok"]


async def test_a_stream_ends_after_five_minutes_and_twelve_thousand_characters(slack: FakeSlack) -> None:
    place = {"channel": "D1", "thread_ts": "1700000000.000001"}
    ts = (await call(slack, "chat.startStream", **place, markdown_text="x" * 11_000))["ts"]
    told = await call(slack, "chat.appendStream", channel="D1", ts=ts, markdown_text="x" * 1001)
    assert told["error"] == "msg_too_long"
    slack.state.skew = 301
    told = await call(slack, "chat.stopStream", channel="D1", ts=ts)
    assert told["error"] == "message_not_in_streaming_state"


async def test_a_stream_into_a_channel_needs_its_recipient(slack: FakeSlack) -> None:
    told = await call(slack, "chat.startStream", channel="C1", thread_ts="1700000000.000001")
    assert told["error"] == "missing_recipient_user_id"


async def test_unknown_tokens_and_methods_are_refused(slack: FakeSlack) -> None:
    assert (await call(slack, "chat.shout"))["error"] == "unknown_method"
    slack.state.tokens.clear()
    assert (await call(slack, "auth.test"))["error"] == "invalid_auth"


async def test_it_runs_on_its_own() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.slack", "0", "xoxb-other", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    url = (await process.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{url}auth.test", params={"token": "xoxb-other"}) as answer:
            assert (await answer.json())["ok"]
        async with session.get(url.replace("/api/", "/_calls")) as answer:
            assert [made["method"] for made in await answer.json()] == ["auth.test"]
    process.terminate()
    await process.wait()
