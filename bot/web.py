"""What the bot answers over HTTP: Slack's events straight to the edge, everything else by the routes below.

POST /slack/events            events, commands, buttons
GET  /slack/install           begins an installation, where many workspaces are served
GET  /slack/oauth_redirect    ends it
GET  /healthz                 200 while the process lives
GET  /readyz                  200 while messages are kept and answered
GET  /metrics                 for Prometheus
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from adapters.slack.manifest import EVENTS_PATH, INSTALL_PATH, REDIRECT_PATH
from bot.metrics import CONTENT_TYPE, exposition
from bot.ports import QueueDepth, StoreUnavailableError, TurnQueue

_PATIENCE = 2.0
"""Seconds for the store to say how the queue is."""

Headers: TypeAlias = Mapping[str, Sequence[str]]
Answer: TypeAlias = tuple[int, Headers, str]


class Installing(Protocol):
    """Installations of a platform's app, by status, headers and body."""

    @property
    def installs(self) -> bool:
        """Whether there are any."""
        ...

    async def install(self, headers: Headers) -> Answer:
        """Begin one."""
        ...

    async def oauth_redirect(self, query: str, headers: Headers) -> Answer:
        """End one."""
        ...


class Web:
    """The ASGI application; `edge` is None where Slack's events don't come by HTTP."""

    def __init__(self, edge: ASGIApp | None, slack: Installing, queue: TurnQueue, metrics: str) -> None:
        """`metrics` is the folder in which the processes count."""
        self._edge = edge
        self._slack = slack
        self._queue = queue
        self._metrics = metrics
        self._rest = Starlette(routes=self._routes())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        straight = self._edge is not None and scope["type"] == "http" and scope["path"] == EVENTS_PATH
        await (self._edge if self._edge and straight else self._rest)(scope, receive, send)

    def _routes(self) -> list[Route]:
        always: dict[str, Callable[..., object]] = {
            "/healthz": self._health,
            "/readyz": self._ready,
            "/metrics": self._numbers,
        }
        oauth = {INSTALL_PATH: self._install, REDIRECT_PATH: self._redirect} if self._slack.installs else {}
        return [Route(path, endpoint) for path, endpoint in (always | oauth).items()]

    async def _health(self, _: Request) -> Response:
        return JSONResponse({"ok": True})

    async def _ready(self, _: Request) -> Response:
        depth = await self._depth()
        faults = ["store"] if depth is None else [] if depth.workers else ["workers"]
        said = {"ready": not faults, "missing": faults, "workers": depth.workers if depth else None}
        return JSONResponse(said, 503 if faults else 200)

    async def _numbers(self, _: Request) -> Response:
        depth = await self._depth()
        return Response(exposition(self._metrics, depth), headers={"content-type": CONTENT_TYPE})

    async def _depth(self) -> QueueDepth | None:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._queue.depth()
        except (StoreUnavailableError, TimeoutError):
            return None

    async def _install(self, request: Request) -> Response:
        return _response(await self._slack.install(_headers(request)))

    async def _redirect(self, request: Request) -> Response:
        return _response(await self._slack.oauth_redirect(request.url.query, _headers(request)))


def _headers(request: Request) -> Headers:
    return {name: request.headers.getlist(name) for name in request.headers}


def _response(answer: Answer) -> Response:
    status, headers, body = answer
    response = Response(body, status)
    for name, values in headers.items():
        for value in values:
            response.headers.append(name, value)
    return response
