"""Long texts are cut where a reader would cut them, and nothing of them is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.split import length, pieces, shorten

SOME = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(["👩‍👩‍👧", "🇩🇪", "e\u0301", "👍🏽", "각", "\r\n", "\n\n", ". ", "```\ncode\n```\n", "w" * 200]),
    ),
    max_size=40,
).map("".join)


@given(SOME, st.integers(64, 300))
def test_pieces_joined_are_the_text_and_each_is_short_enough(text: str, most: int) -> None:
    found = pieces(text, most)
    assert "".join(found) == text
    assert all(0 < length(piece) <= most for piece in found)


@given(SOME, st.integers(64, 300))
def test_what_is_shortened_fits_and_begins_as_the_text(text: str, most: int) -> None:
    short = shorten(text, most)
    assert length(short) <= most
    assert short == text or text.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    "letter",
    [
        "👩‍👩‍👧",
        "🇩🇪",
        "e\u0301\u0323",
        "👍🏽",
        "🏴\U000e0067\U000e0062\U000e007f",
        "\u1112\u1161\u11ab",
        "❤\ufe0f",
        "\r\n",
    ],
    ids=["family", "flag", "accents", "skin tone", "tags", "hangul", "variation", "line break"],
)
@pytest.mark.parametrize("shift", range(4))
def test_no_cut_falls_inside_what_one_reads_as_one_letter(letter: str, shift: int) -> None:
    for piece in pieces("." * shift + letter * 100, 64):
        assert piece.lstrip(".").replace(letter, "") == ""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("a " * 20 + "end.\n\nNext paragraph. " + "b " * 40, "a " * 20 + "end.\n\n"),
        ("a " * 20 + "end\nNext line. " + "b " * 40, "a " * 20 + "end\n"),
        ("a " * 20 + "end. Next sentence " + "b " * 40, "a " * 20 + "end. "),
        ("a " * 80, "a " * 32),
        ("w" * 80, "w" * 64),
    ],
    ids=["paragraph", "line", "sentence", "word", "letters"],
)
def test_a_cut_falls_at_the_best_place(text: str, first: str) -> None:
    assert pieces(text, 64)[0] == first


def test_a_code_fence_that_fits_is_never_cut() -> None:
    fence = "```\none line\n\nanother line\n```\n"
    text = "Some words before it, and some more.\n" + fence + "after " * 20
    assert any(fence in piece for piece in pieces(text, 64))


def test_a_code_fence_longer_than_a_piece_is_cut_at_a_line() -> None:
    text = "```\n" + "a line of code\n" * 20 + "```\n"
    assert all(piece.endswith("\n") for piece in pieces(text, 64))


def test_a_letter_without_end_is_cut_all_the_same() -> None:
    assert "".join(pieces("e" + "\u0301" * 500, 64)) == "e" + "\u0301" * 500


def test_lengths_are_counted_as_the_larger_of_two_ways() -> None:
    assert length("ab") == 2
    assert length("👍") == 2
