"""A conversation's mailbox in Redis: what waits in it, who empties it, and how often that was tried.

- `in` holds requests in the order in which they were said, `out` the replies that were decided and not yet delivered.
  Replies go first, so that a conversation keeps its order.
- One drain at a time owns a mailbox, as long as its worker renews that. It names its task and itself ("task@drain"):
  another run of the same task may take over at once, because who redelivers tasks has judged the first run dead.
  Whoever lost a mailbox notices at the next step, each of which is one script.
- What a script can't judge, because it happens elsewhere, is done under a lease: it's cut off when nobody has heard
  from Redis for so long that another drain may have begun, such as after the whole process stood still.
- A turn ends in one script: its request goes, its session and its replies come. A script that the client repeats after
  a broken connection does no harm.
- Every take of the first entry is counted. An entry that is parked isn't handed out before its time.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from time import time
from typing import cast
from uuid import uuid4

from redis.commands.core import AsyncScript

from bot.keys import conversation_named, index_key, mailbox_keys, person_tag
from bot.mailbox_scripts import COMMIT, FREE, HEAD, RENEW, SENT
from bot.redis_store import INDEX, Client, index_seconds, mapped_errors

_EARLY = 0.25
"""Seconds by which a parked entry may be taken before its time: how far the clocks of two machines may differ."""
_LEASE = 2.0
"""Seconds after Redis was asked for a mailbox. A successor acts later: it comes when a worker has given no sign of life
for as long (which it does twice a second), and waits another second for the last owner's delivery to end."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first entry of a mailbox: a reply to deliver, or else a request to answer in its session."""

    is_reply: bool
    entry: str
    version: str
    """The session's; "0" where there is none."""
    session: str
    """The session's JSON; empty where there is none."""
    takes: int
    """How often this entry was taken, this time included."""
    lapsed: bool
    """Whether the last one who took it neither ended nor let go: it may have died, or be cut off."""


class Mailboxes:
    """All mailboxes on one Redis; sessions in them live for `ttl` after their last turn."""

    def __init__(self, client: Client, ttl: timedelta) -> None:
        """Use a client that was made with `decode_responses=True`."""
        self.client = client
        self.session_seconds = max(1, int(ttl.total_seconds()))
        self.index_seconds = index_seconds(ttl)
        self._held: set[Mailbox] = set()
        self.head, self.sent, self.free = (AsyncScript(client, script) for script in (HEAD, SENT, FREE))

    @contextmanager
    def open(self, tag: str, task: str) -> Iterator["Mailbox"]:
        """The mailbox of a conversation (its tag) for a new drain of a task."""
        box = Mailbox(self, tag, task)
        self._held.add(box)
        try:
            yield box
        finally:
            self._held.discard(box)

    async def renew(self) -> None:
        """Keep the mailboxes that are open here and owned; to be called twice a second or so."""
        leases = [(box, box.lease) for box in self._held]
        if not leases:
            return
        asked = _loop_time()
        with mapped_errors():
            pipeline = self.client.pipeline(transaction=False)
            for box, _ in leases:
                pipeline.eval(RENEW, len(box.keys), *box.keys, box.me)
            owned = await pipeline.execute()
        for (box, lease), mine in zip(leases, owned, strict=True):
            if lease and lease is box.lease and not lease.expired():
                lease.reschedule(asked + _LEASE if mine else asked)


class Mailbox:
    """One mailbox in the hands of one drain.

    Every method raises StoreUnavailableError where Redis can't be reached; then nobody knows whether it was done.
    """

    def __init__(self, boxes: Mailboxes, tag: str, task: str) -> None:
        """Nothing is taken yet."""
        self._boxes = boxes
        self.tag = tag
        self.keys = mailbox_keys(tag)
        self._task = task
        self._asked = 0.0
        self.me = f"{task}@{uuid4().hex}"
        self.lease: asyncio.Timeout | None = None
        """Of the step that is under way, if it has one."""

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Raise TimeoutError in a step as soon as another drain may have taken the mailbox over."""
        until = self._asked + _LEASE
        if until <= _loop_time():
            raise TimeoutError
        async with asyncio.timeout_at(until) as lease:
            self.lease = lease
            try:
                yield
            finally:
                self.lease = None

    async def take(self, *, over: bool = False, counted: bool = True) -> Head | None:
        """The first entry; None where nothing waits or another drain owns the mailbox.

        `over`: this task was begun before, and may take the mailbox over from its earlier run.
        """
        return await self._run(self._boxes.head, _now(), self._task, str(int(over)), str(int(counted)))

    async def commit(self, head: Head, session: str | None, replies: Sequence[str]) -> Head | None:
        """End the turn of a request: keep its session (unless it is None) and its replies; the next entry.

        Where the session has changed meanwhile, the same request is next, with the new session.
        """
        self._asked = _loop_time()
        words = (self.me, _now(), head.entry, head.version, session or "", str(self._boxes.session_seconds), *replies)
        with mapped_errors():
            pipeline = self._boxes.client.pipeline(transaction=False)
            if session:
                index = index_key(person_tag(conversation_named(self.tag)))
                pipeline.eval(INDEX, 1, index, self.tag, str(self._boxes.index_seconds))
            pipeline.eval(COMMIT, len(self.keys), *self.keys, *words)
            answer = (await pipeline.execute())[-1]
        return await self.take() if answer is None else _head(answer)

    async def sent(self, head: Head) -> Head | None:
        """Remove a reply that needs no more attempts; the next entry."""
        return await self._run(self._boxes.sent, _now(), head.entry)

    async def free(self, *, attempted: bool, pause: float = 0) -> None:
        """Let go of the mailbox, so that its first entry can be taken in `pause` seconds."""
        until = time() + pause if pause else 0
        with mapped_errors():
            await self._boxes.free(self.keys, (self.me, 0 if attempted else -1, f"{until:.3f}"))

    async def _run(self, script: AsyncScript, *words: str) -> Head | None:
        self._asked = _loop_time()
        with mapped_errors():
            return _head(await script(self.keys, (self.me, *words)))


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


def _now() -> str:
    return f"{time() + _EARLY:.3f}"


def _head(answer: object) -> Head | None:
    if not answer:
        return None
    kind, entry, version, session, takes, lapsed = cast("tuple[str, str, str, str, int, int]", answer)
    return Head(kind == "reply", entry, version, session, takes, bool(lapsed))
