"""The triage in people's words."""

import pytest

from coaching.knowledge.load import Knowledge
from coaching.triage.recommend import triage
from coaching.triage.wording import (
    fact_label,
    find_fact,
    hint,
    option_label,
    progress,
    question_for,
    summary,
    understood,
    value_label,
)


def test_what_was_understood_is_one_sentence(knowledge: Knowledge) -> None:
    said = understood("Policies change monthly and legal needs to see the source.", knowledge)
    assert said == "Understood: what it rests on changes often; sources must be shown."
    assert understood("hello", knowledge) == ""


def test_a_wish_is_understood_too(knowledge: Knowledge) -> None:
    assert "no training is wanted" in understood("We don't want to train anything.", knowledge)


def test_buttons_end_with_not_sure(knowledge: Knowledge) -> None:
    question = question_for("prompting_tried", knowledge)
    labels = [value_label("prompting_tried", value, knowledge) for value in question.options]
    assert labels == ["Not yet", "Yes, good enough", "Yes, not enough", "Not sure"]
    assert hint("prompting_tried", knowledge)


def test_signals_have_labels_as_well(knowledge: Knowledge) -> None:
    for signal in knowledge.decision_table.signals:
        assert fact_label(signal, knowledge)
        assert value_label(signal, "yes", knowledge)


def test_progress_never_promises_less_than_what_is_asked(knowledge: Knowledge) -> None:
    open_ended, settled = triage("", {}, knowledge), triage("", {"finetuning_tried": "yes_not_enough"}, knowledge)
    assert progress(open_ended, 0) == "1 of about 3"
    assert progress(open_ended, 1) == "2 of about 3"
    for asked in range(8):
        at, of = progress(settled, asked).split(" of about ")
        assert int(at) == asked + 1 <= int(of) <= 8


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("labelled_examples", "labelled_examples"),
        ("Labelled examples", "labelled_examples"),
        ("budget", "cost"),
        ("privcy", "privacy"),
        ("the moon", None),
    ],
)
def test_a_fact_is_found_by_name(words: str, fact: str | None, knowledge: Knowledge) -> None:
    assert find_fact(words, knowledge) == fact


def test_the_summary_says_what_how_sure_and_why(knowledge: Knowledge) -> None:
    found = triage("", {"prompting_tried": "no", "missing_knowledge": "no", "labelled_examples": "none"}, knowledge)
    said = summary(found, knowledge)
    assert said.startswith(
        f"**{option_label('prompting', knowledge)}: measure first** (confidence {found.confidence:.2f}"
    )
    assert found.reasons[0].text in said


def test_what_is_only_likely_is_said_to_be_likely(knowledge: Knowledge) -> None:
    assert triage("", {}, knowledge).reasons[0].text.startswith("Most likely: ")
