"""A message that builds up while the person looks on, for the assistant's pane.

A stream is begun and ended by two calls: only the second gives it the metadata that it's known by. One that was begun
and not ended is found by its lack of metadata, and finished by `mend`.
"""

import structlog
from slack_sdk.models.messages.chunk import BlocksChunk
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.message import Message
from adapters.slack.sender.failures import BLOCKS_REFUSED, TOKEN_REFUSED, called
from adapters.slack.sender.posting import Posting
from adapters.slack.sender.route import Route
from coaching.messages.delivery import DeliveryError

_log = structlog.get_logger(__name__)


class Streams:
    """Streams messages where Slack lets us, and remembers the workspaces where it doesn't."""

    def __init__(self) -> None:
        self._refused_by: set[str] = set()

    async def stream(self, posting: Posting, route: Route, message: Message, part: int) -> bool:
        """Show the first block at once and the rest when it's there; False where nothing was begun.

        Raises:
            DeliveryError: it isn't known what was done, or only the beginning was.
        """
        if route.thread is None or not message.blocks or route.team in self._refused_by:
            return False
        try:
            begun = await posting.paced(route.channel, part, lambda: called(_begin(posting.client, route, message)))
        except DeliveryError as error:
            if not error.permanent or error.reason in TOKEN_REFUSED:
                raise
            _log.info("slack_stream_refused", code=error.reason)
            if error.reason not in BLOCKS_REFUSED:
                self._refused_by.add(route.team)
            return False
        await _end(posting, route.channel, str(begun["ts"]), message, part)
        return True


async def mend(posting: Posting, channel: str, ts: str, message: Message, part: int) -> None:
    """Let a stream that was left half done say all of the message.

    Raises:
        DeliveryError: that doesn't work.
    """
    try:
        await posting.held(channel, called(posting.client.chat_stopStream(channel=channel, ts=ts)))
    except DeliveryError as error:
        if not error.permanent:
            raise
        _log.info("slack_stream_over", code=error.reason)
    await posting.rewrite(channel, ts, message, part)


async def _begin(client: AsyncWebClient, route: Route, message: Message) -> AsyncSlackResponse:
    return await client.chat_startStream(
        channel=route.channel,
        thread_ts=route.thread or "",
        recipient_team_id=route.team,
        recipient_user_id=route.user,
        chunks=[BlocksChunk(blocks=message.blocks[:1])],
    )


async def _end(posting: Posting, channel: str, ts: str, message: Message, part: int) -> None:
    rest, metadata = message.blocks[1:], posting.metadata(part)
    stop = posting.client.chat_stopStream(channel=channel, ts=ts, blocks=rest, metadata=metadata)
    try:
        await posting.held(channel, called(stop))
    except DeliveryError as error:
        if not error.permanent:
            raise
        _log.warning("slack_stream_broken", code=error.reason)
        await mend(posting, channel, ts, message, part)
