"""How long until the chat can be used: `python -m tests.bench.chat_ready [runs]`.

Starts the real command in a terminal of its own, always with the same data folder, and takes the time to the greeting
and to the prompt.
"""

import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.fakes.terminal import PROMPT, Terminal


def start(folder: Path) -> tuple[float, float]:
    """Seconds from the start to the greeting and to the prompt."""
    began = time.perf_counter()
    terminal = Terminal(folder)
    terminal.until("promptcoach:")
    greeted = time.perf_counter() - began
    terminal.until(PROMPT)
    ready = time.perf_counter() - began
    terminal.signal(signal.SIGTERM)
    return greeted, ready


def main(runs: int) -> None:
    """Print the medians and the slowest, in seconds."""
    with tempfile.TemporaryDirectory(prefix="pc-") as folder:
        times = [start(Path(folder)) for _ in range(runs)]
    for name, taken in zip(("greeting", "prompt"), zip(*times, strict=True), strict=True):
        print(f"{name}: median {statistics.median(taken):.2f} s, slowest {max(taken):.2f} s of {runs}")  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 10)
