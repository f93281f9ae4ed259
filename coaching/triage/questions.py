"""Which fact to ask for next: the one that is expected to say most about the recommendation."""

from collections.abc import Collection, Iterable
from math import log2

from coaching.messages.recommendation import FACT_VALUES
from coaching.triage.outlook import Chances, Outlook

MOST_QUESTIONS = 8
_AS_GOOD_AS_SURE = 0.9
_LEAST_OVERTURN = 0.005
"""How much likelier the best recommendation has to get, on average, by knowing the fact."""
_LEAST_GAIN = 0.02
"""In bits; below it an answer isn't worth the person's time."""


def open_facts(outlook: Outlook, known: Collection[str]) -> tuple[str, ...]:
    """The unknown facts that could still change the recommendation, the most telling first.

    A fact that can't change it any more isn't in the outlook. Once the recommendation is as good as sure, only facts
    that could overturn it by themselves stay open.
    """
    unknown = {fact: values for fact, values in outlook.values.items() if fact in FACT_VALUES and fact not in known}
    gains = {fact: information(values.values()) for fact, values in unknown.items()}
    telling = [fact for fact in unknown if gains[fact] >= _LEAST_GAIN and _matters(unknown[fact].values())]
    return tuple(sorted(telling, key=lambda fact: -gains[fact]))


def _matters(joint: Collection[Chances]) -> bool:
    """Whether the recommendation is still open, or some value of the fact would overturn it."""
    best: float = max(sum(column) for column in zip(*joint, strict=True))
    settled: float = sum(max(chances) for chances in joint)
    return best < _AS_GOOD_AS_SURE or settled - best >= _LEAST_OVERTURN


def next_fact(open_facts: Iterable[str], closed: Collection[str]) -> str | None:
    """The fact to ask for, or None when it is time to decide; `closed` ones were answered or skipped."""
    if len(closed) >= MOST_QUESTIONS:
        return None
    return next((fact for fact in open_facts if fact not in closed), None)


def information(joint: Iterable[Chances]) -> float:
    """How many bits a fact says of the primary, given the chance of each of its values with each primary."""
    rows = [row for row in joint if sum(row) > 0]
    before = _entropy([sum(column) for column in zip(*rows, strict=True)])
    return before - sum(sum(row) * _entropy([cell / sum(row) for cell in row]) for row in rows)


def _entropy(chances: Iterable[float]) -> float:
    """The uncertainty of some chances that add up to 1, in bits."""
    return -sum(chance * log2(chance) for chance in chances if chance > 0)
