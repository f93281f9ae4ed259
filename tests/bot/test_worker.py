"""`promptcoach worker` on its own: on one Redis with web processes that have no workers."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.bot.console_script import SCRIPT, run
from tests.bot.serving import environ, eventually, serving
from tests.fakes.redis_server import RedisServer
from tests.fakes.slack import FakeSlack

PROMPT = "write something about travel"


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


@asynccontextmanager
async def working(folder: Path, slack: FakeSlack, redis: str) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        SCRIPT, "worker", env=environ(folder, slack, REDIS_URL=redis), cwd=folder
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_worker_answers_what_others_have_accepted(
    number: signal.Signals, redis_server: RedisServer, folder: Path, slack: FakeSlack
) -> None:
    redis_server.client().flushall()
    async with serving(folder, slack, REDIS_URL=redis_server.url, PROMPTCOACH_WORKERS="0") as bot:
        assert json.loads((await bot.get("/readyz"))[1])["missing"] == ["workers"]
        assert await bot.say(PROMPT) == 200
        assert not slack.messages("C1")
        async with working(folder, slack, redis_server.url) as worker:
            await eventually(lambda: slack.messages("C1"))
            worker.send_signal(number)
            assert await worker.wait() == 0


def test_without_a_store_for_this_folder_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    variables = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "PROMPTCOACH_DATA": str(tmp_path / "file/d")}
    ended = run("worker", home=tmp_path, env=variables)
    assert ended.code == 1
    assert ended.err.endswith("set REDIS_URL, or PROMPTCOACH_DATA to another folder\n")
    assert ended.err.count("\n") == 1
