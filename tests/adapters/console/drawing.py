"""Drawing a reply for a test, and one reply with every kind of part."""

import io
from typing import Literal

from rich.console import Console

from adapters.console.render import print_reply
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
    Reply,
    Score,
    Table,
    Text,
)

Kind = Literal["terminal", "plain terminal", "dumb terminal", "pipe"]


def drawn(*parts: Part, width: int = 80, kind: Kind = "plain terminal", encoding: str = "utf-8") -> str:
    """What is printed; only a `terminal` has colours and styles."""
    terminal = kind != "pipe"
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="")
    console = Console(
        file=out,
        width=width,
        force_terminal=terminal,
        color_system="truecolor" if kind == "terminal" else None,
        _environ={"TERM": "dumb"} if kind == "dumb terminal" else {},
    )
    print_reply(Reply(id="1", parts=parts), console)
    out.seek(0)
    return out.read()


def choice(label: str, says: str) -> Choice:
    return Choice(label=label, action=Action(name="help"), says=says)


PROMPT = "Write something about travel for people who like it."

EVERYTHING: tuple[Part, ...] = (
    Notice(text="That is a live-looking key. I masked it and kept it nowhere.", urgent=True),
    Score(
        score=12,
        verdict="vague",
        label="Vague, 12 of 100.",
        headline='"Something about travel" could be a slogan or a guidebook: the model will pick for you.',
        levels=(("goal", 2, "usable"), ("success criteria", 0, "absent")),
    ),
    Findings(
        prompt=PROMPT,
        findings=(
            Finding(
                dimension="goal",
                severity="high",
                quote="something about travel",
                start=6,
                end=28,
                message='"Something" names no text.',
                advice="Say what it should be.",
            ),
            Finding(
                dimension="format",
                severity="low",
                quote=None,
                start=0,
                end=0,
                message="No length.",
                advice="Give one, in words.",
            ),
        ),
    ),
    Asked(
        id="goal",
        text="What should it be?",
        choices=(choice("Blog introduction", "1"), choice("Social post", "2"), choice("Packing list", "3")),
        progress="2 of about 3.",
        hint="or type it",
    ),
    Asked(id="audience", text="Who reads it?", choices=(choice("Families", "4"), choice("Business travellers", "5"))),
    PromptBlock(
        text="Write a blog introduction with eco-friendly travel tips for families in the USA, 你好 and 👩‍👩‍👧.\n"
        "\tregion\tdays\n\nLength: {{length: about 100 words}}."
    ),
    Open(
        label="Open",
        places=(
            OpenPlace(
                name="length",
                suggested=choice("about 100 words", "length: about 100 words"),
                others=(choice("One page", "length: One page"),),
            ),
            OpenPlace(name="tone", others=(choice("Formal", "tone: Formal"), choice("Warm", "tone: Warm"))),
        ),
        assumptions=("The readers are adults.",),
        hint="to fill one, type `tone: …`",
    ),
    Text(text="58 → **74** if you fill both; `undo` takes one back.\n\nSee [the guide](https://example.org/guide)."),
    Changes(
        changes=(
            (
                "success criteria",
                Change(
                    id="c1",
                    dimension="success_criteria",
                    before="something",
                    after="a blog introduction",
                    reason="A model can't guess the form.",
                ),
                choice("Undo 1", "undo 1"),
            ),
        )
    ),
    Table(
        title="Why",
        columns=("why", "your answer", "source"),
        rows=(
            ("the failures come from missing knowledge", "private policies", "OpenAI accuracy guide"),
            ("knowledge changes", "monthly", "AWS"),
        ),
    ),
    Bullets(
        title="Plan", items=("twenty real questions with the right answer and source, today", "search"), numbered=True
    ),
    Bullets(items=("stale copies",)),
    Text(text="اكتب رسالة قصيرة للعميل"),
    File(name="brief.md", media_type="text/markdown", content="# Brief\n\nRAG\n"),
    Notice(text="Answered offline."),
    Actions(
        choices=(
            choice("What changed", "changes"),
            choice("Kürzer", "shorter"),
            choice("Keep my wording", "keep my wording"),
        )
    ),
)
