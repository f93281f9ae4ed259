"""Words that point at material: "this report", "the figures below", "my script"."""

from collections.abc import Iterator, Mapping

from coaching.knowledge.cues import Cues
from coaching.words import Match, Token

POINTED, NAMED = "unseen:", "weak:"
"""Labels: material that is pointed at ("this report"), and such as may be a mere topic ("our report")."""
_BETWEEN: Mapping[str, int] = {POINTED: 1, NAMED: 2}
"""Words that may stand between a pointer and its thing."""
_BACK = 6
"""Words before "below" that may name what is there, at most."""
_BREAKS = frozenset(',;:.!?()[]{}\n"“”|–—')


def references(text: str, own: tuple[Token, ...], cues: Cues) -> list[Match]:
    """Every mention of material, as signs; what the prompt named before needs no pointing at."""
    return list(_Reader(text, own, cues).read())


class _Reader:
    def __init__(self, text: str, own: tuple[Token, ...], cues: Cues) -> None:
        self.text, self.own, self.material = text, own, cues.material
        self.labels = dict.fromkeys((*cues.grammar.definite, *cues.grammar.owners), NAMED)
        self.labels |= dict.fromkeys(cues.material.pointers, POINTED)
        self.articles = frozenset((*cues.grammar.definite, *cues.grammar.owners))
        self.stops = frozenset((*cues.grammar.ends, *cues.grammar.joints))
        self.seen: set[str] = set()

    def read(self) -> Iterator[Match]:
        """One match for each pointer that reaches a thing, and for each "below" at the end of a clause."""
        for at, token in enumerate(self.own):
            if label := self.labels.get(token.word):
                end = self._thing_end(at + 1, _BETWEEN[label])
                if end and self.own[end - 1].word not in self.seen:
                    yield self._match(label, at, end)
            elif token.word in self.material.after and self._closes(at):
                yield self._match(POINTED, self._start(at), at + 1)
            self.seen.add(token.word)

    def _thing_end(self, first: int, between: int) -> int:
        """Where the thing ends that begins within a few words; 0 if there is none."""
        for at in range(first, min(first + between + 1, len(self.own))):
            if self._parted(at) or self.own[at].word in self.stops:
                return 0
            if self.own[at].word in self.material.things:
                return at + 1
        return 0

    def _closes(self, at: int) -> bool:
        """Whether a clause ends after a word."""
        after = at + 1
        return after == len(self.own) or self._parted(after) or self.own[after].word in self.stops

    def _start(self, at: int) -> int:
        """Where the noun phrase before a word begins: at its article, else at the word itself."""
        for before in range(at - 1, max(at - _BACK, 0) - 1, -1):
            if self.own[before].word in self.articles:
                return before
            if self._parted(before + 1) or self.own[before].word in self.stops:
                break
        return at

    def _parted(self, at: int) -> bool:
        """Whether punctuation parts a token from the one before."""
        return any(mark in _BREAKS for mark in self.text[self.own[at - 1].end : self.own[at].start][:8])

    def _match(self, label: str, first: int, last: int) -> Match:
        if first and label == POINTED and self.own[first - 1].word in self.articles and not self._parted(first):
            first -= 1
        return Match(label, first, last, self.own[first].start, self.own[last - 1].end)
