"""A turn worker: docket wakes it, gives it drains, and gives a dead worker's drains to others.

Beside the drains three small tasks run: one turns wake-ups into drains, one gives a sign of life every second, and one
looks from time to time for mailboxes that nobody empties. All of them survive outages of Redis.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from time import time
from typing import cast
from uuid import uuid4

import docket
import structlog
from docket import CurrentExecution, Docket, Execution
from docket.execution import Disposition
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import BusyLoadingError, ConnectionError, RedisError, TimeoutError  # noqa: A004

from bot.drain import Drain
from bot.keys import ACTIVE, SWEEP, WAKE, WORKERS, mailbox_keys
from bot.mailbox_scripts import STATE
from bot.ports import StoreUnavailableError
from bot.redis_store import REMOVE_UNCHANGED, Client, mapped_errors
from bot.shift import Shift

_CONCURRENCY = 100
_REDELIVERY = timedelta(seconds=2)
"""How long a drain's worker may give no sign of life until another one takes over."""
_RECONNECT = timedelta(seconds=0.5)
_LOOK = timedelta(milliseconds=20)
"""A worker with full hands looks so often whether one is free."""
_AGAIN = timedelta(seconds=1)
_GRACE, _LAST = 8.0, 8.5
"""Seconds after the shift's end: when what is under way is handed back, and when nothing is waited for any more."""
_FAREWELL = 0.5
"""Seconds; a worker that can't sign off is forgotten soon anyway."""
_LISTEN_SECONDS = 0.5
_LIFE_SECONDS = 0.5
_SWEEP_SECONDS = 5
_GONE_SECONDS = 60
_SETTLED = 5.0
"""Seconds after its last message when an empty mailbox may be called unused."""
_CHUNK = 500

_log = structlog.get_logger(__name__)


class Worker:
    """One worker on one Redis."""

    def __init__(self, url: str, client: Client, drain: Drain, shift: Shift, *, cluster: bool) -> None:
        """`client` is connected to the same Redis as `url` names."""
        self._name = uuid4().hex
        self._url = _docket_url(url, cluster=cluster)
        self._client = client
        self._drain = drain
        self._shift = shift
        self._look_now = True

    async def run(self) -> None:
        """Work until the shift is over, and some seconds more."""
        while not self._shift.is_over:
            try:
                await self._work()
            except* (RedisError, OSError) as errors:  # docket could not even begin
                _log.warning("store_unavailable", error=type(errors.exceptions[0]).__name__)
            await self._shift.sleep(1)

    async def _work(self) -> None:
        async with Docket("turns", self._url, execution_ttl=timedelta(0)) as tasks:
            await _be_patient(tasks)
            tasks.register(self._task(tasks), names=["drain"])
            worker = docket.Worker(
                tasks,
                name=self._name,
                concurrency=_CONCURRENCY,
                redelivery_timeout=_REDELIVERY,
                reconnection_delay=_RECONNECT,
                minimum_check_interval=_LOOK,
            )
            async with worker, asyncio.TaskGroup() as group:
                running = group.create_task(worker.run_forever())
                steps = (self._hand_out, self._sweep, self._live)
                chores = [group.create_task(self._again_and_again(step, tasks)) for step in steps]
                await self._shift.end(_GRACE)
                await _wind_up(running, chores)
        with suppress(StoreUnavailableError), mapped_errors():
            async with asyncio.timeout(_FAREWELL):
                await self._client.zrem(WORKERS, self._name)

    def _task(self, tasks: Docket) -> Callable[..., Awaitable[None]]:
        """What docket runs: its arguments are the conversation's tag alone, never what was said."""

        async def drain(
            tag: str,
            run: Execution = CurrentExecution(),  # noqa: B008  (how docket hands things in)
            _again: docket.Retry = docket.Retry.forever(_AGAIN),  # noqa: B008
        ) -> None:
            over = run.redelivered or run.attempt > 1
            pause = await self._drain.run(tag, run.key, over=over)
            if pause is not None:
                await tasks.add("drain", when=datetime.now(UTC) + timedelta(seconds=pause))(tag)

        return drain

    async def _again_and_again(self, step: Callable[[Docket], Awaitable[None]], tasks: Docket) -> None:
        while not self._shift.is_over:
            try:
                with mapped_errors():
                    await step(tasks)
            except StoreUnavailableError as error:
                _log.warning("store_unavailable", error=str(error))
                self._look_now = True
                await self._shift.sleep(1)

    async def _hand_out(self, tasks: Docket) -> None:
        """Turn wake-ups into drains; wait a moment for one."""
        popped = await self._client.blmpop(_LISTEN_SECONDS, 1, WAKE, direction="LEFT", count=_CHUNK)
        if popped:
            added = await tasks.add_many(tasks.call("drain")(tag) for tag in dict.fromkeys(popped[1]))
            self._look_now |= any(drain.disposition is Disposition.FAILED for drain in added)

    async def _live(self, _tasks: Docket) -> None:
        """Give a sign of life, keep the mailboxes that are being emptied, and wait a moment."""
        await self._drain.mailboxes.renew()
        now = time()
        pipeline = self._client.pipeline(transaction=False)
        pipeline.zremrangebyscore(WORKERS, "-inf", now - _GONE_SECONDS)
        pipeline.zadd(WORKERS, {self._name: now})
        pipeline.expire(WORKERS, _GONE_SECONDS)
        await pipeline.execute()
        await self._shift.sleep(_LIFE_SECONDS)

    async def _sweep(self, tasks: Docket) -> None:
        """Look through the mailboxes in use: at the start, after an outage, and now and then one of all workers."""
        if self._look_now or await self._client.set(SWEEP, self._name, nx=True, ex=_SWEEP_SECONDS):
            self._look_now = False
            mailboxes = cast("list[tuple[str, float]]", await self._client.zrange(ACTIVE, 0, -1, withscores=True))
            for first in range(0, len(mailboxes), _CHUNK):
                await self._look_through(tasks, mailboxes[first : first + _CHUNK])
        await self._shift.sleep(1)

    async def _look_through(self, tasks: Docket, mailboxes: Sequence[tuple[str, float]]) -> None:
        """Start drains for those in which something waits, and take those off the list that are out of use."""
        now = time()
        pipeline = self._client.pipeline(transaction=False)
        for tag, _ in mailboxes:
            pipeline.eval(STATE, 6, *mailbox_keys(tag), f"{now:.3f}")
        states = list(zip(mailboxes, await pipeline.execute(), strict=True))
        # A key of their own: where a sweep's last drain still waits for its turn, another one would be of no use.
        waiting = [tasks.call("drain", key=f"sweep:{tag}")(tag) for (tag, _), state in states if state == "waiting"]
        unused = [(tag, at) for (tag, at), state in states if state == "empty" and at < now - _SETTLED]
        await tasks.add_many(waiting)
        if unused:
            await self._client.eval(REMOVE_UNCHANGED, 1, ACTIVE, *(str(word) for entry in unused for word in entry))


async def _wind_up(running: asyncio.Task[None], chores: Iterable[asyncio.Task[None]]) -> None:
    """Let docket finish what is under way, which one cancel means; then there is no time to wait for Redis.

    A Redis that doesn't answer holds up everything that asks it: our own calls for half a minute, docket's for ever.
    """
    running.cancel()
    _, waiting = await asyncio.wait({running, *chores}, timeout=_LAST)
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=_FAREWELL)


async def _be_patient(tasks: Docket) -> None:
    """Let docket's own commands wait for a Redis that restarts, else an outage holds tasks up for much longer."""
    async with tasks.redis() as client:
        patience = Retry(ExponentialBackoff(cap=1, base=0.05), 30, (ConnectionError, TimeoutError, BusyLoadingError))
        cast("Client", client).set_retry(patience)


def _docket_url(url: str, *, cluster: bool) -> str:
    """The address in docket's words. Its pool has to be larger than the hundred that is the client's default."""
    named = url.replace("://", "+cluster://", 1) if cluster else url
    return f"{named}{'&' if '?' in url else '?'}max_connections=500"
