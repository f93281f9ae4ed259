"""Socket Mode: the same payloads as over HTTP, from a connection that this side opens. No public address is needed.

An envelope is acknowledged when what it bears is safe, and not at all where it couldn't be kept: then Slack delivers
it again. The SDK's client reconnects by itself, after a loss as well as when Slack announces one; it is kept silent,
since it logs whole payloads.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeAlias

from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errands import Errands, log_failure
from adapters.slack.inbound.translate import Answer, Dispatch, Turn, translate
from adapters.slack.install.oauth import Headers
from adapters.slack.listeners.hooks import Accept

BoltDispatch: TypeAlias = Callable[[dict[str, object], Headers, str], Awaitable[BoltResponse]]
"""Hands a payload to Bolt: the payload, headers, and the mode."""

_ENDING_SECONDS = 3.0
_OK = 200


async def run_socket(
    client: AsyncWebClient, app_token: str, accept: Accept, dispatch: BoltDispatch, stopping: asyncio.Event
) -> None:
    """Receive until `stopping` is set, then finish what is under way; outages of Slack are waited out."""
    socket = _Client(app_token, web_client=client, logger=client.logger)
    receiver = _Receiver(accept, dispatch)
    socket.socket_mode_request_listeners.append(receiver.receive)
    connecting = asyncio.create_task(socket.connect())  # type: ignore[no-untyped-call]
    try:
        await stopping.wait()
    finally:
        connecting.cancel()
        await receiver.errands.finish(_ENDING_SECONDS)
        with suppress(TimeoutError):
            await asyncio.wait_for(socket.close(), _ENDING_SECONDS)  # type: ignore[no-untyped-call]


class _NotKeptError(Exception):
    """A listener asks for another delivery."""


class _Client(SocketModeClient):
    """Says why there is no connection; the rest of its silence is meant."""

    async def issue_new_wss_url(self) -> str:
        try:
            return await super().issue_new_wss_url()
        except Exception as error:
            log_failure("slack_socket_not_open", error)
            raise


class _Receiver:
    """Takes envelopes in. The SDK keeps no reference to the tasks of its listeners; `errands` does."""

    def __init__(self, accept: Accept, dispatch: BoltDispatch) -> None:
        self.errands = Errands()
        self._accept = accept
        self._dispatch = dispatch

    async def receive(self, client: AsyncBaseSocketModeClient, envelope: SocketModeRequest) -> None:
        """Deal with one envelope, beside the next ones."""
        self.errands.run(self._deal_with(client, envelope))

    async def _deal_with(self, client: AsyncBaseSocketModeClient, envelope: SocketModeRequest) -> None:
        try:
            payload = await self._taken(envelope)
        except Exception as error:  # noqa: BLE001  (the queue's errors are not known here)
            log_failure("slack_envelope_not_kept", error)
            return
        await client.send_socket_mode_response(SocketModeResponse(envelope.envelope_id, payload))

    async def _taken(self, envelope: SocketModeRequest) -> dict[str, object] | None:
        """What the acknowledgement says, once it may be sent; raises where the envelope couldn't be kept."""
        match translate(envelope.payload, time.time()):
            case Turn(request, claims):
                await self._accept(request, claims)
            case Dispatch():
                return _said(await self._dispatch(envelope.payload, _headers(envelope), "socket_mode"))
            case Answer(body) if body:
                return _spoken(body)
        return None


def _headers(envelope: SocketModeRequest) -> Headers:
    """What HTTP's headers would say."""
    return {"x-slack-retry-num": [str(envelope.retry_attempt)]} if envelope.retry_attempt else {}


def _said(response: BoltResponse) -> dict[str, object] | None:
    """The body of Bolt's answer.

    Raises:
        _NotKeptError: a listener couldn't keep it.
    """
    if response.status != _OK:
        raise _NotKeptError
    return _spoken(response.body) if response.body else None


def _spoken(body: str) -> dict[str, object]:
    """What an acknowledgement carries: an object as it is, a text as a message."""
    payload = json.loads(body) if body.startswith("{") else {"text": body}
    return dict(payload)
