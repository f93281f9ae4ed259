from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.values import ACTION_ID_LIMIT, OPTION_LIMIT, VALUE_LIMIT, Press, decode, encode
from coaching.messages.conversation import Action, ActionName
from tests.adapters.slack.payloads import CHANNEL, THREAD, USER, conversation

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)
actions = st.builds(Action, name=st.sampled_from(get_args(ActionName)), target=texts, value=texts)


@given(actions, texts, texts, texts, st.booleans())
def test_a_button_gives_back_what_it_was_made_of(
    action: Action,
    subject: str,
    thread: str,
    person: str,
    private: bool,  # noqa: FBT001
) -> None:
    value = encode(action, subject, conversation(thread=thread, person=person), private=private)
    if value is not None:
        assert decode(value) == Press(action, subject, CHANNEL, thread, person, private)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1500, max_size=2100), st.integers(100, 2000))
def test_no_value_is_longer_than_its_limit(text: str, limit: int) -> None:
    value = encode(Action(name="coach", value=text), "", conversation(), private=False, limit=limit)
    assert value is None or len(value) <= limit


def test_a_value_that_has_no_room_is_none() -> None:
    assert encode(Action(name="set", value="x" * VALUE_LIMIT), "", conversation(), private=False) is None


def test_a_menu_carries_everything_but_the_choice_in_its_action_id() -> None:
    menu = encode(Action(name="set", target="audience"), "s", conversation(), private=True, limit=ACTION_ID_LIMIT)
    assert menu
    chosen = decode(menu, "x" * OPTION_LIMIT)
    expected = Action(name="set", target="audience", value="x" * OPTION_LIMIT)
    assert chosen == Press(expected, "s", CHANNEL, THREAD, USER, private=True)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "skip",
        "null",
        "[]",
        "{}",
        '{"n":"skip"}',
        '{"n":"explode","c":["C","","U"]}',
        '{"n":"skip","c":["C","U"]}',
        '{"n":"skip","c":["C","",1]}',
        '{"n":"skip","c":["C","","U"],"p":2}',
        '{"n":"skip","c":["C","","U"],"x":1}',
        '{"n":"skip","t":7,"c":["C","","U"]}',
        '{"n":"skip","t":"\\ud800","c":["C","","U"]}',
        "[" * 100_000,
    ],
)
def test_a_value_that_was_not_made_here_is_no_press(value: str) -> None:
    assert decode(value) is None


@given(st.text())
def test_any_text_can_be_looked_at(value: str) -> None:
    assert decode(value) is None
