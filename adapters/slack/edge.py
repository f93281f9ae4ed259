"""The edge: where Slack's requests come in over HTTP.

In this order: the method, the size, the signature of the raw bytes, and only then the parsing. A turn is acknowledged
once it is kept; where it can't be kept the answer is 503, and Slack delivers it again. What is wrong with a request is
answered with a 4xx, and never explained. What nobody handles is acknowledged: Slack counts everything else as a
failure.
"""

import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias
from urllib.parse import parse_qsl

import structlog
from pydantic_core import from_json

from adapters.slack.inbound.outcomes import Answer, Dispatch, Turn
from adapters.slack.inbound.translate import translate
from adapters.slack.signature import verify
from coaching.messages.conversation import Request

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Headers: TypeAlias = Mapping[bytes, bytes]
Accept: TypeAlias = Callable[[Request, Sequence[str]], Awaitable[bool]]
"""Keeps a request, with the ids of its delivery; whether it was new. Raises where it couldn't be kept."""
BoltHeaders: TypeAlias = Mapping[str, Sequence[str]]
BoltDispatch: TypeAlias = Callable[[str, BoltHeaders], Awaitable[tuple[int, BoltHeaders, str]]]
"""Hands a payload, as it came, to Bolt: body and headers in, status, headers and body out."""

MOST_BYTES = 1024 * 1024
_MOST_FIELDS = 100
_UNHANDLED = 404
_JSON, _FORM = b"application/json", b"application/x-www-form-urlencoded"

_log = structlog.get_logger(__name__)


class EdgeWatch(Protocol):
    """Is told how acknowledgements do."""

    def acked(self, seconds: float, status: int) -> None:
        """A request was answered with `status`, so long after it came."""
        ...


@dataclass(frozen=True, slots=True)
class _Response:
    """An answer, as ASGI wants it."""

    start: Message
    body: Message

    @property
    def status(self) -> int:
        return int(self.start["status"])


class _RefusedError(Exception):
    """The request is answered with `response`, whatever else it holds."""

    def __init__(self, response: _Response) -> None:
        super().__init__(response.status)
        self.response = response


class _DisconnectedError(Exception):
    """Nobody waits for an answer any more."""


def _response(status: int, body: bytes = b"", headers: Sequence[tuple[bytes, bytes]] = ()) -> _Response:
    length = (b"content-length", str(len(body)).encode())
    return _Response(
        {"type": "http.response.start", "status": status, "headers": [*headers, length]},
        {"type": "http.response.body", "body": body},
    )


_OK, _BAD_REQUEST, _UNSIGNED = _response(200), _response(400), _response(401)
_BAD_METHOD = _response(405, headers=[(b"allow", b"POST")])
_TOO_LARGE, _BAD_TYPE, _NOT_KEPT = _response(413), _response(415), _response(503)
_AS_JSON = [(b"content-type", b"application/json")]


class SlackEdge:
    """The ASGI application for Slack's requests. `clock` gives seconds since 1970."""

    def __init__(
        self,
        signing_secret: str,
        *,
        accept: Accept,
        dispatch: BoltDispatch,
        clock: Callable[[], float],
        watch: EdgeWatch,
    ) -> None:
        self._secret = signing_secret.encode()
        self._accept = accept
        self._dispatch = dispatch
        self._clock = clock
        self._watch = watch

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        began = time.perf_counter()
        try:
            response = await self._answer(scope, receive)
        except _DisconnectedError:
            return
        except _RefusedError as refused:
            response = refused.response
        await send(response.start)
        await send(response.body)
        self._watch.acked(time.perf_counter() - began, response.status)

    async def _answer(self, scope: Message, receive: Receive) -> _Response:
        if scope["method"] != "POST":
            return _BAD_METHOD
        headers: Headers = dict(scope["headers"])
        body = await _read(headers, receive)
        now = self._clock()
        timestamp, signature = headers.get(b"x-slack-request-timestamp", b""), headers.get(b"x-slack-signature", b"")
        if not verify(self._secret, timestamp, signature, body, now):
            return _UNSIGNED
        match translate(_parse(headers, body), now):
            case Turn(request, claims):
                return await self._keep(request, claims)
            case Dispatch():
                return await self._hand_on(headers, body)
            case Answer(text) if text:
                return _response(200, text.encode(), _AS_JSON)
        return _OK

    async def _keep(self, request: Request, claims: Sequence[str]) -> _Response:
        try:
            await self._accept(request, claims)
        except Exception as error:  # noqa: BLE001  (whatever went wrong: not kept is not acknowledged)
            _log.error("slack_request_not_kept", request=request.id, error=type(error).__name__)
            return _NOT_KEPT
        return _OK

    async def _hand_on(self, headers: Headers, body: bytes) -> _Response:
        decoded = {name.decode("latin-1"): [value.decode("latin-1")] for name, value in headers.items()}
        try:
            status, said, text = await self._dispatch(body.decode(), decoded)
        except Exception as error:  # noqa: BLE001  (Bolt can't read it, and couldn't if it were delivered again)
            _log.error("slack_payload_not_read", error=type(error).__name__)
            return _BAD_REQUEST
        if status == _UNHANDLED:
            return _OK
        kept = [(b"content-type", value.encode("latin-1")) for value in said.get("content-type", ())]
        return _response(status, text.encode(), kept)


async def _read(headers: Headers, receive: Receive) -> bytes:
    """The body, which is not read further than it may be long.

    Raises:
        _RefusedError: it is too long.
        _DisconnectedError: it never came to an end.
    """
    length = headers.get(b"content-length", b"")
    if length.isdigit() and int(length[:20]) > MOST_BYTES:
        raise _RefusedError(_TOO_LARGE)
    chunks, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _DisconnectedError
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > MOST_BYTES:
            raise _RefusedError(_TOO_LARGE)
        chunks.append(chunk)
        more = message.get("more_body", False)
    return b"".join(chunks)


def _parse(headers: Headers, body: bytes) -> dict[str, object]:
    """The payload of a signed body: an object of JSON, or a form, which may hold such an object.

    Raises:
        _RefusedError: it is neither.
    """
    media_type = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    if media_type not in {_JSON, _FORM}:
        raise _RefusedError(_BAD_TYPE)
    try:
        payload = from_json(body) if media_type == _JSON else _form(body)
    except ValueError as error:
        raise _RefusedError(_BAD_REQUEST) from error
    if not isinstance(payload, dict):
        raise _RefusedError(_BAD_REQUEST)
    return payload


def _form(body: bytes) -> object:
    fields = dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS))
    return from_json(fields["payload"]) if "payload" in fields else fields
