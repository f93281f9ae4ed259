"""`promptcoach serve`: the web process and its workers.

- It starts with the store. Then it forks its workers, while there is neither a loop nor a thread nor a socket, and only
  then imports what the web process alone needs: meanwhile the workers import what they need.
- It ends within ten seconds of a signal: the web process answers what is under way while the workers finish their
  turns. The store goes last.
"""

import asyncio
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

import uvicorn

from bot.app import open_backend, open_edge, open_slack, settled
from bot.config import share_metrics
from bot.errors import CoachError, InputError, because
from bot.loops import run_loop, until_signal, unwind_by_signal
from bot.ports import StoreUnavailableError, TurnQueue
from bot.serve_config import SLACK_UNSET, ServeSettings
from bot.workers import Workers

_BACKLOG = 2048
_KEEP_ALIVE_SECONDS = 65
"""Longer than the usual load balancer keeps an idle connection: it should be the one that closes."""
_HELP_SECONDS, _LOOK_SECONDS = 5.0, 0.02
_WEB_SECONDS = 5
"""How long requests that are under way may take after a signal."""


def run(settings: ServeSettings) -> int:
    """Serve until a signal; the exit code.

    Raises:
        InputError: Slack is not set up.
        CoachError: there is no store, or the address can't be listened on.
    """
    if not settings.slack:
        raise InputError(SLACK_UNSET)
    unwind_by_signal()
    with settled(settings) as reachable, _counting() as metrics:
        workers = Workers(reachable)
        workers.start()
        try:
            with _listening(settings.host, settings.port) as address:
                run_loop(_serve(reachable, address, workers, metrics, partial(_announce, settings)))
        finally:
            workers.stop()
    return 0


async def _serve(
    settings: ServeSettings, address: socket.socket, workers: Workers, metrics: str, ready: Callable[[], None]
) -> None:
    from bot.metrics import EdgeMetrics, QueueMetrics
    from bot.web import Web

    stopping = asyncio.Event()
    until_signal(stopping)
    async with open_backend(settings, QueueMetrics()) as backend:
        slack = open_slack(settings, backend)
        edge = open_edge(settings, backend, slack, EdgeMetrics())
        server = _Server(Web(edge, slack, backend.queue, metrics), ready)
        if settings.workers:
            await _until_helped(backend.queue, stopping)
        async with asyncio.TaskGroup() as group:
            group.create_task(workers.replace_dead(stopping))
            group.create_task(slack.run(stopping))
            group.create_task(server.serve_until(stopping, address))
        await slack.close()


async def _until_helped(queue: TurnQueue, stopping: asyncio.Event) -> None:
    """Wait until a worker is there: who is let in is answered soon. Not for ever: messages can wait, Slack can't."""
    ending = asyncio.create_task(stopping.wait())
    with suppress(StoreUnavailableError, TimeoutError):
        async with asyncio.timeout(_HELP_SECONDS):
            while not (stopping.is_set() or (await queue.depth()).workers):
                await asyncio.wait([ending], timeout=_LOOK_SECONDS)
    ending.cancel()


class _Server(uvicorn.Server):
    """A server that ends by an event and leaves signals to the process."""

    def __init__(self, web: Callable[..., object], ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                web,
                http="httptools",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                date_header=False,
                backlog=_BACKLOG,
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=_WEB_SECONDS,
            )
        )
        self._ready = ready

    async def serve_until(self, stopping: asyncio.Event, address: socket.socket) -> None:
        """Serve until `stopping` is set; then answer what is under way."""
        ending = asyncio.create_task(self._exit_when(stopping))
        await self.serve([address])
        ending.cancel()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def _exit_when(self, stopping: asyncio.Event) -> None:
        await stopping.wait()
        self.should_exit = True


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """The address, taken; the server listens on it as soon as there is somebody to help."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        address = socket.socket(family, socket.SOCK_STREAM)
        address.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        address.bind((host, port))
    except OSError as error:
        reason = because(error).partition(" (")[0]
        raise CoachError(f"can't listen on {host}, port {port}: {reason}", "set HOST or PORT to another one") from None
    with address:
        yield address


@contextmanager
def _counting() -> Iterator[str]:
    """A folder for the numbers of all processes, until the end."""
    with tempfile.TemporaryDirectory(prefix="promptcoach-metrics-") as folder:
        share_metrics(folder)
        yield folder


def _announce(settings: ServeSettings) -> None:
    """Say in one line that it's ready, and for what."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    where = "Redis" if settings.redis_url else f"embedded in {settings.data}"
    sys.stderr.write(
        f"promptcoach listens on http://{host}:{settings.port}: Slack by {settings.slack}; store: {where}\n"
    )
    sys.stderr.flush()
