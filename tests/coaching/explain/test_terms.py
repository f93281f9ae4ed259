"""How questions are read: folding, stems, spelling, and phrases that become terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.explain.spelling import Speller
from coaching.explain.terms import LONGEST_QUESTION, TermReader, stem, words_of
from coaching.knowledge.articles import Term, Vocabulary

VOCABULARY = Vocabulary(
    asking="what how",
    courtesy=("please",),
    stop="what is the a of",
    faint="good",
    surely=("prompt engineering",),
    elsewhere=("weather", "guitar*"),
    core="prompt finetuning",
    term={
        "prompting": Term(field=True, phrases=("prompt*", "prompt engineer*")),
        "cost": Term(phrases=("cost", "kost*", "how much does")),
        "rag": Term(field=True, phrases=("rag",)),
        "ai": Term(field=True, weight=0.5, phrases=("ai",)),
    },
)
READER = TermReader(VOCABULARY, ["retrieval quality"])


def test_folding_makes_spellings_alike() -> None:
    assert words_of("Qu’est-ce que le COÛT ?") == ["qu", "est", "ce", "que", "le", "cout"]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("examples", "example"), ("policies", "policy"), ("tested", "test"), ("class", "class"), ("gas", "gas")],
)
def test_common_endings_are_dropped(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_the_longest_phrase_wins_and_terms_are_in_capitals() -> None:
    assert READER.read(["what is the cost of prompt engineering for ducks"]) == [("COST", "PROMPTING", "for", "duck")]


def test_no_phrase_goes_across_two_texts() -> None:
    assert READER.read(["how much", "does it rain", "prompt"]) == [
        ("how", "much"),
        ("doe", "it", "rain"),
        ("PROMPTING",),
    ]


def test_misspelt_words_are_mended_in_questions() -> None:
    assert READER.read_question("retreival qualty").terms == ("retrieval", "quality")


@pytest.mark.parametrize(
    ("question", "in_field", "surely"),
    [
        ("cost of ducks", False, False),
        ("rag for ducks", True, False),
        ("rag with ai", True, True),
        ("rag and prompts", True, True),
        ("prompt engineering", True, True),
    ],
)
def test_a_question_is_placed_in_the_field(question: str, *, in_field: bool, surely: bool) -> None:
    reading = READER.read_question(question)

    assert (reading.in_field, reading.surely) == (in_field, surely)


@pytest.mark.parametrize(
    ("question", "elsewhere"),
    [("rag for my guitars", True), ("cost of ducks", False), ("rag and prompts about the weather", False)],
)
def test_a_question_about_something_else_is_noticed(question: str, *, elsewhere: bool) -> None:
    assert READER.read_question(question).elsewhere is elsewhere


def test_words_that_fell_apart_are_put_together() -> None:
    assert READER.read_question("fine tning").terms == READER.read_question("finetuning").terms


def test_a_number_is_one_word_whatever_parts_its_thousands() -> None:
    assert words_of("$5,000, 20") == ["5000", "20"]


def test_only_the_beginning_of_a_long_question_is_read() -> None:
    assert len(READER.read_question("duck " * 500).terms) == LONGEST_QUESTION


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("promt", "prompt"),
        ("retreival", "retrieval"),
        ("halucinatoin", "hallucination"),
        ("model", "model"),
        ("guitar", "guitar"),
        ("braid", "braid"),
        ("rug", "rug"),
        ("12345", "12345"),
    ],
)
def test_only_a_slip_is_mended(word: str, meant: str) -> None:
    speller = Speller(["prompt", "retrieval", "hallucination", "model", "brand", "rag"], ["fine"])

    assert speller.mend(word) == meant


@pytest.mark.parametrize(
    ("word", "meant"), [("prampt", "prompt"), ("mdel", "model"), ("brond", "brond"), ("rain", "rain")]
)
def test_words_of_the_field_are_recognised_with_a_wrong_letter(word: str, meant: str) -> None:
    assert Speller(["brand"], [], core=["prompt", "model"]).mend(word) == meant


@given(st.text(max_size=200))
def test_mending_never_fails_and_yields_a_word_it_knows_or_the_same(word: str) -> None:
    speller = Speller(["prompt", "retrieval"], [])

    assert speller.mend(word) in {word, "prompt", "retrieval"}
