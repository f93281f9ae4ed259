"""Words and where they stand."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.words import Phrases, outside, places_of, tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t stop", ["don't", "stop"]),
        ("a follow-up, then 3.5 kg", ["a", "follow-up", "then", "3", "5", "kg"]),
        ("Große Straße", ["grosse", "strasse"]),
        ("snake_case - and -this-", ["snake", "case", "and", "this"]),
        ("... !", []),
    ],
)
def test_words_are_casefolded_with_straight_apostrophes(text: str, words: list[str]) -> None:
    assert [token.word for token in tokenise(text)] == words


@given(st.text(st.sampled_from("aBßİ1 '’-_.\n漢é"), max_size=60))
def test_a_word_stands_where_it_says(text: str) -> None:
    tokens = tokenise(text)
    assert [text[token.start : token.end].replace("’", "'").casefold() for token in tokens] == [t.word for t in tokens]
    assert all(left.end <= right.start for left, right in pairwise(tokens))


def test_places_are_positions_among_the_words() -> None:
    assert places_of(tokenise("to be or not to be"), {"to", "not"}) == [0, 3, 4]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=6))
def test_outside_leaves_the_words_that_touch_no_span(places: list[tuple[int, int]]) -> None:
    tokens = tokenise("one two, three-four five six seven")
    spans = [(start, start + length) for start, length in places if length]
    untouched = [token for token in tokens if not any(start < token.end and token.start < end for start, end in spans)]
    assert outside(tokens, spans) == untouched


def test_the_longest_phrase_of_a_label_is_found_at_each_place() -> None:
    phrases = Phrases({"reader": ["for", "for the #", "for the team*"], "verb": ["summar*"], "any": ["the _ lead"]})
    tokens = tokenise("Summarise for the teams, for the team lead and for the 3 of us")
    found = [(match.label, match.first, match.last) for match in phrases.find(tokens)]
    assert found == [("verb", 0, 1), ("reader", 1, 4), ("reader", 4, 7), ("any", 5, 8), ("reader", 9, 12)]
