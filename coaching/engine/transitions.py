"""What each action does in each state. This table is the dialogue.

- In every state a prompt can be coached, a question asked, a triage started; help, cancel, restart and forget work.
- A vague prompt leads to `Clarifying`: its questions can be answered, skipped or cut short by "just rewrite it".
- `Rewritten` keeps a prompt on the table: wishes change its rewrite, undo takes the last one back.
- `Triaging` asks one question at a time; it can be answered, skipped, gone back on.
- `Decided` keeps the recommendation: an answer can be changed, the brief and the evaluation starter taken along.
"""

from collections.abc import Mapping

from coaching.engine import coaching_turns, house_turns, triage_turns
from coaching.engine.events import Handler, Outcome, Turn
from coaching.messages.conversation import ActionName
from coaching.messages.reply import Notice
from coaching.session import Clarifying, Decided, Idle, Rewritten, Triaging

_ANYWHERE: Mapping[ActionName, Handler] = {
    "coach": coaching_turns.coach,
    "ask": house_turns.ask,
    "triage": triage_turns.start,
    "help": house_turns.give_help,
    "cancel": house_turns.cancel,
    "restart": house_turns.restart,
    "forget": house_turns.forget,
}
_PROMPT_ON_THE_TABLE: Mapping[ActionName, Handler] = {
    "set": coaching_turns.set_value,
    "rewrite": coaching_turns.rewrite_now,
    "undo": coaching_turns.undo,
    "back": coaching_turns.undo,
    "shorter": coaching_turns.shorter,
    "keep_wording": coaching_turns.keep_wording,
    "details": coaching_turns.details,
    "changes": coaching_turns.changes,
}

TRANSITIONS: Mapping[type, Mapping[ActionName, Handler]] = {
    Idle: _ANYWHERE,
    Clarifying: {
        **_ANYWHERE,
        "answer": coaching_turns.answer,
        "skip": coaching_turns.skip,
        "rewrite": coaching_turns.rewrite_now,
        "undo": coaching_turns.undo,
        "back": coaching_turns.undo,
        "details": coaching_turns.details,
    },
    Rewritten: {**_ANYWHERE, **_PROMPT_ON_THE_TABLE},
    Triaging: {
        **_ANYWHERE,
        "answer": triage_turns.answer,
        "skip": triage_turns.skip,
        "back": triage_turns.back,
        "undo": triage_turns.back,
        "change": triage_turns.change,
    },
    Decided: {
        **_ANYWHERE,
        "answer": triage_turns.answer,
        "skip": triage_turns.skip,
        "back": triage_turns.back,
        "undo": triage_turns.back,
        "change": triage_turns.change,
        "brief": triage_turns.give_brief,
        "starter": triage_turns.give_starter,
        "case": triage_turns.keep_case,
    },
}


def stale(turn: Turn) -> Outcome:
    """Answer an action that the state doesn't know."""
    return Outcome(turn.state, (Notice(text=turn.knowledge.talk.stale),))
