"""Which parts of a delivery are there already: found by their metadata, files by their names.

Slack gives fifteen messages at a time, so the look starts right after the person's own message.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.message import Message, Upload
from adapters.slack.sender.failures import called
from adapters.slack.sender.posting import EVENT
from adapters.slack.sender.route import Route
from coaching.messages.delivery import DeliveryError

_MESSAGES = 15

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of the parts that are there; `half` is the timestamp of a message that was begun as a stream."""

    parts: frozenset[int] = field(default_factory=frozenset)
    half: str = ""


async def look(
    client: AsyncWebClient, channel: str, route: Route, delivery: str, pieces: Mapping[int, Message | Upload]
) -> Found:
    """What an earlier attempt has left in a channel.

    Raises:
        DeliveryError: Slack can't say at the moment.
    """
    try:
        messages = (await called(_messages(client, channel, route))).get("messages") or []
    except DeliveryError as error:
        if not error.permanent:
            raise
        _log.warning("slack_lookup_refused", code=error.reason)
        return Found()
    later = [message for message in messages if message["ts"] > route.since and message.get("user") != route.user]
    marked = {part for message in later if (part := _part(message, delivery)) is not None}
    files = {file.get("name") for message in later for file in message.get("files", [])}
    sent = {number for number, piece in pieces.items() if isinstance(piece, Upload) and piece.name in files}
    return Found(frozenset(marked | sent), _half(later))


async def _messages(client: AsyncWebClient, channel: str, route: Route) -> AsyncSlackResponse:
    if route.thread is None:
        return await client.conversations_history(
            channel=channel, oldest=route.since, limit=_MESSAGES, include_all_metadata=True
        )
    return await client.conversations_replies(
        channel=channel, ts=route.thread, oldest=route.since, limit=_MESSAGES, include_all_metadata=True
    )


def _part(message: Mapping[str, Any], delivery: str) -> int | None:
    """The number of the part that a message is, None where it belongs to something else."""
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    if metadata.get("event_type") != EVENT or payload.get("id") != delivery:
        return None
    part = payload.get("part")
    return part if isinstance(part, int) else None


def _half(messages: Iterable[Mapping[str, Any]]) -> str:
    """A stream that was never finished: only then is a message of ours, other than a file, without metadata."""
    for message in messages:
        if not message.get("metadata") and not message.get("files"):
            return str(message["ts"])
    return ""
