"""`promptcoach requeue`: another attempt for what was given up."""

import asyncio

from bot.app import open_backend, settled
from bot.errors import CoachError
from bot.ports import StoreUnavailableError
from bot.serve_config import ServeSettings


def run(settings: ServeSettings) -> int:
    """Put all dead letters back, and return how many those were.

    Raises:
        CoachError: the store can't be reached.
    """
    with settled(settings) as reachable:
        try:
            return asyncio.run(_requeue(reachable))
        except StoreUnavailableError as error:
            raise CoachError(f"nothing put back: {error}", "start the store, or mend REDIS_URL") from None


async def _requeue(settings: ServeSettings) -> int:
    async with open_backend(settings) as backend:
        return await backend.queue.requeue()
