"""Where bytes come from and go to. A process may be started without standard input or output."""

import sys
from pathlib import Path
from typing import BinaryIO

from bot.errors import CoachError, InputError, because, one_line

STDIN = "-"


def open_lines(path: str) -> BinaryIO:
    """A file, or standard input for `-`, to be read line by line.

    Raises:
        InputError: saying why it can't be opened.
    """
    if path == STDIN:
        return stdin()
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise InputError(f"{one_line(path)}: {because(error)}", "name a file with one JSON object a line") from None


def stdin() -> BinaryIO:
    """The bytes of standard input.

    Raises:
        InputError: the process was started without one.
    """
    if sys.stdin is None:
        raise InputError("standard input is closed", "pipe a text into it")
    return sys.stdin.buffer


def stdout() -> BinaryIO:
    """The bytes of standard output: what programs read is UTF-8 whatever the locale.

    Raises:
        CoachError: the process was started without one.
    """
    if sys.stdout is None:
        raise CoachError("standard output is closed")
    return sys.stdout.buffer


def at_terminal() -> bool:
    """Whether a person types and reads here."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
