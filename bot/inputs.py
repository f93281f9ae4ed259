"""Texts as they come in: from an argument, from standard input, from a field of a line. All obey the same limits."""

import io
import os

from bot.errors import InputError
from bot.streams import STDIN, stdin
from coaching.words import LONGEST_TEXT

_COUNTED = 10_000_000
"""Longer than this, a text is not even counted: standard input may never end."""
_PIECE = 65_536


def check_text(text: str, name: str) -> str:
    """The text, if it can be read.

    Raises:
        InputError: it is too long, or holds bytes that are not UTF-8.
    """
    if len(text) > LONGEST_TEXT:
        raise InputError(_too_long(name, f"{len(text):,}"))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InputError(f"{name} is not valid UTF-8", "save it as UTF-8 and try again") from None
    return text


def read_argument(text: str, name: str) -> str:
    """The text of an argument; `-` stands for all of standard input.

    Raises:
        InputError: it is too long, not UTF-8, or standard input is empty.
    """
    return _read_stdin() if text == STDIN else check_text(_as_utf8(text), name)


def _as_utf8(argument: str) -> str:
    """An argument that the locale's encoding could not read, read as UTF-8; unchanged where it isn't that either."""
    try:
        return argument if argument.isascii() else os.fsencode(argument).decode()
    except UnicodeDecodeError:
        return argument


def _read_stdin() -> str:
    reader = io.TextIOWrapper(stdin(), encoding="utf-8-sig", newline="")
    try:
        text = reader.read(LONGEST_TEXT + 1)
        if len(text) > LONGEST_TEXT:
            raise InputError(_too_long("text", _count(reader, len(text))))
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise InputError(f"standard input is not UTF-8 text (byte 0x{byte:02x})", "save it as UTF-8") from None
    finally:
        reader.detach()
    if not text:
        raise InputError("standard input is empty", "pipe a text into it")
    return text


def _count(reader: io.TextIOWrapper, seen: int) -> str:
    while seen <= _COUNTED and (piece := reader.read(_PIECE)):
        seen += len(piece)
    return f"{seen:,}" if seen <= _COUNTED else f"more than {_COUNTED:,}"


def _too_long(name: str, characters: str) -> str:
    return f"{name} has {characters} characters; at most {LONGEST_TEXT:,} are read: send the part that matters"
