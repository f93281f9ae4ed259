"""Conversations as stories that anybody can read: see the files in `stories/`.

A story opens with what it is about; `@` names the platform where it happens, if that isn't the terminal. Then `>` is
what the person says to the coach (`|` goes on in the next line), `~` what they say near it, to others; `*` presses the
latest button with this label, `^` the earliest one. `<` is what the answer must hold, `-` what it must not hold, `.`
that there is none, `#` who sees it, `=` the state that the conversation is in afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coaching.engine import SendReply, Step, UserSaid, step
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action, ConversationKey, Platform, Request
from coaching.messages.reply import Actions, Asked, Changes, Choice, Open, Part, Reply
from coaching.session import Session

STORIES = Path(__file__).parent / "stories"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HERE = ConversationKey(platform=Platform.CONSOLE, tenant="t", channel="c", thread="", person="p")


@dataclass
class Exchange:
    """What is said or pressed, by which mark, and what is expected of the answer."""

    line: int
    mark: str
    says: str
    holds: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    silent: bool = False
    audience: str = ""
    state: str = ""


@dataclass
class Story:
    """Where it happens, and what happens there."""

    place: ConversationKey
    exchanges: list[Exchange]


def read_story(path: Path) -> Story:
    story = Story(HERE, [])
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, text = line[:1], line[2:]
        if mark == "@":
            story.place = HERE.model_copy(update={"platform": Platform(text)})
        elif mark in {">", "~", "*", "^"}:
            story.exchanges.append(Exchange(number, mark, text))
        elif story.exchanges:
            expect(story.exchanges[-1], mark, text, f"{path.name}:{number}")
    assert story.exchanges, f"{path.name} tells nothing"
    return story


def expect(exchange: Exchange, mark: str, text: str, where: str) -> None:
    match mark:
        case "|":
            exchange.says += f"\n{text}"
        case "<":
            exchange.holds.append(text)
        case "-":
            exchange.lacks.append(text)
        case ".":
            exchange.silent = True
        case "#":
            exchange.audience = text
        case "=":
            exchange.state = text
        case _:
            pytest.fail(f"{where}: a line that is neither said nor expected")


def choices_of(part: Part) -> tuple[Choice, ...]:
    match part:
        case Asked() | Actions():
            return part.choices
        case Changes():
            return tuple(choice for _, _, choice in part.changes)
        case Open():
            return tuple(choice for place in part.places for choice in place.choices)
    return ()


def replies_of(taken: Step) -> list[Reply]:
    return [effect.reply for effect in taken.effects if isinstance(effect, SendReply)]


def play(path: Path, knowledge: Knowledge) -> Iterator[tuple[Exchange, Step]]:
    """Every exchange of a story with the step that was taken; sessions are stored and loaded in between."""
    story, session = read_story(path), Session()
    buttons: list[tuple[str, Action, str]] = []
    for number, exchange in enumerate(story.exchanges):
        request = Request(id=f"m{number}", conversation=story.place)
        if exchange.mark in {"*", "^"}:
            pressed = [(action, about) for label, action, about in buttons if label == exchange.says]
            assert pressed, f"{path.name}:{exchange.line}: there is no such button"
            action, about = pressed[-1 if exchange.mark == "*" else 0]
            said = request.model_copy(update={"action": action, "about": about})
        else:
            said = request.model_copy(update={"text": exchange.says, "overheard": exchange.mark == "~"})
        taken = step(session, UserSaid(said), knowledge, NOW)
        buttons += [
            (choice.label, choice.action, reply.subject)
            for reply in replies_of(taken)
            for part in reply.parts
            for choice in choices_of(part)
        ]
        session = Session.model_validate_json(taken.session.model_dump_json())
        yield exchange, taken


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (
            text for key, inner in value.items() if key not in {"part", "action", "id"} for text in strings(inner)
        )
    elif isinstance(value, list | tuple):
        yield from (text for inner in value for text in strings(inner))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.story")), ids=lambda path: path.stem)
def test_story(path: Path, knowledge: Knowledge) -> None:
    for exchange, taken in play(path, knowledge):
        replies = replies_of(taken)
        answer = "\n".join(strings([reply.model_dump(include={"parts"}) for reply in replies]))
        where = f"{path.name}:{exchange.line}\n{answer}\n"
        assert bool(replies) is not exchange.silent, f"answered or not, contrary to {where}"
        for expected in exchange.holds:
            assert expected.casefold() in answer.casefold(), f"lacks {expected!r} in the answer to {where}"
        for unexpected in exchange.lacks:
            assert unexpected.casefold() not in answer.casefold(), f"holds {unexpected!r} in the answer to {where}"
        assert exchange.audience in {"", *(reply.audience for reply in replies)}, f"seen by others than in {where}"
        state = taken.session.state.state
        assert exchange.state in {"", state}, f"state {state} after {where}"
