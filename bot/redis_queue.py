"""The turn queue on Redis: requests go into mailboxes, and workers empty them.

- `put` costs one round trip: the requests that come in within one turn of the event loop share a pipeline. Each goes
  into its conversation's mailbox; the pipeline also notes which conversations have something waiting, and wakes.
- What waits is sealed: a message holds whatever somebody wrote, an address how to write to them.
- Workers hear of it by a list. The task library distributes drains over the workers and gives a dead worker's drains to
  others; it isn't trusted to remember: from time to time a sweep looks through the mailboxes in use, and only the sweep
  takes a mailbox off that list. So a crash between any two steps costs time and no message.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha1
from time import perf_counter, time

from bot.dead_letters import DeadLetters
from bot.drain import Drain
from bot.keys import ACTIVE, LETTERS, WAKE, WORKERS, conversation_tag, index_key, mailbox_keys, person_tag
from bot.mailbox_scripts import APPEND
from bot.ports import DeadLetter, Desk, QueueDepth, SessionStore, StoreUnavailableError, Watch
from bot.redis_mailbox import Mailboxes
from bot.redis_store import WAITING, connect, index_seconds, mapped_errors
from bot.seal import Seal
from bot.shift import Shift
from coaching.messages.conversation import Request

_PUT_SECONDS = 2.0
_APPEND_HASH = sha1(APPEND.encode(), usedforsecurity=False).hexdigest()
_ALIVE_SECONDS = 5.0
"""How old a worker's last sign of life may be."""


class Unwatched:
    """A `Watch` that looks away."""

    def acked(self, seconds: float) -> None:
        """Look away."""

    def queued(self, seconds: float) -> None:
        """Look away."""

    def turn(self, seconds: float, outcome: str) -> None:
        """Look away."""

    def sent(self, seconds: float, outcome: str) -> None:
        """Look away."""

    def dead(self, kind: str) -> None:
        """Look away."""


@dataclass(frozen=True, slots=True)
class _Put:
    tag: str
    index: str
    """The key of the person's index."""
    entry: str
    """What is kept: it begins with the time when it was."""
    said_at: float
    overheard: bool
    ids: tuple[str, ...]
    kept: asyncio.Future[bool]


class RedisTurnQueue:
    """A `TurnQueue` on a Redis, a Valkey or a cluster."""

    def __init__(  # noqa: PLR0913  (what a deployment may choose)
        self,
        url: str,
        store: SessionStore,
        seal: Seal,
        *,
        ttl: timedelta,
        retention: timedelta,
        cluster: bool = False,
        watch: Watch | None = None,
    ) -> None:
        """Name the Redis; nothing is connected yet. `store` is on the same Redis, and sessions live for `ttl` there."""
        self._url = url
        self._cluster = cluster
        self._store = store
        self._seal = seal
        self._client = connect(url, cluster=cluster)
        self._mailboxes = Mailboxes(self._client, ttl)
        self._letters = DeadLetters(self._client, ttl, retention)
        self._index_seconds = index_seconds(ttl)
        self._watch = watch or Unwatched()
        self._waiting: list[_Put] = []
        self._flushes: set[asyncio.Task[None]] = set()

    async def put(self, request: Request, claims: Sequence[str] = ()) -> bool:
        """Keep a request for a worker; False where it came before, or was overheard where nobody talks with the coach.

        Raises:
            StoreUnavailableError: it could not be kept within two seconds.
        """
        put = _put(request, claims, self._seal)
        if not self._waiting:
            asyncio.get_running_loop().call_soon(self._start_flush)
        self._waiting.append(put)
        return await put.kept

    def _start_flush(self) -> None:
        puts, self._waiting = self._waiting, []
        flush = asyncio.create_task(self._flush(puts))
        self._flushes.add(flush)
        flush.add_done_callback(self._flushes.discard)

    async def _flush(self, puts: Sequence[_Put]) -> None:
        began = perf_counter()
        try:
            async with asyncio.timeout(_PUT_SECONDS):
                answers = await self._append(puts)
        except (StoreUnavailableError, TimeoutError) as error:
            reason = str(error) or f"Redis: no answer within {_PUT_SECONDS:.0f} seconds"
            for put in puts:
                if not put.kept.done():
                    put.kept.set_exception(StoreUnavailableError(reason))
            return
        for put, kept in zip(puts, answers, strict=True):
            if not put.kept.done():
                put.kept.set_result(kept)
        self._watch.acked(perf_counter() - began)

    async def _append(self, puts: Sequence[_Put]) -> Sequence[bool]:
        """All in one round trip: what "forget me" has to know first, what wakes the workers last."""
        now, tags = time(), [put.tag for put in puts]
        pipeline = self._client.pipeline(transaction=False)
        until = now + self._index_seconds
        for put in puts if self._cluster else ():
            if put.overheard:
                continue  # kept only where the index knows of it already
            pipeline.execute_command("ZADD", put.index, until, put.tag)
            pipeline.execute_command("EXPIRE", put.index, self._index_seconds)
        pipeline.zadd(ACTIVE, dict.fromkeys(tags, now))
        pipeline.expire(ACTIVE, WAITING)
        before = len(pipeline)
        for number, put in enumerate(puts):
            # The first one brings the script along, for the rest its hash will do. (A cluster's nodes each need it.)
            call = ("EVALSHA", _APPEND_HASH) if number and not self._cluster else ("EVAL", APPEND)
            keys = mailbox_keys(put.tag) if self._cluster else (*mailbox_keys(put.tag), put.index)
            said = (put.entry, put.said_at, int(put.overheard))
            pipeline.execute_command(*call, len(keys), *keys, *said, until, self._index_seconds, put.tag, *put.ids)
        pipeline.rpush(WAKE, *tags)
        pipeline.expire(WAKE, WAITING)
        with mapped_errors():
            answers = await pipeline.execute()
        return [bool(answer) for answer in answers[before : before + len(puts)]]

    async def work(self, desk: Desk, stopping: asyncio.Event) -> None:
        """Hand requests and replies to the desk until `stopping` is set; then finish or hand back what is under way."""
        from bot.redis_worker import Worker

        shift = Shift(stopping)
        drain = Drain(self._mailboxes, self._letters, self._store, desk, self._watch, shift, self._seal)
        await Worker(self._url, self._client, drain, shift, cluster=self._cluster).run()

    async def depth(self) -> QueueDepth:
        """How much waits, and who works.

        Raises:
            StoreUnavailableError: Redis can't be reached.
        """
        with mapped_errors():
            tags = [str(tag) for tag in await self._client.zrange(ACTIVE, 0, -1)]
            pipeline = self._client.pipeline(transaction=False)
            pipeline.zcard(LETTERS)
            pipeline.zcount(WORKERS, time() - _ALIVE_SECONDS, "+inf")
            for waiting, replies, *_ in map(mailbox_keys, tags):
                pipeline.zcard(waiting)
                pipeline.llen(replies)
            dead, workers, *counts = await pipeline.execute()
        return QueueDepth(requests=sum(counts[::2]), replies=sum(counts[1::2]), dead=dead, workers=workers)

    async def dead_letters(self) -> Sequence[DeadLetter]:
        """What was given up, oldest first."""
        return await self._letters.list()

    async def requeue(self) -> int:
        """Put every dead letter back where it was, and return how many those were."""
        return await self._letters.requeue()

    async def close(self) -> None:
        """Let go of connections, when what was put is safe or refused."""
        await asyncio.gather(*self._flushes)
        await self._client.aclose()


def _put(request: Request, claims: Sequence[str], seal: Seal) -> _Put:
    """Everything that may fail of a request fails here, for itself alone."""
    now, conversation = time(), request.conversation
    tag = conversation_tag(conversation)
    return _Put(
        tag=tag,
        index=index_key(person_tag(conversation)),
        entry=f"{now:.6f} {seal.close(request.model_dump_json(), tag)}",
        said_at=request.sent_at or now,
        overheard=request.overheard,
        ids=(request.id, *claims),
        kept=asyncio.get_running_loop().create_future(),
    )
