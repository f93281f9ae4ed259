"""Slack traffic in bad weather: the server and its worker are killed, Redis is killed, restarted and frozen.

People write in threads of their own, a mention each; Slack delivers each message as two events, some of them twice or
late, and delivers again what isn't acknowledged. What the coach posts stands in a Slack that isn't killed.
"""

import asyncio
import os
import random
import signal
from collections import Counter
from dataclasses import dataclass, field

import aiohttp

from tests.e2e.people import BOT, SlackServer, event_body, new_ts, new_user
from tests.e2e.serving import Server
from tests.e2e.waiting import eventually
from tests.fakes.redis_server import RedisServer
from tests.fakes.slack import FakeSlack

_TEXTS = ("help", "what is few-shot prompting?", "write something about travel", "just rewrite it", "undo")
_DELIVERIES = 200
"""How often Slack tries, at most."""
_FROZEN = 3.0
"""Seconds."""


@dataclass
class SlackStorm:
    """`people` in a channel of their own each, who write `messages` each."""

    fake: FakeSlack
    server: Server
    redis: RedisServer
    people: int
    messages: int
    events: Counter[str] = field(default_factory=Counter)
    written: dict[str, list[str]] = field(default_factory=dict)
    """The timestamps of each channel's messages."""

    async def run(self, moments: list[str], pause: float, patience: float = 90.0) -> None:
        """Write everything while things happen, one every `pause` seconds; then wait until all is answered."""
        async with aiohttp.ClientSession() as http:
            slack = SlackServer(self.server.url, self.fake, http)
            between = pause * (len(moments) + 1) / self.messages
            writing = [self._write(slack, f"C0S{number}", between) for number in range(self.people)]
            await asyncio.gather(self._break(moments, pause), *writing)
            await eventually(self._all_answered, patience)

    def faults(self) -> dict[str, int]:
        """How many messages were lost, answered twice, or answered out of order."""
        answered = {channel: self._answered(channel) for channel in self.written}
        counts = Counter(ts for found in answered.values() for ts in found)
        return {
            "lost": sum(ts not in counts for written in self.written.values() for ts in written),
            "doubled": sum(count - 1 for count in counts.values()),
            "out of order": sum(found != sorted(found, key=float) for found in answered.values()),
        }

    def _answered(self, channel: str) -> list[str]:
        """The messages that were answered, in the order of their first answers."""
        posted = [message["metadata"]["event_payload"] for message in self.fake.messages(channel)]
        return [str(part["id"]).split(":")[1] for part in posted if not part["part"]]

    def _all_answered(self) -> bool:
        return all(len(set(self._answered(channel))) == self.messages for channel in self.written)

    async def _write(self, slack: SlackServer, channel: str, between: float) -> None:
        user, thread = new_user(), new_ts()
        self.written[channel] = []
        for number in range(self.messages):
            text = f"<@{BOT}> {_TEXTS[number % len(_TEXTS)]}"
            ts = new_ts()
            said = {"user": user, "channel": channel, "text": text, "ts": ts, "event_ts": ts, "thread_ts": thread}
            self.written[channel].append(ts)
            for body in _deliveries(said):
                status = await slack.deliver(body, "application/json", retries=_DELIVERIES)
                assert status == 200
            await asyncio.sleep(random.random() * 2 * between)  # noqa: S311

    async def _break(self, moments: list[str], pause: float) -> None:
        for moment in moments:
            await asyncio.sleep(pause * (0.5 + random.random()))  # noqa: S311
            self.events[moment] += 1
            if moment == "worker killed":
                for worker in self.server.workers()[:1]:
                    os.kill(worker, signal.SIGKILL)
            elif moment == "redis killed":
                await asyncio.to_thread(self.redis.restart)
            elif moment == "redis frozen":
                await self._freeze()
            else:
                how = signal.SIGKILL if moment == "server killed" else signal.SIGTERM
                await asyncio.to_thread(self.server.end, how, group=how is signal.SIGKILL)
                self.server.start()

    async def _freeze(self) -> None:
        self.redis.signal(signal.SIGSTOP)
        await asyncio.sleep(_FROZEN)
        self.redis.signal(signal.SIGCONT)


def _deliveries(said: dict[str, str]) -> list[bytes]:
    """The two events of a message, in either order; one in five comes again."""
    pair = [
        event_body({**said, "type": "app_mention"}),
        event_body({**said, "type": "message", "channel_type": "channel"}),
    ]
    random.shuffle(pair)
    again = [random.choice(pair)] if random.random() < 0.2 else []  # noqa: S311
    return [*pair, *again]
