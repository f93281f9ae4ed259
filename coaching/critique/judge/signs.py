"""The signs that the cues of a language find in a text, each with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coaching.critique.reading import Region, Span
from coaching.words import Match, Token

PASSAGE = 4
"""From so many words on, a quote is material rather than a term."""


@dataclass(frozen=True)
class Signs:
    """The signs of a text by label, in order of place; `own` are the tokens of the person's instruction."""

    own: tuple[Token, ...]
    by_label: Mapping[str, tuple[Match, ...]]
    sentences: tuple[tuple[int, int], ...]
    """For every sentence of the instruction, which own tokens are its: [first, last)."""
    material: int | None = None
    """Where unmarked material begins in the text, if the reader found no region and there is some all the same."""

    def of(self, label: str) -> tuple[Match, ...]:
        """All signs with a label; `first` and `last` of each count in `own`."""
        return self.by_label.get(label, ())

    def has(self, label: str) -> bool:
        """Whether a sign is there."""
        return label in self.by_label

    def starting(self, *prefixes: str) -> Iterable[Match]:
        """All signs whose label starts so."""
        return (match for label, matches in self.by_label.items() if label.startswith(prefixes) for match in matches)


def is_passage(text: str, region: Region) -> bool:
    """Whether a region is code, an example, or so many words that they are material rather than a term."""
    return region.kind != "material" or len(text[region.start : region.end].split(maxsplit=PASSAGE)) >= PASSAGE


def span(match: Match) -> Span:
    """The characters of a sign."""
    return Span(match.start, match.end)
