"""What people say about a rewrite is understood, and what isn't about it is left to others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.critique.judge.assess import assess
from coaching.critique.reader.read import read
from coaching.critique.rewriter.rewrite import rewrite
from coaching.critique.rewriter.wishes import answer, interpret, open_places
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Rewrite, Wishes

KNOWLEDGE = Knowledge()
TRAVEL = "write something about travel"
CHURN = (
    "Summarize the churn numbers below and explain why we lost customers.\n\n| month | churn |\n|---|---|\n| May | 3% |"
)


def rewritten(text: str, wishes: Wishes | None = None) -> Rewrite:
    reading = read(text, KNOWLEDGE)
    result = rewrite(reading, assess(reading, KNOWLEDGE), wishes or Wishes(), KNOWLEDGE)
    assert result is not None
    return result


def understood(said: str, prompt: str = TRAVEL, language: str = "en", wishes: Wishes | None = None) -> Wishes | None:
    wishes = wishes or Wishes()
    return interpret(said, rewritten(prompt, wishes), wishes, KNOWLEDGE, language)


@pytest.mark.parametrize(
    ("said", "settings_"),
    [
        ("audience is CFOs", {"audience": "CFOs"}),
        ("the readers are investors", {"audience": "investors"}),
        ("for kids", {"audience": "kids"}),
        ("tone: formal", {"tone": "formal"}),
        ("more formal please", {"tone": "formal"}),
        ("make it friendlier", {"tone": "friendlier"}),
        ("max 100 words", {"length": "max 100 words"}),
        ("in German", {"language": "German"}),
        ("without prices", {"exclusions": "prices"}),
        ("focus on trains", {"focus": "trains"}),
        ("tone friendly, length: two pages", {"tone": "friendly", "length": "two pages"}),
        (
            "families in the USA, blog intro, eco-friendly tips",
            {"audience": "families in the USA", "format": "blog intro", "focus": "eco-friendly tips"},
        ),
    ],
)
def test_settings_are_read(said: str, settings_: dict[str, str]) -> None:
    wishes = understood(said)
    assert wishes is not None
    assert wishes.settings == settings_


@pytest.mark.parametrize(
    ("prompt", "said", "settings_"),
    [
        (
            "email",
            "to our landlord about the broken heating",
            {"recipient": "our landlord", "topic": "the broken heating"},
        ),
        (
            TRAVEL,
            "for the board, one page, no jargon",
            {"audience": "the board", "length": "one page", "exclusions": "jargon"},
        ),
        (TRAVEL, "mention the discount", {"said discount": "mention the discount"}),
        (TRAVEL, "the deadline is Friday", {"said deadline": "the deadline is Friday"}),
        (TRAVEL, "one destination or theme", {"focus": "one destination or theme"}),
    ],
)
def test_answers_in_free_prose_are_read(prompt: str, said: str, settings_: dict[str, str]) -> None:
    assert understood(said, prompt) == Wishes(settings=settings_)


def test_a_fact_becomes_the_persons_own_sentence() -> None:
    wishes = understood("the deadline is Friday and mention the discount")
    assert wishes is not None
    assert rewritten(TRAVEL, wishes).text.endswith(" The deadline is Friday. Mention the discount.")


@pytest.mark.parametrize("said", ["the password is hunter2", "password: hunter2"])
def test_what_was_masked_is_never_filled_in(said: str) -> None:
    assert understood(said, "Write a mail about our server, its password is Winter#4471-fake") is None


def test_masks_are_no_open_places() -> None:
    rewrite_ = rewritten("Write a mail about our server, its password is Winter#4471-fake")
    assert "password" in rewrite_.placeholders
    assert "password" not in open_places(rewrite_)


def test_what_is_said_of_the_rewrite_is_no_fact() -> None:
    assert understood("the answer is wrong") is None


def test_an_open_place_is_filled_by_its_name() -> None:
    wishes = understood("dates: in June", "Plan a trip to Lisbon")
    assert wishes == Wishes(settings={"dates": "in June"})


@pytest.mark.parametrize("said", ["make it shorter", "shorter", "shorter please", "too long"])
def test_shorter_is_read(said: str) -> None:
    assert understood(said) == Wishes(shorter=True)


def test_two_wishes_in_one_sentence() -> None:
    wishes = understood("keep my wording, and the readers are investors", CHURN)
    assert wishes == Wishes(keep_wording=True, settings={"audience": "investors"})


def test_earlier_wishes_stay() -> None:
    earlier = Wishes(settings={"audience": "families"})
    assert understood("tone: formal", wishes=earlier) == Wishes(settings={"audience": "families", "tone": "formal"})


@pytest.mark.parametrize(
    ("said", "position"),
    [("undo", -1), ("undo 2", 1), ("undo the focus", 2), ("undo audience", 1), ("take back the reader", 1)],
)
def test_an_edit_is_taken_back(said: str, position: int) -> None:
    changes = rewritten(TRAVEL).changes
    assert understood(said) == Wishes(undone=(changes[position].id,))


def test_an_edit_is_taken_back_by_its_words() -> None:
    prompt = "Summarize the following text:\n\nThe scanners fail in the cold. Ben doubts that we ship on Monday."
    assert understood("undo use only the text below", prompt) == Wishes(undone=("fallback",))


@pytest.mark.parametrize(
    "said",
    [
        "Write a haiku about rain",
        "what is RAG?",
        "thanks",
        "undo 99",
        "",
        "Explain GDPR to new hires in two pages",
        "?!",
    ],
)
def test_other_things_are_not_wishes(said: str) -> None:
    assert understood(said) is None


@pytest.mark.parametrize(
    ("language", "prompt", "said", "wishes"),
    [
        ("de", "Schreib etwas über Reisen", "kürzer", Wishes(shorter=True)),
        ("de", "Schreib etwas über Reisen", "Zielgruppe sind Familien", Wishes(settings={"audience": "Familien"})),
        (
            "de",
            "Schreib etwas über Reisen",
            "höchstens 100 Wörter",
            Wishes(settings={"length": "höchstens 100 Wörter"}),
        ),
        ("de", "Schreib etwas über Reisen", "Ton rückgängig", None),
        ("de", "Schreib etwas über Reisen", "Leser rückgängig", Wishes(undone=("audience",))),
        ("de", "Schreib etwas über Reisen", "auf Englisch", Wishes(settings={"language": "Englisch"})),
        ("fr", "Écris quelque chose sur le télétravail", "plus court", Wishes(shorter=True)),
        ("fr", "Écris quelque chose sur le télétravail", "ton : formel", Wishes(settings={"tone": "formel"})),
        (
            "fr",
            "Écris quelque chose sur le télétravail",
            "pour des débutants",
            Wishes(settings={"audience": "des débutants"}),
        ),
        ("es", "Escribe algo sobre ahorro energético", "más corto", Wishes(shorter=True)),
        ("es", "Escribe algo sobre ahorro energético", "para familias", Wishes(settings={"audience": "familias"})),
        ("pt", "Escreva algo sobre economia de energia", "mais curto", Wishes(shorter=True)),
        ("pt", "Escreva algo sobre economia de energia", "tom: formal", Wishes(settings={"tone": "formal"})),
        ("nl", "Schrijf iets over duurzaam reizen", "korter", Wishes(shorter=True)),
        ("nl", "Schrijf iets over duurzaam reizen", "de lezers zijn klanten", Wishes(settings={"audience": "klanten"})),
    ],
)
def test_wishes_in_other_languages(language: str, prompt: str, said: str, wishes: Wishes | None) -> None:
    assert understood(said, prompt, language) == wishes


def test_a_set_answer_is_in_the_next_rewrite() -> None:
    wishes = understood("audience is CFOs")
    assert wishes is not None
    assert "for CFOs" in rewritten(TRAVEL, wishes).text


def test_an_answer_to_a_question_is_kept_as_it_was_said() -> None:
    assert answer("audience", "  families\nin the USA ", Wishes()) == Wishes(
        settings={"audience": "families in the USA"}
    )


def test_an_empty_answer_changes_nothing() -> None:
    assert answer("audience", " ", Wishes(shorter=True)) == Wishes(shorter=True)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_anything_may_be_said(said: str) -> None:
    wishes = understood(said)
    assert wishes is None or wishes != Wishes()
