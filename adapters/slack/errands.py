"""Work that follows an acknowledgement: held on to until it is done, since nobody else remembers it.

Nothing that must not be lost belongs here: what is still under way when the process ends by force is gone.
"""

import asyncio
import traceback
from collections.abc import Coroutine

import structlog
from slack_sdk.errors import SlackApiError

_log = structlog.get_logger()


class Errands:
    """Tasks that run beside the requests that began them."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    def run(self, work: Coroutine[object, object, object]) -> None:
        """Begin some work; what goes wrong in it is logged, without any text of it."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def finish(self, seconds: float) -> None:
        """Wait until all work is done, for so long at most; cancel the rest."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    def _done(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log_failure("slack_errand_failed", error)


def log_failure(event: str, error: BaseException) -> None:
    """Log an error by Slack's code for it, or by the place where it was raised: errors may quote payloads."""
    if isinstance(error, SlackApiError):
        _log.warning(event, code=error.response.get("error"))
    else:
        _log.error(event, error=_place(error))


def _place(error: BaseException) -> str:
    """As in "KeyError in listeners.py:12"."""
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return type(error).__name__
    file = frames[-1].filename.replace("\\", "/").rpartition("/")[2]
    return f"{type(error).__name__} in {file}:{frames[-1].lineno}"
