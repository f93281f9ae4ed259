"""The turn workers that belong to one web process, as its children.

- The first ones are forked where that is safe (Linux, before there is a loop or a thread): what both sides import is in
  memory once. Replacements are started afresh.
- A child that dies is replaced, after a pause that grows while children keep dying early.
- A child ends by itself when its parent is gone, see `bot.worker`.
"""

import asyncio
import gc
import multiprocessing
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing.process import BaseProcess
from time import monotonic

import structlog

from bot.serve_config import ServeSettings
from bot.worker import run_child

_SHARED = ("adapters.slack.sender.clients", "bot.metrics", "bot.redis_queue", "bot.redis_vault")
"""What both sides import, with the libraries below: in memory once if it's there before the fork."""
_EARLY = 10.0
"""Seconds; who dies sooner has not worked."""
_LOOK_SECONDS = 0.25
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_ENDING_SECONDS = 9.8
"""How long workers may take to finish what is under way, before they are killed."""

_log = structlog.get_logger(__name__)


class Workers:
    """As many workers as the settings name; `start` them before there is a loop, `stop` them after it."""

    def __init__(self, settings: ServeSettings) -> None:
        self._settings = settings
        self._children: list[BaseProcess] = []
        self._deadline: float | None = None

    def start(self) -> None:
        """Start all of them."""
        for module in _SHARED:
            import_module(module)
        gc.collect()
        gc.freeze()  # the collector would write into memory that is shared by the fork
        method = "fork" if sys.platform == "linux" else "spawn"
        with _harmless_signals():
            self._children = [self._child(method) for _ in range(self._settings.workers)]

    async def replace_dead(self, stopping: asyncio.Event) -> None:
        """Replace children that die, until `stopping` is set; then ask all of them to end."""
        keepers = [asyncio.create_task(self._keep(slot)) for slot in range(len(self._children))]
        await stopping.wait()
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)
        self._ask_to_end()

    def stop(self) -> None:
        """End all of them, by force who takes too long."""
        deadline = self._ask_to_end()
        for child in self._children:
            child.join(max(0.0, deadline - monotonic()))
            if child.is_alive():
                _log.error("worker_killed", worker=child.pid)
                child.kill()
                child.join()

    def _ask_to_end(self) -> float:
        """Until when they have time, counted from when they were asked first."""
        if self._deadline is None:
            self._deadline = monotonic() + _ENDING_SECONDS
            for child in self._children:
                child.terminate()
        return self._deadline

    async def _keep(self, slot: int) -> None:
        pause = 0.0
        while True:
            child, began = self._children[slot], monotonic()
            while child.is_alive():  # noqa: ASYNC110  (no system lets a loop wait for another process in the same way)
                await asyncio.sleep(_LOOK_SECONDS)
            early = monotonic() - began < _EARLY
            pause = min(_LONGEST_PAUSE, max(_SHORTEST_PAUSE, pause * 2)) if early else 0.0
            _log.error("worker_died", worker=child.pid, exit_code=child.exitcode, replaced_in=pause)
            await asyncio.sleep(pause)
            self._children[slot] = self._child("spawn")

    def _child(self, method: str) -> BaseProcess:
        context = multiprocessing.get_context(method)
        child: BaseProcess = context.Process(target=run_child, args=(self._settings,), daemon=True)  # type: ignore[attr-defined]
        child.start()
        return child


@contextmanager
def _harmless_signals() -> Iterator[None]:
    """See to it that no signal makes a forked child unwind what its parent has opened: it's ignored, or kills."""
    interrupt, end = signal.signal(signal.SIGINT, signal.SIG_IGN), signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, interrupt)
        signal.signal(signal.SIGTERM, end)
