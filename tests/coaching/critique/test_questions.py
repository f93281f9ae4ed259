"""The questions are few, fit the task and can be answered with a tap."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.critique.judge.assess import assess
from coaching.critique.reader.read import read
from coaching.critique.rewriter.questions import questions
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Question, Verdict

KNOWLEDGE = Knowledge()
LANGUAGES = ["en", "de", "fr", "es", "pt", "nl"]


def asked(text: str) -> tuple[Verdict | None, tuple[Question, ...]]:
    reading = read(text, KNOWLEDGE)
    assessment = assess(reading, KNOWLEDGE)
    return assessment.verdict, questions(reading, assessment, KNOWLEDGE)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(min_size=1, max_size=120), st.sampled_from(["plan", "Write about AI", "Schreib was", "帮我写一份周报"])
    )
)
def test_questions_are_well_formed(text: str) -> None:
    verdict, found = asked(text)
    assert len(found) <= {"vague": 3, "workable": 2}.get(verdict or "", 0)
    assert verdict != "vague" or found
    assert len({question.dimension for question in found}) == len({question.text for question in found}) == len(found)
    for question in found:
        assert 2 <= len(question.options) <= 4
        assert len(set(question.options)) == len(question.options)


def test_a_question_uses_the_persons_own_words() -> None:
    _, found = asked("write something about travel")
    assert "What about travel?" in [question.text for question in found]


def test_options_fit_the_topic() -> None:
    _, found = asked("write something about travel")
    audience = next(question for question in found if question.dimension == "audience")
    assert audience.options == ("Families", "Business travellers", "Students")


def test_material_that_is_there_is_not_asked_for() -> None:
    _, found = asked("Turn these notes into minutes\n\n- Anna: budget 40k\n- Ben: we ship in May")
    assert "source" not in [question.dimension for question in found]


def test_a_recipient_who_is_named_is_not_asked_for() -> None:
    _, found = asked("Write a rejection mail to a candidate")
    assert "audience" not in [question.dimension for question in found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_without_content_are_known(language: str) -> None:
    texts = KNOWLEDGE.question_texts(language)
    assert texts.later
    assert texts.nothing
    assert not set(texts.later) & set(texts.nothing)


@pytest.mark.parametrize(
    ("prompt", "question"),
    [
        ("Schreib eine Stellenanzeige für einen Elektriker", "Wie sieht die Arbeit aus?"),
        ("Rédige une offre d'emploi pour une comptable à Lyon", "En quoi consiste le travail ?"),
        ("Escribe un post de Instagram sobre nuestra nueva colección", "¿Quién debe leerlo?"),
        ("Escreva um e-mail para um cliente sobre o atraso", "O que você oferece?"),
        ("Schrijf een herinnering voor factuur 881", "Wanneer moet er betaald zijn?"),
    ],
)
def test_work_is_known_in_each_language(prompt: str, question: str) -> None:
    _, found = asked(prompt)
    assert question in [each.text for each in found]


def test_the_longer_phrase_names_the_topic() -> None:
    _, found = asked("Write a job ad for a payroll clerk")
    assert "What does the work look like?" in [question.text for question in found]


def test_a_contradiction_is_asked_about_first() -> None:
    _, found = asked("Write a brief but comprehensive onboarding guide, keep it short, cover everything")
    assert found[0].dimension == "consistency"


def test_the_prompts_language_is_spoken() -> None:
    _, found = asked("hazme un plan de contenidos")
    assert all(question.text.startswith("¿") for question in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_gap_that_is_asked_about_can_be_answered_with_a_tap(language: str) -> None:
    texts = KNOWLEDGE.question_texts(language)
    tables = [texts.always, *texts.tasks.values(), *(topic.gaps for topic in texts.topics.values())]
    for table in tables:
        for dimension, gap in table.items():
            assert not gap.ask or 2 <= len(gap.options) <= 4, (language, dimension, gap)
            assert len(set(gap.options)) == len(gap.options), (language, dimension, gap)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_matters_to_a_task_that_exists(language: str) -> None:
    texts = KNOWLEDGE.question_texts(language)
    for name, topic in texts.topics.items():
        assert set(topic.tasks or texts.open_tasks) <= set(KNOWLEDGE.tasks.root), name
