"""Reading a situation told in free words: which facts and signals it gives, from which words, and what it hints at.

A text is taken sentence by sentence. Concepts are found in each (with a mark where they are denied), readings draw
conclusions from concepts that stand together, amounts add how many examples there are and how much is asked.
Contradictions go to the side with more weight. What is said only in passing doesn't settle a fact: it makes the value
likelier, so that the dialogue may still ask.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from coaching.knowledge.load import Knowledge
from coaching.knowledge.situations import Reading, Situations
from coaching.messages.recommendation import FACT_VALUES
from coaching.triage.claims import Settled, counted, counted_reply, fits, settle, worded
from coaching.words import Match, Phrases, Token, tokenise

_NEGATION_REACH = 3
"""How many words before a phrase a negation may stand."""
_FAR_REACH = 7
"""The same for a word such as "nobody", which denies all that follows it."""
_FIRM = 1.2
"""From this lead on, a fact is settled."""
_IN_PASSING = 6.0
"""How much likelier something said in passing makes a value."""
_QUOTE_LENGTH = 120
_ENDS = frozenset(".!?;\n…。！？")


@dataclass(frozen=True, slots=True)
class FactRead:
    """A value, and the person's words that it was read from."""

    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Account:
    """All that a text tells: facts, signals given, and by which factor it makes kinds and values likelier."""

    facts: Mapping[str, FactRead]
    signals: Mapping[str, FactRead]
    leanings: Mapping[str, float]
    hints: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class _Findings:
    settled: Mapping[str, Settled]
    concepts: Sequence[Collection[str]]


class SituationReader:
    """The reader for one set of concepts and readings."""

    def __init__(self, situations: Situations) -> None:
        """Index the phrases."""
        self._data = situations
        phrases = situations.phrases()
        self._phrases = Phrases({name: phrases[name] for name in phrases if name not in situations.reply_concepts()})
        self._readings: dict[str, list[Reading]] = defaultdict(list)
        for reading in situations.readings:
            self._readings[reading.all[0]].append(reading)

    @cached_property
    def _reply_phrases(self) -> Phrases:
        return Phrases(self._data.phrases())

    def read(self, text: str) -> Account:
        """All that a text tells."""
        found = self._find(text)
        firm = {
            about: FactRead(settled.claim.value, text[settled.claim.start : settled.claim.end][:_QUOTE_LENGTH])
            for about, settled in found.settled.items()
            if settled.lead >= _FIRM
        }
        return Account(
            {about: read for about, read in firm.items() if about in FACT_VALUES},
            {about: read for about, read in firm.items() if about not in FACT_VALUES and read.value == "yes"},
            self._leanings(found.concepts),
            self._hints(found),
        )

    def reply(self, fact: str, text: str) -> str | None:
        """What an answer to the question about a fact means: an amount, words that answer it, or what it tells."""
        sentence = tokenise(text)
        concepts = self._concepts(text, sentence, self._reply_phrases.find(sentence))
        if number := counted_reply(fact, sentence, text, concepts):
            return number
        told = self._find(text).settled.get(fact)
        said = next((r.value for r in self._data.replies if r.about == fact and fits(r, concepts)), None)
        if "unsure" in concepts and not (said and told):
            return "unknown"
        return said or (told.claim.value if told else None)

    def _find(self, text: str) -> _Findings:
        claims, together = [], []
        for sentence in _sentences(text, tokenise(text)):
            matches = self._phrases.find(sentence)
            concepts = self._concepts(text, sentence, matches)
            claims += [*worded(self._readings, concepts), *counted(sentence, text, matches, concepts)]
            together.append(concepts.keys())
        return _Findings(settle(claims), together)

    def _concepts(self, text: str, sentence: tuple[Token, ...], matches: Iterable[Match]) -> dict[str, Match]:
        """The concepts of a sentence, each at its first place; denied ones are called `not:x`."""
        found: dict[str, Match] = {}
        for match in matches:
            denied = self._denied(text, sentence, match.first)
            found.setdefault(f"not:{match.label}" if denied else match.label, match)
        return found

    def _denied(self, text: str, sentence: tuple[Token, ...], first: int) -> bool:
        for at in range(first - 1, max(first - 1 - _FAR_REACH, -1), -1):
            between = text[sentence[at].end : sentence[at + 1].start]
            if sentence[at].word in self._data.turns or any(mark in between for mark in ",:()"):
                return False
            near = at >= first - _NEGATION_REACH
            if sentence[at].word in (self._data.negations if near else self._data.far_negations):
                return True
        return False

    def _leanings(self, sentences: Sequence[Collection[str]]) -> dict[str, float]:
        factors: dict[str, float] = defaultdict(lambda: 1.0)
        anywhere = set(chain.from_iterable(sentences))
        for leaning in self._data.leanings:
            if _together(leaning.all, sentences, anywhere):
                factors[leaning.kind] *= leaning.factor
        return dict(factors)

    def _hints(self, found: _Findings) -> dict[str, dict[str, float]]:
        factors: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(lambda: 1.0))
        for about, settled in found.settled.items():
            if 0 < settled.lead < _FIRM and about in FACT_VALUES:
                factors[about][settled.claim.value] *= _IN_PASSING
        anywhere = set(chain.from_iterable(found.concepts))
        for hint in self._data.hints:
            if _together(hint.all, found.concepts, anywhere):
                for value in hint.values:
                    factors[hint.about][value] *= hint.factor
        return {fact: dict(values) for fact, values in factors.items()}


@lru_cache(maxsize=4)
def reader(knowledge: Knowledge) -> SituationReader:
    """The reader that goes by this knowledge."""
    return SituationReader(knowledge.situations)


@lru_cache(maxsize=4)
def account(text: str, knowledge: Knowledge) -> Account:
    """All that a text tells. A turn reads the same text for several reasons, so the last few accounts are kept."""
    return reader(knowledge).read(text)


def _together(concepts: Collection[str], sentences: Iterable[Collection[str]], anywhere: AbstractSet[str]) -> bool:
    """Whether some sentence holds all of the concepts; `anywhere` are those of all sentences."""
    if len(concepts) == 1:
        return next(iter(concepts)) in anywhere
    return all(concept in anywhere for concept in concepts) and any(
        all(concept in sentence for concept in concepts) for sentence in sentences
    )


def _sentences(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    first = 0
    for at in range(1, len(tokens)):
        gap = text[tokens[at - 1].end : tokens[at].start]
        if "\n" in gap or (len(gap) > 1 and not _ENDS.isdisjoint(gap)):
            yield tokens[first:at]
            first = at
    yield tokens[first:]
