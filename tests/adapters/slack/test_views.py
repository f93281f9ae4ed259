"""Modals and the Home tab as Slack would take them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from adapters.slack import texts
from adapters.slack.render.limits import view_faults
from adapters.slack.render.views import ago, answer_modal, home_view
from adapters.slack.values import decode
from coaching.messages.conversation import Action, ConversationKey
from coaching.session import Clarifying, Decided, Idle, Rewritten, Session, Triaging
from tests.adapters.slack.replies import KEY
from tests.adapters.slack.second_opinion import approve_view

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOME = KEY.model_copy(update={"channel": "D1", "thread": ""})
TALKS = [
    (HOME, Session(state=Clarifying(prompt="write something\nabout <travel>"), updated=NOW - timedelta(minutes=5))),
    (KEY, Session(state=Rewritten(prompt="word " * 100), updated=NOW - timedelta(days=1))),
    (KEY, Session(state=Decided(situation="a bot for HR questions"), updated=NOW - timedelta(hours=3))),
    (KEY, Session(state=Triaging())),
    (KEY, Session(state=Idle(), updated=NOW)),
]


def home(talks: list[tuple[ConversationKey, Session]]) -> dict[str, Any]:
    view = home_view(talks, NOW, HOME)
    assert view_faults(view) == ()
    approve_view(view.to_dict())
    return view.to_dict()


def test_the_home_tab(snapshot: SnapshotAssertion) -> None:
    assert [json.dumps(block, ensure_ascii=False) for block in home(TALKS)["blocks"]] == snapshot


def test_an_empty_home_tab_says_what_will_be_there() -> None:
    assert texts.HOME_EMPTY in json.dumps(home([]))


def test_a_conversation_can_be_continued_where_it_is() -> None:
    sections = [block for block in home(TALKS)["blocks"] if block["type"] == "section"]
    assert len(sections) == 4
    press = decode(sections[1]["accessory"]["value"])
    assert press
    assert press.action == Action(name="resume")
    assert (press.channel, press.thread, press.person) == (KEY.channel, KEY.thread, KEY.person)


def test_to_be_forgotten_one_is_asked_once_more() -> None:
    button = home([])["blocks"][-1]["elements"][0]
    assert button["confirm"]["style"] == "danger"
    press = decode(button["value"])
    assert press
    assert (press.action, press.person) == (Action(name="forget"), HOME.person)


def test_earlier_prompts_of_a_conversation_are_shown_once_even_when_it_is_over() -> None:
    recent = ("a memo for the board", "a poem for Eve")
    going_on = Session(state=Rewritten(prompt="a memo for the board"), recent=recent, updated=NOW)
    shown = [block["text"]["text"] for block in home([(HOME, going_on)])["blocks"] if block["type"] == "section"]
    assert shown == [*recent]
    over = home([(HOME, Session(recent=recent, updated=NOW))])["blocks"]
    assert [block["text"]["text"] for block in over if block["type"] == "section"] == [*recent]
    assert "accessory" not in json.dumps(over)


def test_a_long_history_stays_within_the_limits_of_a_view() -> None:
    full = [(key, session.model_copy(update={"recent": tuple("abcd")})) for key, session in TALKS]
    assert len(home(full * 100)["blocks"]) <= 100


@pytest.mark.parametrize(
    ("past", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "a minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=1), "an hour ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=29), "29 days ago"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(past: timedelta, said: str) -> None:
    assert ago(NOW - past, NOW) == said


@given(st.text(max_size=400), st.text(max_size=1000))
def test_any_question_makes_a_modal(question: str, metadata: str) -> None:
    view = answer_modal(question, metadata)
    assert view_faults(view) == ()
    approve_view(view.to_dict())


def test_a_modal_keeps_its_question_and_what_it_was_given() -> None:
    shape = answer_modal("Who reads it?", "{}").to_dict()
    (block,) = shape["blocks"]
    assert block["label"]["text"] == "Who reads it?"
    assert (shape["callback_id"], shape["private_metadata"]) == ("answer", "{}")


def test_the_starters_are_what_slack_takes() -> None:
    assert len(texts.STARTERS) == 4
    assert all(starter.title and starter.message for starter in texts.STARTERS)
