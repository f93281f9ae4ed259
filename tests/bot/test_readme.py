"""What the README shows is what the coach says today."""

import shlex
from pathlib import Path

from tests.bot.console_script import run

README = Path(__file__).parent.parent.parent / "README.md"


def test_the_excerpt_is_real() -> None:
    lines = iter(README.read_text(encoding="utf-8").splitlines())
    command = next(line for line in lines if line.startswith("    $ promptcoach ")).removeprefix("    $ promptcoach ")
    shown = []
    for line in lines:
        if line and not line.startswith("    "):
            break
        shown.append(line.removeprefix("    "))

    assert run(*shlex.split(command)).out.split() == "\n".join(shown).split()
