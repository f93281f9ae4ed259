"""The event loop of a process that runs until it is told to end."""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress

END = (signal.SIGTERM, signal.SIGINT)
"""By what a process is told to end in good order."""


def run_loop(main: Coroutine[object, object, None]) -> None:
    """Run to the end, on the fastest loop that there is for this system."""
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(main)


def until_signal(stopping: asyncio.Event, signals: tuple[signal.Signals, ...] = END) -> None:
    """Let signals set `stopping`, for as long as the running loop lives."""
    for number in signals:
        with suppress(NotImplementedError):  # Windows ends a process by force, and turns Ctrl-C into an exception
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)


def unwind_by_signal() -> None:
    """Let SIGTERM end the process as an error does, so that what is open gets closed; until a loop takes it over."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop

    return uvloop.new_event_loop
