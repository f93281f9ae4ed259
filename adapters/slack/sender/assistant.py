"""What the assistant's pane shows beside messages: that somebody is at work, and what a thread is about.

Both are courtesies: they may fail, and take a second at most.
"""

import asyncio
from collections.abc import Awaitable, Mapping

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.sender.failures import called
from adapters.slack.sender.route import Route
from adapters.slack.split import shorten
from coaching.messages.delivery import DeliveryError
from coaching.messages.reply import Reply

STATUS = "is reading your prompt…"
LOADING = ("Reading it as a model would…", "Looking for what is missing…", "Weighing the words…")
_SECONDS = 1.0
_TITLE = 60
"""Characters of a thread's title."""

_log = structlog.get_logger(__name__)


async def show_status(client: AsyncWebClient, address: Mapping[str, str]) -> None:
    """Say in a thread of the pane that somebody is at work, until the next message there."""
    if address.get("way") != "pane" or not (thread := address.get("thread")):
        return
    await _politely(
        "slack_status_refused",
        client.assistant_threads_setStatus(
            channel_id=address.get("channel", ""), thread_ts=thread, status=STATUS, loading_messages=[*LOADING]
        ),
    )


async def show_title(client: AsyncWebClient, route: Route, reply: Reply) -> None:
    """Call a thread of the pane by what this reply is the first answer to."""
    if not reply.topic:
        return
    title = shorten(reply.topic, _TITLE)
    await _politely(
        "slack_title_refused",
        client.assistant_threads_setTitle(channel_id=route.channel, thread_ts=route.thread or "", title=title),
    )


async def _politely(event: str, call: Awaitable[AsyncSlackResponse]) -> None:
    try:
        async with asyncio.timeout(_SECONDS):
            await called(call)
    except (DeliveryError, TimeoutError) as error:
        _log.info(event, code=str(error))
