"""What Bolt listens to, from the verified payload to the answer, and what is called beside it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.slack.app import Response
from adapters.slack.inbound.translate import Dispatch, translate
from coaching.messages.conversation import Action
from tests.adapters.slack.world import World, block_actions, button, until, world

OPEN = Action(name="answer", target="audience", value="Who will read it?")


def press(here: World, action_id: str = "open:answer:audience", user: str = "U1") -> dict[str, Any]:
    return block_actions(button(OPEN), action_id, here.slack.response_url(), user)


async def opened(here: World, payload: dict[str, Any] | None = None) -> dict[str, Any]:
    """The view that a press opens."""
    assert (await here.interaction(payload or press(here)))[0] == 200
    await until(lambda: here.slack.state.views)
    view = here.slack.state.views[-1]["view"]
    return view if isinstance(view, dict) else {}


def submitted(view: dict[str, Any], text: str, user: str = "U1") -> dict[str, Any]:
    block, field = typed_into(view)
    return {
        "type": "view_submission",
        "team": {"id": "T1", "domain": "acme"},
        "user": {"id": user, "team_id": "T1"},
        "trigger_id": "1.3.abc",
        "view": {
            **view,
            "id": "V1",
            "team_id": "T1",
            "app_installed_team_id": "T1",
            "state": {"values": {block: {field: {"type": "plain_text_input", "value": text or None}}}},
        },
        "response_urls": [],
    }


def typed_into(view: dict[str, Any]) -> tuple[str, str]:
    block = next(block for block in view["blocks"] if block["type"] == "input")
    return block["block_id"], block["element"]["action_id"]


def told(response: Response) -> dict[str, Any]:
    """The errors that a modal shows after a submission."""
    said = json.loads(response[2])
    assert said["response_action"] == "errors"
    errors: dict[str, Any] = said["errors"]
    return errors


def test_what_is_listened_to_here_is_handed_on_and_no_turn_by_itself() -> None:
    own = block_actions(button(OPEN), "open:answer:audience", "https://hooks.slack.com/x")
    for payload in (
        own,
        own | {"user": {"id": "U2"}},
        block_actions(button(Action(name="shorter")), "shorter:0", "https://hooks.slack.com/x", "U2"),
        block_actions("value of an older release", "old", "https://hooks.slack.com/x"),
        block_actions(button(Action(name="resume")), "resume", "") | {"view": {"type": "home"}},
        {"type": "view_submission", "view": {"callback_id": "answer"}, "user": {"id": "U1"}},
    ):
        assert isinstance(translate(payload, 0.0), Dispatch)


async def test_a_button_for_own_words_opens_a_modal_that_repeats_the_question() -> None:
    async with world() as here:
        view = await opened(here)
        assert here.slack.state.views[0]["trigger_id"] == "1.2.abc"
        assert view["callback_id"] == "answer"
        assert [block["label"]["text"] for block in view["blocks"]] == ["Who will read it?"]


async def test_the_modal_opens_from_a_private_answer_too_where_slack_sends_no_message() -> None:
    async with world() as here:
        payload = press(here)
        del payload["message"]
        assert (await opened(here, payload))["callback_id"] == "answer"


async def test_a_submitted_modal_becomes_the_request_that_a_button_would_be() -> None:
    async with world() as here:
        payload = press(here)
        response = await here.interaction(submitted(await opened(here, payload), "  our CFO  "))
        assert response[0] == 200
        assert response[2] == ""
        request = here.accepted[0][0]
        assert request.action == Action(name="answer", target="audience", value="our CFO")
        assert request.about == "C1:1700000000.000100"
        key = request.conversation
        assert (key.tenant, key.channel, key.thread, key.person) == ("T1", "C1", "1700000000.000100", "U1")
        assert dict(request.address) == {
            "way": "button",
            "channel": "C1",
            "thread": "1700000000.000100",
            "user": "U1",
            "team": "T1",
            "response_url": payload["response_url"],
            "response_until": request.address["response_until"],
        }
        assert request.sent_at < float(request.address["response_until"])


async def test_an_answer_that_could_not_be_kept_stays_in_the_modal_with_a_line_that_says_so() -> None:
    async with world() as here:
        view = await opened(here)
        here.away = True
        response = await here.interaction(submitted(view, "our CFO"))
        assert "couldn't be kept" in told(response)[typed_into(view)[0]]
        assert "sekrit" not in response[2]
        here.away = False
        assert (await here.interaction(submitted(view, "our CFO")))[2] == ""
        assert len(here.accepted) == 1


async def test_a_modal_that_is_submitted_twice_is_one_request() -> None:
    async with world() as here:
        view = await opened(here)
        for _ in range(2):
            assert (await here.interaction(submitted(view, "our CFO")))[2] == ""
        assert len(here.accepted) == 1


async def test_the_longest_button_fits_into_its_modal() -> None:
    async with world() as here:
        action = Action(name="set", target='"🎉' * 80, value='"🎉' * 50)
        view = await opened(here, block_actions(button(action), "open:set:x", here.slack.response_url()))
        assert len(view["private_metadata"]) <= 3000
        await here.interaction(submitted(view, "our CFO"))
        assert here.accepted[0][0].action == action.model_copy(update={"value": "our CFO"})


async def test_a_modal_that_comes_back_from_somebody_else_is_no_request() -> None:
    async with world() as here:
        response = await here.interaction(submitted(await opened(here), "our CFO", user="U2"))
        assert (response[0], response[2]) == (200, "")
        assert not here.accepted


async def test_a_modal_without_words_asks_for_some() -> None:
    async with world() as here:
        view = await opened(here)
        assert told(await here.interaction(submitted(view, "   "))) == {typed_into(view)[0]: "Write something first."}
        assert not here.accepted


@pytest.mark.parametrize("metadata", ["", "[]", "{}", '{"value": "tampered"}', "not json"])
async def test_a_modal_of_another_time_is_closed_and_nothing_else(metadata: str) -> None:
    async with world() as here:
        view = await opened(here) | {"private_metadata": metadata}
        response = await here.interaction(submitted(view, "our CFO"))
        assert (response[0], response[2]) == (200, "")
        assert not here.accepted


@pytest.mark.parametrize("action_id", ["open:answer:audience", "shorter:0"])
async def test_a_press_on_somebody_elses_button_is_answered_with_a_hint_that_only_they_see(action_id: str) -> None:
    async with world() as here:
        payload = press(here, action_id=action_id, user="U2")
        assert (await here.interaction(payload))[0] == 200
        hook = here.slack.hook(payload["response_url"])
        await until(lambda: hook.received)
        assert hook.received[0]["response_type"] == "ephemeral"
        assert hook.received[0]["replace_original"] is False
        assert "somebody else's" in hook.received[0]["text"]
        assert not here.slack.state.views
        assert not here.accepted


@pytest.mark.parametrize("action_id", ["open:answer:audience", "old"])
async def test_a_button_that_can_no_longer_be_read_says_so(action_id: str) -> None:
    async with world() as here:
        payload = block_actions("value of an older release", action_id, here.slack.response_url())
        await here.interaction(payload)
        hook = here.slack.hook(payload["response_url"])
        await until(lambda: hook.received)
        assert "can't read this button" in hook.received[0]["text"]


async def test_nothing_waits_for_slack_before_the_acknowledgement() -> None:
    async with world() as here:
        for method in ("views.open", "views.publish", "chat.postMessage", "assistant.threads.setSuggestedPrompts"):
            here.slack.fail(method, hang=True)
        here.slack.fail("respond", hang=True)
        thread = {"user_id": "U1", "channel_id": "D1", "thread_ts": "1700000000.000300", "context": {}}
        responses = [
            await here.interaction(press(here)),
            await here.interaction(press(here, user="U2")),
            await here.event({"type": "app_home_opened", "tab": "home", "user": "U1", "channel": "D1"}),
            await here.event({"type": "app_home_opened", "tab": "messages", "user": "U1", "channel": "D1"}),
            await here.event({"type": "assistant_thread_started", "assistant_thread": thread}),
        ]
        assert [response[0] for response in responses] == [200] * 5
        await until(lambda: len(here.slack.state.calls) == 4)
        assert not here.slack.calls("auth.test")


@pytest.mark.parametrize(
    "event",
    [
        {"type": "assistant_thread_context_changed", "assistant_thread": {"user_id": "U1", "channel_id": "D1"}},
        {"type": "reaction_added", "user": "U1"},
        {"type": "team_join", "user": {"id": "U1"}},
    ],
)
async def test_what_nobody_listens_to_is_answered_200(event: dict[str, Any]) -> None:
    async with world() as here:
        assert (await here.event(event))[0] == 200


async def test_an_interaction_that_nobody_listens_to_is_answered_200() -> None:
    async with world() as here:
        closed = {"type": "view_closed", "view": {"callback_id": "x"}, "user": {"id": "U1"}, "team": {"id": "T1"}}
        assert (await here.interaction(closed))[0] == 200


async def test_a_listener_that_breaks_is_answered_200_and_logged_by_its_place_alone() -> None:
    async with world() as here:

        async def breaks() -> None:
            raise ValueError("sekrit words")

        here.app._bolt.event("reaction_added")(breaks)
        with capture_logs() as logs:
            response = await here.event({"type": "reaction_added", "user": "U1"})
        assert (response[0], response[2]) == (200, "")
        assert [line["event"] for line in logs] == ["slack_listener_failed"]
        assert logs[0]["error"].startswith("ValueError in test_listeners.py:")
        assert "sekrit" not in str(logs)


async def test_where_no_token_can_be_looked_up_slack_is_asked_to_come_again() -> None:
    async with world(client_id="1.2", client_secret="sekrit") as here:  # noqa: S106
        here.vault.away = True
        with capture_logs() as logs:
            response = await here.event({"type": "app_home_opened", "tab": "home", "user": "U1", "channel": "D1"})
        assert (response[0], response[2]) == (503, "")
        assert logs == [
            {"event": "slack_token_not_found", "error": logs[0]["error"], "log_level": "error"},
        ]
        assert logs[0]["error"].startswith("UnreachableError in world.py:")


async def test_a_refusal_of_slack_is_logged_by_its_code() -> None:
    async with world() as here:
        here.slack.fail("views.open", error="expired_trigger_id")
        with capture_logs() as logs:
            await here.interaction(press(here))
            await until(lambda: logs)
        assert logs == [{"event": "slack_errand_failed", "code": "expired_trigger_id", "log_level": "warning"}]


async def test_what_stands_in_the_environment_for_bolt_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.setenv(name, "of somebody else")
    async with world() as here:
        await opened(here)
        assert [(call.method, call.token) for call in here.slack.state.calls] == [("views.open", "xoxb-test")]
    assert not any(os.scandir(tmp_path))


async def test_bolt_and_the_sdk_log_no_payload(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(1)
    async with world() as here:
        await here.interaction(press(here))
        await until(lambda: here.slack.state.views)
        payload = press(here, user="U2")
        await here.interaction(payload)
        await until(lambda: here.slack.hook(payload["response_url"]).received)
        await here.event({"type": "reaction_added", "user": "U1", "text": "sekrit words"})
        await here.interaction({"type": "workflow_step_edit", "sekrit": "sekrit words"})
    assert "sekrit" not in caplog.text
    assert "xoxb" not in caplog.text
    assert "/respond/" not in caplog.text
