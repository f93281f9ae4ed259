"""What is on offer for open places and open questions, in every language that the coach speaks."""

import pytest

from coaching.messages.conversation import Action
from coaching.messages.reply import Asked, Open, OpenPlace, PromptBlock, Reply
from coaching.session import Session
from tests.coaching.test_engine import reply_of, say

IN_SIX_LANGUAGES = [
    "write something about travel",
    "Write a LinkedIn post about our new product",
    "plan a team event",
    "write a mail about our refund policy to a customer",
    "Schreib eine Mail an den Kunden wegen der Verspätung",
    "écris un article sur le vélo",
    "escribe un correo a un cliente por el retraso",
    "escreva um e-mail para o cliente",
    "schrijf iets over reizen",
]


def open_places(reply: Reply) -> tuple[OpenPlace, ...]:
    return next((part.places for part in reply.parts if isinstance(part, Open)), ())


@pytest.mark.parametrize("prompt", IN_SIX_LANGUAGES)
def test_the_words_of_every_choice_for_an_open_place_do_what_it_does(prompt: str) -> None:
    session = say(say(Session(), prompt).session, action=Action(name="rewrite")).session
    places = open_places(reply_of(say(session, action=Action(name="rewrite"))))

    assert any(len(place.choices) > 1 for place in places)
    for choice in (choice for place in places for choice in place.choices):
        pressed, typed = say(session, action=choice.action), say(session, choice.says)
        assert typed.session == pressed.session
        assert pressed.session.state != session.state
        assert reply_of(typed).parts == reply_of(pressed).parts


@pytest.mark.parametrize("prompt", IN_SIX_LANGUAGES)
def test_choices_for_an_open_place_are_few_and_begin_with_the_suggestion(prompt: str) -> None:
    session = say(Session(), prompt).session
    answer = reply_of(say(session, action=Action(name="rewrite")))
    (text,) = [part.text for part in answer.parts if isinstance(part, PromptBlock)]

    for place in open_places(answer):
        labels = [choice.label for choice in place.choices]
        assert len({label.casefold() for label in labels}) == len(labels) <= 5
        assert (f"{{{{{place.name}: {labels[0]}}}}}" in text) is (place.suggested is not None) if labels else True


def test_an_open_place_offers_what_its_question_does() -> None:
    session = say(Session(), "write something about travel").session
    places = {
        place.name: [choice.label for choice in place.choices]
        for place in open_places(reply_of(say(session, "just rewrite it")))
    }

    assert places["audience"] == ["families", "Business travellers", "Students"]
    assert places["format"] == ["a blog introduction", "Social post", "Packing list"]


def test_a_place_that_a_question_does_not_ask_for_offers_nothing_of_it() -> None:
    session = say(Session(), "escreva um e-mail para o cliente").session
    places = {place.name: place.choices for place in open_places(reply_of(say(session, action=Action(name="rewrite"))))}

    assert places["mensagem principal"]
    assert places["próximo passo"] == ()


def test_an_open_place_can_be_filled_while_questions_are_open() -> None:
    taken = say(Session(), "write a mail about our refund policy to a customer")
    assert taken.session.state.state == "clarifying"
    place = next(place for place in open_places(reply_of(taken)) if place.name == "tone")

    filled = say(taken.session, action=place.choices[1].action)

    assert filled == say(taken.session, place.choices[1].says)
    assert filled.session != taken.session


@pytest.mark.parametrize("prompt", IN_SIX_LANGUAGES)
def test_every_question_can_be_skipped_in_its_own_language(prompt: str) -> None:
    taken = say(Session(), prompt)
    asked = [part for part in reply_of(taken).parts if isinstance(part, Asked)]
    skips = [part.skip for part in asked if part.skip]

    assert [skip.action.target for skip in skips] == [part.id for part in asked]
    first = say(taken.session, action=skips[0].action)
    assert first.session.state != taken.session.state
    for words in (skips[0].says, skips[0].label):
        assert say(taken.session, words) == first
