"""Replies on their way to Slack, and what has to be done before a request can be answered.

A reply is drawn into numbered parts. Each goes out once: after an attempt that may have sent some of them, the sender
looks in the channel which are there (`lookup`), and sends the others. Where it goes:

- to the conversation: a message in the channel or thread, in the assistant's pane as a stream;
- to the person alone: see `private`;
- to everybody in the channel: a message by the app where it is a member, else by the response URL of the button.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import aiohttp
from slack_sdk.models.blocks import SectionBlock
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.message import Message, Place, Upload
from adapters.slack.render.render import render
from adapters.slack.sender.assistant import show_status, show_title
from adapters.slack.sender.clients import SLACK_API, Clients
from adapters.slack.sender.failures import OUT_OF_REACH, TOKEN_REFUSED
from adapters.slack.sender.files import Files, with_texts
from adapters.slack.sender.lookup import Found, look
from adapters.slack.sender.posting import Pacer, Posting, Sent
from adapters.slack.sender.private import Whispers, direct_channel
from adapters.slack.sender.responses import ResponseUrls
from adapters.slack.sender.route import Route
from adapters.slack.sender.streaming import Streams, mend
from adapters.slack.workspaces import Workspaces
from coaching.messages.conversation import Request
from coaching.messages.delivery import Delivery, DeliveryError

INVITE = "I can't post in this channel yet. Invite me with `/invite`, then share it again."
_INVITATION = Message((SectionBlock(text=INVITE).to_dict(),), INVITE)


class SlackSender:
    """Delivers replies and completes requests, for every workspace that the app is installed in."""

    def __init__(
        self, workspaces: Workspaces, pacer: Pacer, session: aiohttp.ClientSession, base_url: str = SLACK_API
    ) -> None:
        """Use a session of `clients.open_session`; `base_url` is where the Web API is."""
        self._clients = Clients(workspaces, session, base_url)
        self._pacer = pacer
        self._files = Files(session, base_url)
        self._response_urls = ResponseUrls(session)
        self._whispers = Whispers(self._response_urls)
        self._streams = Streams()
        self._sent = Sent()

    async def send(self, delivery: Delivery, *, again: bool = False) -> None:
        """Deliver a reply; `again` where an earlier attempt may have delivered it, or a part.

        Raises:
            DeliveryError: it didn't work.
        """
        route = Route.of(delivery)
        client = await self._clients.of(route.team, route.enterprise)
        try:
            await self._send(client, route, delivery, again=again)
        except DeliveryError as error:
            if error.reason not in TOKEN_REFUSED:
                raise
            client = await self._clients.renewed(client, route.team, route.enterprise)
            await self._send(client, route, delivery, again=again)

    async def complete(self, request: Request) -> Request:
        """The request with the texts of its files; in the pane, the person sees at once that somebody is at work.

        Never raises: files that can't be read are named as such.
        """
        in_pane = request.address.get("way") == "pane"
        if not (in_pane or request.attachments):
            return request
        team = request.address.get("team", request.conversation.tenant)
        try:
            client = await self._clients.of(team, request.address.get("enterprise", ""))
        except DeliveryError:
            return with_texts(request, (), [file.name for file in request.attachments])
        _, (texts, unreadable) = await asyncio.gather(
            show_status(client, request.address),
            self._files.read(request.attachments, client.token or ""),
        )
        return with_texts(request, texts, unreadable)

    async def _send(self, client: AsyncWebClient, route: Route, delivery: Delivery, *, again: bool) -> None:
        posting = Posting(client, self._pacer, route.team, delivery.id, self._sent.of(route.team, delivery.id))
        pieces = render(delivery.reply, Place(delivery.conversation, private=route.private, way=route.way))
        if route.private:
            await self._whispers.whisper(posting, route, pieces, again=again)
        elif delivery.reply.audience == "channel":
            await self._share(posting, route, pieces, again=again)
        else:
            await self._publish(posting, route, pieces, again=again)
        if route.is_pane:
            await show_title(client, route, delivery.reply)

    async def _publish(
        self, posting: Posting, route: Route, pieces: Sequence[Message | Upload], *, again: bool
    ) -> None:
        """Send to the conversation what isn't there yet."""
        route = route if route.channel else replace(route, channel=await direct_channel(posting, route.user))
        numbered = dict(enumerate(pieces))
        there = await look(posting.client, route.channel, route, posting.delivery, numbered) if again else Found()
        for part, piece in numbered.items():
            if part in there.parts or part in posting.sent:
                continue
            if isinstance(piece, Upload):
                await posting.upload(route.channel, route.thread, piece, part)
            elif route.is_pane and there.half:
                await mend(posting, route.channel, there.half, piece, part)
                there = replace(there, half="")
            elif again or not (route.is_pane and await self._streams.stream(posting, route, piece, part)):
                await posting.message(route.channel, route.thread, piece, part)
            posting.sent.add(part)

    async def _share(self, posting: Posting, route: Route, pieces: Sequence[Message | Upload], *, again: bool) -> None:
        """Show everybody in the channel what was private so far, or tell the person what is missing for that."""
        try:
            await self._publish(posting, route, pieces, again=again)
        except DeliveryError as error:
            if error.reason not in OUT_OF_REACH:
                raise
            await self._share_by_response_url(posting, route, pieces, again=again)

    async def _share_by_response_url(
        self, posting: Posting, route: Route, pieces: Sequence[Message | Upload], *, again: bool
    ) -> None:
        for part, piece in enumerate(pieces):
            if part in posting.sent:
                continue
            if isinstance(piece, Upload) or not await self._response_urls.send(route, piece, everybody=True):
                await self._whispers.whisper(posting, route, [_INVITATION], again=again)
                return
            posting.sent.add(part)
