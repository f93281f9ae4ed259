"""How often a turn goes to Redis and back: what is written at once to one connection is one round trip."""

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from tests.bot.serving import eventually, serving
from tests.fakes.redis_server import RedisServer
from tests.fakes.slack import FakeSlack

BEFORE, AFTER = 2, 4
"""Round trips that may be made before the acknowledgement, and after it; the task library's own not counted."""
ACKNOWLEDGED = 1
"""Round trips that are made before it."""
_LONGEST = 2**20


class Wire:
    """A unix socket in front of Redis that remembers what is written to it."""

    def __init__(self, redis: RedisServer, folder: Path) -> None:
        self._redis = redis.url.removeprefix("unix://")
        self._path = folder / "wire.sock"
        self.url = f"unix://{self._path}"
        self._written: list[bytes] = []

    async def listen(self) -> asyncio.Server:
        return await asyncio.start_unix_server(self._connect, self._path)

    def trips(self, channel: str) -> int:
        """Our own round trips that concern a channel. The task library's name its own keys."""
        return sum(channel.encode() in words and b"turns:" not in words for words in self._written)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        replies, commands = await asyncio.open_unix_connection(self._redis)
        await asyncio.gather(self._pass_on(reader, commands, self._written), self._pass_on(replies, writer, []))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, seen: list[bytes]) -> None:
        while words := await reader.read(_LONGEST):
            seen.append(words)
            writer.write(words)
        writer.close()


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


@pytest.fixture
async def wire(redis_server: RedisServer, folder: Path) -> AsyncIterator[Wire]:
    redis_server.client().flushall()
    wire = Wire(redis_server, folder)
    async with await wire.listen():
        yield wire


async def test_an_acknowledgement_costs_few(wire: Wire, slack: FakeSlack, folder: Path) -> None:
    async with serving(folder, slack, REDIS_URL=wire.url, PROMPTCOACH_WORKERS="0") as bot:
        assert await bot.say("help", "C7ACK") == 200
        assert wire.trips("C7ACK") == ACKNOWLEDGED <= BEFORE


async def test_a_mention_that_one_message_answers_costs_few(
    wire: Wire, slack: FakeSlack, folder: Path, redis_server: RedisServer
) -> None:
    async with serving(folder, slack, REDIS_URL=wire.url) as bot:
        channels = [f"C7{number}TURN" for number in range(3)]
        for channel in channels:
            await bot.say("help", channel)
            await eventually(partial(_is_done, redis_server, slack, channel))
        assert [len(slack.messages(channel)) for channel in channels] == [1, 1, 1]
        # The first one brings scripts along; any of them may be looked through by the sweep that comes now and then.
        fewest = min(map(wire.trips, channels[1:]))
        assert 1 <= fewest - ACKNOWLEDGED <= AFTER


def _is_done(redis: RedisServer, slack: FakeSlack, channel: str) -> bool:
    return bool(slack.messages(channel)) and not list(redis.client().scan_iter(f"pc:*{channel}*:owner"))
