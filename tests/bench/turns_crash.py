"""Crash test of the turn queue: 2,700 turns while workers and Redis die. `python -m tests.bench.turns_crash`.

Prints what happened and what went wrong; the exit code is 1 if anything did.
"""

import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.bot.storm import Storm
from tests.fakes.redis_server import RedisServer

_ROUNDS = 3
_MOMENTS = ["worker killed"] * 12 + ["worker stopped"] * 4 + ["redis killed"] * 5
_MOMENTS += ["redis frozen"] * 2 + ["worker frozen"] * 4


def main() -> int:
    wrong = 0
    print(f"{'seed':>6} {'turns':>6} {'puts':>6} {'seconds':>8}  what happened; what went wrong")  # noqa: T201
    for seed in range(_ROUNDS):
        random.seed(seed)
        moments = random.sample(_MOMENTS, len(_MOMENTS))
        began = time.perf_counter()
        with tempfile.TemporaryDirectory(prefix="pc-") as folder:
            server = RedisServer(Path(folder))
            storm = Storm(server, Path(folder) / "answers", people=30, messages=30)
            try:
                asyncio.run(storm.run(moments, pause=1.0))
            except TimeoutError:
                print("not all was answered in time")  # noqa: T201
            faults = storm.faults()
            server.kill()
        wrong += sum(faults.values())
        seconds = time.perf_counter() - began
        print(f"{seed:>6} {30 * 30:>6} {storm.put:>6} {seconds:>8.1f}  {dict(storm.events)}; {faults}")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
