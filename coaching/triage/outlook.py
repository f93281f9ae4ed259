"""What the table would say of a situation that is known in part: chances instead of one answer.

What is unknown is weighed with the kinds of situation. For each kind, one pass up the decision diagram gives how each
question would end and one pass down how likely it is reached; together they say of every fact what each of its values
would lead to. Confidence, the next question and the flips all come from these figures.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, get_args

from coaching.knowledge.decision import DecisionTable, Kind, values_of
from coaching.messages.recommendation import Primary
from coaching.triage.diagram import Diagram, build

PRIMARIES: tuple[Primary, ...] = get_args(Primary)
Chances: TypeAlias = tuple[float, float, float, float]
"""One chance for each of `PRIMARIES`, in that order."""
Shares: TypeAlias = Mapping[str, Mapping[str, float]]
"""How likely each value of each fact is."""

_NONE: Chances = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known: facts with their values, and signals that were given.

    `leanings` and `hints` are factors by which the words make a kind, or a value of an unknown fact, likelier.
    """

    facts: Mapping[str, str]
    signals: frozenset[str] = frozenset()
    leanings: Mapping[str, float] = field(default_factory=dict)
    hints: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Chances of every rule by its index, and for each fact that can matter, of each value with each primary.

    `values[fact][value]` holds the chances of the value *and* each primary. A known fact is taken as if it weren't
    known: how likely each of its values was, against the one that is known (1), and what it would have led to.
    """

    rules: Mapping[int, float]
    values: Mapping[str, Mapping[str, Chances]]


@dataclass(frozen=True, slots=True)
class Forecaster:
    """The table, its diagram and the kinds of situation, ready to weigh evidence."""

    table: DecisionTable
    diagram: Diagram
    kinds: tuple[Kind, ...]
    """With the values of each fact in the order of the diagram's."""
    decided: tuple[Chances, ...]
    """What each rule recommends, the last rule first: behind a list of nodes, a rule's target is its index."""

    def outlook(self, evidence: Evidence) -> Outlook:
        """The chances of everything, given what is known."""
        known = {**{s: "yes" if s in evidence.signals else "no" for s in self.table.signals}, **evidence.facts}
        certain = {fact: {value: 1.0} for fact, value in known.items()}
        on_path, needed = _reachable(self.diagram, known)
        fits = [_fit(kind, evidence) for kind in self.kinds]
        total = sum(weight for _, weight in fits)
        rules = [0.0] * len(self.decided)
        values: dict[str, dict[str, Chances]] = defaultdict(dict)
        for facts, weight in fits:
            shares = {**facts, **certain}
            ends = self._endings(needed, shares)
            arrive = self._arrivals(on_path, shares, weight / total)
            rules = [chance + arrive[~index] for index, chance in enumerate(rules)]
            self._add_changes(
                values, _against(facts, evidence.facts), {index: arrive[index] for index in on_path}, ends
            )
        return Outlook({index: chance for index, chance in enumerate(rules) if chance > 0}, values)

    def _endings(self, needed: Iterable[int], shares: Shares) -> list[Chances]:
        """By target, the chances of each primary from there on (for the nodes needed and the rules)."""
        nodes = self.diagram.nodes
        ends = [_NONE] * len(nodes) + list(self.decided)
        for index in needed:
            node = nodes[index]
            usual = shares[node.fact]
            if len(usual) == 1:
                ends[index] = ends[node.targets[next(iter(usual))]]
                continue
            a = b = c = d = 0.0
            for share, target in zip(usual.values(), node.targets.values(), strict=True):
                p, q, r, s = ends[target]
                a, b, c, d = a + share * p, b + share * q, c + share * r, d + share * s
            ends[index] = (a, b, c, d)
        return ends

    def _arrivals(self, on_path: Sequence[int], shares: Shares, start: float) -> list[float]:
        """By target, how likely it is reached."""
        arrive = [0.0] * (len(self.diagram.nodes) + len(self.decided))
        arrive[self.diagram.root] = start
        for index in on_path:
            node, here = self.diagram.nodes[index], arrive[index]
            for value, share in shares[node.fact].items():
                arrive[node.targets[value]] += here * share
        return arrive

    def _add_changes(
        self,
        values: dict[str, dict[str, Chances]],
        usual: Shares,
        arrive: Mapping[int, float],
        ends: Sequence[Chances],
    ) -> None:
        """Add what each value of each fact asked on a path leads to in one kind of situation, all else as it is."""
        nodes, root = self.diagram.nodes, self.diagram.root
        for fact in dict.fromkeys(nodes[index].fact for index in arrive):
            for value, share in usual.get(fact, {}).items():
                values[fact][value] = _plus(values[fact].get(value, _NONE), ends[root], share * arrive[root])
        for index, chance in arrive.items():
            node, (a, b, c, d) = nodes[index], ends[index]
            by_value = values.get(node.fact, {})
            for value, share in usual.get(node.fact, {}).items():
                e, f, g, h = ends[node.targets[value]]
                p, q, r, s = by_value[value]
                w = share * chance
                by_value[value] = (p + w * (e - a), q + w * (f - b), r + w * (g - c), s + w * (h - d))


def _fit(kind: Kind, evidence: Evidence) -> tuple[Shares, float]:
    """How usual each value is in a kind, hints taken in, and how well the kind fits the evidence (not scaled)."""
    weight = kind.share * evidence.leanings.get(kind.name, 1.0)
    hinted: dict[str, dict[str, float]] = {}
    for fact, factors in evidence.hints.items():
        if fact not in evidence.facts:
            raised = {value: share * factors.get(value, 1.0) for value, share in kind.facts[fact].items()}
            total = sum(raised.values())
            hinted[fact] = {value: share / total for value, share in raised.items()}
            weight *= total
    for fact, value in evidence.facts.items():
        weight *= kind.facts[fact][value]
    return {**kind.facts, **hinted}, weight


def _reachable(diagram: Diagram, known: Mapping[str, str]) -> tuple[list[int], list[int]]:
    """Nodes that what is known leads to, top first; and these with all nodes one changed answer away, bottom first."""
    on_path, beside = {diagram.root}, set[int]()
    for index in range(diagram.root, -1, -1):
        if index in on_path or index in beside:
            node = diagram.nodes[index]
            for value, target in node.targets.items():
                if known.get(node.fact, value) == value:
                    (on_path if index in on_path else beside).add(target)
                elif index in on_path:
                    beside.add(target)
    nodes = {index for index in on_path if index >= 0}
    return sorted(nodes, reverse=True), sorted(nodes | {index for index in beside if index >= 0})


def _against(usual: Shares, known: Mapping[str, str]) -> Shares:
    """How usual each value is, that of a known fact against the value that is known."""
    against = {
        fact: {v: share / usual[fact][value] for v, share in usual[fact].items()} for fact, value in known.items()
    }
    return {**usual, **against}


def _plus(base: Chances, more: Chances, weight: float) -> Chances:
    a, b, c, d = base
    e, f, g, h = more
    return a + weight * e, b + weight * f, c + weight * g, d + weight * h


def forecaster_of(table: DecisionTable, kinds: Iterable[Kind]) -> Forecaster:
    """The forecaster for a table and kinds of situation."""
    decided = tuple(_surely(rule.primary) for rule in reversed(table.rules))
    return Forecaster(table, build(table), tuple(_in_order(kind) for kind in kinds), decided)


def _in_order(kind: Kind) -> Kind:
    facts = {fact: {value: shares[value] for value in values_of(fact, ())} for fact, shares in kind.facts.items()}
    return kind.model_copy(update={"facts": facts})


def _surely(primary: Primary) -> Chances:
    a, b, c, d = (float(other == primary) for other in PRIMARIES)
    return a, b, c, d
