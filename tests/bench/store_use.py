"""What Redis keeps for an idle session: `python -m tests.bench.store_use` (with a redis-server).

A thousand people mention the coach, in a thread each, and then leave it alone. The sizes are Redis' own (MEMORY USAGE),
of every kind of key, for each session; beside it stands for how many minutes the longest-lived key of the kind stays.
"""

import asyncio
import re
import tempfile
from collections import defaultdict
from pathlib import Path

from redis import Redis

from tests.bench.slack_turns import Connections, Stub, mentions, stub
from tests.bench.timing import say
from tests.e2e.serving import Server
from tests.e2e.waiting import eventually
from tests.fakes.redis_server import RedisServer

SESSIONS = 1000
CONNECTIONS = 8
_KIND = re.compile(r"\{.*\}")


async def talk(server: Server, slack: Stub, redis: Redis) -> None:
    """Have everybody answered, and wait until the mailboxes are out of use."""
    await server.ready()
    requests = mentions(SESSIONS)
    await Connections(server.port).closed_loop(requests, CONNECTIONS)
    await slack.all_answered(dict.fromkeys((mention.answer for mention in requests), 0.0))
    await eventually(lambda: not redis.exists("pc:{mailboxes}:active"))


def sizes(redis: Redis) -> dict[str, list[int]]:
    """The bytes of every key, by its kind; the task library's own are of one kind."""
    found: dict[str, list[int]] = defaultdict(list)
    for key in map(str, redis.scan_iter(count=1000)):
        kind = "turns" if "turns" in key.partition(":")[0] else _KIND.sub("{…}", key)
        found[kind].append(int(redis.memory_usage(key, samples=0) or 0))
    return found


def minutes(redis: Redis, kind: str) -> float:
    """How long the keys of a kind still live, at most."""
    pattern = "*turns*" if kind == "turns" else kind.replace("…", "*")
    return max(int(str(redis.ttl(key))) for key in redis.scan_iter(pattern, count=1000)) / 60


def show(redis: Redis) -> None:
    """Print the table."""
    say(f"{'keys':<24}{'number':>8}{'bytes each':>12}{'a session':>12}{'minutes':>10}")
    total = 0.0
    for kind, found in sorted(sizes(redis).items()):
        share = sum(found) / SESSIONS
        total += share
        say(f"{kind:<24}{len(found):>8}{sum(found) / len(found):>12.0f}{share:>12.0f}{minutes(redis, kind):>10.0f}")
    say(f"{'in all':<24}{'':>8}{'':>12}{total:>12.0f}{'':>10}   goal < 2,000")


def main() -> None:
    """Start everything, talk, look, and end everything."""
    with tempfile.TemporaryDirectory(prefix="pc-") as path, stub() as slack:
        redis = RedisServer(Path(path))
        server = Server(Path(path), slack.url, settings={"REDIS_URL": redis.url})
        server.start()
        try:
            asyncio.run(talk(server, slack, redis.client()))
            show(redis.client())
        finally:
            server.end()
            redis.kill()


if __name__ == "__main__":
    main()
