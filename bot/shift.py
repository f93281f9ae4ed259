"""The time that a worker has: until it's told to stop, and then a few seconds for what is under way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class Shift:
    """One worker's time."""

    def __init__(self, stopping: asyncio.Event) -> None:
        """`stopping` is set when no new work is to be taken."""
        self._stopping = stopping
        self._limits: set[asyncio.Timeout] = set()

    @property
    def is_over(self) -> bool:
        """Whether no new work is to be taken."""
        return self._stopping.is_set()

    @asynccontextmanager
    async def limit(self, seconds: float) -> AsyncIterator[None]:
        """Raise TimeoutError in a step that takes longer, or longer than the worker has."""
        async with asyncio.timeout(seconds) as limit:
            self._limits.add(limit)
            try:
                yield
            finally:
                self._limits.discard(limit)

    async def sleep(self, seconds: float) -> None:
        """Pause, at most until the shift is over."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def end(self, seconds: float) -> None:
        """Wait until the shift is over, and give what is under way then so much time."""
        await self._stopping.wait()
        end = asyncio.get_running_loop().time() + seconds
        for limit in (limit for limit in self._limits if not limit.expired()):
            limit.reschedule(min(end, limit.when() or end))
