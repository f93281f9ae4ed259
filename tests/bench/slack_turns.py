"""How fast Slack is answered, and what that takes: `python -m tests.bench.slack_turns` (Linux, with a redis-server).

`promptcoach serve` with one worker, a Redis, and a stub of Slack's Web API, all in processes of their own on this
machine; every message is a mention in a channel of its own. Open loop: messages come at a steady rate whatever the
server does, and time counts from when one was due.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.timing import say
from tests.e2e.people import BOT, event_body, new_ts, signed
from tests.e2e.serving import Server
from tests.fakes.redis_server import RedisServer

TEXTS = (
    "help",
    "what is few-shot prompting?",
    "write something about travel",
    "Summarise the attached minutes for the board in five bullets, each with an owner and a date.",
    "do we need RAG or fine-tuning for a bot that answers questions about our policies?",
)
WARM, TURNS, TURN_RATE = 100, 1500, 50.0
ACKS, ACK_RATE, CONNECTIONS, CLOSED_LOOP = 3000, 200.0, 32, 6000
_PATIENCE = 120.0
"""Seconds in which everything has to be answered."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A signed request, and the id that the answer to it carries."""

    answer: str
    http: bytes


def mentions(count: int) -> list[Mention]:
    """So many of them, to be sent within Slack's five minutes."""
    return [_mention(f"C0B{number:05d}", TEXTS[number % len(TEXTS)]) for number in range(count)]


def _mention(channel: str, text: str) -> Mention:
    ts = new_ts()
    said = {"type": "app_mention", "user": f"U{channel[1:]}", "text": f"<@{BOT}> {text}", "ts": ts, "event_ts": ts}
    body = event_body({**said, "channel": channel})
    headers = {"Host": "bench", "Content-Type": "application/json", "Content-Length": str(len(body)), **signed(body)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return Mention(f"{channel}:{ts}:1", f"POST /slack/events HTTP/1.1\r\n{lines}\r\n".encode() + body)


class Connections:
    """Connections to the server that stay open, each for one request at a time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def send(self, mention: Mention) -> float:
        """When the request was acknowledged, in seconds since 1970."""
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(mention.http)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200"), answer
        self._idle.append((reader, writer))
        return time.time()

    async def open_loop(self, requests: Sequence[Mention], rate: float) -> tuple[list[float], dict[str, float]]:
        """Seconds to each acknowledgement, and by its answer's id when each request was due."""
        began = time.time() + 0.1
        due = {mention.answer: began + number / rate for number, mention in enumerate(requests)}

        async def at_its_time(mention: Mention) -> float:
            await asyncio.sleep(due[mention.answer] - time.time())
            return await self.send(mention) - due[mention.answer]

        return await asyncio.gather(*map(at_its_time, requests)), due

    async def closed_loop(self, requests: Sequence[Mention], at_once: int) -> float:
        """Requests a second, where each connection sends the next one as soon as it may."""
        left, began = iter(requests), time.time()

        async def one_after_the_other() -> None:
            for mention in left:
                await self.send(mention)

        await asyncio.gather(*(one_after_the_other() for _ in range(at_once)))
        return len(requests) / (time.time() - began)


class Stub:
    """A Slack in a process of its own."""

    def __init__(self, url: str) -> None:
        self.url = url

    def answered(self) -> dict[str, float]:
        """When the first message of each answer was posted, by the answer's id."""
        with urllib.request.urlopen(f"{self.url.removesuffix('api/')}_calls", timeout=60) as response:  # noqa: S310
            calls = [call for call in json.load(response) if call["method"] == "chat.postMessage"]
        posted = [(call["args"]["metadata"]["event_payload"], call["at"]) for call in calls]
        return {payload["id"]: at for payload, at in posted if not payload["part"]}

    async def all_answered(self, due: dict[str, float]) -> list[float]:
        """Seconds from when each request was due to its answer."""
        deadline = time.monotonic() + _PATIENCE
        while missing := due.keys() - (posted := await asyncio.to_thread(self.answered)).keys():
            assert time.monotonic() < deadline, f"{len(missing)} messages were not answered"
            await asyncio.sleep(1)
        return [posted[answer] - at for answer, at in due.items()]


@contextmanager
def stub() -> Iterator[Stub]:
    """Slack, until the end."""
    with subprocess.Popen([sys.executable, "-m", "tests.fakes.slack"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Stub(process.stdout.readline().strip())
        process.terminate()


def memory(pids: Sequence[int]) -> tuple[float, float]:
    """What processes take, in MiB: each for itself (RSS), and with what they share counted once (PSS)."""
    lines = [line.split() for pid in pids for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()]
    rss, pss = (sum(int(line[1]) for line in lines if line[0] == name) / 1024 for name in ("Rss:", "Pss:"))
    return rss, pss


def show(name: str, seconds: Sequence[float], goal: str) -> None:
    """Print one line of the table."""
    ordered = sorted(seconds)
    found = [ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000 for share in (0.5, 0.9, 0.99)]
    say(f"{name:<44}" + "".join(f"{value:9.1f}" for value in found) + f"   {goal}")


def show_memory(server: Server, when: str) -> None:
    """Print what the server and its workers take."""
    assert server.process
    rss, pss = memory([server.process.pid, *server.workers()])
    say(f"{f'memory {when}, MiB':<44}   RSS {rss:.0f}, PSS {pss:.0f}   goal < 150")


async def measure(server: Server, slack: Stub) -> None:
    """Run all phases."""
    began = time.monotonic()
    server.start()
    await server.ready()
    say(f"{'ready after, s':<44}{time.monotonic() - began:9.2f}{'':18}   goal < 2")
    show_memory(server, "when ready")
    connections = Connections(server.port)
    _, due = await connections.open_loop(mentions(WARM), TURN_RATE)
    await slack.all_answered(due)
    say(f"{'ms':<44}{'p50':>9}{'p90':>9}{'p99':>9}")
    acks, due = await connections.open_loop(mentions(TURNS), TURN_RATE)
    show(f"turn at {TURN_RATE:.0f}/s, event to postMessage", await slack.all_answered(due), "goal p50 < 25")
    show(f"acknowledgement at {TURN_RATE:.0f}/s", acks, "")
    acks, due = await connections.open_loop(mentions(ACKS), ACK_RATE)
    show(f"acknowledgement at {ACK_RATE:.0f}/s", acks, "goal p99 < 20")
    show(f"turn at {ACK_RATE:.0f}/s", await slack.all_answered(due), "")
    rate = await connections.closed_loop(mentions(CLOSED_LOOP), CONNECTIONS)
    say(f"{f'acknowledgements a second, {CONNECTIONS} connections':<44}{rate:9.0f}")
    show_memory(server, "afterwards")


def main() -> None:
    """Start everything, measure, and end everything."""
    with tempfile.TemporaryDirectory(prefix="pc-") as path, stub() as slack:
        folder = Path(path)
        redis = RedisServer(folder)
        settings = {"REDIS_URL": redis.url, "PROMPTCOACH_LOG_LEVEL": "warning"}
        server = Server(folder, slack.url, settings=settings)
        try:
            asyncio.run(measure(server, slack))
        finally:
            server.end()
            redis.kill()


if __name__ == "__main__":
    main()
