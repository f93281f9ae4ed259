"""What there is to keep: the decision brief and the evaluation starter."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.knowledge.decision import values_of
from coaching.knowledge.load import Knowledge
from coaching.messages.recommendation import FACT_VALUES
from coaching.triage.brief import brief
from coaching.triage.recommend import triage
from coaching.triage.starter import cases_missing, starter

KNOWLEDGE = Knowledge()
all_facts = st.fixed_dictionaries({fact: st.sampled_from(values_of(fact, ())) for fact in FACT_VALUES})
FIELDS = {"input", "bad_output", "ideal", "what_was_wrong", "check"}


@given(all_facts, st.text(max_size=2000))
def test_a_brief_fits_one_page(facts: dict[str, str], situation: str) -> None:
    page = brief(triage(situation, facts, KNOWLEDGE), situation, date(2026, 11, 21), KNOWLEDGE)
    assert page.count("\n") < 60


def test_a_brief_names_the_decision_its_facts_and_its_dates() -> None:
    situation = "HR policy questions; policies change monthly"
    found = triage(situation, {"needs_citations": "yes", "missing_knowledge": "yes"}, KNOWLEDGE)
    page = brief(found, situation, date(2026, 11, 21), KNOWLEDGE)
    for part in (
        "2026-11-21",
        situation,
        "**RAG (document search)**",
        "Yes, with source",
        "Monthly or more often",
        f"prices as of {KNOWLEDGE.prices.as_of}",
        f"Decision table {KNOWLEDGE.decision_table.version}",
        found.plan[-1],
    ):
        assert part in page


def test_a_brief_can_go_without_a_date_and_a_situation() -> None:
    page = brief(triage("", {}, KNOWLEDGE), "", None, KNOWLEDGE)
    assert page.startswith("# Decision brief\n")
    assert "\n>" not in page


def test_a_table_in_the_brief_survives_what_people_type() -> None:
    situation = "a | b\n# not a heading\n" * 50
    page = brief(triage(situation, {}, KNOWLEDGE), situation, None, KNOWLEDGE)
    assert "\n# not a heading" not in page


@pytest.mark.parametrize(
    ("case", "asked", "said", "ideal"),
    [
        ("Is it free? => Yes, for a month", "Is it free?", "", "Yes, for a month"),
        ("Is it free? -> No → Yes", "Is it free?", "No", "Yes"),
        ("only the input", "only the input", "", ""),
        ("a => b => c => d", "a", "b", "c => d"),
    ],
)
def test_a_case_is_taken_apart(case: str, asked: str, said: str, ideal: str) -> None:
    line = json.loads(starter([case]).splitlines()[0])
    assert (line["input"], line["bad_output"], line["ideal"]) == (asked, said, ideal)
    assert bool(line["check"]) == bool(ideal)


@given(st.lists(st.text(max_size=80), max_size=25))
def test_a_starter_is_jsonl_with_the_same_fields_in_every_line(cases: list[str]) -> None:
    lines = [json.loads(line) for line in starter(cases).split("\n") if line]
    given = sum(bool(case.strip()) for case in cases)
    assert all(set(line) == FIELDS for line in lines)
    assert len(lines) == given + (given < 20)


def test_a_starter_says_how_many_cases_are_missing() -> None:
    assert "17 to go until 20" in starter(["a => b"] * 3)
    assert "to go" not in starter(["a => b"] * 20)
    assert cases_missing(["a", " "]) == 19
