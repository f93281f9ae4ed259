"""The decision table as a decision diagram: one question after the other, from the first fact to the rule that decides.

Every complete situation takes exactly one path. Values that the remaining rules treat alike lead to the same node, so
the diagram is small, and whatever is computed on it (a proof, a probability) covers every combination of values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coaching.knowledge.decision import DecisionTable, Rule, values_of


@dataclass(frozen=True, slots=True)
class Node:
    """A question: where each value of the fact leads to (see `Diagram`)."""

    fact: str
    targets: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Diagram:
    """Nodes in an order in which every node comes after the nodes it leads to; `root` is where one begins.

    A target of 0 or more is a node's index; a target below 0 is the rule with index `~target`, which decides there.
    The index after the last rule stands for "no rule holds", which a checked table never reaches.
    """

    root: int
    nodes: tuple[Node, ...]


@dataclass(slots=True)
class _Builder:
    rules: Sequence[Rule]
    order: Sequence[str]
    values: Mapping[str, tuple[str, ...]]
    nodes: list[Node] = field(default_factory=list)
    seen: dict[tuple[int, tuple[int, ...]], int] = field(default_factory=dict)
    same: dict[tuple[str, tuple[int, ...]], int] = field(default_factory=dict)

    def target(self, level: int, alive: tuple[int, ...]) -> int:
        """Where the rules still alive lead when the facts before `level` are settled."""
        alive = self._until_settled(level, alive)
        if not alive:
            return ~len(self.rules)
        if self._settled(level, alive[0]):
            return ~alive[0]
        if (level, alive) not in self.seen:
            self.seen[level, alive] = self._ask(level, alive)
        return self.seen[level, alive]

    def _ask(self, level: int, alive: tuple[int, ...]) -> int:
        fact = self.order[level]
        targets = {
            value: self.target(level + 1, tuple(r for r in alive if value in self.rules[r].when.get(fact, (value,))))
            for value in self.values[fact]
        }
        kinds = set(targets.values())
        if len(kinds) == 1:
            return kinds.pop()
        key = (fact, tuple(targets.values()))
        if key not in self.same:
            self.same[key] = len(self.nodes)
            self.nodes.append(Node(fact, targets))
        return self.same[key]

    def _settled(self, level: int, rule: int) -> bool:
        return not any(fact in self.rules[rule].when for fact in self.order[level:])

    def _until_settled(self, level: int, alive: tuple[int, ...]) -> tuple[int, ...]:
        """Rules after one that holds for certain can't decide any more."""
        for count, rule in enumerate(alive, start=1):
            if self._settled(level, rule):
                return alive[:count]
        return alive


def build(table: DecisionTable) -> Diagram:
    """The diagram of a table."""
    builder = _Builder(table.rules, table.order, {fact: values_of(fact, table.signals) for fact in table.order})
    root = builder.target(0, tuple(range(len(table.rules))))
    return Diagram(root, tuple(builder.nodes))
