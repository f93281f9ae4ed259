"""What is said near the coach and not to it: people talk in a thread, and the coach keeps out of it.

It answers what clearly goes on with what is on the table: a command that fits, a number, an option, a wish for the
rewrite, words that answer what it asked. A new prompt, a question or small talk is for somebody else.
"""

from coaching.critique.judge.kinds import aside
from coaching.engine.answers import is_numbers, pick, tell, waiting_questions, wish
from coaching.engine.commands import command, surely_meant
from coaching.engine.exact import asks_anew, exact_answer
from coaching.engine.memo import Memo
from coaching.engine.slash import CASE_ARROWS
from coaching.engine.triage_turns import SITUATION
from coaching.explain.search import looks_like_question
from coaching.messages.conversation import Action, ActionName
from coaching.session import Clarifying, Decided, Idle, State, Triaging
from coaching.triage.read import understand
from coaching.triage.reader import account

_LONGEST_ANSWER = 12
"""Words of an answer in which nothing else is recognised."""
_MAY_ANSWER = frozenset({"padding", "yes", "no", "unsure", "fragment"})
"""Purposes of small talk with which an answer may begin."""


def overhear(text: str, state: State, allowed: frozenset[ActionName], memo: Memo) -> Action | None:
    """The action that a text means for the coach in a state; None where it isn't for the coach."""
    text = text.strip()
    if isinstance(state, Idle) or not text:
        return None
    said = command(text, allowed, memo.knowledge)
    if said and said.name in allowed and surely_meant(said, state, memo):
        return said
    if said or text.startswith(("@", "<@", "/")) or text.endswith(("?", "？")):
        return None
    return _answer(text, state, memo)


def _answer(text: str, state: State, memo: Memo) -> Action | None:
    match state:
        case Clarifying():
            answers = _answers_questions(text, state, memo)
        case Triaging():
            answers = _answers_triage(text, state, memo)
        case Decided():
            return Action(name="case", value=text) if any(arrow in text for arrow in CASE_ARROWS) else None
        case _:
            return None if _is_talk(text, memo) else exact_answer(text, state, memo)
    return Action(name="answer", value=text) if answers else None


def _answers_questions(text: str, state: Clarifying, memo: Memo) -> bool:
    found = memo.critique(state.prompt)
    waiting = waiting_questions(found, state, memo)
    if is_numbers(text):
        return pick(text, waiting, state.wishes) is not None
    if exact_answer(text, state, memo):
        return True
    if _is_talk(text, memo) or tell(text, waiting, found, state.wishes, memo) is None:
        return False
    told = wish(text, found, state.wishes, memo.knowledge) is not None
    return (told and not asks_anew(text, memo)) or _names_something(text, found.language, memo)


def _names_something(text: str, language: str, memo: Memo) -> bool:
    """Whether a text can be an answer in own words: a few, no order, no question, no statement ("the build is red")."""
    reading = memo.read(text)
    words = {token.word for token in reading.tokens}
    links = memo.knowledge.rewrite_texts(language).wishes.links
    brief = reading.supported and 0 < len(words) <= _LONGEST_ANSWER
    return brief and words.isdisjoint(links) and not asks_anew(text, memo, shortest=1)


def _answers_triage(text: str, state: Triaging, memo: Memo) -> bool:
    if exact_answer(text, state, memo):
        return True
    if _is_talk(text, memo) or asks_anew(text, memo):
        return False
    if understand(state.pending, text, memo.knowledge):
        return True
    if aside(memo.read(text), memo.knowledge):
        return False
    told = account(text, memo.knowledge)
    if state.pending == SITUATION:
        return bool(told.facts or told.signals or told.leanings) and not asks_anew(text, memo, shortest=1)
    return bool(told.facts)


def _is_talk(text: str, memo: Memo) -> bool:
    """Whether a text is between people: it asks something, or begins as small talk does; "yes" and "no" may answer."""
    tokens = memo.read(text).tokens
    phrases = memo.knowledge.small_talk.phrases.find(tokens)
    opening = {match.label.partition(":")[2] for match in phrases if match.first == 0}
    if opening - _MAY_ANSWER:
        return True
    return looks_like_question(text, memo.knowledge, memo.find, key_words=False)
