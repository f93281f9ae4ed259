"""The real server in front of a Slack that is not ours: what it says is read back there.

That Slack knows no response URLs, and calls no app: the former are the stub's, and the events are delivered by hand,
for messages that were really written there.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import aiohttp
import pytest

from adapters.slack.manifest import REDIRECT_PATH
from tests.e2e.behind import embedded, in_store, on_disk
from tests.e2e.installing import install
from tests.e2e.people import BOT, Person, SlackServer
from tests.e2e.serving import Server
from tests.e2e.waiting import eventually
from tests.fakes.emulate import ANNS, CLIENT_ID, CLIENT_SECRET, TEAM, TOKEN, Emulate, emulated
from tests.fakes.slack import FakeSlack

Found = TypeVar("Found")

VAGUE = "write something about travel"
MEMO = "We want a bot for questions about our HR policies"
MANY = {
    "SLACK_BOT_TOKEN": "",
    "SLACK_CLIENT_ID": CLIENT_ID,
    "SLACK_CLIENT_SECRET": CLIENT_SECRET,
    "PROMPTCOACH_SECRET_KEY": "a secret of this deployment",
}


@dataclass
class Here:
    """Ann in a channel with the coach."""

    emulate: Emulate
    server: Server
    http: aiohttp.ClientSession
    ann: Person
    channel: str

    async def mention(self, text: str, thread: str = "") -> str:
        """Write in the channel, to the coach; the timestamp."""
        said = f"<@{BOT}> {text}"
        ts = await self.write(self.channel, said, thread)
        for kind in ("app_mention", "message"):
            await self.ann.say(self.channel, said, thread, type=kind, ts=ts, event_ts=ts)
        return ts

    async def write(self, channel: str, text: str, thread: str = "") -> str:
        place = {"channel": channel} | ({"thread_ts": thread} if thread else {})
        written = await self.emulate.call("chat.postMessage", token=ANNS, text=text, **place)
        assert written["ok"], written
        return str(written["ts"])

    async def tell(self, text: str) -> None:
        """Write to the coach alone."""
        ts = await self.write(self.ann.dm, text)
        await self.ann.say(self.ann.dm, text, ts=ts, event_ts=ts, channel_type="im")

    async def consent(self, page: str) -> str:
        """Say yes on the page that asks for consent; where that leads."""
        return await self.emulate.consent(page, self.server.url + REDIRECT_PATH)

    async def replies(self, thread: str, count: int = 1) -> list[Mapping[str, Any]]:
        """The coach's messages in a thread, once there are as many."""
        return await self._others("conversations.replies", count, channel=self.channel, ts=thread)

    async def direct(self, count: int = 1) -> list[Mapping[str, Any]]:
        """The coach's direct messages to Ann, once there are as many; the latest first."""
        return await self._others("conversations.history", count, channel=self.ann.dm)

    async def _others(self, method: str, count: int, **place: str) -> list[Mapping[str, Any]]:
        async def look() -> list[Mapping[str, Any]]:
            told = await self.emulate.call(method, **place)
            found = [message for message in told["messages"] if message["user"] != self.ann.id]
            return found if len(found) >= count else []

        return await once(look)


@asynccontextmanager
async def served(**settings: str) -> AsyncIterator[Here]:
    """A server that knows that Slack, and Ann in it."""
    with tempfile.TemporaryDirectory(prefix="pc-") as folder:
        async with emulated() as emulate, FakeSlack() as fake, aiohttp.ClientSession() as http:
            server = Server(Path(folder), emulate.url, settings={"SLACK_BOT_TOKEN": TOKEN, **settings})
            server.start()
            try:
                await server.ready()
                ann = Person(await emulate.person("ann"), SlackServer(server.url, fake, http, team=TEAM))
                yield Here(emulate, server, http, ann, await emulate.channel("prompts", ann.id))
            finally:
                server.end()


@pytest.fixture
async def here() -> AsyncIterator[Here]:
    async with served() as one:
        opened = await one.emulate.call("conversations.open", users=one.ann.id)
        one.ann.dm = opened["channel"]["id"]
        yield one


async def test_a_mention_is_answered_in_its_thread_and_goes_on_there(here: Here) -> None:
    thread = await here.mention(VAGUE)
    [asked] = await here.replies(thread)
    assert "Vague" in str(asked)
    await here.ann.press(dict(asked), "ust rewrite it", here.channel)
    _, rewritten = await here.replies(thread, 2)
    assert "{{" in str(rewritten)
    assert rewritten["thread_ts"] == thread


async def test_a_direct_message_is_answered_there_and_a_brief_comes_as_a_file(here: Here) -> None:
    hook = await here.ann.command("/triage", MEMO, here.ann.dm)
    await eventually(lambda: hook.received)
    latest: Mapping[str, Any] = {}
    for told in range(1, 12):
        await here.tell("skip")
        latest = (await here.direct(told))[0]
        if "brief" in str(latest).lower():
            break
    await here.ann.press(dict(latest), "Brief", here.ann.dm)
    file = await once(lambda: shared(here))
    async with here.http.get(file["url_private"], headers={"Authorization": f"Bearer {TOKEN}"}) as answer:
        assert (await answer.text()).startswith("# ")


async def test_a_slash_command_is_answered_by_its_response_url_and_nowhere_else(here: Here) -> None:
    hook = await here.ann.command("/coach", VAGUE, here.channel)
    [asked] = await eventually(lambda: hook.received)
    assert "Vague" in str(asked)
    history = await here.emulate.call("conversations.history", channel=here.channel)
    assert history["messages"] == []


async def test_a_command_from_a_channel_that_nobody_can_be_answered_in_is_answered_directly(here: Here) -> None:
    here.ann.slack.fake.fail("respond", status=404, body="used_url")
    await here.ann.command("/coach", VAGUE, await here.emulate.channel("without-ann"))
    [asked] = await here.direct()
    assert "Vague" in str(asked)


async def test_the_home_is_published(here: Here) -> None:
    await here.ann.open_home()
    assert await once(lambda: published(here.emulate))


async def test_a_workspace_installs_is_answered_with_its_token_and_leaves() -> None:
    async with served(**MANY) as here:
        page = await install(here.server.url, here.http, here.consent)
        assert "Acme" in page
        data = here.server.folder / "data"
        assert not [place for place in (in_store(embedded(data)), on_disk(data)) if b"xoxb-" in place]
        secrets = vault(data)
        bot = (await here.emulate.call("users.list"))["members"][-1]
        await here.emulate.call("conversations.invite", channel=here.channel, users=bot["id"])
        [asked] = await here.replies(await here.mention(VAGUE))
        assert asked["user"] == bot["id"]
        assert await here.ann.slack.event({"type": "app_uninstalled"}) == 200
        assert len(vault(data)) == len(secrets) - 1
        await here.ann.open_home()
        assert not await published(here.emulate)


async def shared(here: Here) -> Mapping[str, Any]:
    """The first file in Ann's direct messages with the coach."""
    files = [file for message in await here.direct() for file in message.get("files", ())]
    return files[0] if files else {}


async def published(emulate: Emulate) -> bool:
    """Whether anybody has a Home, as the emulator's own page shows it."""
    return "app home" in await emulate.page("?tab=views")


def vault(data: Path) -> list[bytes]:
    return list(embedded(data).scan_iter("pc:{vault}:*"))


async def once(look: Callable[[], Awaitable[Found]]) -> Found:
    """What `look` finds, as soon as it finds anything."""
    async with asyncio.timeout(20):
        while not (found := await look()):  # noqa: ASYNC110  (nobody in another process sets an event of ours)
            await asyncio.sleep(0.02)
    return found
