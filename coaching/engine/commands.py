"""Command words: what they mean, and whether what follows one names anything that is there."""

from coaching.engine.answers import wish
from coaching.engine.memo import Memo
from coaching.engine.triage_turns import corrected
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action, ActionName
from coaching.session import Decided, Rewritten, State, Triaging
from coaching.triage.wording import find_fact


def command(text: str, allowed: frozenset[ActionName], knowledge: Knowledge) -> Action | None:
    """The action of a text that is nothing but a command; openings ("undo …") count where their action is `allowed`."""
    phrase = " ".join(text.casefold().replace("’", "'").split()).strip(" .!?")
    if action := knowledge.commands.exact.get(phrase):
        return action
    for opening, opened in knowledge.commands.opening.items():
        if phrase.startswith(opening) and opened in allowed:
            return Action(name=opened, target=phrase.removeprefix(opening).strip(" \"'“”"))
    return None


def surely_meant(action: Action, state: State, memo: Memo) -> bool:
    """Whether a command's target, if it has one, names something: "undo 2", "change volume", not "undo the damage"."""
    if not action.target:
        return True
    match state:
        case Rewritten() if action.name == "undo":
            found = memo.critique(state.prompt, state.wishes)
            return wish(f"undo {action.target}", found, state.wishes, memo.knowledge) is not None
        case Triaging() | Decided() if action.name == "change":
            named = find_fact(action.target, memo.knowledge) or corrected(state.asked, action.target, memo.knowledge)
            return bool(named)
    return False
