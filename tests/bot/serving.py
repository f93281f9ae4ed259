"""The real `promptcoach serve`, in processes of its own, and somebody who talks with it as Slack does."""

import asyncio
import hmac
import json
import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp

from tests.bot.console_script import SCRIPT
from tests.fakes.ports import free_port
from tests.fakes.slack import FakeSlack

SIGNING_SECRET = "sekrit"  # noqa: S105
PATIENCE = 30.0


@dataclass
class Bot:
    """A process that serves, on a free port."""

    folder: Path
    port: int
    process: asyncio.subprocess.Process
    client: aiohttp.ClientSession
    said: int = 0
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.folder / "stderr"

    async def get(self, path: str) -> tuple[int, str]:
        async with self.client.get(f"http://127.0.0.1:{self.port}{path}", allow_redirects=False) as response:
            return response.status, await response.text()

    async def say(self, text: str, channel: str = "C1") -> int:
        """Mention the bot in a channel; the HTTP status that it's acknowledged with."""
        self.said += 1
        return await self.post(mention(text, channel, self.said))

    async def post(self, payload: Mapping[str, Any]) -> int:
        body = json.dumps(payload).encode()
        headers = {"Content-Type": "application/json", **signed(body)}
        async with self.client.post(
            f"http://127.0.0.1:{self.port}/slack/events", data=body, headers=headers
        ) as response:
            return response.status

    def children(self) -> list[int]:
        """The processes that it has started, but for the one that Python starts to keep books."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split() if b"resource_tracker" not in command_line(int(pid))]

    async def ready(self, path: str = "/readyz") -> None:
        """Wait until it's ready, or (`/healthz`) until it listens."""

        async def is_ready() -> bool:
            try:
                return (await self.get(path))[0] == 200
            except aiohttp.ClientError:
                assert self.process.returncode is None, self.log.read_text()
                return False

        await eventually(is_ready)

    async def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return await self.process.wait()


def command_line(pid: int) -> bytes:
    """Of a process; empty where it's gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return b""


async def eventually(condition: Callable[[], Any]) -> None:
    """Wait until a condition, which may be a coroutine function, is true."""
    async with asyncio.timeout(PATIENCE):
        while True:
            answer = condition()
            if await answer if asyncio.iscoroutine(answer) else answer:
                return
            await asyncio.sleep(0.02)


@asynccontextmanager
async def serving(folder: Path, slack: FakeSlack, **environment: str) -> AsyncIterator[Bot]:
    """A bot that serves, with its data in `folder`; killed at the end, where it still lives."""
    port = free_port()
    with (folder / "stderr").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            SCRIPT, "serve", "--port", str(port),
            env=environ(folder, slack, **environment), cwd=folder, stderr=log, start_new_session=True,
        )  # fmt: skip
    async with aiohttp.ClientSession() as client:
        bot = Bot(folder, port, process, client)
        try:
            await bot.ready("/healthz" if environment.get("PROMPTCOACH_WORKERS") == "0" else "/readyz")
            yield bot
        finally:
            if process.returncode is None and await _ends_late(bot):
                os.killpg(process.pid, signal.SIGKILL)
                await process.wait()


async def _ends_late(bot: Bot) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            await bot.end()
    except TimeoutError:
        return True
    return False


def environ(folder: Path, slack: FakeSlack, **more: str) -> dict[str, str]:
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PROMPTCOACH_DATA": str(folder / "d"),
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_API_URL": slack.url,
        **more,
    }


def signed(body: bytes) -> dict[str, str]:
    now = str(int(time.time()))
    signature = hmac.new(SIGNING_SECRET.encode(), f"v0:{now}:".encode() + body, sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={signature}"}


def mention(text: str, channel: str, number: int) -> dict[str, Any]:
    """An event of Slack; `number` makes it one of its own."""
    ts = f"{int(time.time())}.{number:06d}"
    return {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": f"Ev{ts}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": True, "is_enterprise_install": False}],
        "event": {
            "type": "app_mention",
            "user": "U1",
            "text": f"<@UBOT> {text}",
            "channel": channel,
            "ts": ts,
            "event_ts": ts,
        },
    }
