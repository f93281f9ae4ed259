"""From an outlook to the decision: what is recommended, how sure that is, what comes next best, what would flip it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coaching.knowledge.decision import Conditions, DecisionTable, Rule, VariantRule
from coaching.messages.recommendation import FACT_VALUES, Flip, Primary
from coaching.triage.outlook import PRIMARIES, Chances, Outlook

_MOST_FLIPS = 4
_LEAST_PLAUSIBLE = 0.02
"""A flip to a value less likely than this (against the known one) is no news to anybody."""
_CLEAR = 0.15
"""By how much the other primary has to lead after a flip, as a share; less would be a toss-up."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The recommendation, the rule that most likely stands behind it, the confidence in [0, 1] and the next best."""

    primary: Primary
    rule: Rule
    confidence: float
    runner_up: Primary


def decide(outlook: Outlook, table: DecisionTable) -> Decision:
    """Take the most likely primary.

    Confidence is the chance that one of its rules applies times the trust in that rule, so it grows with what is known
    and never reaches 1. The runner-up gathers the chances of the other rules and of being second best.
    """
    chances = dict.fromkeys(PRIMARIES, 0.0)
    for index, chance in outlook.rules.items():
        chances[table.rules[index].primary] += chance
    primary = max(PRIMARIES, key=chances.__getitem__)
    behind = [(chance, table.rules[index]) for index, chance in outlook.rules.items()]
    behind = [(chance, rule) for chance, rule in behind if rule.primary == primary]
    for chance, rule in behind:
        chances[rule.otherwise] += chance * (1 - rule.trust)
    rule = max(behind, key=lambda pair: pair[0])[1]
    confidence = min(1.0, sum(chance * rule.trust for chance, rule in behind))
    runner_up = max((other for other in PRIMARIES if other != primary), key=chances.__getitem__)
    return Decision(primary, rule, round(confidence, 2), runner_up)


def flips(outlook: Outlook, known: Mapping[str, str], primary: Primary) -> tuple[Flip, ...]:
    """Changes of one fact that would change the primary, the most plausible first, one for each fact and outcome.

    Of several values of a known fact that lead to the same, the one nearest to it is named: there the turning point is.
    """
    found: dict[tuple[str, Primary], tuple[int, float, Flip]] = {}
    for fact, value, chances in _changes(outlook, known):
        then, plausible = _top(chances), sum(chances)
        lead = chances[PRIMARIES.index(then)] - chances[PRIMARIES.index(primary)]
        if plausible < _LEAST_PLAUSIBLE or lead <= _CLEAR * plausible:
            continue
        candidate = (-_distance(fact, value, known), plausible, Flip(fact=fact, to=value, then=then))
        if (fact, then) not in found or candidate[:2] > found[fact, then][:2]:
            found[fact, then] = candidate
    ranked = sorted(found.values(), key=lambda candidate: -candidate[1])
    return tuple(flip for _, _, flip in ranked[:_MOST_FLIPS])


def _changes(outlook: Outlook, known: Mapping[str, str]) -> Iterator[tuple[str, str, Chances]]:
    for fact, values in outlook.values.items():
        yield from ((fact, value, chances) for value, chances in values.items() if value != known.get(fact))


def _distance(fact: str, value: str, known: Mapping[str, str]) -> int:
    """How many steps a value lies from the known one; none where nothing is known."""
    order = FACT_VALUES[fact]
    return abs(order.index(value) - order.index(known[fact])) if fact in known else 0


def variants(table: DecisionTable, known: Mapping[str, str], primary: Primary) -> tuple[VariantRule, ...]:
    """The refinements whose conditions are known to hold, each name once."""
    holding = [rule for rule in table.variants if primary in rule.primary and holds(rule.when, known)]
    return tuple({rule.name: rule for rule in reversed(holding)}.values())[::-1]


def holds(when: Conditions, known: Mapping[str, str]) -> bool:
    """Whether all conditions are known to hold."""
    return all(known.get(fact) in values for fact, values in when.items())


def _top(chances: Chances) -> Primary:
    return PRIMARIES[max(range(len(PRIMARIES)), key=chances.__getitem__)]
