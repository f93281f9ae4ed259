"""How much memory a run needs, and that a longer file needs no more: `python -m tests.bench.memory` (no Windows)."""

import json
import resource
import subprocess
import sys
from pathlib import Path

from tests.bench.timing import say

SCRIPT = str(Path(sys.executable).with_name("promptcoach"))
LENGTHS = (10, 1_000, 10_000)
_UNIT = 1024 if sys.platform == "darwin" else 1
"""What `ru_maxrss` counts in: kilobytes on Linux, bytes on macOS."""


def peak(lines: int) -> float:
    """The greatest peak of all commands run so far, in megabytes, after one that answers so many lines."""
    rows = "".join(json.dumps({"id": n, "text": f"write an email about order {n}"}) + "\n" for n in range(lines))
    subprocess.run([SCRIPT, "critique", "--jsonl", "-"], input=rows.encode(), stdout=subprocess.DEVNULL, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _UNIT / 1024


def main() -> None:
    """Run files of growing length, shortest first."""
    first = peak(1)
    for lines in LENGTHS:
        now = peak(lines)
        say(f"{lines:>8,} lines   peak {now:6.1f} MB   ×{now / first:.2f} of one line")


if __name__ == "__main__":
    main()
