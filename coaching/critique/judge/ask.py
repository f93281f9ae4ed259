"""The main request of a prompt: which sentence asks, with which verb, for what, about what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coaching.critique.judge.signs import Signs
from coaching.critique.reading import Ask, Reading, Span
from coaching.knowledge.cues import Cues
from coaching.words import Match, Token

Mood = Literal["order", "question", "wish", "statement"]
_RANK: Mapping[Mood, int] = {"order": 0, "question": 2, "wish": 4, "statement": 6}
_BY_THE_WAY = 3
_HELPING = "verb:answer"
"""The label of verbs that may only lead up to what is wanted."""
_BREAKS = frozenset(',;:.!?()[]{}\n"“”|–—')


@dataclass(frozen=True, slots=True)
class Request:
    """A sentence of the instruction: its own tokens [first, last), where its content begins, and how it asks."""

    first: int
    last: int
    begin: int
    mood: Mood
    verb: Match | None = None
    """The verb that opens an order; its label names the task."""


_NO_REQUEST = Request(0, 0, 0, "statement")
"""Of a text without a word of instruction."""


def requests(reading: Reading, signs: Signs, cues: Cues) -> tuple[Request, ...]:
    """Every sentence of the instruction, with its mood."""
    openers = _Openers(signs, cues)
    return tuple(openers.read(reading, first, last) for first, last in signs.sentences)


class _Openers:
    """The words that show at the head of a sentence whether it asks, and how."""

    def __init__(self, signs: Signs, cues: Cues) -> None:
        self.own = signs.own
        self.wishes = {match.first: match.last for match in signs.of("wish:")}
        self.joints = frozenset(cues.grammar.joints)
        self.questions = frozenset(cues.grammar.questions)
        self.infinitives = frozenset(cues.grammar.infinitives)
        self.between = frozenset((*cues.grammar.persons, *cues.grammar.infinitives))
        self.roles = {match.first for match in signs.of("technique:role")}
        self.verbs: dict[int, Match] = {}
        for match in signs.starting("verb:"):
            if match.first not in self.verbs or self.verbs[match.first].last < match.last:
                self.verbs[match.first] = match

    def read(self, reading: Reading, first: int, last: int) -> Request:
        """The mood of the sentence of the own tokens [first, last)."""
        begin = self._begin(first, last)
        if begin == last or begin in self.roles:
            return Request(first, last, min(begin, last - 1), "statement")
        if verb := self.verbs.get(begin):
            return Request(first, last, begin, "order", self._real(verb, last))
        mark = self.own[last - 1].end
        if self.own[begin].word in self.questions or "?" in reading.text[mark : mark + 3]:
            return Request(first, last, begin, "question")
        if begin in self.wishes:
            return Request(first, last, begin, "wish", self.verbs.get(self._begin(self.wishes[begin], last)))
        return Request(first, last, begin, "statement")

    def _real(self, verb: Match, last: int) -> Match:
        """The verb that an order is about: "help me plan", "use Excel to sort" are about planning and sorting."""
        if verb.label != _HELPING:
            return verb
        at = verb.last
        while at < last and self.own[at].word in self.between:
            at += 1
        if at in self.verbs:
            return self.verbs[at]
        marked = (at for at in range(at, last - 1) if self.own[at].word in self.infinitives)
        return next((self.verbs[at + 1] for at in marked if at + 1 in self.verbs), verb)

    def _begin(self, first: int, last: int) -> int:
        """The first token that is no joint."""
        while first < last and self.own[first].word in self.joints:
            first += 1
        return first


def main_request(found: Sequence[Request]) -> Request:
    """The request that the answer will follow: the first order, else question, else wish, else sentence.

    An order of how to do it ("use the table") counts as one only where nothing else is asked.
    """
    return min(found, key=_rank, default=_NO_REQUEST)


def _rank(request: Request) -> int:
    by_the_way = request.verb is not None and request.verb.label == _HELPING
    return _RANK[request.mood] + (_BY_THE_WAY if by_the_way else 0)


def read_ask(reading: Reading, signs: Signs, request: Request, cues: Cues) -> Ask:
    """The parts of the main request."""
    own = signs.own
    phrase = _Phrase(reading.text, own, request.last, cues)
    sentence = Span(own[request.first].start, own[request.last - 1].end) if own else Span(0, len(reading.text))
    if request.verb is None:
        return Ask(sentence, topic=phrase.topic(request.begin))
    after = request.verb.last
    verb = Span(request.verb.start, request.verb.end)
    return Ask(sentence, verb, phrase.thing(after), phrase.topic(after))


class _Phrase:
    """Reads noun phrases within one sentence."""

    def __init__(self, text: str, own: tuple[Token, ...], last: int, cues: Cues) -> None:
        self.text, self.own, self.last = text, own, last
        self.skips = frozenset(cues.grammar.skips)
        self.about = frozenset(cues.grammar.about)
        self.stops = frozenset((*cues.grammar.ends, *cues.grammar.joints))

    def thing(self, first: int) -> Span | None:
        """The noun phrase that follows the verb."""
        while first < self.last and self.own[first].word in self.skips and not self._parted(first):
            first += 1
        end = first
        while end < self.last and self.own[end].word not in self.stops | self.about and not self._parted(end):
            end += 1
        return self._span(first, end)

    def topic(self, first: int) -> Span | None:
        """What follows the first "about"."""
        for at in range(first, self.last - 1):
            if self.own[at].word in self.about:
                end = at + 2
                while end < self.last and self.own[end].word not in self.stops and not self._parted(end):
                    end += 1
                return self._span(at + 1, end)
        return None

    def _span(self, first: int, end: int) -> Span | None:
        return Span(self.own[first].start, self.own[end - 1].end) if first < end else None

    def _parted(self, at: int) -> bool:
        """Whether punctuation parts a token from the one before."""
        return at > 0 and any(mark in _BREAKS for mark in self.text[self.own[at - 1].end : self.own[at].start][:8])
