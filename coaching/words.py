"""Words and phrases: the text tools that every reader in the core shares. All of it takes linear time.

A phrase is written as words with single spaces. A word may be literal (`audience`), a stem (`summar*`), a number
(`#`, digits or a number word) or any one word (`_`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_NUMBER_WORDS = frozenset(
    (
        "one two three four five six seven eight nine ten eleven twelve dozen twenty thirty fifty hundred thousand"
    ).split()
)
_STRAIGHT = str.maketrans("’", "'")


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared (casefolded, straight apostrophes) and where it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found: its label, its tokens [first, last) and its characters [start, end)."""

    label: str
    first: int
    last: int
    start: int
    end: int


def tokenise(text: str) -> tuple[Token, ...]:
    """The words of a text, in order. Hyphens and apostrophes inside a word belong to it."""
    return tuple(Token(m[0].casefold().translate(_STRAIGHT), m.start(), m.end()) for m in _WORD.finditer(text))


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

    def child(self, word: str) -> "_Node":
        if word == "#":
            self.number = self.number or _Node()
            return self.number
        if word == "_":
            self.anything = self.anything or _Node()
            return self.anything
        if word.endswith("*"):
            return self.stems.setdefault(len(word) - 1, {}).setdefault(word[:-1], _Node())
        return self.literals.setdefault(word, _Node())

    def after(self, word: str) -> Iterable["_Node"]:
        """Every node that a word leads to."""
        if literal := self.literals.get(word):
            yield literal
        for length, nodes in self.stems.items():
            if stem := nodes.get(word[:length]):
                yield stem
        if self.number and is_number(word):
            yield self.number
        if self.anything:
            yield self.anything


class Phrases:
    """Labelled phrases, found in a text in one pass over its words."""

    def __init__(self, labelled: Mapping[str, Iterable[str]]) -> None:
        """Index the phrases of each label."""
        self._root = _Node()
        for label, phrases in labelled.items():
            for phrase in phrases:
                node = self._root
                for word in phrase.casefold().translate(_STRAIGHT).split():
                    node = node.child(word)
                node.labels.append(label)

    def find(self, tokens: tuple[Token, ...]) -> list[Match]:
        """All matches by where they start, overlaps included; a label once a place, its longest match."""
        found: list[Match] = []
        for first in range(len(tokens)):
            longest = self._labels_from(tokens, first)
            found += [
                Match(label, first, last, tokens[first].start, tokens[last - 1].end) for label, last in longest.items()
            ]
        return found

    def _labels_from(self, tokens: tuple[Token, ...], first: int) -> dict[str, int]:
        """The labels of the phrases that start at a token, each with the end of its longest match."""
        longest: dict[str, int] = {}
        nodes: list[_Node] = [self._root]
        for at in count(first):
            if at == len(tokens):
                break
            nodes = [after for node in nodes for after in node.after(tokens[at].word)]
            if not nodes:
                break
            longest |= {label: at + 1 for node in nodes for label in node.labels}
        return longest
