"""The decision table: proven complete, every rule alive and sourced, and read the same way by diagram and by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from coaching.knowledge.decision import DecisionTable, values_of
from coaching.knowledge.load import Knowledge
from coaching.triage.check import NO_RULE, check_table, combinations, coverage
from coaching.triage.decide import holds
from coaching.triage.diagram import build

TABLE = Knowledge().decision_table
DIAGRAM = build(TABLE)
situations = st.fixed_dictionaries({fact: st.sampled_from(values_of(fact, TABLE.signals)) for fact in TABLE.order})


def changed(**update: object) -> DecisionTable:
    return DecisionTable.model_validate(TABLE.model_dump() | update)


def test_every_combination_is_decided_and_every_rule_decides_some() -> None:
    assert check_table(TABLE) == ()


def test_the_proof_counts_every_combination_once() -> None:
    assert sum(coverage(TABLE).values()) == combinations(TABLE) > 1_000_000


def test_a_gap_is_found() -> None:
    rules = [rule.model_dump() for rule in TABLE.rules if rule.when]
    assert "no rule holds" in check_table(changed(rules=rules))[0]
    assert coverage(changed(rules=rules))[NO_RULE] == coverage(TABLE)["nothing_to_learn"]


def test_a_dead_rule_is_found() -> None:
    rules = [rule.model_dump() for rule in TABLE.rules]
    assert check_table(changed(rules=[*rules, rules[3] | {"id": "late"}])) == ("rule late never decides",)


@given(situations)
def test_the_diagram_decides_as_the_first_rule_that_holds(situation: dict[str, str]) -> None:
    target = DIAGRAM.root
    while target >= 0:
        node = DIAGRAM.nodes[target]
        target = node.targets[situation[node.fact]]
    assert TABLE.rules[~target] == next(rule for rule in TABLE.rules if holds(rule.when, situation))


def test_every_row_has_a_source_and_a_reason() -> None:
    sources = [rule.source for rule in TABLE.rules] + [variant.source for variant in TABLE.variants]
    sources += [criterion.source for criterion in Knowledge().criteria.criteria]
    assert all(source.strip() for source in sources)
    assert all(rule.why.endswith(".") for rule in TABLE.rules)
    assert len({rule.id for rule in TABLE.rules}) == len(TABLE.rules)


def test_second_best_is_never_the_best() -> None:
    assert all(rule.primary != rule.otherwise for rule in TABLE.rules)


def test_criteria_name_facts_and_values_that_exist(knowledge: Knowledge) -> None:
    for criterion in knowledge.criteria.criteria:
        assert set(criterion.values) <= set(values_of(criterion.fact, TABLE.signals)), criterion.fact
    for risk in knowledge.advice.risks:
        assert all(set(values) <= set(values_of(fact, TABLE.signals)) for fact, values in risk.when.items())


def test_leanings_and_readings_name_kinds_and_facts_that_exist(knowledge: Knowledge) -> None:
    kinds = {kind.name for kind in knowledge.kinds.kinds}
    assert {leaning.kind for leaning in knowledge.situations.leanings} <= kinds
    for reading in (*knowledge.situations.readings, *knowledge.situations.replies):
        assert reading.value in values_of(reading.about, TABLE.signals), reading.about
    for hint in knowledge.situations.hints:
        assert set(hint.values) <= set(values_of(hint.about, ())), hint.about


@pytest.mark.parametrize(
    "when",
    [{"colour": ["red"]}, {"cost": ["huge"]}, {"cost": ["unknown"]}, {"cost": []}, {"training_unwanted": ["maybe"]}],
)
def test_a_rule_about_what_does_not_exist_is_refused(when: dict[str, list[str]]) -> None:
    rule = TABLE.rules[0].model_dump() | {"id": "odd", "when": when}
    with pytest.raises(ValidationError, match="odd"):
        changed(rules=[rule])
