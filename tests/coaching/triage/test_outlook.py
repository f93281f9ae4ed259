"""Chances, next questions and flips follow from the table."""

import math

from hypothesis import given
from hypothesis import strategies as st

from coaching.knowledge.decision import values_of
from coaching.knowledge.load import Knowledge
from coaching.messages.recommendation import FACT_VALUES
from coaching.triage.forecast import forecaster
from coaching.triage.outlook import Evidence
from coaching.triage.questions import information
from coaching.triage.recommend import triage

KNOWLEDGE = Knowledge()
FORECASTER = forecaster(KNOWLEDGE)
some_facts = st.fixed_dictionaries({}, optional={fact: st.sampled_from(values_of(fact, ())) for fact in FACT_VALUES})
some_signals = st.frozensets(st.sampled_from(sorted(KNOWLEDGE.decision_table.signals)))


@given(some_facts, some_signals)
def test_chances_add_up(facts: dict[str, str], signals: frozenset[str]) -> None:
    outlook = FORECASTER.outlook(Evidence(facts, signals))
    assert math.isclose(sum(outlook.rules.values()), 1)
    for fact, values in outlook.values.items():
        whole = sum(values[facts[fact]]) if fact in facts else sum(sum(chances) for chances in values.values())
        assert math.isclose(whole, 1), fact


@given(some_facts, st.sampled_from(sorted(FACT_VALUES)), st.data())
def test_what_a_value_would_lead_to_is_what_it_leads_to(facts: dict[str, str], fact: str, data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(values_of(fact, ())))
    foreseen = FORECASTER.outlook(Evidence(facts)).values.get(fact)
    if foreseen is None:
        return
    there = FORECASTER.outlook(Evidence(facts | {fact: value}))
    share = sum(foreseen[value])
    for rule_chance, expected in zip(_primaries(there.rules), foreseen[value], strict=True):
        assert math.isclose(rule_chance, expected / share, abs_tol=1e-9)


def _primaries(rules: object) -> list[float]:
    assert isinstance(rules, dict)
    names = ("prompting", "rag", "fine_tuning", "rag+fine_tuning")
    table = KNOWLEDGE.decision_table.rules
    return [sum(chance for index, chance in rules.items() if table[index].primary == name) for name in names]


@given(some_facts)
def test_flips_are_true_and_few(facts: dict[str, str]) -> None:
    found = triage("", facts, KNOWLEDGE)
    assert len(found.flips) <= 4
    for flip in found.flips:
        assert flip.then != found.primary
        assert triage("", facts | {flip.fact: flip.to}, KNOWLEDGE).primary == flip.then


@given(some_facts)
def test_what_cannot_change_the_outcome_is_not_asked(facts: dict[str, str]) -> None:
    question = triage("", facts, KNOWLEDGE).next_question
    assert question is None or (question.fact not in facts and question.options == tuple(_labelled(question.fact)))


def _labelled(fact: str) -> list[str]:
    return list(KNOWLEDGE.triage.facts[fact].values)


@given(some_facts)
def test_every_recommendation_can_be_followed(facts: dict[str, str]) -> None:
    found = triage("", facts, KNOWLEDGE)
    assert found.runner_up != found.primary
    assert 0 < found.confidence < 1
    assert found.reasons
    assert all(reason.source and reason.text for reason in found.reasons)
    assert found.plan[-1].startswith(("Stop", "Keep it only if"))
    assert found.risks


def test_a_fact_that_settles_it_says_one_bit_and_an_idle_one_none() -> None:
    assert math.isclose(information([(0.5, 0, 0, 0), (0, 0.5, 0, 0)]), 1)
    assert math.isclose(information([(0.25, 0.25, 0, 0), (0.25, 0.25, 0, 0)]), 0, abs_tol=1e-12)
