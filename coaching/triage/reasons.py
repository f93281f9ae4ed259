"""The criteria that decided, in plain words, each with the person's value and a source."""

from collections.abc import Iterable, Mapping

from coaching.knowledge.advice import Criteria, Criterion
from coaching.knowledge.decision import Rule, VariantRule
from coaching.messages.recommendation import Primary, Reason

_MOST_REASONS = 5
_IF_NOTHING_IS_KNOWN = "missing_knowledge"


def reasons(
    rule: Rule, known: Mapping[str, str], criteria: Criteria, primary: Primary, assumed: str
) -> tuple[Reason, ...]:
    """The rule's own reason first, then what else is known and speaks for the primary, the rule's facts before others.

    Where the rule rests on what is only likely, its reason is worded with `assumed` (a blank for `why`).
    """
    fact = next((fact for fact in rule.when if fact in known), _leading(rule))
    why = rule.why if _certain(rule, known) else assumed.format(why=rule.why)
    first = Reason(fact=fact, value=known.get(fact, "unknown"), points_to=primary, text=why, source=rule.source)
    speaking = [c for c in criteria.criteria if _speaks(c, known, primary) and c.fact != fact]
    speaking.sort(key=lambda criterion: criterion.fact not in rule.when)
    others = [
        Reason(fact=c.fact, value=known[c.fact], points_to=primary, text=c.text, source=c.source) for c in speaking
    ]
    return (first, *others[: _MOST_REASONS - 1])


def _certain(rule: Rule, known: Mapping[str, str]) -> bool:
    return all(fact in known for fact in rule.when)


def variant_reasons(rules: Iterable[VariantRule], known: Mapping[str, str]) -> tuple[Reason, ...]:
    """Why each variant applies, pointing to the variant."""
    return tuple(_variant_reason(rule, next(iter(rule.when)), known) for rule in rules)


def _variant_reason(rule: VariantRule, fact: str, known: Mapping[str, str]) -> Reason:
    return Reason(fact=fact, value=known[fact], points_to=rule.name, text=rule.why, source=rule.source)


def _leading(rule: Rule) -> str:
    return next(iter(rule.when), _IF_NOTHING_IS_KNOWN)


def _speaks(criterion: Criterion, known: Mapping[str, str], primary: Primary) -> bool:
    return primary in criterion.points_to and known.get(criterion.fact) in criterion.values
