"""The calls that put something into a channel, at the pace that Slack allows: a message a second and channel.

Every message carries the delivery that it belongs to in its metadata, so that a later attempt can find it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.message import Message, Upload
from adapters.slack.sender.failures import BLOCKS_REFUSED, called
from coaching.messages.delivery import DeliveryError

EVENT = "promptcoach_reply"
"""The event type of our messages' metadata."""
_INTERVAL = 1.0
_PATIENCE = 2.0
"""Seconds that are waited here; a longer wait is the queue's business, as long as nothing was sent."""
_LONGEST_UPDATE = 4000
_REMEMBERED = 10_000
"""Deliveries."""

_T = TypeVar("_T")

_log = structlog.get_logger(__name__)


class Pacer(Protocol):
    """Spreads messages over time, for all processes together."""

    async def slot(self, lane: str, ticket: str, interval: float) -> float:
        """Seconds until the message named `ticket` may go out on `lane`; 0 means now."""
        ...

    async def hold(self, lane: str, seconds: float) -> None:
        """Let nothing out on `lane` for so long."""
        ...


class Sent:
    """The parts that this process has sent of its latest deliveries: some ways leave no other trace."""

    def __init__(self) -> None:
        self._parts: OrderedDict[tuple[str, str], set[int]] = OrderedDict()

    def of(self, team: str, delivery: str) -> set[int]:
        """The parts of a delivery (its id) in a workspace, to be added to."""
        if len(self._parts) >= _REMEMBERED:
            self._parts.popitem(last=False)
        return self._parts.setdefault((team, delivery), set())


class Posting:
    """One attempt at one delivery. Its parts are numbered; every method raises `DeliveryError` where Slack refuses."""

    def __init__(self, client: AsyncWebClient, pacer: Pacer, team: str, delivery: str, sent: set[int]) -> None:
        """Post for a delivery (its id), of which this process has already `sent` some parts."""
        self.client = client
        self.delivery = delivery
        self.sent = sent
        self._pacer = pacer
        self._team = team
        self._posted = False

    async def message(self, channel: str, thread: str | None, message: Message, part: int) -> None:
        """Post a message."""

        async def post(shown: Message) -> AsyncSlackResponse:
            return await self.client.chat_postMessage(
                channel=channel,
                thread_ts=thread,
                blocks=shown.blocks,
                text=shown.text,
                metadata=self.metadata(part),
                unfurl_links=False,
                unfurl_media=False,
            )

        await self.paced(channel, part, lambda: or_plain(lambda shown: called(post(shown)), message))

    async def ephemeral(self, channel: str, thread: str | None, user: str, message: Message, part: int) -> None:
        """Show a message to one person in a channel, until they reload it."""

        async def post(shown: Message) -> AsyncSlackResponse:
            return await self.client.chat_postEphemeral(
                channel=channel, thread_ts=thread, user=user, blocks=shown.blocks, text=shown.text
            )

        await self.paced(channel, part, lambda: or_plain(lambda shown: called(post(shown)), message))

    async def rewrite(self, channel: str, ts: str, message: Message, part: int) -> None:
        """Let a message that is there say this instead."""

        async def update(shown: Message) -> AsyncSlackResponse:
            text = shown.text[:_LONGEST_UPDATE]
            return await self.client.chat_update(
                channel=channel, ts=ts, blocks=shown.blocks, text=text, metadata=self.metadata(part)
            )

        await self.held(channel, or_plain(lambda shown: called(update(shown)), message))

    async def upload(self, channel: str, thread: str | None, upload: Upload, part: int, comment: str = "") -> None:
        """Share a file. Only the last of the SDK's three steps shows it, so all of them may be repeated."""
        share = self.client.files_upload_v2
        await self.paced(
            channel,
            part,
            lambda: called(
                share(
                    filename=upload.name,
                    content=upload.content,
                    title=upload.title,
                    channel=channel,
                    thread_ts=thread,
                    initial_comment=comment or None,
                )
            ),
        )

    def metadata(self, part: int) -> dict[str, object]:
        """What a message of this delivery carries."""
        return {"event_type": EVENT, "event_payload": {"id": self.delivery, "part": part}}

    async def paced(
        self, channel: str, part: int, post: Callable[[], Awaitable[AsyncSlackResponse]]
    ) -> AsyncSlackResponse:
        """Post something when it's its turn in the channel."""
        while wait := await self._pacer.slot(self._lane(channel), f"{self.delivery}:{part}", _INTERVAL):
            if wait > _PATIENCE and not self._started:
                raise DeliveryError("paced", wait=wait)
            await asyncio.sleep(min(wait, _PATIENCE))
        posted = await self.held(channel, post())
        self._posted = True
        return posted

    async def held(self, channel: str, call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
        """Make a call; where Slack says to slow down, the whole channel does.

        An attempt that has sent something counts as one, so that the next one looks for it: it names no wait.
        """
        try:
            return await call
        except DeliveryError as error:
            if error.wait is None:
                raise
            await self._pacer.hold(self._lane(channel), error.wait)
            raise DeliveryError(error.reason, wait=None if self._started else error.wait) from None

    @property
    def _started(self) -> bool:
        """Whether something was sent, by whatever way: then another process must not begin anew."""
        return self._posted or bool(self.sent)

    def _lane(self, channel: str) -> str:
        return f"slack:{self._team}:{channel}"


async def or_plain(post: Callable[[Message], Awaitable[_T]], message: Message) -> _T:
    """Post a message; where Slack refuses its blocks, the same in plain words."""
    try:
        return await post(message)
    except DeliveryError as error:
        if error.reason not in BLOCKS_REFUSED or not message.blocks:
            raise
        _log.error("slack_refused_blocks", code=error.reason, blocks=[block["type"] for block in message.blocks])
    return await post(Message((), message.text))
