"""Two workspaces with the same ids in them: each has its own conversations, and its own token."""

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from adapters.slack.manifest import SCOPES
from tests.e2e.installing import consenting, install
from tests.e2e.people import BOT, Payload, Person, SlackServer, new_ts
from tests.e2e.serving import Server
from tests.e2e.waiting import eventually
from tests.fakes.slack import FakeSlack

CHANNEL = "C0SAME"
VAGUE = "write something about travel"
MANY = {
    "SLACK_BOT_TOKEN": "",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "sekrit",
    "PROMPTCOACH_SECRET_KEY": "a secret of this deployment",
}


@dataclass
class Workspace:
    """A workspace with one person, whose id is another one's in the other workspace."""

    team: str
    person: Person

    async def say(self, text: str, ts: str = "", thread: str = "") -> None:
        """Mention the coach."""
        at = {"ts": ts, "event_ts": ts} if ts else {}
        await self.person.say(CHANNEL, f"<@{BOT}> {text}", thread, type="app_mention", **at)

    async def answered(self, count: int) -> list[Payload]:
        """What was posted with this workspace's token, once it's as much."""
        return await eventually(lambda: sent if len(sent := self._posted()) >= count else [])

    def _posted(self) -> list[Payload]:
        calls = self.person.slack.fake.state.calls
        return [call.args for call in calls if call.method == "chat.postMessage" and call.token == _token(self.team)]


def _token(team: str) -> str:
    return f"xoxb-{team}"


@asynccontextmanager
async def two() -> AsyncIterator[tuple[Workspace, Workspace]]:
    """Two workspaces that have installed the coach."""
    with tempfile.TemporaryDirectory(prefix="pc-") as folder:
        async with FakeSlack() as fake, aiohttp.ClientSession() as http:
            server = Server(Path(folder), fake.url, settings=MANY)
            server.start()
            try:
                await server.ready()
                one, other = [await _installed(team, server, fake, http) for team in ("T1", "T2")]
                yield one, other
            finally:
                server.end()


async def _installed(team: str, server: Server, fake: FakeSlack, http: aiohttp.ClientSession) -> Workspace:
    answer = {"app_id": "A1", "authed_user": {"id": "U1"}, "token_type": "bot", "bot_user_id": BOT}
    place = {"team": {"id": team, "name": team}, "enterprise": None, "is_enterprise_install": False}
    fake.grant(f"code-{team}", {**answer, **place, "scope": ",".join(SCOPES), "access_token": _token(team)})
    assert team in await install(server.url, http, consenting(server.url, f"code-{team}"))
    return Workspace(team, Person("U1", SlackServer(server.url, fake, http, team=team)))


async def test_the_same_ids_in_two_workspaces_are_two_conversations_each_with_its_token() -> None:
    async with two() as (one, other):
        ts = new_ts()
        await one.say(VAGUE, ts)
        assert "Vague" in str(await one.answered(1))
        await other.say("just rewrite it", ts)
        assert "{{" not in str(await other.answered(1))
        await one.say("just rewrite it", thread=ts)
        assert "{{" in str((await one.answered(2))[1])


async def test_one_message_seen_in_two_workspaces_is_answered_in_both() -> None:
    async with two() as (one, other):
        ts = new_ts()
        await one.say(VAGUE, ts)
        await other.say(VAGUE, ts)
        assert "Vague" in str(await one.answered(1))
        assert "Vague" in str(await other.answered(1))


async def test_forgetting_in_one_workspace_leaves_the_other() -> None:
    async with two() as (one, other):
        ts = new_ts()
        await one.say(VAGUE, ts)
        await one.answered(1)
        await other.say(VAGUE, ts)
        await other.answered(1)
        await one.say("forget me", thread=ts)
        await one.answered(2)
        await other.say("just rewrite it", thread=ts)
        assert "{{" in str((await other.answered(2))[1])
