"""Questions that an article answers, told from prompts: "ask …" opens either ("ask the candidate three questions")."""

from coaching.critique.judge.kinds import aside
from coaching.engine.answers import is_numbers
from coaching.engine.memo import Memo
from coaching.explain.search import looks_like_question

_ASK = "ask "


def asks(text: str, memo: Memo, *, key_words: bool) -> bool:
    """Whether a text is a question that an article answers, and no small talk ("who are you").

    Bare key words ("rag vs fine-tuning") count where they may, as in `looks_like_question`, and always after "ask".
    """
    asked = text.casefold().startswith(_ASK)
    if asked and _is_title(text[len(_ASK) :], memo):
        return True
    if is_numbers(text) or not looks_like_question(text, memo.knowledge, memo.find, key_words=key_words or asked):
        return False
    return not aside(memo.read(text), memo.knowledge)


def _is_title(text: str, memo: Memo) -> bool:
    titles = (article.title.casefold() for article in memo.knowledge.articles.by_id.values())
    return text.strip().casefold() in titles
