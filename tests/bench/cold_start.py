"""How long a command takes from a standing start: `python -m tests.bench.cold_start`."""

import sys
from pathlib import Path

from tests.bench.timing import report, timed_command

SCRIPT = str(Path(sys.executable).with_name("promptcoach"))
COMMANDS = (
    ("--version",),
    ("critique", "write something about travel", "--json"),
    ("critique", "write something about travel"),
    ("ask", "what is few-shot?", "--json"),
    ("triage", "an HR bot", "--json"),
)
ROUNDS = 7


def main() -> None:
    """Measure each command; the interpreter alone comes first."""
    report("python -c pass", [timed_command([sys.executable, "-c", "pass"]) for _ in range(ROUNDS)])
    for command in COMMANDS:
        report(" ".join(command)[:36], [timed_command([SCRIPT, *command]) for _ in range(ROUNDS)])


if __name__ == "__main__":
    main()
