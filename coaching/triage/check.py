"""A proof that a decision table decides: over all combinations of values, not over a sample.

The diagram holds every combination, grouped by what the rules tell apart, so counting on it counts them all.
"""

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from math import prod

from coaching.knowledge.decision import DecisionTable, values_of
from coaching.triage.diagram import build

NO_RULE = ""
"""Stands for combinations that no rule decides."""


def check_table(table: DecisionTable) -> tuple[str, ...]:
    """What is wrong with a table; nothing if every combination reaches exactly one rule and no rule is dead.

    The first rule that holds decides, so no combination can reach two.
    """
    decided = coverage(table)
    faults = [f"rule {rule.id} never decides" for rule in table.rules if not decided[rule.id]]
    if decided[NO_RULE]:
        faults.append(f"no rule holds for {decided[NO_RULE]} combinations")
    return tuple(faults)


def coverage(table: DecisionTable) -> Mapping[str, int]:
    """How many combinations of the facts and signals used each rule (by id) decides, and how many none does."""
    diagram = build(table)
    arrive: dict[int, Fraction] = defaultdict(Fraction)
    arrive[diagram.root] = Fraction(1)
    for index in range(len(diagram.nodes) - 1, -1, -1):
        targets = diagram.nodes[index].targets
        for target in targets.values():
            arrive[target] += arrive[index] / len(targets)
    names = [rule.id for rule in table.rules] + [NO_RULE]
    everything = combinations(table)
    return {name: int(arrive[~index] * everything) for index, name in enumerate(names)}


def combinations(table: DecisionTable) -> int:
    """How many combinations of values the facts and signals that the rules use can take."""
    return prod(len(values_of(fact, table.signals)) for fact in table.order)
