"""Crash test of the whole: 600 turns in Slack while everything dies. `python -m tests.bench.slack_crash [SEED …]`.

`promptcoach serve` with its worker, a Redis, and a Slack that stays. Each seed is a run of its own, in another order;
printed are what happened and what went wrong. The exit code is 1 if anything did.
"""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.timing import say
from tests.e2e.serving import Server
from tests.e2e.storm import SlackStorm
from tests.fakes.redis_server import RedisServer
from tests.fakes.slack import FakeSlack

SEEDS = ("1", "2", "3")
PEOPLE, MESSAGES = 40, 15
MOMENTS = {"worker killed": 7, "server killed": 4, "server stopped": 4, "redis killed": 4, "redis frozen": 3}
PAUSE = 2.5
"""Seconds between two of them, on average."""
_PATIENCE = 120.0


async def storm(folder: Path, redis: RedisServer) -> SlackStorm:
    """A storm that is over."""
    async with FakeSlack() as fake:
        server = Server(folder, fake.url, settings={"REDIS_URL": redis.url})
        server.start()
        try:
            await server.ready()
            blows = SlackStorm(fake, server, redis, PEOPLE, MESSAGES)
            moments = random.sample(list(MOMENTS), sum(MOMENTS.values()), counts=MOMENTS.values())
            try:
                await blows.run(moments, PAUSE, _PATIENCE)
            except TimeoutError:
                say("not all was answered in time")
            return blows
        finally:
            server.end()


def run(seed: str) -> int:
    """Run one storm and print what it came to; how much went wrong."""
    random.seed(seed)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="pc-") as path:
        redis = RedisServer(Path(path))
        try:
            over = asyncio.run(storm(Path(path), redis))
        finally:
            redis.kill()
    faults, seconds = over.faults(), time.perf_counter() - began
    say(f"{seed:>5} {PEOPLE * MESSAGES:>6} {seconds:>8.0f}  {dict(sorted(over.events.items()))}; {faults}")
    return sum(faults.values())


def main() -> int:
    """Run all seeds."""
    say(f"{'seed':>5} {'turns':>6} {'seconds':>8}  what happened; what went wrong")
    return 1 if sum(run(seed) for seed in sys.argv[1:] or SEEDS) else 0


if __name__ == "__main__":
    sys.exit(main())
