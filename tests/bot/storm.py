"""Turns in bad weather: workers and Redis are killed, restarted and frozen, messages come twice and too late.

What a worker delivers goes to a file, as it would go to a platform: it stays when the worker dies. Run as a program,
this is such a worker.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.ports import Decision, StoreUnavailableError
from bot.redis_queue import RedisTurnQueue
from bot.redis_store import RedisSessionStore, connect
from bot.seal import Seal
from coaching.messages.conversation import ConversationKey, Platform, Request
from coaching.messages.delivery import Delivery
from coaching.messages.reply import Reply, Text
from coaching.session import Clarifying, Session
from tests.bot.desk import until, until_empty
from tests.fakes.redis_server import RedisServer

_DAYS = timedelta(days=30)
_LONGEST_STEP = 0.05
"""Seconds."""


class FileDesk:
    """Writes what it delivers to a file, one line each; where it may have done so before, it looks first."""

    def __init__(self, path: Path) -> None:
        """The file need not exist."""
        self._path = path
        self._file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    async def decide(self, request: Request, session: Session) -> Decision:
        """Answer with the number of the message in its conversation, as the session counts."""
        count = len(session.state.prompt) if isinstance(session.state, Clarifying) else 0
        await _a_moment()
        reply = Reply(id=f"{request.id}:1", parts=(Text(text=str(count)),))
        delivery = Delivery(id=reply.id, conversation=request.conversation, address={}, reply=reply)
        return Decision(Session(state=Clarifying(prompt="x" * (count + 1))), (delivery,))

    async def deliver(self, delivery: Delivery, *, again: bool) -> None:
        """Deliver, with a moment before and after in which one can die."""
        (part,) = delivery.reply.parts
        assert isinstance(part, Text)
        line = f"{delivery.conversation.person} {delivery.id} {part.text}\n"
        if again and line in self._path.read_text():
            return
        await _a_moment()
        os.write(self._file, line.encode())
        await _a_moment()

    def apologise(self, request: Request, session: Session) -> Decision:
        """A message that was only unlucky must never come to this."""
        raise AssertionError(request.id, session)


async def _a_moment() -> None:
    await asyncio.sleep(random.random() * _LONGEST_STEP)  # noqa: S311


def open_queue(url: str) -> RedisTurnQueue:
    return RedisTurnQueue(url, RedisSessionStore(connect(url), _DAYS), Seal("storm"), ttl=_DAYS, retention=_DAYS)


@dataclass
class Storm:
    """Some workers on a Redis, and what befalls them."""

    server: RedisServer
    answers: Path
    people: int
    messages: int
    """Of each person."""
    workers: int = 2
    events: Counter[str] = field(default_factory=Counter)
    put: int = 0
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    async def run(self, moments: list[str], pause: float) -> None:
        """Put all messages while things happen, one every `pause` seconds; then wait until all are answered."""
        queue = open_queue(self.server.url)
        self._running = [self._start_worker() for _ in range(self.workers)]
        try:
            between = pause * len(moments) / self.messages
            people = [self._say(queue, person, between) for person in range(self.people)]
            await asyncio.gather(self._break(moments, pause), *people)
            await self._until_answered()
            await until_empty(queue)
        finally:
            for worker in self._running:
                worker.kill()
                worker.wait()
            await queue.close()

    def lines(self) -> list[tuple[str, int, int]]:
        """Every answer in order: whom it went to, which message it answers, and how many the session knew of."""
        words = [line.split() for line in self.answers.read_text().splitlines()] if self.answers.exists() else []
        return [(person, int(message.split(":")[2]), int(known)) for person, message, known in words]

    def faults(self) -> dict[str, int]:
        """How many messages were lost, answered twice, out of order, or in a session that had forgotten some."""
        counts = Counter((person, number) for person, number, _ in self.lines())
        people: dict[str, list[int]] = {person: [] for person, _, _ in self.lines()}
        for person, number, _ in self.lines():
            people[person].append(number)
        return {
            "lost": self.people * self.messages - len(counts),
            "doubled": sum(count - 1 for count in counts.values()),
            "out of order": sum(numbers != sorted(numbers) for numbers in people.values()),
            "in a wrong session": sum(number != known for _, number, known in self.lines()),
        }

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "tests.bot.storm", self.server.url, str(self.answers)])

    async def _say(self, queue: RedisTurnQueue, person: int, between: float) -> None:
        """One after the other, some of them twice, and some of those long after."""
        for number in range(self.messages):
            await self._put(queue, person, number)
            if random.random() < 0.3:  # noqa: S311
                await self._put(queue, person, random.randint(0, number))  # noqa: S311
            await asyncio.sleep(random.random() * 2 * between)  # noqa: S311

    async def _put(self, queue: RedisTurnQueue, person: int, number: int) -> None:
        """As a platform does: again and again until it's taken."""
        who = ConversationKey(platform=Platform.SLACK, tenant="t", channel="c", thread="1", person=f"p{person}")
        message = Request(id=f"c:p{person}:{number}", conversation=who, text="hello", sent_at=1e9 + number)
        while True:
            try:
                await queue.put(message, [f"event {random.random()}"])  # noqa: S311
            except StoreUnavailableError:
                self.events["refused"] += 1
                await asyncio.sleep(0.2)
            else:
                self.put += 1
                return

    async def _break(self, moments: list[str], pause: float) -> None:
        for moment in moments:
            await asyncio.sleep(pause * (0.5 + random.random()))  # noqa: S311
            self.events[moment] += 1
            if moment == "worker killed":
                self._replace_worker(signal.SIGKILL)
            elif moment == "worker stopped":
                self._replace_worker(signal.SIGTERM)
            elif moment == "redis killed":
                await asyncio.to_thread(self.server.restart)
            else:
                await _freeze(self.server.signal if moment == "redis frozen" else self._running[0].send_signal)

    def _replace_worker(self, how: signal.Signals) -> None:
        self._running[0].send_signal(how)
        if how is signal.SIGKILL:
            self._running.pop(0).wait()
        else:
            self._running.append(self._running.pop(0))
        self._running.append(self._start_worker())

    async def _until_answered(self) -> None:
        await until(lambda: len({line[:2] for line in self.lines()}) == self.people * self.messages)


async def _freeze(send: Callable[[signal.Signals], None]) -> None:
    """Let a process stand still, longer than others wait for a sign of life of it."""
    send(signal.SIGSTOP)
    await asyncio.sleep(5)
    send(signal.SIGCONT)


async def _work(url: str, path: str) -> None:
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    queue = open_queue(url)
    await queue.work(FileDesk(Path(path)), stopping)
    await queue.close()


if __name__ == "__main__":
    asyncio.run(_work(*sys.argv[1:]))
