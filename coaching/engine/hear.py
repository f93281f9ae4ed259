"""Typed words become the action that a button would send.

Nothing at all asks for what is on the table. Else, in this order: a slash command, a command word, a question that an
article answers, an answer to what is on screen, a prompt to be coached. Articles are searched last, and once: a command
or a number is never a question.
"""

from coaching.critique.judge.kinds import aside
from coaching.engine.answers import is_numbers
from coaching.engine.commands import command
from coaching.engine.memo import Memo
from coaching.engine.slash import CASE_ARROWS, slash
from coaching.explain.search import looks_like_question
from coaching.messages.conversation import Action, ActionName
from coaching.session import Clarifying, Decided, Idle, Rewritten, State, Triaging


def hear(text: str, state: State, allowed: frozenset[ActionName], memo: Memo) -> Action:
    """The action that a text means in a state; `allowed` are the actions which that state knows."""
    text = text.strip()
    return slash(text, state, allowed, memo) or command(text, allowed, memo.knowledge) or _free(text, state, memo)


def _free(text: str, state: State, memo: Memo) -> Action:
    """What free text means; bare key words are a question only where no answer is waited for."""
    if not text:
        return Action(name="coach" if isinstance(state, Idle) else "resume")
    answers = _answering(text, state)
    if _asks(text, memo, key_words=answers is None):
        return Action(name="ask", value=text)
    return Action(name=answers or "coach", value=text)


def _asks(text: str, memo: Memo, *, key_words: bool) -> bool:
    """Whether a text is a question that an article answers, and no small talk ("who are you")."""
    if is_numbers(text) or not looks_like_question(text, memo.knowledge, memo.find, key_words=key_words):
        return False
    return not aside(memo.read(text), memo.knowledge)


def _answering(text: str, state: State) -> ActionName | None:
    """What free text does while something is on screen."""
    match state:
        case Clarifying() | Triaging():
            return "answer"
        case Rewritten():
            return "set"
        case Decided() if any(arrow in text for arrow in CASE_ARROWS):
            return "case"
    return None
