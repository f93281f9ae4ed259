"""Typed answers to a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.knowledge.load import Knowledge
from coaching.messages.recommendation import FACT_VALUES
from coaching.triage.read import understand

KNOWLEDGE = Knowledge()


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("labelled_examples", "about 500", "hundreds"),
        ("labelled_examples", "no idea", "unknown"),
        ("labelled_examples", "maybe 50", "tens"),
        ("labelled_examples", "zero", "none"),
        ("labelled_examples", "2k", "thousands"),
        ("labelled_examples", "we have no examples at all", "none"),
        ("knowledge_changes", "policies change monthly", "fast"),
        ("knowledge_changes", "once a year", "slow"),
        ("knowledge_changes", "not often", "slow"),
        ("knowledge_changes", "never", "static"),
        ("prompting_tried", "yes but it mixes up countries", "yes_not_enough"),
        ("prompting_tried", "it gets 7 of 10 right", "yes_not_enough"),
        ("prompting_tried", "yes, works well", "yes_enough"),
        ("prompting_tried", "not yet", "no"),
        ("prompting_tried", "noch nicht", "no"),
        ("prompting_tried", "2", "yes_enough"),
        ("prompting_tried", "Yes, not enough.", "yes_not_enough"),
        ("prompting_tried", "partly", "yes_not_enough"),
        ("rag_tried", "yes, finds the wrong page", "yes_not_enough"),
        ("missing_knowledge", "it makes up prices", "yes"),
        ("missing_knowledge", "no, it knows the facts", "no"),
        ("missing_knowledge", "I don't know", "unknown"),
        ("needs_citations", "yes, legal wants the source", "yes"),
        ("needs_citations", "nope, not needed", "no"),
        ("private_docs", "our handbook", "yes"),
        ("private_docs", "it's all public", "no"),
        ("format_or_tone_problem", "the tone is off", "yes"),
        ("specialised_vocab_or_classification", "everyday language", "no"),
        ("volume", "200 a day", "low"),
        ("volume", "millions a day", "very_high"),
        ("latency", "0.5 seconds", "sub_second"),
        ("latency", "overnight is fine", "batch"),
        ("cost", "not really a worry", "normal"),
        ("cost", "we have little money", "tight"),
        ("privacy", "must stay on our servers", "self_host"),
        ("privacy", "GDPR applies", "strict"),
    ],
)
def test_an_answer_in_own_words(fact: str, text: str, value: str) -> None:
    assert understand(fact, text, KNOWLEDGE) == value


@pytest.mark.parametrize("fact", ["prompting_tried", "rag_tried", "finetuning_tried"])
@pytest.mark.parametrize("text", ["yes", "Ja.", "we did"])
def test_a_bare_yes_does_not_say_whether_it_was_good_enough(fact: str, text: str) -> None:
    assert understand(fact, text, KNOWLEDGE) is None
    assert "good enough?" in KNOWLEDGE.triage.facts[fact].question


@pytest.mark.parametrize("fact", sorted(FACT_VALUES))
def test_every_option_is_understood_by_number_label_and_id(fact: str) -> None:
    for number, (value, text) in enumerate(KNOWLEDGE.triage.facts[fact].values.items(), start=1):
        assert [understand(fact, said, KNOWLEDGE) for said in (str(number), text.label, value)] == [value] * 3


@pytest.mark.parametrize("text", ["", "asdf qwer", "the weather", "yes"])
def test_what_is_no_answer_is_none(text: str) -> None:
    assert understand("finetuning_tried", text, KNOWLEDGE) is None


def test_no_such_fact_is_none() -> None:
    assert understand("situation", "yes", KNOWLEDGE) is None


@given(st.sampled_from(sorted(FACT_VALUES)), st.text(max_size=200))
def test_any_answer_is_a_value_or_none(fact: str, text: str) -> None:
    assert understand(fact, text, KNOWLEDGE) in {*FACT_VALUES[fact], None}
