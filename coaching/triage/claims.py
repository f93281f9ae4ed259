"""What single sentences claim of the situation, and how contradicting claims are settled."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from coaching.knowledge.situations import Reading
from coaching.triage.amounts import amounts
from coaching.triage.quantities import (
    Quantity,
    examples,
    examples_value,
    fits_in_prompt,
    held,
    requests,
    requests_value,
    share_right,
    wait,
)
from coaching.words import Match, Token

_COUNTED = 4.0
"""The weight of an amount: it outdoes words."""
_IN_PASSING = 1.0
"""The weight of a number of things at hand that aren't called examples."""
_GOOD_SHARE = 0.9
"""From this share of right answers on, what was tried is taken to be good enough."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A value of a fact or signal, with its weight and the characters [start, end) that say so."""

    about: str
    value: str
    weight: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Settled:
    """The value with the most weight, by how much it leads, and its weightiest claim."""

    claim: Claim
    lead: float


def fits(reading: Reading, concepts: Collection[str]) -> bool:
    """Whether a reading holds for the concepts of a sentence."""
    return all(c in concepts for c in reading.all) and not any(c in concepts for c in reading.unless)


def worded(readings: Mapping[str, Sequence[Reading]], concepts: Mapping[str, Match]) -> Iterator[Claim]:
    """What the words of a sentence claim; readings are given by their first concept."""
    for reading in chain.from_iterable(readings.get(concept, ()) for concept in concepts):
        if fits(reading, concepts):
            matches = [concepts[concept] for concept in reading.all]
            start, end = min(match.start for match in matches), max(match.end for match in matches)
            yield Claim(reading.about, reading.value, reading.weight, start, end)


def counted(
    sentence: tuple[Token, ...], text: str, matches: Collection[Match], concepts: Collection[str]
) -> Iterator[Claim]:
    """What the amounts of a sentence claim; `matches` are the places of its concepts."""
    found = list(amounts(text, sentence))
    if not found:
        return
    have = examples(sentence, found, _places(matches, "labelled"))
    if have and (have.value != "tens" or "prompting" not in concepts):
        yield _claim("labelled_examples", have, sentence)
    if not have and (some := held(sentence, found, _places(matches, "possession"), _places(matches, "docs"))):
        yield _claim("labelled_examples", some, sentence, _IN_PASSING)
    if asked := requests(sentence, found):
        yield _claim("volume", asked, sentence)
    if limit := wait(sentence, found, limit_only=True):
        yield _claim("latency", limit, sentence)
    if "in_all" in concepts and (length := fits_in_prompt(sentence, found)):
        yield _claim("fits_in_prompt", length, sentence)
    if "prompting" in concepts and (right := share_right(sentence, found)):
        value = _enough(right[0], concepts)
        yield _claim("prompting_tried", Quantity(value, right[1].first, right[1].last), sentence)


def counted_reply(fact: str, sentence: tuple[Token, ...], text: str, concepts: Collection[str]) -> str | None:
    """The value that a number means as the answer to the question about a fact."""
    found = list(amounts(text, sentence))
    if fact.endswith("_tried"):
        right = share_right(sentence, found)
        return _enough(right[0], concepts) if right else None
    if fact == "latency":
        limit = wait(sentence, found, limit_only=False)
        return limit.value if limit else None
    counts = [amount for amount in found if not amount.percent]
    if fact == "labelled_examples" and counts:
        return examples_value(counts[0].value)
    if fact == "volume" and counts:
        asked = requests(sentence, counts[:1])
        return asked.value if asked else requests_value(counts[0].value)
    return None


def settle(claims: Iterable[Claim]) -> dict[str, Settled]:
    """For everything claimed, the value with the most weight; of equal ones, the first claimed."""
    by_value: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        by_value[claim.about][claim.value].append(claim)
    return {about: _settled(values.values()) for about, values in by_value.items()}


def _settled(sides: Collection[list[Claim]]) -> Settled:
    weights = [sum(claim.weight for claim in side) for side in sides]
    top = max(weights)
    side = list(sides)[weights.index(top)]
    return Settled(max(side, key=lambda claim: claim.weight), 2 * top - sum(weights))


def _enough(share: float, concepts: Collection[str]) -> str:
    """What a share of right answers says of what was tried."""
    good = share >= _GOOD_SHARE and not {"fails", "but", "not:works"} & set(concepts)
    return "yes_enough" if good else "yes_not_enough"


def _places(matches: Iterable[Match], concept: str) -> list[Match]:
    return [match for match in matches if match.label == concept]


def _claim(fact: str, quantity: Quantity, sentence: tuple[Token, ...], weight: float = _COUNTED) -> Claim:
    start, end = sentence[quantity.first].start, sentence[quantity.last - 1].end
    return Claim(fact, quantity.value, weight, start, end)
