"""The triage: from what is known of a situation to a recommendation and the next question.

Facts are read from the situation, the person's answers win. What is still unknown is weighed (`outlook`), the most
likely recommendation is taken (`decide`), and the fact that would say most about it is asked for next (`questions`).
"""

from collections.abc import Collection, Mapping

from coaching.knowledge.load import Knowledge
from coaching.messages.recommendation import FACT_VALUES, Facts, Recommendation
from coaching.triage.costs import costs
from coaching.triage.decide import decide, flips, variants
from coaching.triage.forecast import forecaster
from coaching.triage.outlook import Evidence
from coaching.triage.plans import availability, plan, risks
from coaching.triage.questions import next_fact, open_facts
from coaching.triage.reader import account
from coaching.triage.reasons import reasons, variant_reasons
from coaching.triage.wording import question_for

_MOST_OPEN = 5
"""How many open questions are worth naming."""


class TriageInputError(ValueError):
    """An answer names a fact or a value that doesn't exist; the message lists the ones that do."""


def triage(
    situation: str, answers: Mapping[str, str], knowledge: Knowledge, skipped: Collection[str] = ()
) -> Recommendation:
    """Recommend for a situation, and say what would be asked next.

    A fact that was answered, with `unknown` too, or skipped isn't asked again.

    Raises:
        TriageInputError: an answer or a skipped name is not in the format.
    """
    _check(answers, skipped)
    told = account(situation, knowledge)
    facts = {fact: read.value for fact, read in told.facts.items()} | dict(answers)
    known = {fact: value for fact, value in facts.items() if value != "unknown"}
    machine = forecaster(knowledge)
    outlook = machine.outlook(Evidence(known, frozenset(told.signals), told.leanings, told.hints))
    decision = decide(outlook, machine.table)
    given = known | dict.fromkeys(told.signals, "yes")
    refined = variants(machine.table, given, decision.primary)
    names = tuple(rule.name for rule in refined)
    why = reasons(decision.rule, given, knowledge.criteria, decision.primary, knowledge.triage.lines.assumed)
    unsettled = open_facts(outlook, known)
    asking = next_fact(unsettled, {*answers, *skipped})
    return Recommendation(
        facts=Facts.model_validate(facts),
        primary=decision.primary,
        variants=names,
        confidence=decision.confidence,
        runner_up=decision.runner_up,
        reasons=(*why, *variant_reasons(refined, given)),
        flips=flips(outlook, known, decision.primary),
        costs=costs(facts.get("volume", "unknown"), knowledge),
        plan=plan(decision.primary, names, knowledge.advice),
        risks=risks(decision.primary, names, given, knowledge.advice),
        open_questions=unsettled[:_MOST_OPEN],
        next_question=question_for(asking, knowledge) if asking else None,
        table_version=machine.table.version,
        first_result=knowledge.advice.options[decision.primary].first_result,
        availability=availability(decision.primary, knowledge.prices.availability),
    )


def _check(answers: Mapping[str, str], skipped: Collection[str]) -> None:
    for fact in (*answers, *skipped):
        if fact not in FACT_VALUES:
            raise TriageInputError(f"{fact!r} is not a fact; the facts are {', '.join(FACT_VALUES)}")
    for fact, value in answers.items():
        if value not in FACT_VALUES[fact]:
            raise TriageInputError(f"{value!r} is not a value of {fact}; its values are {', '.join(FACT_VALUES[fact])}")
