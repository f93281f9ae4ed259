"""The pane, in the agent view and in the older assistant view."""

from typing import Any

from adapters.slack.texts import GREETING
from tests.adapters.slack.world import until, world

SUGGEST = "assistant.threads.setSuggestedPrompts"
STARTED = {
    "type": "assistant_thread_started",
    "assistant_thread": {
        "user_id": "U1",
        "context": {"channel_id": "C1", "team_id": "T1", "enterprise_id": "E1"},
        "channel_id": "D1",
        "thread_ts": "1729999327.187299",
    },
    "event_ts": "1715873754.429808",
}


def check_prompts(args: dict[str, Any]) -> None:
    assert 1 <= len(args["prompts"]) <= 4
    for prompt in args["prompts"]:
        assert prompt["title"]
        assert prompt["message"]


async def test_the_agent_view_suggests_prompts_without_a_thread() -> None:
    async with world() as here:
        event = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages", "event_ts": "1.1"}
        assert (await here.event(event))[0] == 200
        await until(lambda: here.slack.calls(SUGGEST))
        args = here.slack.calls(SUGGEST)[0]
        assert args["channel_id"] == "D1"
        assert "thread_ts" not in args
        check_prompts(args)
        assert not here.slack.messages("D1")


async def test_the_assistant_view_says_hello_in_the_thread_and_suggests_prompts_there() -> None:
    async with world() as here:
        assert (await here.event(STARTED))[0] == 200
        await until(lambda: here.slack.calls(SUGGEST))
        args = here.slack.calls(SUGGEST)[0]
        assert (args["channel_id"], args["thread_ts"]) == ("D1", "1729999327.187299")
        check_prompts(args)
        assert [(said["text"], said["thread_ts"]) for said in here.slack.messages("D1")] == [
            (GREETING, "1729999327.187299")
        ]


async def test_a_thread_that_is_reported_again_is_not_greeted_again() -> None:
    async with world() as here:
        await here.event(STARTED)
        await until(lambda: here.slack.calls(SUGGEST))
        await here.event(STARTED, {"X-Slack-Retry-Num": ["1"], "X-Slack-Retry-Reason": ["http_timeout"]})
        await until(lambda: len(here.slack.calls(SUGGEST)) == 2)
        assert len(here.slack.messages("D1")) == 1


async def test_a_pane_that_slack_does_not_offer_changes_nothing() -> None:
    async with world() as here:
        here.slack.fail(SUGGEST, error="unknown_method")
        assert (await here.event(STARTED))[0] == 200
        await until(lambda: here.slack.calls(SUGGEST))
        assert len(here.slack.messages("D1")) == 1


async def test_a_change_of_what_is_beside_the_pane_is_nothing_to_act_on() -> None:
    async with world() as here:
        changed = STARTED | {"type": "assistant_thread_context_changed"}
        assert (await here.event(changed))[0] == 200
        assert not here.slack.state.calls
