"""In a chat: is this a question that an article answers, or a prompt to be coached?"""

import pytest

from coaching.explain.search import looks_like_question
from coaching.knowledge.load import Knowledge


@pytest.mark.parametrize(
    "text",
    [
        "what is few-shot?",
        "RAG or fine-tuning?",
        "rag vs fine-tuning",
        "explain RAG",
        "can you explain fine-tuning?",
        "hey, what is chain of thought",
        "tell me about RAG",
        "hallucinations",
        "Was ist RAG?",
        "combien coûte le fine-tuning ?",
        "how do I write better prompts?",
        "why does the bot make things up?",
    ],
)
def test_questions_about_the_field(text: str, knowledge: Knowledge) -> None:
    assert looks_like_question(text, knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "what is our refund policy",
        "Explain photosynthesis to a 5-year-old",
        "write a blog post about RAG",
        "write something about travel",
        "can you write a short intro on prompt engineering for our newsletter?",
        "Summarise this article about fine-tuning for executives",
        "Explain RAG to our sales team in 100 words with two examples from retail",
        "Create a table comparing RAG and fine-tuning for our board",
        "what are three good taglines for our AI chatbot launch?",
        "what should I answer this customer?",
        "Why did our churn go up in Q3?",
        "how do I fine tune my guitar",
        "what is RAG?\nAnswer in three bullet points.",
        "what is RAG? " * 30,
        "make it shorter",
        "thanks",
        "",
        "   ",
    ],
)
def test_prompts_and_small_talk(text: str, knowledge: Knowledge) -> None:
    assert not looks_like_question(text, knowledge)
