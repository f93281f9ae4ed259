"""A turn worker: takes conversations from the queue, decides, delivers. There may be any number, on any machine.

It ends in good order by SIGTERM, and, where another process has started it, when that one is gone. What hinders it
then, such as a Redis that doesn't answer, does so for less than ten seconds: everything that matters is kept already.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from datetime import UTC, datetime
from functools import partial

from bot.app import open_backend, open_outlets, settled
from bot.errors import InputError
from bot.loops import END, run_loop, until_signal, unwind_by_signal
from bot.serve_config import SLACK_UNSET, ServeSettings
from bot.telemetry import configure_logging

_NICENESS = 15
"""Acknowledgements come first: they have three seconds, turns have not."""
_LOOK_SECONDS = 0.25
_ENDING_SECONDS = 9.4
"""From a signal to the end by force. Supervisors kill after ten seconds, `serve` shortly before."""


def run(settings: ServeSettings) -> int:
    """Work until a signal; the exit code.

    Raises:
        InputError: Slack is not set up.
        CoachError: there is no store.
    """
    if not settings.slack:
        raise InputError(SLACK_UNSET)
    unwind_by_signal()
    with settled(settings) as reachable:
        run_loop(_work(reachable, END))
    return 0


def run_child(settings: ServeSettings) -> None:
    """Work as a child of `serve`, until a SIGTERM or until the parent is gone. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    configure_logging(settings.log_level)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    run_loop(_work(settings, (signal.SIGTERM,)))


async def _work(settings: ServeSettings, signals: tuple[signal.Signals, ...]) -> None:
    """Work until a signal. What the web process does without is imported here, after the fork."""
    stopping = asyncio.Event()
    until_signal(stopping, signals)
    ending = asyncio.create_task(_end_by_force(stopping))

    from bot.doctor import load_all
    from bot.metrics import QueueMetrics
    from bot.turn import CoachDesk
    from coaching.knowledge.load import Knowledge

    knowledge = Knowledge()
    load_all(knowledge)
    async with open_backend(settings, QueueMetrics()) as backend, open_outlets(settings, backend) as outlets:
        desk = CoachDesk(knowledge, outlets, outlets, partial(datetime.now, UTC))
        orphaned = asyncio.create_task(_stop_when_orphaned(stopping))
        await backend.queue.work(desk, stopping)
        orphaned.cancel()
    ending.cancel()


async def _stop_when_orphaned(stopping: asyncio.Event) -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    while parent.is_alive():  # noqa: ASYNC110  (no system lets a loop wait for another process in the same way)
        await asyncio.sleep(_LOOK_SECONDS)
    stopping.set()


async def _end_by_force(stopping: asyncio.Event) -> None:
    """Set the end. A thread sees to it, because the loop itself may be what hangs."""
    await stopping.wait()
    last_resort = threading.Timer(_ENDING_SECONDS, os._exit, (1,))
    last_resort.daemon = True
    last_resort.start()
