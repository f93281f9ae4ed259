"""A list of words or phrases as the data files write it: on one line, parted by commas."""

from typing import Annotated, TypeAlias

from pydantic import BeforeValidator


def _parted(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(stripped for part in value.split(",") if (stripped := part.strip()))


PhraseList: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_parted)]

PhraseSet: TypeAlias = Annotated[frozenset[str], BeforeValidator(_parted)]
"""The same where only membership counts."""
