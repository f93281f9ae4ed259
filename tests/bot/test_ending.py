"""Whatever has become of Redis and of Slack: who is told to end does so before a supervisor loses patience."""

import asyncio
import contextlib
import os
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.seal import Seal
from coaching.messages.conversation import ConversationKey, Platform, Request
from tests.bot.conftest import Post
from tests.bot.console_script import SCRIPT
from tests.bot.serving import SIGNING_SECRET, environ, eventually
from tests.fakes.ports import free_port
from tests.fakes.redis_server import RedisServer
from tests.fakes.slack import FakeSlack

SUPERVISOR = 10.0
"""Seconds from SIGTERM to SIGKILL."""
MESSAGE = f"{int(time.time())}.000100"
REQUEST = Request(
    id=f"C1:{MESSAGE}",
    conversation=ConversationKey(platform=Platform.SLACK, tenant="T1", channel="C1", thread=MESSAGE, person="U1"),
    text="help",
    address={"team": "T1", "channel": "C1", "thread": MESSAGE, "user": "U1", "ts": MESSAGE, "way": "mention"},
)


def lives(_: RedisServer) -> None:
    """Redis goes on."""


def dies(redis: RedisServer) -> None:
    """Redis is gone, and its socket refuses."""
    redis.kill()


def freezes(redis: RedisServer) -> None:
    """Redis takes what is sent to it, and never answers."""
    redis.signal(signal.SIGSTOP)


@pytest.mark.parametrize("command", ["worker", "serve"])
async def test_it_ends_in_time_though_a_delivery_hangs(command: str) -> None:
    await asyncio.gather(*(_end(command, redis_then) for redis_then in (lives, dies, freezes)))


async def _end(command: str, redis_then: Callable[[RedisServer], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="pc-") as path:
        redis = RedisServer(Path(path))
        try:
            async with FakeSlack() as slack:
                slack.fail("chat.postMessage", hang=True, times=10)
                await _put(redis)
                process = await _start(command, Path(path), slack, redis)
                await _hang_and_end(process, slack, lambda: redis_then(redis))
        finally:
            redis.kill()


async def _hang_and_end(process: asyncio.subprocess.Process, slack: FakeSlack, meanwhile: Callable[[], None]) -> None:
    try:
        await eventually(lambda: slack.calls("chat.postMessage"))
        meanwhile()
        process.terminate()
        async with asyncio.timeout(SUPERVISOR):
            assert await process.wait() == 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def _start(command: str, folder: Path, slack: FakeSlack, redis: RedisServer) -> asyncio.subprocess.Process:
    environment = environ(folder, slack, REDIS_URL=redis.url, PORT=str(free_port()))
    return await asyncio.create_subprocess_exec(SCRIPT, command, env=environment, cwd=folder, start_new_session=True)


async def _put(redis: RedisServer) -> None:
    post = Post(redis.url, redis.client())
    await post.queue(Seal(SIGNING_SECRET)).put(REQUEST)
    for opened in post.opened:
        await opened.close()
