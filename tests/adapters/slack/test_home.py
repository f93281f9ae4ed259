"""The App Home, from opening it to pressing what stands there."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from coaching.messages.conversation import Action, ConversationKey, Platform
from coaching.session import Rewritten, Session
from tests.adapters.slack.world import World, button, until, world

OPENED = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home", "event_ts": "1.1"}
THREAD = ConversationKey(platform=Platform.SLACK, tenant="T1", channel="C1", thread="1700000000.000100", person="U1")
GOING_ON = (
    THREAD,
    Session(
        state=Rewritten(prompt="Write a post about travel"),
        subject="C1:1700000000.000100",
        recent=("Write a post about travel",),
        updated=datetime(2026, 1, 1, tzinfo=UTC),
    ),
)


async def opened(here: World) -> dict[str, Any]:
    before = len(here.slack.calls("views.publish"))
    assert (await here.event(OPENED))[0] == 200
    await until(lambda: len(here.slack.calls("views.publish")) > before)
    view: dict[str, Any] = here.slack.calls("views.publish")[-1]
    return view


def buttons(view: dict[str, Any]) -> list[dict[str, Any]]:
    """Every button of a view."""

    def inside(node: object) -> list[dict[str, Any]]:
        if isinstance(node, list):
            return [found for child in node for found in inside(child)]
        if isinstance(node, dict):
            return [node] if node.get("type") == "button" else inside(list(node.values()))
        return []

    return inside(view["blocks"])


def pressed(value: str, action_id: str, view: dict[str, Any], user: str = "U1") -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": user, "username": "ann", "team_id": "T1"},
        "team": {"id": "T1", "domain": "acme"},
        "enterprise": None,
        "is_enterprise_install": False,
        "container": {"type": "view", "view_id": "V1"},
        "trigger_id": "1.2.abc",
        "view": {**view, "id": "V1", "team_id": "T1", "app_installed_team_id": "T1"},
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b1", "value": value}],
    }


async def test_opening_the_home_shows_what_the_person_has_going_on() -> None:
    async with world() as here:
        here.going_on = [GOING_ON]
        published = await opened(here)
        assert published["user_id"] == "U1"
        assert published["view"]["type"] == "home"
        assert "Write a post about travel" in json.dumps(published["view"])
        assert (here.asked[0].platform, here.asked[0].tenant, here.asked[0].person) == (Platform.SLACK, "T1", "U1")


async def test_every_button_of_the_home_is_understood() -> None:
    async with world() as here:
        here.going_on = [GOING_ON]
        view = (await opened(here))["view"]
        for at, shown in enumerate(buttons(view)):
            payload = pressed(shown["value"], shown["action_id"], view) | {"trigger_id": f"1.{at}"}
            assert (await here.interaction(payload))[0] == 200
        assert {request.action.name for request, _ in here.accepted if request.action} == {"resume", "forget"}


async def test_continue_is_a_request_in_that_conversation_answered_in_the_direct_message() -> None:
    async with world() as here:
        view = (await opened(here))["view"]
        response = await here.interaction(pressed(button(Action(name="resume")), "resume:0", view))
        assert (response[0], response[2]) == (200, "")
        request = here.accepted[0][0]
        assert request.action == Action(name="resume")
        assert request.conversation == THREAD
        assert dict(request.address) == {"way": "home", "channel": "D1", "user": "U1", "team": "T1"}
        await until(lambda: len(here.slack.calls("views.publish")) == 2)


async def test_after_forget_me_the_home_is_empty_though_the_erasing_is_still_under_way() -> None:
    async with world() as here:
        here.going_on = [GOING_ON]
        view = (await opened(here))["view"]
        await here.interaction(pressed(button(Action(name="forget")), "forget:0", view))
        assert here.accepted[0][0].action == Action(name="forget")
        await until(lambda: len(here.slack.calls("views.publish")) == 2)
        assert "travel" not in json.dumps(here.slack.calls("views.publish")[1])


async def test_a_press_that_could_not_be_kept_is_not_acknowledged_as_done() -> None:
    async with world() as here:
        view = (await opened(here))["view"]
        here.away = True
        response = await here.interaction(pressed(button(Action(name="forget")), "forget:0", view))
        assert (response[0], response[2]) == (503, "")


@pytest.mark.parametrize("value", ["", "of an older release", button(Action(name="resume"), person="U2")])
async def test_a_press_that_can_not_be_read_draws_the_home_anew(value: str) -> None:
    async with world() as here:
        view = (await opened(here))["view"]
        assert (await here.interaction(pressed(value, "resume:0", view)))[0] == 200
        await until(lambda: len(here.slack.calls("views.publish")) == 2)
        assert not here.accepted


async def test_of_an_organisation_the_answer_finds_its_way_by_the_enterprise() -> None:
    async with world() as here:
        payload = pressed(button(Action(name="resume")), "resume:0", {"type": "home", "private_metadata": "D1"})
        await here.interaction(payload | {"enterprise": {"id": "E1", "name": "Acme"}, "is_enterprise_install": True})
        assert here.accepted[0][0].address["enterprise"] == "E1"
