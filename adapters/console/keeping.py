"""Saving what the person wants to keep, without ever overwriting anything."""

from itertools import count
from pathlib import Path

from coaching.messages.reply import File


def save(file: File, wish: str, folder: Path) -> Path:
    """Write a file where the person says: a path, a folder, or nothing for its own name in `folder`.

    Returns where it went: a name that is taken gets a number.

    Raises:
        OSError: there is no such folder, or it can't be written to.
    """
    target = (folder / Path(wish).expanduser()) if wish else folder
    if target.is_dir():
        target /= Path(file.name).name
    for number in count(1):
        path = target if number == 1 else target.with_stem(f"{target.stem}-{number}")
        try:
            with path.open("x", encoding="utf-8") as new:
                new.write(file.content if file.content.endswith("\n") else f"{file.content}\n")
        except FileExistsError:
            continue
        return path
    raise AssertionError  # pragma: no cover  (count never ends)
