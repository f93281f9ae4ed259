"""A turn, with a core of a few lines in place of the real one."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from structlog.testing import capture_logs

from bot import turn
from bot.memory_store import MemorySessionStore
from bot.ports import StoreUnavailableError, VersionConflictError
from coaching.engine import Event, Forget, SendReply, Step
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import ConversationKey, Request
from coaching.messages.reply import Notice, Reply, Text
from coaching.session import Clarifying, Session
from tests.bot.conftest import TTL, key
from tests.fakes.sender import FakeSender

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
SAID = Request(id="m1", conversation=key(), text="and for children")


def remember(session: Session, event: Event, _knowledge: Knowledge, now: datetime) -> Step:
    """A core that adds what is said to what was said before."""
    before = session.state.prompt if isinstance(session.state, Clarifying) else ""
    heard = f"{before} {event.request.text}".strip()
    reply = Reply(id=f"{event.request.id}:1", parts=(Text(text=heard),))
    return Step(Session(state=Clarifying(prompt=heard), updated=now), (SendReply(reply),))


def break_down(_session: Session, event: Event, _knowledge: Knowledge, _now: datetime) -> Step:
    raise ValueError(f"can't read {event.request.text!r}")


@pytest.fixture
def store() -> MemorySessionStore:
    return MemorySessionStore(TTL)


@pytest.fixture
def sender() -> FakeSender:
    return FakeSender()


@pytest.fixture
def core(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    return lambda step: monkeypatch.setattr(turn, "step", step)


async def take(store: MemorySessionStore, sender: FakeSender, request: Request = SAID) -> None:
    await turn.take_turn(request, store, sender, Knowledge(), lambda: NOW)


def said_by(sender: FakeSender) -> list[str]:
    return [part.text for reply in sender.sent for part in reply.parts if isinstance(part, Text | Notice)]


async def test_a_turn_goes_on_from_the_last_one(
    store: MemorySessionStore, sender: FakeSender, core: Callable[[object], None]
) -> None:
    core(remember)
    await take(store, sender, Request(id="m0", conversation=key(), text="a memo"))
    await take(store, sender)
    assert said_by(sender) == ["a memo", "a memo and for children"]
    assert (await store.load(key()))[0] == Session(state=Clarifying(prompt="a memo and for children"), updated=NOW)


class MeetsOthers(MemorySessionStore):
    """A store in which somebody else saves first, a number of times."""

    def __init__(self, times: int) -> None:
        super().__init__(TTL)
        self.times = times

    async def save(self, key: ConversationKey, session: Session, version: int) -> int:
        if self.times:
            self.times -= 1
            await super().save(key, Session(state=Clarifying(prompt="a poem")), version)
            raise VersionConflictError
        return await super().save(key, session, version)


async def test_a_turn_that_meets_another_is_taken_anew_on_what_that_one_left(
    sender: FakeSender, core: Callable[[object], None]
) -> None:
    core(remember)
    store = MeetsOthers(times=2)
    await take(store, sender)
    assert said_by(sender) == ["a poem and for children"]


async def test_a_turn_that_always_meets_others_says_so_and_changes_nothing(
    sender: FakeSender, core: Callable[[object], None]
) -> None:
    core(remember)
    store = MeetsOthers(times=turn.ATTEMPTS)
    await take(store, sender)
    assert said_by(sender) == [turn.BUSY]
    assert (await store.load(key()))[0].state == Clarifying(prompt="a poem")


async def test_forget_erases_and_keeps_nothing_of_the_turn(
    store: MemorySessionStore, sender: FakeSender, core: Callable[[object], None]
) -> None:
    done = Reply(id="m1:1", parts=(Text(text="Erased."),))
    core(lambda *_: Step(Session(), (Forget(), SendReply(done))))
    await store.save(key(), Session(state=Clarifying(prompt="a memo")), 0)
    await store.save(key(channel="random"), Session(state=Clarifying(prompt="a poem")), 0)
    await take(store, sender)
    assert sender.sent == [done]
    assert await store.forget(key()) == 0


async def test_an_error_of_the_core_reaches_neither_person_nor_log_with_its_text(
    store: MemorySessionStore, sender: FakeSender, core: Callable[[object], None]
) -> None:
    core(break_down)
    version = await store.save(key(), Session(state=Clarifying(prompt="a memo")), 0)
    with capture_logs() as logs:
        await take(store, sender)
    assert said_by(sender) == [turn.FAILED]
    assert await store.load(key()) == (Session(state=Clarifying(prompt="a memo")), version)
    assert logs[0]["request"] == "m1"
    assert "children" not in str(logs)


async def test_nothing_is_sent_that_could_not_be_saved(
    store: MemorySessionStore, sender: FakeSender, core: Callable[[object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unavailable(*_: object) -> int:
        raise StoreUnavailableError("gone")

    core(remember)
    monkeypatch.setattr(store, "save", unavailable)
    with pytest.raises(StoreUnavailableError):
        await take(store, sender)
    assert sender.sent == []
