"""The sender in front of a Slack that is not ours."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from adapters.slack.message import Message
from adapters.slack.sender.clients import open_session
from adapters.slack.sender.posting import Posting
from adapters.slack.sender.sender import SlackSender
from adapters.slack.workspaces import OneWorkspace
from coaching.messages.conversation import Attachment, ConversationKey, Platform, Request
from coaching.messages.delivery import Delivery
from coaching.messages.reply import File, Part, Reply, Text
from tests.adapters.slack.sending import FakePacer
from tests.fakes.emulate import TOKEN, Emulate, emulated

BRIEF = File(name="brief.md", media_type="text/markdown", content="# Brief\nPrompting first.")


@dataclass
class Here:
    """One channel with Ann and the coach in it, and Ann's question there."""

    slack: Emulate
    sender: SlackSender
    channel: str
    ann: str
    asked: str

    def delivery(self, *parts: Part, audience: str = "conversation", **address: str) -> Delivery:
        reply = Reply.model_validate({"id": "1:1", "parts": parts, "audience": audience})
        key = ConversationKey(platform=Platform.SLACK, tenant="T1", channel="C", thread=self.asked, person=self.ann)
        place = {"channel": self.channel, "thread": self.asked, "ts": self.asked, "user": self.ann, "way": "mention"}
        return Delivery(id="1:1", conversation=key, address=place | address, reply=reply)

    async def thread(self) -> list[Mapping[str, Any]]:
        """The messages below Ann's question."""
        told = await self.slack.call("conversations.replies", channel=self.channel, ts=self.asked)
        return [message for message in told["messages"] if message["ts"] != self.asked]


@pytest.fixture
async def here() -> AsyncIterator[Here]:
    async with emulated() as slack, open_session() as session:
        ann = await slack.person("ann")
        channel = await slack.channel("prompts", ann)
        asked = (await slack.call("chat.postMessage", channel=channel, text="write something about travel"))["ts"]
        sender = SlackSender(OneWorkspace(TOKEN), FakePacer(), session, slack.url)
        yield Here(slack, sender, channel, ann, asked)


async def test_a_reply_and_its_file_are_posted_once_to_the_thread(here: Here) -> None:
    delivery = here.delivery(Text(text="Who is it for?"), BRIEF)
    await here.sender.send(delivery)
    async with open_session() as session:
        other = SlackSender(OneWorkspace(TOKEN), FakePacer(), session, here.slack.url)
        await other.send(delivery, again=True)
    answer, shared = await here.thread()
    assert "Who is it for?" in answer["text"]
    assert answer["blocks"]
    assert answer["metadata"]["event_payload"] == {"id": "1:1", "part": 0}
    assert [file["name"] for file in shared["files"]] == ["brief.md"]


async def test_a_private_reply_is_seen_by_nobody_else(here: Here) -> None:
    await here.sender.send(here.delivery(Text(text="Thank you"), audience="person"))
    assert await here.thread() == []


async def test_what_cannot_be_shown_in_a_channel_comes_as_a_direct_message(here: Here) -> None:
    elsewhere = await here.slack.channel("without-ann")
    await here.sender.send(here.delivery(Text(text="Here you are"), private="1", way="slash", channel=elsewhere))
    direct = (await here.slack.call("conversations.open", users=here.ann))["channel"]["id"]
    [message] = (await here.slack.call("conversations.history", channel=direct))["messages"]
    assert "Here you are" in message["text"]


async def test_a_message_can_be_rewritten(here: Here) -> None:
    async with open_session() as session:
        client = await SlackSender(OneWorkspace(TOKEN), FakePacer(), session, here.slack.url)._clients.of("T1")
        posting = Posting(client, FakePacer(), "T1", "1:1", set())
        await posting.message(here.channel, here.asked, Message((), "half"), 0)
        [half] = await here.thread()
        await posting.rewrite(here.channel, half["ts"], Message((), "whole"), 0)
    [message] = await here.thread()
    assert message["text"] == "whole"


async def test_a_file_in_slack_is_read_as_a_prompt(here: Here) -> None:
    await here.sender.send(here.delivery(BRIEF))
    [shared] = await here.thread()
    [file] = [(await here.slack.call("files.info", file=file["id"]))["file"] for file in shared["files"]]
    key = here.delivery().conversation
    attachment = Attachment(name="brief.md", url=file["url_private"], media_type="text/markdown")
    complete = await here.sender.complete(Request(id="2", conversation=key, attachments=(attachment,)))
    assert complete.text == BRIEF.content
