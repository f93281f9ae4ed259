"""What the benchmarks share: measure calls or commands, and print the figures on one line."""

import subprocess
from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter


def timed(action: Callable[[], object]) -> float:
    """How long a call takes, in milliseconds."""
    began = perf_counter()
    action()
    return (perf_counter() - began) * 1000


def timed_command(words: Sequence[str]) -> float:
    """How long a command takes from start to end, in milliseconds; it must succeed."""
    return timed(lambda: subprocess.run(words, stdout=subprocess.DEVNULL, check=True))


def report(name: str, milliseconds: Sequence[float]) -> None:
    """Print the median, the 95th percentile and how often it was measured."""
    ordered = sorted(milliseconds)
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    say(f"{name:<36} median {median(ordered):8.2f} ms   p95 {p95:8.2f} ms   n {len(ordered)}")


def say(line: str) -> None:
    """Print one line."""
    print(line, flush=True)  # noqa: T201 - a benchmark's output
