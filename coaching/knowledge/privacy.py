"""The schema of privacy.toml: how secrets and private data look, and what announces them."""

import re
from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

from coaching.knowledge.lexicon import WordSet
from coaching.messages.base import Frozen

Look: TypeAlias = Literal["password", "pin", "key", "pair", "number", "phone"]


class Shape(Frozen):
    """Tokens known by how they begin: `starts` (with spaces between), then at least `least` letters of `rest`."""

    mask: str
    rest: str
    least: int
    starts: str


class Cue(Frozen):
    """Words that announce a secret of a certain look."""

    mask: str
    look: Look
    words: tuple[str, ...]


class Announcement(NamedTuple):
    """One cue as words in order, and what it announces."""

    words: tuple[str, ...]
    mask: str
    look: Look


class Privacy(Frozen):
    """All of privacy.toml."""

    shapes: tuple[Shape, ...]
    cues: tuple[Cue, ...]
    between: WordSet
    never: WordSet
    ibans: str
    """Country codes, each with the length of its IBAN."""

    @cached_property
    def announcements(self) -> dict[str, tuple[Announcement, ...]]:
        """Every cue by its first word, the longest first."""
        found: dict[str, list[Announcement]] = {}
        for cue in self.cues:
            for phrase in cue.words:
                words = tuple(phrase.casefold().split())
                found.setdefault(words[0], []).append(Announcement(words, cue.mask, cue.look))
        return {first: tuple(sorted(some, key=lambda a: -len(a.words))) for first, some in found.items()}

    @cached_property
    def iban_lengths(self) -> dict[str, int]:
        """The length of an IBAN by its country code."""
        return {entry[:2]: int(entry[2:]) for entry in self.ibans.split()}

    @cached_property
    def shape_pattern(self) -> re.Pattern[str]:
        """All shapes in one pattern; the group that matched is the shape's position as `s<n>`."""
        branches = [
            f"(?P<s{n}>(?:{'|'.join(map(re.escape, shape.starts.split()))})[{shape.rest}]{{{shape.least},512}})"
            for n, shape in enumerate(self.shapes)
        ]
        return re.compile(f"(?<![A-Za-z0-9])(?:{'|'.join(branches)})")
