"""Typed words become the action that a button would send.

In this order: a slash command, a command word, an answer to what is on screen, a question that an article answers, and
else a prompt to be coached.
"""

from coaching.critique.judge.kinds import aside
from coaching.critique.reader.read import read
from coaching.explain.search import looks_like_question
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action, ActionName
from coaching.session import Clarifying, Decided, Rewritten, State, Triaging

CASE_ARROWS = ("=>", "→")
_SLASHES: dict[str, ActionName] = {"/coach": "coach", "/triage": "triage", "/ask": "ask", "/help": "help"}


def hear(text: str, state: State, allowed: frozenset[ActionName], knowledge: Knowledge) -> Action:
    """The action that a text means in a state; `allowed` are the actions which that state knows."""
    text = text.strip()
    said = _slash(text) or _command(text, allowed, knowledge) or _answer(text, state, knowledge)
    if said:
        return said
    return Action(name="ask" if _asks(text, knowledge) else "coach", value=text)


def _asks(text: str, knowledge: Knowledge, *, key_words: bool = True) -> bool:
    """Whether a text is a question that an article answers, and no small talk ("who are you")."""
    return looks_like_question(text, knowledge, key_words=key_words) and not aside(read(text, knowledge), knowledge)


def _slash(text: str) -> Action | None:
    word, *rest = text.split(maxsplit=1) or [""]
    name = _SLASHES.get(word.casefold())
    return Action(name=name, value="".join(rest)) if name else None


def _command(text: str, allowed: frozenset[ActionName], knowledge: Knowledge) -> Action | None:
    phrase = " ".join(text.casefold().replace("’", "'").split()).strip(" .!?")
    if name := knowledge.commands.exact.get(phrase):
        return Action(name=name)
    for opening, opened in knowledge.commands.opening.items():
        if phrase.startswith(opening) and opened in allowed:
            return Action(name=opened, target=phrase.removeprefix(opening).strip(" \"'“”"))
    return None


def _answer(text: str, state: State, knowledge: Knowledge) -> Action | None:
    """What free text means while something is on screen, unless it is a question for an article."""
    if _asks(text, knowledge, key_words=False):
        return None
    match state:
        case Clarifying() | Triaging():
            return Action(name="answer", value=text)
        case Rewritten():
            return Action(name="set", value=text)
        case Decided() if any(arrow in text for arrow in CASE_ARROWS):
            return Action(name="case", value=text)
    return None
