"""What holds in every conversation: buttons equal words, nothing breaks the dialogue, nothing private is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.engine import Forget, SendReply, Step, UserSaid, step
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action, Request
from coaching.messages.reply import Actions, Asked, Changes, Choice, Notice, Open, Part, Reply
from coaching.session import Idle, Session
from tests.coaching.test_stories import HERE, NOW, STORIES, tell

KNOWLEDGE = Knowledge()


def say(session: Session, text: str = "", action: Action | None = None) -> Step:
    request = Request(id="1", conversation=HERE, text=text, action=action)
    return step(session, UserSaid(request), KNOWLEDGE, NOW)


def reply_of(taken: Step) -> Reply:
    return next(effect.reply for effect in taken.effects if isinstance(effect, SendReply))


def choices_of(part: Part) -> tuple[Choice, ...]:
    match part:
        case Asked() | Actions():
            return part.choices
        case Changes():
            return tuple(choice for _, _, choice in part.changes)
        case Open():
            return tuple(choice for _, choices in part.placeholders for choice in choices)
    return ()


def told(path: Path) -> Iterator[tuple[Session, Reply]]:
    """Every session of a story with the reply that is on screen then."""
    session = Session()
    for exchange in tell(path):
        taken = say(session, exchange.says)
        session = taken.session
        yield session, reply_of(taken)


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.story")), ids=lambda path: path.stem)
def test_words_do_what_the_button_does(path: Path) -> None:
    for session, reply in told(path):
        for choice in (choice for part in reply.parts for choice in choices_of(part)):
            if "…" in choice.says:  # asks for more words
                continue
            pressed, typed = say(session, action=choice.action), say(session, choice.says)
            assert typed.session == pressed.session, f"{choice.says!r} isn't {choice.action}"
            assert reply_of(typed).parts == reply_of(pressed).parts, f"{choice.says!r} isn't {choice.action}"


SAYINGS = st.one_of(
    st.sampled_from(
        """
        write something about travel | /triage | we have 500 labelled tickets | 1 | 2 3 | skip | back | undo | shorter
        keep my wording | audience is CFOs | changes | details | rewrite | stop | what is RAG? | undo 1 | change volume
        a => b | starter | brief | no idea | forget me | /coach | {{ | format: a list, short | thanks | change
        """.replace("\n", "|").split("|")
    ),
    st.text(max_size=60),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SAYINGS, max_size=8))
def test_no_saying_breaks_a_conversation(sayings: list[str]) -> None:
    session = Session()
    for saying in sayings:
        taken = say(session, saying)
        assert reply_of(taken).parts
        assert say(session, saying) == taken, "the same input gave another output"
        session = Session.model_validate_json(taken.session.model_dump_json())
        assert session == taken.session


@pytest.mark.parametrize("name", ["answer", "undo", "set", "skip", "brief", "change"])
def test_a_button_of_yesterday_changes_nothing(name: str) -> None:
    taken = say(Session(), action=Action.model_validate({"name": name, "target": "audience", "value": "families"}))

    assert taken.session.state == Idle()
    assert isinstance(reply_of(taken).parts[0], Notice)


def test_forget_me_asks_for_erasure_and_leaves_nothing() -> None:
    coached = say(Session(), "write something about travel").session

    taken = say(coached, "forget me")

    assert Forget() in taken.effects
    assert taken.session.state == Idle()


@pytest.mark.parametrize("opening", ["", "write something about travel", "/triage", "/triage an HR bot"])
def test_no_secret_is_ever_kept(opening: str) -> None:
    session = say(Session(), opening).session if opening else Session()

    taken = say(session, "the contact is jana.novak@example.com, password is Winter#4471-fake")

    for text in (taken.session.model_dump_json(), reply_of(taken).model_dump_json()):
        assert "jana.novak" not in text
        assert "4471" not in text
