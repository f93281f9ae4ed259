"""Questions that are asked by a word: "ask …", alone or after a slash command."""

import pytest

from coaching.messages.conversation import Action
from coaching.session import Session
from tests.coaching.test_engine import KNOWLEDGE, reply_of, say


@pytest.mark.parametrize("opening", ["", "write something about travel", "/triage an HR bot"])
@pytest.mark.parametrize(
    "said", ["ask what is few-shot?", "Ask few-shot", "/coach ask what is few-shot", "/coach /ask few-shot"]
)
def test_a_question_can_be_asked_by_the_word(opening: str, said: str) -> None:
    session = say(Session(), opening).session if opening else Session()

    taken = say(session, said)

    assert taken.session.state == session.state
    assert reply_of(taken).parts == reply_of(say(session, "/ask what is few-shot?")).parts


@pytest.mark.parametrize("title", [article.title for article in KNOWLEDGE.articles.by_id.values()])
def test_every_article_can_be_asked_for_by_its_title(title: str) -> None:
    explained = reply_of(say(Session(), action=Action(name="ask", value=title))).parts

    assert reply_of(say(Session(), f"ask {title}")).parts == explained
    assert reply_of(say(Session(), f"/coach ask {title}")).parts == explained


@pytest.mark.parametrize(
    "prompt",
    [
        "Ask the candidate three questions",
        "Ask the candidate three questions about their experience with RAG",
        "ask the team what they think about fine-tuning",
        "ask the model to explain RAG to my customers",
        "Ask our legal team whether fine-tuning on customer data is allowed",
        "ask ChatGPT to write a few-shot prompt",
    ],
)
def test_a_prompt_that_begins_with_ask_is_coached(prompt: str) -> None:
    for said in (prompt, f"/coach {prompt}"):
        assert reply_of(say(Session(), said)).topic == prompt


def test_a_question_after_coach_is_explained() -> None:
    assert reply_of(say(Session(), "/coach what is RAG?")).parts == reply_of(say(Session(), "/ask what is RAG?")).parts


def test_a_message_is_coached_by_its_shortcut_even_if_it_is_a_question() -> None:
    assert reply_of(say(Session(), action=Action(name="coach", value="what is RAG?"))).topic == "what is RAG?"
