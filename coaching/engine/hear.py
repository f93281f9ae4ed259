"""Typed words become the action that a button would send.

Nothing at all asks for what is on the table. Else, in this order: a slash command, a command word, a question that an
article answers, an answer to what is on screen, a prompt to be coached. Articles are searched last, and once: a command
or a number is never a question.
"""

from coaching.engine.asking import asks
from coaching.engine.commands import command
from coaching.engine.memo import Memo
from coaching.engine.slash import CASE_ARROWS, slash
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
    if asks(text, memo, key_words=answers is None):
        return Action(name="ask", value=text)
    return Action(name=answers or "coach", value=text)


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
