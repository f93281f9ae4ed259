"""Socket Mode against the stub's WebSocket: what is acknowledged when, and what outlasts a lost connection."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs

from coaching.messages.conversation import Action, Request
from tests.adapters.slack.world import World, block_actions, button, event_callback, until, world

MENTION: dict[str, Any] = {
    "type": "app_mention",
    "user": "U1",
    "text": "<@UBOT> write something about travel",
    "ts": "1700000000.000100",
    "channel": "C1",
    "event_ts": "1700000000.000100",
}


@asynccontextmanager
async def connected(app_token: str = "xapp-test") -> AsyncIterator[World]:  # noqa: S107
    async with world(bot_token="xoxb-test", app_token=app_token) as here:  # noqa: S106
        stopping = asyncio.Event()
        running = asyncio.create_task(here.app.run(stopping))
        try:
            yield here
        finally:
            stopping.set()
            await running


async def test_a_mention_is_acknowledged_once_it_is_kept() -> None:
    async with connected() as here:
        envelope = await here.slack.socket.push("events_api", event_callback(MENTION))
        assert await here.slack.socket.acked(envelope) is None
        request, claims = here.accepted[0]
        assert request.id == "C1:1700000000.000100"
        assert request.text == "write something about travel"
        assert claims == ("Ev1",)


async def test_what_could_not_be_kept_is_not_acknowledged_and_taken_when_it_comes_again() -> None:
    async with connected() as here:
        here.away = True
        with capture_logs() as logs:
            envelope = await here.slack.socket.push("events_api", event_callback(MENTION))
            await until(lambda: logs)
        assert logs[0]["event"] == "slack_envelope_not_kept"
        assert "sekrit" not in str(logs)
        assert envelope not in here.slack.socket.acks
        here.away = False
        again = await here.slack.socket.push("events_api", event_callback(MENTION), attempt=1)
        await here.slack.socket.acked(again)
        assert envelope not in here.slack.socket.acks
        assert len(here.accepted) == 1


async def test_a_slash_command_becomes_a_request() -> None:
    async with connected() as here:
        payload = {
            "command": "/coach",
            "text": "write something about travel",
            "team_id": "T1",
            "channel_id": "C1",
            "user_id": "U1",
            "trigger_id": "1.2.abc",
            "response_url": here.slack.response_url(),
            "is_enterprise_install": "false",
        }
        assert await here.slack.socket.acked(await here.slack.socket.push("slash_commands", payload)) is None
        assert here.accepted[0][0].text == "/coach write something about travel"


async def test_an_unknown_command_is_answered_in_the_acknowledgement() -> None:
    async with connected() as here:
        payload = {"command": "/other", "team_id": "T1", "channel_id": "C1", "user_id": "U1", "trigger_id": "1.2.abc"}
        said = await here.slack.socket.acked(await here.slack.socket.push("slash_commands", payload))
        assert isinstance(said, dict)
        assert said["response_type"] == "ephemeral"


async def test_a_modal_opens_and_is_submitted_over_the_socket() -> None:
    async with connected() as here:
        press = block_actions(button(Action(name="answer", target="audience")), "open:answer:audience", "")
        await here.slack.socket.acked(await here.slack.socket.push("interactive", press))
        await until(lambda: here.slack.state.views)
        view = here.slack.state.views[0]["view"]
        block = next(block for block in view["blocks"] if block["type"] == "input")
        values = {block["block_id"]: {block["element"]["action_id"]: {"value": "our CFO"}}}
        submission = {
            "type": "view_submission",
            "team": {"id": "T1"},
            "user": {"id": "U1", "team_id": "T1"},
            "view": {**view, "id": "V1", "state": {"values": values}},
        }
        here.away = True
        said = await here.slack.socket.acked(await here.slack.socket.push("interactive", submission))
        assert isinstance(said, dict)
        assert said["response_action"] == "errors"
        here.away = False
        assert await here.slack.socket.acked(await here.slack.socket.push("interactive", submission)) is None
        assert here.accepted[0][0].action == Action(name="answer", target="audience", value="our CFO")


async def test_what_nobody_listens_to_is_acknowledged() -> None:
    async with connected() as here:
        for kind, payload in (
            ("events_api", event_callback({"type": "reaction_added", "user": "U1"})),
            ("interactive", {"type": "view_closed", "view": {"callback_id": "x"}, "user": {"id": "U1"}}),
            ("interactive", {"type": "of the future"}),
        ):
            assert await here.slack.socket.acked(await here.slack.socket.push(kind, payload)) is None
        assert not here.accepted


async def test_a_thread_is_greeted_at_its_first_delivery_alone() -> None:
    async with connected() as here:
        thread = {"user_id": "U1", "channel_id": "D1", "thread_ts": "1729999327.187299", "context": {}}
        started = event_callback({"type": "assistant_thread_started", "assistant_thread": thread})
        for attempt in (0, 1):
            await here.slack.socket.acked(await here.slack.socket.push("events_api", started, attempt=attempt))
        await until(lambda: len(here.slack.calls("assistant.threads.setSuggestedPrompts")) == 2)
        assert len(here.slack.messages("D1")) == 1


@pytest.mark.parametrize("way", ["announced", "dropped"])
async def test_after_a_lost_connection_there_is_a_new_one(way: str) -> None:
    async with connected() as here:
        socket = here.slack.socket
        await socket.acked(await socket.push("events_api", event_callback(MENTION)))
        await (socket.ask_to_reconnect() if way == "announced" else socket.drop())
        async with asyncio.timeout(10):
            await socket.until(lambda: socket.connections == 2)
        again = event_callback(MENTION | {"ts": "1700000000.000200"})
        await socket.acked(await socket.push("events_api", again))
        assert [request.id for request, _ in here.accepted] == ["C1:1700000000.000100", "C1:1700000000.000200"]


async def test_an_acknowledgement_under_way_goes_out_before_the_end() -> None:
    async with world(bot_token="xoxb-test", app_token="xapp-test") as here:  # noqa: S106
        stopping, reached, go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()
        keep = here.accept

        async def slowly(request: Request, claims: Sequence[str]) -> bool:
            reached.set()
            await go_on.wait()
            return await keep(request, claims)

        here.app._accept = slowly
        running = asyncio.create_task(here.app.run(stopping))
        envelope = await here.slack.socket.push("events_api", event_callback(MENTION))
        await reached.wait()
        stopping.set()
        ended, _ = await asyncio.wait({running}, timeout=0.05)
        assert not ended
        go_on.set()
        await here.slack.socket.acked(envelope)
        await running


async def test_a_refused_app_token_is_logged_by_slacks_code_and_the_end_is_not_held_up() -> None:
    with capture_logs() as logs:
        async with connected("xapp-wrong"):
            await until(lambda: logs)
    assert logs[0] == {"event": "slack_socket_not_open", "code": "invalid_auth", "log_level": "warning"}


async def test_without_an_app_token_there_is_no_socket() -> None:
    async with world() as here:
        await here.app.run(asyncio.Event())
        assert not here.slack.state.calls
