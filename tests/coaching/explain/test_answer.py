"""What an answer holds: the point first, sources, one thing to try, and never more than a phone screen or two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.explain.answer import explain
from coaching.knowledge.load import Knowledge
from coaching.messages.explanation import Explanation

KNOWLEDGE = Knowledge()


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("what is few-shot prompting", "few-shot"),
        ("RAG or fine-tuning?", "rag-vs-fine-tuning"),
        ("promt enginering explained", "what-is-prompting"),
        ("what does finetunning cost", "fine-tuning-cost"),
        ("how to improve retreival", "better-retrieval"),
        ("teach the model our tone", "brand-voice"),
        ("it invents stuff", "hallucination"),
        ("was kostet Feintuning", "fine-tuning-cost"),
        ("qu'est-ce que le RAG ?", "what-is-rag"),
        ("¿cuántos ejemplos necesito para el fine-tuning?", "how-many-examples"),
        ("o que é RAG?", "what-is-rag"),
        ("wat is few-shot prompting", "few-shot"),
    ],
)
def test_jargon_typos_paraphrases_and_languages_reach_the_article(
    question: str, article: str, knowledge: Knowledge
) -> None:
    assert explain(question, knowledge).article == article


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("do I have to know how to code to write prompts?", "No"),
        ("is fine-tuning the same as training from scratch?", "No"),
        ("can prompting and fine-tuning be combined?", "Yes"),
        ("can I fine-tune without data?", "No"),
        ("does telling it that it is an expert help?", "Not reliably"),
        ("are fine-tuned models always better than a good prompt?", "No"),
        ("is fine-tuning still offered by openai?", "No"),
        ("will prompt engineering still matter in the future?", "Yes"),
    ],
)
def test_a_yes_or_no_question_is_answered_first(question: str, first: str, knowledge: Knowledge) -> None:
    assert explain(question, knowledge).answer.startswith(first)


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("what does fine-tuning cost", ["$0.46", "$5,000", "few dollars"]),
        ("how many examples does fine-tuning need", ["50 to 100", "Quality"]),
        ("is fine-tuning still offered by openai", ["2026-07-02", "2027-01-06", "check with your provider"]),
        ("how do I improve retrieval", ["5.7%", "2.9%", "1.9%"]),
        ("does think step by step help", ["3%", "20–80%"]),
        ("what is prompt caching", ["90%"]),
        ("icd-10 accuracy", ["67% to 94%"]),
        ("what break-even accuracy do we need", ["81.5%", "$1,000"]),
        ("do we still need rag if everything fits into the context window", ["200,000 tokens", "500 pages"]),
        ("when should I stop improving the prompt", ["ten real cases", "eight pass"]),
    ],
)
def test_answers_hold_the_figures(question: str, facts: list[str], knowledge: Knowledge) -> None:
    answer = explain(question, knowledge).answer

    assert [fact for fact in facts if fact not in answer] == []


def test_an_answer_ends_in_one_thing_to_try_and_names_its_sources(knowledge: Knowledge) -> None:
    found = explain("what is RAG?", knowledge)

    assert found.answer.split("\n\n")[-1].startswith("**Try:** ")
    assert found.sources
    assert found.article not in found.nearest


def test_what_ages_carries_a_date(knowledge: Knowledge) -> None:
    assert any("as of 2026-11" in source for source in explain("which models can be fine-tuned", knowledge).sources)


@pytest.mark.parametrize(
    "question",
    [
        "how do I fine tune my guitar",
        "how do I reset my payroll password",
        "which wool is best for a rag rug",
        "what is a prompt payment discount",
        "a few shots of espresso",
        "what's the weather",
        "what is our refund policy",
        "天気はどうですか",
        "",
        "?!",
    ],
)
def test_outside_its_field_the_coach_says_so_and_offers_what_it_knows(question: str, knowledge: Knowledge) -> None:
    found = explain(question, knowledge)

    assert found.article is None
    assert found.sources == ()
    assert "I don't know that one" in found.answer
    assert 2 <= len(found.nearest) <= 4
    assert all(knowledge.articles.by_id[id_].title in found.answer for id_ in found.nearest)


@pytest.mark.parametrize(
    "question",
    [
        "a" * 100_000,
        "fine-tuning " * 20_000,
        '"' * 5_000 + " what is RAG",
        'what is "RAG" OR * NEAR(title) AND NOT -x ^',
        "(" * 50_000,
        " " * 100_000,
        "what is\x00RAG\u202e?",
    ],
)
def test_hostile_questions_are_answered_like_any_other(question: str, knowledge: Knowledge) -> None:
    assert isinstance(explain(question, knowledge), Explanation)


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_whatever_is_asked_the_answer_is_short_and_consistent(question: str) -> None:
    found = explain(question, KNOWLEDGE)

    assert len(found.answer.split()) <= 250
    assert found.nearest
    assert bool(found.sources) == (found.article is not None)


def test_the_same_question_gets_the_same_answer_from_a_new_index(knowledge: Knowledge) -> None:
    question = "is RAG or fine-tuning cheaper for our support bot"

    assert explain(question, knowledge) == explain(question, Knowledge())
