"""What is no prompt gets the answer of a person, in its own language."""

import pytest

from coaching.critique.judge.assess import assess
from coaching.critique.reader.read import read
from coaching.knowledge.load import Knowledge

KNOWLEDGE = Knowledge()
LANGUAGES = ["en", "de", "fr", "es", "pt", "nl"]


@pytest.mark.parametrize(
    ("text", "language", "purpose"),
    [
        ("hi", "en", "greeting"),
        ("thanks a lot!", "en", "thanks"),
        ("yes", "en", "yes"),
        ("nope", "en", "no"),
        ("are you a bot?", "en", "identity"),
        ("what can you do", "en", "abilities"),
        ("can you help me with a prompt", "en", "offer"),
        ("hello, can you help me?", "en", "offer"),
        ("I don't know", "en", "unsure"),
        ("test", "en", "trial"),
        ("why?", "en", "why"),
        ("wer bist du?", "de", "identity"),
        ("ja", "de", "yes"),
        ("keine Ahnung", "de", "unsure"),
        ("je ne sais pas", "fr", "unsure"),
        ("qui es-tu ?", "fr", "identity"),
        ("no sé", "es", "unsure"),
        ("quem é você?", "pt", "identity"),
        ("geen idee", "nl", "unsure"),
    ],
)
def test_the_answer_fits_what_was_said(text: str, language: str, purpose: str) -> None:
    found = assess(read(text, KNOWLEDGE), KNOWLEDGE)
    assert found.kind == "chatter"
    assert found.reply == KNOWLEDGE.small_talk.root[language].exchanges[purpose].reply


@pytest.mark.parametrize("text", ["3", "500 a month", "12%", "about 40 people"])
def test_a_bare_amount_is_quoted_back(text: str) -> None:
    found = assess(read(text, KNOWLEDGE), KNOWLEDGE)
    assert found.kind == "follow_up"
    assert found.reply is not None
    assert text in found.reply


@pytest.mark.parametrize(
    "text", ["email", "what is 12*7", "what is 19 * 23", "test the login page", "help me plan a party"]
)
def test_what_asks_for_something_is_a_prompt(text: str) -> None:
    assert assess(read(text, KNOWLEDGE), KNOWLEDGE).kind == "prompt"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_every_purpose(language: str) -> None:
    talk = KNOWLEDGE.small_talk.root
    assert set(talk) == set(LANGUAGES)
    assert list(talk[language].exchanges) == list(talk["en"].exchanges)
    assert all("{" not in exchange.reply.format(quote="x") for exchange in talk[language].exchanges.values())
