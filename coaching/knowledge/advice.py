"""Why a value speaks for an option, and what to do then (`triage/criteria.toml`, `triage/advice.toml`)."""

from collections.abc import Mapping

from pydantic import Field

from coaching.knowledge.decision import Conditions
from coaching.messages.base import Frozen
from coaching.messages.recommendation import Primary, Variant


class Criterion(Frozen):
    """What values of a fact or signal speak for, with where that comes from."""

    fact: str
    values: tuple[str, ...] = Field(min_length=1)
    points_to: tuple[Primary, ...] = Field(min_length=1)
    text: str
    source: str = Field(min_length=1)


class Criteria(Frozen):
    """All criteria, the weightier ones first."""

    criteria: tuple[Criterion, ...]


class OptionAdvice(Frozen):
    """How long an option takes to a first result, its plan with a stop rule, and its risks."""

    first_result: str
    plan: tuple[str, ...] = Field(min_length=1)
    risks: tuple[str, ...]


class VariantAdvice(Frozen):
    """What a variant adds to the plan and to the risks (empty where nothing)."""

    plan: str
    risk: str


class RiskAdvice(Frozen):
    """A risk of some situations, whatever is recommended."""

    when: Conditions
    text: str


class Advice(Frozen):
    """What to do with each recommendation."""

    options: Mapping[Primary, OptionAdvice]
    variants: Mapping[Variant, VariantAdvice]
    risks: tuple[RiskAdvice, ...]
