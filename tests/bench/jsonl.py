"""How many lines a second the command line answers: `python -m tests.bench.jsonl`."""

import json
import sys
import tempfile
from pathlib import Path

from tests.bench.timing import say, timed_command

SCRIPT = str(Path(sys.executable).with_name("promptcoach"))
LINES = 1_000
TEXTS = {
    "critique": ("text", "Summarize the {n} support tickets below for the team lead in five bullets, no names."),
    "ask": ("question", "what is few-shot prompting, case {n}?"),
    "triage": ("situation", "We have {n} labelled tickets and want them sorted; policies change monthly."),
}


def main() -> None:
    """Measure each verb on a file of its own; the start of the process is part of it."""
    with tempfile.TemporaryDirectory() as folder:
        for verb, (field, text) in TEXTS.items():
            file = Path(folder) / f"{verb}.jsonl"
            rows = ({"id": n, field: text.format(n=n)} for n in range(LINES))
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            seconds = timed_command([SCRIPT, verb, "--jsonl", str(file)]) / 1000
            say(f"{verb:<10} {LINES / seconds:8.0f} lines/s   {LINES} lines in {seconds:.2f} s")


if __name__ == "__main__":
    main()
