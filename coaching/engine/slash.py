"""What a slash command means. Where every typed word goes through one, it carries answers and commands as well.

`/coach` takes what can only be a command or an answer as that, explains what an article answers and whatever follows
`/ask`, and takes everything else as a new prompt. `/triage` takes a few words as an answer while a triage is under way,
and more as a new situation. Alone, both go on with what there is.
"""

from coaching.engine.answers import SHORTEST_NEW_PROMPT
from coaching.engine.asking import asks
from coaching.engine.commands import command, surely_meant
from coaching.engine.exact import exact_answer
from coaching.engine.memo import Memo
from coaching.messages.conversation import Action, ActionName
from coaching.session import Decided, Idle, State, Triaging

CASE_ARROWS = ("=>", "→")
_ASK = "/ask "
_SLASHES: dict[str, ActionName] = {
    "/coach": "coach",
    "/triage": "triage",
    "/ask": "ask",
    "/help": "help",
    "coach:": "coach",
    "triage:": "triage",
}
"""Slack keeps slashes for its own commands: what is written to the coach there can begin with a word and a colon."""


def slash(text: str, state: State, allowed: frozenset[ActionName], memo: Memo) -> Action | None:
    """The action of a slash command with the words after it; None for any other text."""
    word, *rest = text.split(maxsplit=1) or [""]
    name = _SLASHES.get(word.casefold())
    said = "".join(rest)
    match name:
        case "coach":
            return _coach(said, state, allowed, memo)
        case "triage":
            return _triage(said, state, allowed, memo)
        case None:
            return None
    return Action(name=name, value=said)


def _coach(said: str, state: State, allowed: frozenset[ActionName], memo: Memo) -> Action:
    if not said and not isinstance(state, Idle):
        return Action(name="resume")
    if said.casefold().startswith(_ASK):
        return Action(name="ask", value=said[len(_ASK) :])
    if meant := _command(said, state, allowed, memo) or exact_answer(said, state, memo):
        return meant
    return Action(name="ask" if asks(said, memo, key_words=False) else "coach", value=said)


def _triage(said: str, state: State, allowed: frozenset[ActionName], memo: Memo) -> Action:
    if meant := _command(said, state, allowed, memo):
        return meant
    if isinstance(state, Decided) and any(arrow in said for arrow in CASE_ARROWS):
        return Action(name="case", value=said)
    if isinstance(state, Triaging) and not said:
        return Action(name="resume")
    if isinstance(state, Triaging) and _is_short(said):
        return exact_answer(said, state, memo) or Action(name="answer", value=said)
    return Action(name="triage", value=said)


def _command(said: str, state: State, allowed: frozenset[ActionName], memo: Memo) -> Action | None:
    if not _is_short(said):
        return None
    action = command(said, allowed, memo.knowledge)
    return action if action and surely_meant(action, state, memo) else None


def _is_short(said: str) -> bool:
    return len(said.split()) < SHORTEST_NEW_PROMPT
