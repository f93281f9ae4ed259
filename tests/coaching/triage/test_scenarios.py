"""Situation → questions → decision, as a person would live through it."""

import pytest

from coaching.knowledge.load import Knowledge
from coaching.messages.recommendation import FACT_VALUES, Recommendation
from coaching.triage.recommend import TriageInputError, triage

HR_BOT = "we want a bot that answers HR policy questions, policies change monthly, legal needs to see the source"
TICKETS = (
    "We sort support tickets into 140 categories of our own. A good prompt gets 74% right. We have 40,000 labelled "
    "tickets and the categories never change."
)


def dialogue(situation: str, truth: dict[str, str], knowledge: Knowledge) -> tuple[list[str], Recommendation]:
    """Answer every question from `truth` (else "unknown"); the facts asked for, and the decision."""
    answers: dict[str, str] = {}
    found = triage(situation, answers, knowledge)
    while found.next_question:
        fact = found.next_question.fact
        assert fact not in answers
        answers[fact] = truth.get(fact, "unknown")
        found = triage(situation, answers, knowledge)
    return list(answers), found


def test_questions_about_moving_policies_lead_to_search(knowledge: Knowledge) -> None:
    asked, found = dialogue(HR_BOT, {"prompting_tried": "yes_not_enough", "labelled_examples": "none"}, knowledge)
    assert found.primary == "rag"
    assert not {"knowledge_changes", "needs_citations", "missing_knowledge"} & set(asked)
    assert len(asked) <= 3


def test_many_labelled_cases_of_own_categories_lead_to_training(knowledge: Knowledge) -> None:
    _, found = dialogue(TICKETS, {"missing_knowledge": "no", "finetuning_tried": "no"}, knowledge)
    assert found.primary == "fine_tuning"
    assert "Check with your provider" in found.availability


def test_nothing_tried_leads_to_a_prompt_and_to_measuring(knowledge: Knowledge) -> None:
    facts = {"prompting_tried": "no", "missing_knowledge": "no", "labelled_examples": "none"}
    found = triage("We want to draft replies to reviews.", facts, knowledge)
    assert found.primary == "prompting"
    assert "measure_first" in found.variants


def test_facts_and_form_missing_lead_to_both(knowledge: Knowledge) -> None:
    truth = {
        "missing_knowledge": "yes",
        "prompting_tried": "yes_not_enough",
        "format_or_tone_problem": "yes",
        "labelled_examples": "thousands",
        "rag_tried": "no",
        "finetuning_tried": "no",
    }
    _, found = dialogue("Memos from our own precedents, in our house style.", truth, knowledge)
    assert found.primary == "rag+fine_tuning"


def test_training_that_did_not_pay_is_not_recommended_again(knowledge: Knowledge) -> None:
    _, found = dialogue(TICKETS, {"missing_knowledge": "no", "finetuning_tried": "yes_not_enough"}, knowledge)
    assert found.primary == "prompting"


@pytest.mark.parametrize(
    "wish",
    [
        "We don't want to train a model.",
        "We want the best result without another training project.",
        "We have no machine learning team and want to switch models freely.",
    ],
)
def test_people_who_do_not_want_to_train_are_heard(wish: str, knowledge: Knowledge) -> None:
    _, found = dialogue(f"{TICKETS} {wish}", {"missing_knowledge": "no"}, knowledge)
    assert "fine_tuning" not in found.primary
    assert any(reason.fact == "training_unwanted" for reason in found.reasons)


def test_material_that_fits_into_one_prompt_needs_no_search(knowledge: Knowledge) -> None:
    found = triage(
        "Staff ask about our handbook. The handbook is 60 pages and fits into one prompt.",
        {"missing_knowledge": "yes", "finetuning_tried": "no"},
        knowledge,
    )
    assert (found.primary, found.variants[:1]) == ("prompting", ("long_context",))


def test_live_data_and_arithmetic_call_for_tools(knowledge: Knowledge) -> None:
    found = triage("Customers ask for the order status and the model must calculate totals.", {}, knowledge)
    assert "tools" in found.variants


def test_the_large_model_that_costs_too_much_teaches_a_small_one(knowledge: Knowledge) -> None:
    facts = {
        "prompting_tried": "yes_enough",
        "missing_knowledge": "no",
        "cost": "tight",
        "volume": "very_high",
        "labelled_examples": "100k+",
        "finetuning_tried": "no",
    }
    found = triage("", facts, knowledge)
    assert (found.primary, found.variants) == ("fine_tuning", ("distillation",))


def test_own_answers_win_over_what_was_read(knowledge: Knowledge) -> None:
    assert triage(HR_BOT, {}, knowledge).facts.knowledge_changes == "fast"
    assert triage(HR_BOT, {"knowledge_changes": "static"}, knowledge).facts.knowledge_changes == "static"


def test_not_knowing_is_an_answer_and_skipping_too(knowledge: Knowledge) -> None:
    first = triage("", {}, knowledge).next_question
    assert first
    for again in (triage("", {first.fact: "unknown"}, knowledge), triage("", {}, knowledge, skipped=[first.fact])):
        assert again.next_question
        assert again.next_question.fact != first.fact


def test_nobody_is_asked_more_than_eight_times(knowledge: Knowledge) -> None:
    asked, found = dialogue("", {}, knowledge)
    assert len(asked) <= 8
    assert found.next_question is None


def test_a_known_situation_is_decided_without_a_question(knowledge: Knowledge) -> None:
    everything = {fact: values[0] for fact, values in FACT_VALUES.items()}
    found = triage("", everything, knowledge)
    assert found.next_question is None
    assert found.open_questions == ()


def test_confidence_grows_with_what_is_known(knowledge: Knowledge) -> None:
    known = {"missing_knowledge": "yes", "prompting_tried": "yes_not_enough", "labelled_examples": "none"}
    assert triage("", {}, knowledge).confidence < triage("", known, knowledge).confidence < 1


def test_the_same_input_gives_the_same_output(knowledge: Knowledge) -> None:
    assert triage(HR_BOT, {"cost": "tight"}, knowledge) == triage(HR_BOT, {"cost": "tight"}, Knowledge())


@pytest.mark.parametrize(
    ("answers", "skipped", "names"),
    [
        ({"colour": "red"}, (), ("colour", "labelled_examples")),
        ({"cost": "huge"}, (), ("huge", "normal, tight, unknown")),
        ({}, ("mood",), ("mood", "missing_knowledge")),
    ],
)
def test_unknown_facts_and_values_are_named(
    answers: dict[str, str], skipped: tuple[str, ...], names: tuple[str, ...], knowledge: Knowledge
) -> None:
    with pytest.raises(TriageInputError) as error:
        triage("", answers, knowledge, skipped)
    assert all(name in str(error.value) for name in names)


@pytest.mark.parametrize(
    "situation",
    [
        "Wir möchten einen Chatbot, der Fragen zu unseren internen Richtlinien beantwortet; sie ändern sich monatlich.",
        "Queremos un asistente que responda preguntas sobre nuestros manuales, que cambian cada semana.",
        "Klanten stellen vragen over onze handleidingen, die elke maand veranderen.",
        "Notre assistant doit répondre aux questions sur nos procédures, qui changent chaque mois.",
        "O assistente responde perguntas sobre nossos manuais, que mudam toda semana.",
    ],
)
def test_other_languages_are_understood_by_their_key_words(situation: str, knowledge: Knowledge) -> None:
    found = triage(situation, {}, knowledge)
    assert (found.primary, found.facts.knowledge_changes) == ("rag", "fast")
