"""Answers for one person in a place where others read along.

The ways, each tried where the one before it is closed: the response URL; an ephemeral message; a direct message that
says why it comes there. A file always goes by direct message, since nothing else can hold one for one person alone.
What goes by the first two ways can't be found again: a process remembers what it has sent, and after a crash the
person may see it twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from slack_sdk.models.blocks import ContextBlock, MarkdownTextObject

from adapters.slack.message import Message, Upload
from adapters.slack.sender.failures import called
from adapters.slack.sender.lookup import Found, look
from adapters.slack.sender.posting import Posting
from adapters.slack.sender.responses import ResponseUrls
from adapters.slack.sender.route import Route
from coaching.messages.delivery import DeliveryError

WHY_HERE = "This comes here because I can't answer you privately in {place} any more."
FILE_HERE = "A file for you alone can only come here; it belongs to what you asked me in {place}."
_MOST_BLOCKS = 50

Piece: TypeAlias = Message | Upload


class Whispers:
    """Sends what the person alone may see."""

    def __init__(self, response_urls: ResponseUrls) -> None:
        self._response_urls = response_urls

    async def whisper(self, posting: Posting, route: Route, pieces: Sequence[Piece], *, again: bool) -> None:
        """Send every piece that this process hasn't sent yet.

        Raises:
            DeliveryError: none of the ways works, or it isn't known.
        """
        direct: dict[int, Piece] = {}
        for part, piece in enumerate(pieces):
            if part in posting.sent:
                continue
            if isinstance(piece, Message) and await self._beside(posting, route, piece, part):
                posting.sent.add(part)
            else:
                direct[part] = piece
        if direct:
            await _directly(posting, route, direct, again=again)

    async def _beside(self, posting: Posting, route: Route, message: Message, part: int) -> bool:
        """Show a message where the person is; False where that can't be done."""
        if await self._response_urls.send(route, message):
            return True
        if not route.channel or route.channel.startswith("D"):
            return False
        try:
            await posting.ephemeral(route.channel, route.thread, route.user, message, part)
        except DeliveryError as error:
            if not error.permanent:
                raise
            return False
        return True


async def direct_channel(posting: Posting, user: str) -> str:
    """The channel of direct messages with a person.

    Raises:
        DeliveryError: there is none.
    """
    opened = await called(posting.client.conversations_open(users=user))
    return str((opened.get("channel") or {}).get("id", ""))


async def _directly(posting: Posting, route: Route, pieces: Mapping[int, Piece], *, again: bool) -> None:
    """Send pieces as direct messages; with a line that says why, where the person was somewhere else."""
    channel = await direct_channel(posting, route.user)
    here = channel == route.channel
    route = route if here else replace(route, thread=None)
    there = await look(posting.client, channel, route, posting.delivery, pieces) if again else Found()
    why, about = ("", "") if here else (line.format(place=_place(route.channel)) for line in (WHY_HERE, FILE_HERE))
    for part, piece in pieces.items():
        if part in there.parts:
            continue
        if isinstance(piece, Upload):
            await posting.upload(channel, route.thread, piece, part, about)
        else:
            await posting.message(channel, route.thread, _with_line(why, piece), part)
            why = ""
        posting.sent.add(part)


def _place(channel: str) -> str:
    """What a person calls a channel; a direct message between others has no name."""
    return f"<#{channel}>" if channel.startswith(("C", "G")) else "that conversation"


def _with_line(line: str, message: Message) -> Message:
    """The message below a quiet line, as long as there is room for one more block."""
    if not line or len(message.blocks) >= _MOST_BLOCKS:
        return message
    first = ContextBlock(elements=[MarkdownTextObject(text=line)]).to_dict()
    return Message((first, *message.blocks), f"{line} {message.text}")
