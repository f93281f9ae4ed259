"""A sender in front of a stub of Slack, and deliveries for it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import time

from adapters.slack.sender.clients import open_session
from adapters.slack.sender.sender import SlackSender
from adapters.slack.workspaces import OneWorkspace, Workspaces
from coaching.messages.conversation import ConversationKey, Platform
from coaching.messages.delivery import Delivery
from coaching.messages.reply import File, Part, Reply, Text
from tests.fakes.slack import FakeSlack

TOKEN = "xoxb-test"  # noqa: S105
ASKED = f"{int(time())}.000000"
"""When the person's message was sent: before anything that the stub keeps."""
FILE = File(name="brief.md", media_type="text/markdown", content="# Brief\nPrompting first.")
LONG = tuple(Text(text=f"{letter * 99} " * 60) for letter in "abc")
"""Text for several messages."""


@dataclass
class FakePacer:
    """A `Pacer` that lets everything through after the given waits, and remembers what it was asked."""

    waits: list[float] = field(default_factory=list)
    asked: list[tuple[str, str, float]] = field(default_factory=list)
    held: list[tuple[str, float]] = field(default_factory=list)

    async def slot(self, lane: str, ticket: str, interval: float) -> float:
        self.asked.append((lane, ticket, interval))
        return self.waits.pop(0) if self.waits else 0.0

    async def hold(self, lane: str, seconds: float) -> None:
        self.held.append((lane, seconds))


@dataclass
class Sending:
    """What a test of the sender needs."""

    slack: FakeSlack
    sender: SlackSender
    pacer: FakePacer

    def calls(self, method: str) -> int:
        return len(self.slack.calls(method))

    def texts(self, channel: str) -> list[str]:
        return [message["text"] for message in self.slack.messages(channel)]


@asynccontextmanager
async def sending(workspaces: Workspaces | None = None) -> AsyncIterator[Sending]:
    async with FakeSlack() as slack, open_session() as session:
        pacer = FakePacer()
        yield Sending(slack, SlackSender(workspaces or OneWorkspace(TOKEN), pacer, session, slack.url), pacer)
        await slack.stop()  # lets go of calls that hang


def delivery(*parts: Part, to: Mapping[str, str] | None = None, audience: str = "conversation") -> Delivery:
    """A delivery of "Hello" to a thread in a channel, unless something else is said."""
    said = parts or (Text(text="Hello"),)
    reply = Reply.model_validate({"id": "C1:1:1", "parts": said, "subject": "C1:1", "audience": audience})
    key = ConversationKey(platform=Platform.SLACK, tenant="T1", channel="C1", thread=ASKED, person="U1")
    return Delivery(id=reply.id, conversation=key, address=to if to is not None else mention(), reply=reply)


def mention(**more: str) -> dict[str, str]:
    return {"way": "mention", "team": "T1", "channel": "C1", "user": "U1", "thread": ASKED, "ts": ASKED, **more}


def direct(**more: str) -> dict[str, str]:
    return {"way": "dm", "team": "T1", "channel": "D1", "user": "U1", "ts": ASKED, **more}


def pane(**more: str) -> dict[str, str]:
    return {"way": "pane", "team": "T1", "channel": "D1", "user": "U1", "thread": ASKED, "ts": ASKED, **more}


def slash(url: str = "", lives: float = 1800, **more: str) -> dict[str, str]:
    until = {"response_url": url, "response_until": str(time() + lives)} if url else {}
    return {"way": "slash", "team": "T1", "channel": "C1", "user": "U1", "private": "1", **until, **more}
