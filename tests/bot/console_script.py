"""Runs the installed `promptcoach` command as a person or a program does: in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NOTHING: Mapping[str, str] = {}
SCRIPT = str(Path(sys.executable).with_name("promptcoach"))


@dataclass(frozen=True)
class Run:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Standard output, read as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


def run(*arguments: str, stdin: bytes = b"", home: Path | None = None, env: Mapping[str, str] = NOTHING) -> Run:
    """Run one command with an environment of its own; `home` is the home and the current folder."""
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home or "/nonexistent"), "LC_ALL": "C.UTF-8", **env}
    done = subprocess.run(
        [SCRIPT, *arguments], input=stdin, capture_output=True, env=environment, cwd=home, timeout=60, check=False
    )
    return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def refusal(*arguments: str, stdin: bytes = b"", home: Path | None = None, env: Mapping[str, str] = NOTHING) -> str:
    """The one line in which a command refuses what it was given."""
    ended = run(*arguments, stdin=stdin, home=home, env=env)
    assert ended.code == 2, ended
    assert ended.out == ""
    assert ended.err.startswith("promptcoach: ")
    assert ended.err.count("\n") == 1
    assert ended.err.endswith("\n")
    return ended.err.removeprefix("promptcoach: ").rstrip("\n")
