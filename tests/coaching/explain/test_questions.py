"""Real ways of asking: the right article within the field, "I don't know" outside it."""

from coaching.explain.answer import explain
from coaching.knowledge.load import Knowledge
from tests.coaching.explain.conftest import Asked


def share_answered(asked: list[Asked], knowledge: Knowledge) -> float:
    """The share of questions that get one of the articles that answer them."""
    return sum(explain(each.question, knowledge).article in each.articles for each in asked) / len(asked)


def test_nearly_every_question_in_the_field_gets_its_article(asked: tuple[Asked, ...], knowledge: Knowledge) -> None:
    english = [each for each in asked if each.articles and each.language == "en"]

    assert len(english) >= 60
    assert share_answered(english, knowledge) >= 0.95


def test_questions_in_other_languages_get_their_article(asked: tuple[Asked, ...], knowledge: Knowledge) -> None:
    others = [each for each in asked if each.articles and each.language != "en"]

    assert {each.language for each in others} == {"de", "fr", "es", "pt", "nl"}
    assert share_answered(others, knowledge) >= 0.95


def test_nearly_every_question_outside_the_field_is_left_unanswered(
    asked: tuple[Asked, ...], knowledge: Knowledge
) -> None:
    outside = [each.question for each in asked if not each.articles]
    answered = [question for question in outside if explain(question, knowledge).article is not None]

    assert len(outside) >= 40
    assert len(answered) / len(outside) <= 0.03, answered


def test_expected_articles_exist(asked: tuple[Asked, ...], knowledge: Knowledge) -> None:
    assert {article for each in asked for article in each.articles} <= knowledge.articles.by_id.keys()
