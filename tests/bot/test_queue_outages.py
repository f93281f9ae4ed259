"""The turn queue where something is wrong: with a message, or with Redis."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.ports import StoreUnavailableError
from bot.redis_queue import RedisTurnQueue
from bot.redis_store import RedisSessionStore, connect
from bot.seal import Seal
from tests.bot.conftest import TTL, Post
from tests.bot.desk import RecordingDesk, said, until, working
from tests.fakes.redis_server import RedisServer


async def test_what_cannot_be_kept_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.redis_queue._PUT_SECONDS", 0.1)
    url = f"unix://{folder}/nobody.sock"
    queue = RedisTurnQueue(url, RedisSessionStore(connect(url), TTL), Seal("outage"), ttl=TTL, retention=TTL)
    with pytest.raises(StoreUnavailableError):
        await queue.put(said("hello"))
    await queue.close()


async def test_a_message_that_cannot_be_written_fails_alone(redis_server: RedisServer) -> None:
    queue = Post(redis_server.url, redis_server.client()).queue()
    broken, whole = await asyncio.gather(
        queue.put(said("hello").model_copy(update={"text": "\ud800"})), queue.put(said("whole")), return_exceptions=True
    )
    assert isinstance(broken, ValueError)
    assert whole is True
    await queue.close()


async def test_a_worker_waits_for_a_redis_that_is_not_there_yet(redis_server: RedisServer) -> None:
    redis_server.client().flushall()
    queue, desk = Post(redis_server.url, redis_server.client()).queue(), RecordingDesk()
    await queue.put(said("hello"))
    redis_server.kill()
    async with working(queue, desk):
        with capture_logs() as logs:
            await until(lambda: any(line["event"] == "store_unavailable" for line in logs))
        await asyncio.to_thread(redis_server.start)
        await until(desk.sent_to("hello"))
    await queue.close()


def test_who_only_puts_does_not_load_the_task_library() -> None:
    words = "import sys, bot.redis_queue; sys.exit('docket' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
