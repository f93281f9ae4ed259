"""Waiting for what another process does."""

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")
_PATIENCE = 20.0
_BETWEEN = 0.01


async def eventually(look: Callable[[], Found], patience: float = _PATIENCE) -> Found:
    """What `look` finds, as soon as it finds anything.

    Raises:
        TimeoutError: it found nothing within `patience` seconds.
    """
    deadline = time.monotonic() + patience
    while not (found := look()):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{look} found nothing within {patience} seconds")
        await asyncio.sleep(_BETWEEN)
    return found
