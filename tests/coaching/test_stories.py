"""Conversations as stories that anybody can read: see the files in `stories/`.

A story opens with what it is about. Then `>` is what the person says (`|` goes on in the next line), `<` what the
answer must hold, `-` what it must not hold, `=` the state that the conversation is in afterwards.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coaching.engine import SendReply, UserSaid, step
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import ConversationKey, Platform, Request
from coaching.session import Session

STORIES = Path(__file__).parent / "stories"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HERE = ConversationKey(platform=Platform.CONSOLE, tenant="t", channel="c", thread="", person="p")


@dataclass
class Exchange:
    """What is said, and what is expected of the answer."""

    line: int
    says: str
    holds: list[str] = field(default_factory=list)
    lacks: list[str] = field(default_factory=list)
    state: str = ""


def tell(path: Path) -> list[Exchange]:
    exchanges: list[Exchange] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, text = line[:1], line[2:]
        match mark:
            case ">":
                exchanges.append(Exchange(number, text))
            case "|":
                exchanges[-1].says += f"\n{text}"
            case "<":
                exchanges[-1].holds.append(text)
            case "-":
                exchanges[-1].lacks.append(text)
            case "=":
                exchanges[-1].state = text
            case _:
                assert not exchanges, f"{path.name}:{number}: a line that is neither said nor expected"
    assert exchanges, f"{path.name} tells nothing"
    return exchanges


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
    session = Session()
    for number, exchange in enumerate(tell(path)):
        request = Request(id=str(number), conversation=HERE, text=exchange.says)
        taken = step(session, UserSaid(request), knowledge, NOW)
        session = Session.model_validate_json(taken.session.model_dump_json())
        replies = [effect.reply for effect in taken.effects if isinstance(effect, SendReply)]
        answer = "\n".join(strings([reply.model_dump() for reply in replies]))
        where = f"{path.name}:{exchange.line}\n{answer}\n"
        for expected in exchange.holds:
            assert expected.casefold() in answer.casefold(), f"lacks {expected!r} in the answer to {where}"
        for unexpected in exchange.lacks:
            assert unexpected.casefold() not in answer.casefold(), f"holds {unexpected!r} in the answer to {where}"
        assert exchange.state in {"", session.state.state}, f"state {session.state.state} after {where}"
