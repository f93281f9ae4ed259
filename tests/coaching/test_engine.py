"""What holds in every conversation: buttons equal words, nothing breaks the dialogue, nothing private is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.engine import Forget, KeepVote, SendReply, Step, UserSaid, step
from coaching.engine.topics import beginning, remember
from coaching.explain.search import ArticleIndex, Found
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action, Request
from coaching.messages.delivery import Vote
from coaching.messages.reply import Notice, Reply
from coaching.session import Idle, Session
from tests.coaching.test_stories import HERE, NOW, STORIES, choices_of, play, replies_of

KNOWLEDGE = Knowledge()


def say(session: Session, text: str = "", action: Action | None = None) -> Step:
    request = Request(id="1", conversation=HERE, text=text, action=action)
    return step(session, UserSaid(request), KNOWLEDGE, NOW)


def reply_of(taken: Step) -> Reply:
    return next(effect.reply for effect in taken.effects if isinstance(effect, SendReply))


def told(path: Path) -> Iterator[tuple[Session, Reply]]:
    """Every session of a story with the reply that is on screen then."""
    yield from ((taken.session, reply) for _, taken in play(path, KNOWLEDGE) for reply in replies_of(taken))


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


ASKED_FOR_TRIAGE = "/triage we want a model that writes product texts for the website"


def ask(session: Session, **said: object) -> Step:
    request = Request.model_validate({"id": "2", "conversation": HERE, **said})
    return step(session, UserSaid(request), KNOWLEDGE, NOW)


def notice_of(taken: Step) -> str:
    return next(part.text for part in reply_of(taken).parts if isinstance(part, Notice))


def test_what_is_overheard_and_for_others_leaves_everything_as_it_was() -> None:
    session = say(Session(), "write something about travel").session

    taken = ask(session, text="lunch at noon, Jana?", overheard=True)

    assert taken == Step(session, ())
    assert taken.session is session


@pytest.mark.parametrize("opening", ["", "write something about travel", "triage", ASKED_FOR_TRIAGE])
@pytest.mark.parametrize(
    "said",
    [
        "draft an apology to our customer for the late delivery of order 4711",
        "what is RAG?",
        "@Jana for families, I guess",
        "thanks a lot",
        "Search for a vegan meal plan and send it to the team.",
        "/coach write a poem about the sea",
        "",
    ],
)
def test_prompts_questions_and_talk_in_a_thread_are_not_for_the_coach(opening: str, said: str) -> None:
    session = say(Session(), opening).session if opening else Session()

    assert ask(session, text=said, overheard=True).effects == ()


def test_follow_ups_keep_the_subject_and_a_new_prompt_changes_it() -> None:
    first = say(Session(), "write something about travel")
    followed = ask(first.session, text="just rewrite it")
    second = ask(followed.session, text="draft an email to our landlord about the broken heating in the office")
    ended = ask(second.session, text="cancel")

    assert [taken.session.subject for taken in (first, followed, second, ended)] == ["1", "1", "2", ""]
    assert [reply_of(taken).subject for taken in (first, followed, second, ended)] == ["1", "1", "2", ""]


def test_a_situation_told_after_the_question_belongs_to_the_triage_that_asked() -> None:
    opened = say(Session(), "triage").session
    told = ask(opened, text="we want a model that writes product texts for the website").session

    assert told.subject == opened.subject == "1"
    assert told.recent == ("we want a model that writes product texts for the website",)


OLD = ["answer", "set", "skip", "rewrite", "undo", "shorter", "keep_wording", "details", "changes", "share", "cancel"]


@pytest.mark.parametrize("name", OLD)
def test_a_button_of_an_earlier_prompt_changes_nothing_and_says_what_is_on_the_table(name: str) -> None:
    session = say(Session(), "write something about travel").session
    before = session.state

    taken = ask(session, action={"name": name, "target": "audience", "value": "CFOs"}, about="0")

    assert taken.session.state == before
    assert "write something about travel" in notice_of(taken)


@pytest.mark.parametrize(("name", "state"), [("triage", "triaging"), ("restart", "idle"), ("help", "clarifying")])
def test_a_button_that_needs_nothing_on_the_table_works_at_any_age(name: str, state: str) -> None:
    session = say(Session(), "write something about travel").session

    assert ask(session, action={"name": name}, about="0").session.state.state == state


def test_a_vote_is_kept_for_what_it_was_cast_on() -> None:
    session = say(Session(), "write something about travel").session

    typed = ask(session, text="not helpful")
    pressed = ask(session, action={"name": "vote", "value": "up"}, about="0")

    assert KeepVote(Vote(about="1", value="down", state="clarifying")) in typed.effects
    assert KeepVote(Vote(about="0", value="up", state="")) in pressed.effects
    assert typed.session.state == pressed.session.state == session.state


def test_a_vote_on_nothing_and_a_vote_that_is_none_are_not_kept() -> None:
    session = say(Session(), "write something about travel").session

    for taken in (ask(Session(), text="helpful"), ask(session, action={"name": "vote", "value": "sideways"})):
        assert not [effect for effect in taken.effects if isinstance(effect, KeepVote)]


def test_the_latest_prompts_are_remembered_until_the_person_wants_to_be_forgotten() -> None:
    session = Session()
    for thing in ("sea", "moon", "sun", "moon", "rain", "snow"):
        session = say(session, f"/coach write a poem about the {thing}").session
    kept = tuple(f"write a poem about the {thing}" for thing in ("snow", "rain", "moon", "sun"))

    assert session.recent == kept
    assert say(session, "cancel").session.recent == say(session, "restart").session.recent == kept
    assert say(session, "forget me").session.recent == ()


def test_a_remembered_prompt_is_masked() -> None:
    taken = say(Session(), "write a mail to jana.novak@example.com about the new price list")

    assert "novak" not in taken.session.recent[0]


@given(st.text(max_size=400))
def test_a_beginning_is_short_on_one_line_and_begins_the_text(text: str) -> None:
    short = beginning(text)

    assert len(short) <= 120
    assert short.split() == short.split(" ") or not short
    assert " ".join(text.split()).startswith(short.removesuffix("…"))


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=200), min_size=5, max_size=5))
def test_an_idle_session_stays_small_whatever_was_said(texts: list[str]) -> None:
    recent: tuple[str, ...] = ()
    for text in texts:
        recent = remember(text, recent)

    assert len(recent) <= 4
    assert len(Session(recent=recent, updated=NOW).model_dump_json().encode()) < 700


def test_files_that_cannot_be_read_are_named_and_what_works_is_said() -> None:
    session = say(Session(), "write something about travel").session

    taken = ask(session, unreadable=("scan.pdf", "logo.png"))

    assert taken.session.state == session.state
    assert '"scan.pdf", "logo.png"' in notice_of(taken)
    assert "100,000" in notice_of(taken)


def test_a_prompt_with_a_file_that_cannot_be_read_is_coached_all_the_same() -> None:
    taken = ask(Session(), text="write something about travel", unreadable=("scan.pdf",))

    assert taken.session.state.state == "clarifying"
    assert "scan.pdf" in notice_of(taken)


@pytest.mark.parametrize("opening", ["", "write something about travel", ASKED_FOR_TRIAGE])
@pytest.mark.parametrize(
    ("said", "most"), [("help", 0), ("1", 0), ("undo", 0), ("what is RAG?", 1), ("how do I praise a peer?", 1)]
)
def test_a_turn_searches_the_articles_once_at_most(
    opening: str, said: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = say(Session(), opening).session if opening else Session()
    searched: list[str] = []
    original = ArticleIndex.find

    def find(index: ArticleIndex, question: str) -> Found:
        searched.append(question)
        return original(index, question)

    monkeypatch.setattr(ArticleIndex, "find", find)
    say(session, said)

    assert len(searched) <= most
