"""What to do then: the ordered plan with its stop rule, the risks, and who still offers fine-tuning."""

from collections.abc import Iterator, Mapping, Sequence

from coaching.knowledge.advice import Advice
from coaching.knowledge.prices import Availability
from coaching.messages.recommendation import Primary, Variant
from coaching.triage.decide import holds

_MOST_RISKS = 4


def plan(primary: Primary, variants: Sequence[Variant], advice: Advice) -> tuple[str, ...]:
    """The steps in order: what the variants ask for comes after measuring and before the stop rule, which is last."""
    first, *middle, last = advice.options[primary].plan
    added = (advice.variants[name].plan for name in variants if name != "measure_first")
    return (first, *added, *middle, last)


def risks(primary: Primary, variants: Sequence[Variant], known: Mapping[str, str], advice: Advice) -> tuple[str, ...]:
    """The risks of the option, of its variants and of the situation, at most four."""
    return tuple(_risks(primary, variants, known, advice))[:_MOST_RISKS]


def _risks(primary: Primary, variants: Sequence[Variant], known: Mapping[str, str], advice: Advice) -> Iterator[str]:
    yield from advice.options[primary].risks
    yield from (risk.text for risk in advice.risks if holds(risk.when, known))
    yield from (advice.variants[name].risk for name in variants if advice.variants[name].risk)


def availability(primary: Primary, found: Availability) -> str:
    """Who still offers fine-tuning, where the recommendation needs it."""
    if "fine_tuning" not in primary:
        return ""
    return found.text.format(as_of=found.as_of, offered="; ".join(found.offered), withdrawn=found.withdrawn)
