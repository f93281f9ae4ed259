"""Words and phrases: the text tools that every reader in the core shares. All of it takes linear time.

A phrase is written as words with single spaces. A word may be literal (`audience`), a stem (`summar*`), a number
(`#`, digits or a number word) or any one word (`_`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

LONGEST_TEXT = 100_000
"""Code points; a longer text is refused before it is read."""

_WORD = re.compile(r"([^\W_]+(?:['\-][^\W_]+)*)")
_NUMBER_WORDS = frozenset(
    (
        "one two three four five six seven eight nine ten eleven twelve dozen twenty thirty fifty hundred thousand "
        "zwei drei vier fünf sechs sieben acht zehn zwölf zwanzig dreißig hundert "
        "deux trois quatre cinq sept huit dix douze vingt trente cent dos tres cuatro cinco siete ocho nueve diez doce "
        "dois duas três quatro oito dez doze twee drie vijf zes zeven tien twaalf twintig honderd"
    ).split()
)


class Token(NamedTuple):
    """A word as it is compared (casefolded, straight apostrophes) and where it stands."""

    word: str
    start: int
    end: int


_token = partial(tuple.__new__, Token)
"""Makes a token of a triple in C: texts have many."""


class Match(NamedTuple):
    """A phrase found: its label, its tokens [first, last) and its characters [start, end)."""

    label: str
    first: int
    last: int
    start: int
    end: int


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text, in order. Hyphens and apostrophes inside a word belong to it."""
    straight = text.replace("’", "'")
    folded = straight.casefold()
    in_step = len(folded) == len(text)  # the usual case: one call for the whole text, the offsets stay
    pieces = _WORD.split(folded if in_step else straight)  # gap, word, gap, … gap
    ends = list(accumulate(map(len, pieces)))
    words = pieces[1::2] if in_step else map(str.casefold, pieces[1::2])
    return tuple(map(_token, zip(words, ends[::2], ends[1::2], strict=False)))  # there is one gap more than words


def places_of(tokens: Sequence[Token], words: Container[str]) -> list[int]:
    """Where some words stand: their positions among the tokens, in order."""
    return [at for at, token in enumerate(tokens) if token.word in words]


def outside(tokens: Sequence[Token], spans: Iterable[tuple[int, int]]) -> list[Token]:
    """The tokens that touch none of some spans, which may be nested and in any order."""
    found: list[Token] = []
    at = 0
    for start, end in sorted(spans):
        found += tokens[at : bisect_right(tokens, start, at, key=_END)]
        at = bisect_left(tokens, end, at, key=_START)
    return [*found, *tokens[at:]]


_START, _END = attrgetter("start"), attrgetter("end")


def is_number(word: str) -> bool:
    """Whether a word is a number, in digits or spelled out."""
    return word[0].isdigit() or word in _NUMBER_WORDS


@dataclass(slots=True)
class _Node:
    literals: dict[str, "_Node"] = field(default_factory=dict)
    stems: dict[int, dict[str, "_Node"]] = field(default_factory=dict)
    number: "_Node | None" = None
    anything: "_Node | None" = None
    labels: list[str] = field(default_factory=list)
    goes_on: bool = False
    """Whether any word leads further."""

    def child(self, word: str) -> "_Node":
        self.goes_on = True
        if word == "#":
            self.number = self.number or _Node()
            return self.number
        if word == "_":
            self.anything = self.anything or _Node()
            return self.anything
        if word.endswith("*"):
            return self.stems.setdefault(len(word) - 1, {}).setdefault(word[:-1], _Node())
        return self.literals.setdefault(word, _Node())

    def after(self, word: str) -> "list[_Node]":
        """Every node that a word leads to."""
        found = [literal] if (literal := self.literals.get(word)) else []
        for length, nodes in self.stems.items():
            if stem := nodes.get(word[:length]):
                found.append(stem)
        if self.number and is_number(word):
            found.append(self.number)
        if self.anything:
            found.append(self.anything)
        return found


class Phrases:
    """Labelled phrases, found in a text in one pass over its words."""

    def __init__(self, labelled: Mapping[str, Iterable[str]]) -> None:
        """Index the phrases of each label."""
        self._root = _Node()
        for label, phrases in labelled.items():
            for phrase in phrases:
                node = self._root
                for word in phrase.casefold().replace("’", "'").split():
                    node = node.child(word)
                node.labels.append(label)

    def find(self, tokens: tuple[Token, ...]) -> list[Match]:
        """All matches by where they start, overlaps included; a label once a place, its longest match."""
        found: list[Match] = []
        starts = {word: self._root.after(word) for word in {token.word for token in tokens}}
        for first, token in enumerate(tokens):
            if nodes := starts[token.word]:
                for label, last in _longest(nodes, tokens, first + 1).items():
                    found.append(Match(label, first, last, token.start, tokens[last - 1].end))
        return found


def _longest(nodes: list[_Node], tokens: tuple[Token, ...], at: int) -> dict[str, int]:
    """The labels of the phrases that go on from some nodes, each with the end of its longest match."""
    longest: dict[str, int] = {}
    while nodes:
        for node in nodes:
            for label in node.labels:
                longest[label] = at
        if at == len(tokens):
            break
        word = tokens[at].word
        nodes = [after for node in nodes if node.goes_on for after in node.after(word)]
        at += 1
    return longest
