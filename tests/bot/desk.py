"""A desk that answers every message with a line and remembers all, and what a test needs around it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.ports import Decision, QueueDepth, SessionStore, TurnQueue
from coaching.messages.conversation import ConversationKey, Request
from coaching.messages.delivery import Delivery, Vote
from coaching.messages.reply import Notice, Reply, Text
from coaching.session import Clarifying, Session
from tests.bot.conftest import key

PATIENCE = 20.0
"""Seconds; a working queue needs far less."""


async def nothing(_: object) -> None:
    """What happens by default."""


@dataclass
class RecordingDesk:
    """Answers `text` with `text`; a session holds all texts so far. The two hooks can wait or raise."""

    deciding: Callable[[Request], Awaitable[None]] = nothing
    delivering: Callable[[Delivery], Awaitable[None]] = nothing
    decided: list[tuple[str, str]] = field(default_factory=list)
    """Each text with all that was said before."""
    sent: list[str] = field(default_factory=list)
    """The texts that were delivered."""
    attempts: list[tuple[str, bool]] = field(default_factory=list)
    """Each attempt to deliver a text, and whether an earlier one may have succeeded."""

    async def decide(self, request: Request, session: Session) -> Decision:
        """Answer; "forget me" and "vote …" do what they say."""
        before = session.state.prompt if isinstance(session.state, Clarifying) else ""
        self.decided.append((request.text, before))
        await self.deciding(request)
        return Decision(
            Session(state=Clarifying(prompt=f"{before} {request.text}".strip())),
            (_delivery(request, Text(text=request.text)),),
            forget=request.text == "forget me",
            votes=(Vote(about="m1", value="up", state="idle"),) if request.text == "vote" else (),
        )

    async def deliver(self, delivery: Delivery, *, again: bool) -> None:
        """Deliver."""
        self.attempts.append((_text(delivery), again))
        await self.delivering(delivery)
        self.sent.append(_text(delivery))

    def apologise(self, request: Request, session: Session) -> Decision:
        """Say sorry."""
        return Decision(session, (_delivery(request, Notice(text=f"sorry: {request.text}")),))

    def sent_to(self, *texts: str) -> Callable[[], bool]:
        """Whether all these texts were delivered."""
        return lambda: set(texts) <= set(self.sent)


def _delivery(request: Request, part: Text | Notice) -> Delivery:
    reply = Reply(id=f"{request.id}:1", parts=(part,))
    return Delivery(id=reply.id, conversation=request.conversation, address=request.address, reply=reply)


def _text(delivery: Delivery) -> str:
    (part,) = delivery.reply.parts
    assert isinstance(part, Text | Notice)
    return part.text


def said(
    text: str, conversation: ConversationKey | None = None, *, at: float = 0.0, overheard: bool = False
) -> Request:
    """A request whose id is its text."""
    where = conversation or key()
    return Request(id=f"{where.channel}:{text}", conversation=where, text=text, sent_at=at, overheard=overheard)


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition; fails the test where it never comes true."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  (the condition may lie in another process)
            await asyncio.sleep(0.005)


async def until_empty(queue: TurnQueue) -> None:
    """Wait until nothing is left to do."""
    await until_depth(queue, lambda depth: not (depth.requests or depth.replies))


async def until_depth(queue: TurnQueue, condition: Callable[[QueueDepth], bool]) -> None:
    """Wait until the queue is as it should be."""
    async with asyncio.timeout(PATIENCE):
        while not condition(await queue.depth()):  # noqa: ASYNC110  (what is in Redis sets no event)
            await asyncio.sleep(0.01)


@asynccontextmanager
async def working(queue: TurnQueue, desk: RecordingDesk) -> AsyncIterator[None]:
    """A worker at this queue."""
    stopping = asyncio.Event()
    worker = asyncio.create_task(queue.work(desk, stopping))
    try:
        yield
    finally:
        stopping.set()
        await worker


def failing(text: str, times: int, error: Exception) -> Callable[[Request | Delivery], Awaitable[None]]:
    """A hook that raises, so many times, where a text is concerned."""
    left = [error] * times

    async def hook(what: Request | Delivery) -> None:
        if text in what.model_dump_json() and left:
            raise left.pop()

    return hook


async def prompts(store: SessionStore, *people: str) -> list[str]:
    """What is kept in the sessions of some people."""
    sessions = [session for person in people for _, session in await store.conversations(key(person=person))]
    return [session.state.prompt for session in sessions if isinstance(session.state, Clarifying)]
