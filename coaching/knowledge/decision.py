"""The decision table of the triage and what is usual where a fact is unknown (`triage/table.toml`, `kinds.toml`)."""

from collections.abc import Iterable, Mapping
from math import isclose
from typing import Self

from pydantic import Field, model_validator

from coaching.messages.base import Frozen
from coaching.messages.recommendation import FACT_VALUES, Primary, Variant

Conditions = Mapping[str, tuple[str, ...]]
"""What has to hold: each fact or signal named has one of the values listed."""


class Rule(Frozen):
    """One row of the table: when all of `when` holds, `primary` is recommended.

    `otherwise` is the next best choice, `trust` how often guidance of this sort holds up when it is measured.
    """

    id: str
    when: Conditions
    primary: Primary
    otherwise: Primary
    trust: float = Field(gt=0.5, lt=1)
    why: str
    source: str = Field(min_length=1)


class VariantRule(Frozen):
    """A refinement of some recommendations, where all of `when` is known to hold."""

    name: Variant
    when: Conditions
    primary: tuple[Primary, ...]
    why: str
    source: str = Field(min_length=1)


class DecisionTable(Frozen):
    """Ordered rules: the first one that holds decides. Signals are what a person tells unasked (yes or no).

    `order` names every fact and signal that the rules use, in the order in which they are looked at.
    """

    version: str
    order: tuple[str, ...]
    signals: Mapping[str, str]
    rules: tuple[Rule, ...]
    variants: tuple[VariantRule, ...]

    @model_validator(mode="after")
    def _names_what_exists(self) -> Self:
        named = [(rule.id, rule.when) for rule in self.rules] + [(rule.name, rule.when) for rule in self.variants]
        for name, when in named:
            for fact, values in when.items():
                allowed = values_of(fact, self.signals)
                if not values or set(values) - set(allowed):
                    raise ValueError(f"{name}: {fact} takes {', '.join(allowed) or 'no values at all'}, not {values}")
        used = {fact for rule in self.rules for fact in rule.when}
        if len(self.order) != len(set(self.order)) or set(self.order) != used:
            raise ValueError(f"order must name each of {', '.join(sorted(used))} once")
        return self


def values_of(fact: str, signals: Iterable[str]) -> tuple[str, ...]:
    """The known values of a fact or a signal; none for any other name."""
    if fact in signals:
        return ("no", "yes")
    return tuple(value for value in FACT_VALUES.get(fact, ()) if value != "unknown")


class Kind(Frozen):
    """A kind of situation: how common it is, and how often each fact takes which value in it."""

    name: str
    share: float = Field(gt=0, le=1)
    facts: Mapping[str, Mapping[str, float]]

    @model_validator(mode="after")
    def _covers_every_fact(self) -> Self:
        for fact in FACT_VALUES:
            shares = self.facts.get(fact, {})
            if set(shares) != set(values_of(fact, ())) or not isclose(sum(shares.values()), 1, abs_tol=1e-6):
                raise ValueError(f"{self.name}: the shares of {fact} must name every value and add up to 1")
        return self


class Kinds(Frozen):
    """All kinds of situation; their shares add up to 1."""

    kinds: tuple[Kind, ...]

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if not isclose(sum(kind.share for kind in self.kinds), 1, abs_tol=1e-6):
            raise ValueError("the shares of the kinds must add up to 1")
        return self
