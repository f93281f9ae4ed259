"""Replies to draw: one with every kind of part, what the core really says, and any that there could be."""

from collections.abc import Mapping
from datetime import UTC, datetime
from operator import attrgetter
from typing import TypeVar

from hypothesis import strategies as st

from adapters.slack.message import Place
from coaching.engine.events import SendReply, UserSaid
from coaching.engine.step import step
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action, ConversationKey, Platform, Request
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
from coaching.session import Session

_Item = TypeVar("_Item")

KEY = ConversationKey(platform=Platform.SLACK, tenant="T1", channel="C1", thread="1700000000.000100", person="U1")
OPEN = Place(KEY)
PRIVATE = Place(KEY.model_copy(update={"thread": ""}), private=True, way="slash")
SUBJECT = "C1:1700000000.000100"

_HR = "/triage we want a bot that answers HR policy questions, policies change monthly, legal needs to see the source"
_LONG = "Write a summary of this.\n\n" + "The plant in Lyon was late again because of the strike. " * 300
REAL: Mapping[str, tuple[str, ...]] = {
    "vague": ("write something about travel",),
    "rewrite": ("write something about travel", "just rewrite it"),
    "workable": (
        "Summarize the churn numbers below and explain why we lost customers.\n\nregion,lost\nEMEA,120\nUS,80",
    ),
    "strong": (
        (
            "Rewrite the two changelog entries below for non-technical customers: one sentence each, present tense, "
            'no internal names. If an entry has no visible effect, write "internal". Example: "Fixed a race" '
            '-> "Scheduled exports no longer run twice." Entries:\n1. Fix crash on empty CSV\n2. Cache tokens'
        ),
    ),
    "secret": (
        f"why does this fail: curl -H 'Authorization: Bearer sk-proj-{'a1B2c3D4' * 6}' https://api.example.com",
    ),
    "changes": ("write something about travel", "just rewrite it", "changes"),
    "details": ("write something about travel", "details"),
    "long": (_LONG,),
    "triage": (_HR,),
    "decision": (_HR, "3"),
    "brief": (_HR, "3", "brief"),
    "explanation": ("what is few-shot?",),
    "unknown question": ("/ask what is the capital of France?",),
    "german": ("Schreib eine Mail an den Kunden wegen der Verspätung",),
    "help": ("help",),
}


def said(*lines: str) -> Reply:
    """The core's reply to the last of some lines."""
    session, knowledge, reply = Session(), Knowledge(), None
    for number, line in enumerate(lines):
        request = Request(id=f"C1:1700000000.00010{number}", conversation=KEY, text=line)
        taken = step(session, UserSaid(request), knowledge, datetime(2026, 11, 20, tzinfo=UTC))
        session = taken.session
        reply = next(effect.reply for effect in taken.effects if isinstance(effect, SendReply))
    assert reply
    return reply


def choice(label: str, says: str, action: Action | None = None) -> Choice:
    return Choice(label=label, action=action or Action(name="help"), says=says)


def _answers(target: str, first: int, *labels: str) -> tuple[Choice, ...]:
    return tuple(
        choice(label, str(number), Action(name="answer", target=target, value=label))
        for number, label in enumerate(labels, first)
    )


def for_place(name: str, value: str) -> Choice:
    return choice(value, f"{name}: {value}", Action(name="set", target=name, value=value))


PARTS: Mapping[str, Part] = {
    "text": Text(
        text="58 → **74** if you fill both; `undo` takes one back.\n\nSee [the guide](https://example.org/a?b=1)."
    ),
    "score": Score(
        score=12,
        verdict="vague",
        label="Vague, 12 of 100.",
        headline='"Something about <travel>" could be anything.',
        levels=(("goal", 2, "usable"), ("success criteria", 0, "absent")),
    ),
    "findings": Findings(
        prompt="Write something about travel",
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
                dimension="format", severity="low", quote=None, start=0, end=0, message="No length.", advice="Give one."
            ),
        ),
    ),
    "asked": Asked(
        id="audience",
        text="Who reads it?",
        choices=_answers("audience", 1, "Families", "Students"),
        progress="2 of about 3.",
        skip=choice("Überspringen", "skip", Action(name="skip", target="audience")),
        hint="or type it",
    ),
    "prompt": PromptBlock(text="Write <b>{{format: a blog}}</b>\n\tregion\tdays\n\nfor 👩‍👩‍👧 & *you*."),
    "open": Open(
        label="Open",
        places=(
            OpenPlace(
                name="length", suggested=for_place("length", "100 words"), others=(for_place("length", "One page"),)
            ),
            OpenPlace(name="audience", suggested=for_place("audience", "families")),
            OpenPlace(name="tone"),
        ),
        assumptions=("The readers are adults.",),
        hint="to fill one, type `tone: …`",
    ),
    "changes": Changes(
        changes=(
            (
                "audience",
                Change(id="c1", dimension="audience", before="people", after="families", reason="Says who reads it."),
                choice("Undo 1", "undo 1", Action(name="undo", target="c1")),
            ),
        )
    ),
    "table": Table(
        title="Costs",
        columns=("option", "a month"),
        rows=(("RAG", "$56–660"), ("", "see https://example.org/prices")),
    ),
    "bullets": Bullets(title="Plan", items=("twenty real questions", "search, **then** stop"), numbered=True),
    "notice": Notice(text="Answered offline by <!channel> & `me`."),
    "urgent notice": Notice(text="That is a live-looking key. I masked it.", urgent=True),
    "file": File(name="brief.md", media_type="text/markdown", content="# Brief\n"),
    "actions": Actions(choices=(choice("Start triage", "triage", Action(name="triage")), choice("Kürzer", "shorter"))),
}


# What persons and models may write: any letters, Slack's own marks, Markdown, wide and joined letters, very long words.
WORDS = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                "<!channel>",
                "<@U1>",
                "&amp;",
                "*b* _i_ ~s~",
                "**",
                "```",
                "`x`",
                "[a](https://e.org)",
                "https://e.org/x.",
            ]
        ),
        st.sampled_from(["日本語の文", "שלום", "👩‍👩‍👧", "🇩🇪", "e\u0301", "w" * 90, "\n\n", "x " * 3000, '"\n' * 4000]),
    ),
    max_size=6,
).map(" ".join)
_NAMES = st.text(max_size=12) | st.just("n" * 300)
_ACTIONS = st.builds(Action, name=st.sampled_from(["answer", "set", "undo"]), target=_NAMES, value=WORDS)
_CHOICES = st.builds(Choice, label=WORDS, action=_ACTIONS, says=st.sampled_from(["1", "23"]) | WORDS)


def _some(items: st.SearchStrategy[_Item], most: int = 4) -> st.SearchStrategy[tuple[_Item, ...]]:
    return st.lists(items, max_size=most).map(tuple)


_FINDINGS = st.builds(
    Finding,
    dimension=st.just("goal"),
    severity=st.just("high"),
    quote=st.none() | WORDS,
    start=st.just(0),
    end=st.just(0),
    message=WORDS,
    advice=WORDS,
)
_CHANGES = st.builds(Change, id=_NAMES, dimension=st.just("goal"), before=st.none() | WORDS, after=WORDS, reason=WORDS)
_TABLES = st.integers(1, 22).flatmap(
    lambda columns: st.builds(
        Table,
        title=WORDS,
        columns=st.tuples(*[WORDS] * columns),
        rows=_some(st.tuples(*[st.just("cell") | WORDS] * columns), most=2),
    )
)
_SKIPS = st.none() | st.just(choice("Skip", "skip", Action(name="skip")))
_PLACES = st.lists(
    _NAMES.flatmap(
        lambda name: st.builds(
            OpenPlace,
            name=st.just(name),
            suggested=st.none() | st.builds(for_place, st.just(name), WORDS),
            others=_some(st.builds(for_place, st.just(name), WORDS)),
        )
    ),
    max_size=4,
    unique_by=attrgetter("name"),
).map(tuple)
ANY_PART: st.SearchStrategy[Part] = st.one_of(
    st.builds(Text, text=WORDS),
    st.builds(
        Score,
        score=st.integers(0, 100),
        verdict=st.just("vague"),
        label=WORDS,
        headline=WORDS,
        levels=_some(st.tuples(WORDS, st.integers(0, 3), WORDS)),
    ),
    st.builds(Findings, prompt=WORDS, findings=_some(_FINDINGS)),
    st.builds(Asked, id=_NAMES, text=WORDS, choices=_some(_CHOICES, 30), progress=WORDS, skip=_SKIPS, hint=WORDS),
    st.builds(PromptBlock, text=WORDS),
    st.builds(Open, label=WORDS, places=_PLACES, assumptions=_some(WORDS), hint=WORDS),
    st.builds(Changes, changes=_some(st.tuples(WORDS, _CHANGES, _CHOICES))),
    _TABLES,
    st.builds(Bullets, title=WORDS, items=_some(WORDS, 60), numbered=st.booleans()),
    st.builds(Notice, text=WORDS, urgent=st.booleans()),
    st.builds(File, name=st.just("a.txt"), media_type=st.just("text/plain"), content=WORDS),
    st.builds(Actions, choices=_some(_CHOICES, 30)),
)
ANY_REPLY = st.builds(
    Reply,
    id=st.just("r"),
    parts=_some(ANY_PART, 6),
    subject=st.sampled_from(["", SUBJECT, "s" * 3000]),
    audience=st.sampled_from(["conversation", "person", "channel"]),
)
