"""How replies look in a terminal, narrow or wide, with and without styles, and in a pipe."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.ansi import AnsiDecoder
from rich.cells import cell_len
from syrupy.assertion import SnapshotAssertion

from adapters.console.prose import clean
from coaching.messages.conversation import Action
from coaching.messages.critique import Change, Finding
from coaching.messages.reply import (
    Actions,
    Asked,
    Bullets,
    Changes,
    Choice,
    File,
    Findings,
    Notice,
    Open,
    OpenPlace,
    Part,
    PromptBlock,
    Score,
    Table,
    Text,
)
from tests.adapters.console.drawing import EVERYTHING, PROMPT, Kind, choice, drawn


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("kind", ["plain terminal", "pipe"])
def test_every_part_as_it_looks(snapshot: SnapshotAssertion, width: int, kind: Kind) -> None:
    assert drawn(*EVERYTHING, width=width, kind=kind) == snapshot


def test_every_part_in_colour(snapshot: SnapshotAssertion) -> None:
    assert drawn(*EVERYTHING, kind="terminal") == snapshot


# What persons and models may write: any letters, rich's markup, terminal control, wide and right-to-left scripts.
WORDS = st.lists(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="*`"), max_size=12),
        st.sampled_from(
            [
                "[bold]x[/bold]",
                "[red",
                ":smile:",
                "\x1b[31mred",
                "\x1b]0;title\x07",
                "日本語の文",
                "שלום",
                "👩‍👩‍👧",
                "w" * 90,
            ]
        ),
    ),
    max_size=8,
).map(" ".join)
CHOICES = st.builds(Choice, label=WORDS, action=st.just(Action(name="help")), says=WORDS)
FINDINGS = st.builds(
    Finding,
    dimension=st.just("goal"),
    severity=st.sampled_from(["high", "medium", "low"]),
    quote=st.one_of(st.none(), WORDS),
    start=st.integers(0, 50),
    end=st.integers(0, 50),
    message=WORDS,
    advice=WORDS,
)
CHANGES = st.builds(
    Change, id=WORDS, dimension=st.just("success_criteria"), before=st.none() | WORDS, after=WORDS, reason=WORDS
)
TABLES = st.integers(1, 5).flatmap(
    lambda n: st.builds(
        Table,
        title=WORDS,
        columns=st.tuples(*[WORDS] * n),
        rows=st.lists(st.tuples(*[WORDS] * n), max_size=3).map(tuple),
    )
)
SCORES = st.integers(0, 100).flatmap(
    lambda score: st.builds(
        Score,
        score=st.just(score),
        verdict=st.sampled_from(["vague", "workable", "strong"]),
        label=WORDS,
        headline=WORDS,
        levels=st.lists(st.tuples(WORDS, st.integers(0, 3), WORDS), max_size=3).map(tuple),
    )
)


def some(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=4).map(tuple)


PLACES = st.builds(OpenPlace, name=WORDS, suggested=st.none() | CHOICES, others=some(CHOICES))
PARTS: st.SearchStrategy[Part] = st.one_of(
    st.builds(Text, text=WORDS),
    SCORES,
    st.builds(Findings, prompt=WORDS, findings=some(FINDINGS)),
    st.builds(Asked, id=WORDS, text=WORDS, choices=some(CHOICES), progress=WORDS, hint=WORDS),
    st.builds(PromptBlock, text=WORDS),
    st.builds(Open, label=WORDS, places=some(PLACES), assumptions=some(WORDS)),
    st.builds(Changes, changes=some(st.tuples(WORDS, CHANGES, CHOICES))),
    TABLES,
    st.builds(Bullets, title=WORDS, items=some(WORDS), numbered=st.booleans()),
    st.builds(Notice, text=WORDS, urgent=st.booleans()),
    st.builds(File, name=WORDS, media_type=st.just("text/plain"), content=WORDS),
    st.builds(Actions, choices=some(CHOICES)),
)


# Every text of a part that a person should see.
TEXTS: dict[type, Callable[[Any], list[str]]] = {
    Text: lambda part: [part.text],
    PromptBlock: lambda part: [part.text],
    Notice: lambda part: [part.text],
    Score: lambda part: [part.label, part.headline, *(text for name, _, word in part.levels for text in (name, word))],
    Findings: lambda part: [text for f in part.findings for text in (f.message, f.advice, f.quote or "")],
    Asked: lambda part: [part.text, part.progress, part.hint, *(t for c in part.choices for t in (c.label, c.says))],
    Open: lambda part: [
        *(text for place in part.places for text in (place.name, place.suggested.label if place.suggested else "")),
        *part.assumptions,
    ],
    Changes: lambda part: [
        t for about, c, undo in part.changes for t in (about, c.before or "", c.after, c.reason, undo.says)
    ],
    Bullets: lambda part: [part.title, *part.items],
    File: lambda part: [part.name, part.content],
    Actions: lambda part: [c.says for c in part.choices],
    Table: lambda part: [
        part.title,
        *(part.columns[1:] if part.rows else ()),
        *(cell for row in part.rows for cell in row),
    ],
}


def squeezed(text: str) -> str:
    """A text without what wrapping may change."""
    return "".join(clean(text).split())


@given(PARTS, st.integers(20, 200), st.sampled_from(["plain terminal", "dumb terminal", "pipe"]))
def test_any_part_at_any_width_shows_every_text(part: Part, width: int, kind: Kind) -> None:
    shown = squeezed(drawn(part, width=width, kind=kind))
    for text in TEXTS[type(part)](part):
        if isinstance(part, Table):  # cells stand side by side, so that their lines mix
            assert Counter(squeezed(text)) <= Counter(shown)
        else:
            assert squeezed(text) in shown


@given(PARTS, st.integers(20, 200))
def test_a_pipe_gets_no_control_characters(part: Part, width: int) -> None:
    shown = drawn(part, width=width, kind="pipe")
    assert all(letter.isprintable() or letter in "\n\t" or letter >= "\xa0" for letter in shown)


@given(PARTS, st.integers(20, 100))
def test_in_a_terminal_only_prompts_and_files_are_wider_than_it(part: Part, width: int) -> None:
    if not isinstance(part, PromptBlock | File):
        shown = drawn(part, width=width)
        assert max((cell_len(line) for line in shown.split("\n")), default=0) <= width


@pytest.mark.parametrize("kind", ["terminal", "plain terminal", "pipe"])
@pytest.mark.parametrize("width", [20, 80])
@pytest.mark.parametrize(
    "text", ["a " * 200 + "end", "a\n\n  b\n\tc\td", "[bold]x[/bold] :smile: \\[y]", "{{a: b}} **c** `d`"]
)
def test_the_lines_between_the_rules_are_exactly_the_prompt(text: str, width: int, kind: Kind) -> None:
    shown = drawn(PromptBlock(text=text), width=width, kind=kind)
    lines = shown.rstrip("\n").split("\n")[1:-1]
    if kind == "terminal":
        lines = [AnsiDecoder().decode_line(line).plain for line in lines]
    assert "\n".join(lines) == text


def test_the_quote_of_a_finding_is_marked_where_it_stands() -> None:
    shown = drawn(EVERYTHING[2], kind="pipe")
    assert "Write »something about travel« for people who like it." in shown


def test_a_quote_that_is_not_at_its_place_stands_alone() -> None:
    finding = Finding(
        dimension="goal", severity="low", quote="elsewhere", start=0, end=9, message="Look:", advice="mend it."
    )
    shown = drawn(Findings(prompt=PROMPT, findings=(finding,)), kind="pipe")
    assert shown == "• Look: mend it.\n  »elsewhere«\n"


def test_a_table_becomes_a_list_where_it_is_narrow() -> None:
    table = Table(columns=("why", "source"), rows=(("stale", "AWS"),))
    assert drawn(table, width=59) == "• stale\n  source: AWS\n"
    assert drawn(table, width=60).splitlines()[-1].split() == ["stale", "AWS"]


def test_a_label_is_shown_where_the_typed_words_do_not_say_it() -> None:
    shown = drawn(Actions(choices=(choice("What changed", "changes"), choice("Kürzer", "shorter"))))
    assert shown == "type: changes · shorter (Kürzer)\n"


def test_an_encoding_without_ornaments_gets_ascii() -> None:
    shown = drawn(*EVERYTHING[1:3], EVERYTHING[-1], encoding="ascii")
    assert "?" not in shown.replace("Kürzer", "").replace("K?rzer", "")
    assert "- " in shown


def test_code_keeps_its_backticks_where_there_are_no_styles() -> None:
    assert drawn(Text(text="type `undo`"), kind="pipe") == "type `undo`\n"
    assert drawn(Text(text="type **undo**"), kind="pipe") == "type undo\n"


@pytest.mark.parametrize(
    ("dirty", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;my title\x07text", "text"),
        ("\x1b]8;;https://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("bell\x07 back\x08 null\x00", "bell back null"),
        ("\x9b31mred", "31mred"),
        ("tab\tstays\n", "tab\tstays\n"),
        ("\x1b" * 3 + "[[[", "["),
    ],
)
def test_what_steers_a_terminal_is_taken_out(dirty: str, safe: str) -> None:
    assert clean(dirty) == safe
