"""What each action does in each state. This table is the dialogue.

- In every state a prompt can be coached, a question asked, a triage started, an answer voted on; help, resume, cancel,
  restart and forget work.
- A vague prompt leads to `Clarifying`: its questions can be answered, skipped or cut short by "just rewrite it".
- `Rewritten` keeps a prompt on the table: wishes change its rewrite, undo takes the last one back.
- `Triaging` asks one question at a time; it can be answered, skipped, gone back on.
- `Decided` keeps the recommendation: an answer can be changed, the brief and the evaluation starter taken along.
- `resume` shows again what is on the table; `share` shows a rewrite or a recommendation to the whole channel.
- What begins something new (a prompt, a triage) gives the session its subject. A button of an earlier subject changes
  nothing, unless what it does is independent of what is on the table.
"""

from collections.abc import Mapping

from coaching.engine import coaching_turns, house_turns, triage_turns
from coaching.engine.events import Handler, Turn
from coaching.messages.conversation import ActionName
from coaching.session import Clarifying, Decided, Idle, Rewritten, Triaging

_ANYWHERE: Mapping[ActionName, Handler] = {
    "coach": coaching_turns.coach,
    "ask": house_turns.ask,
    "triage": triage_turns.start,
    "help": house_turns.give_help,
    "resume": house_turns.nothing_going_on,
    "share": house_turns.nothing_to_share,
    "vote": house_turns.vote,
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
    "resume": coaching_turns.resume_rewrite,
    "share": coaching_turns.share,
}
_AT_ANY_AGE: frozenset[ActionName] = frozenset(
    {"coach", "ask", "triage", "help", "resume", "vote", "restart", "forget"}
)
"""What buttons of an earlier subject still do."""

TRANSITIONS: Mapping[type, Mapping[ActionName, Handler]] = {
    Idle: _ANYWHERE,
    Clarifying: {
        **_ANYWHERE,
        "answer": coaching_turns.answer,
        "set": coaching_turns.answer,
        "skip": coaching_turns.skip,
        "rewrite": coaching_turns.rewrite_now,
        "undo": coaching_turns.undo,
        "back": coaching_turns.undo,
        "details": coaching_turns.details,
        "resume": coaching_turns.resume_questions,
    },
    Rewritten: {**_ANYWHERE, **_PROMPT_ON_THE_TABLE},
    Triaging: {
        **_ANYWHERE,
        "answer": triage_turns.answer,
        "skip": triage_turns.skip,
        "back": triage_turns.back,
        "undo": triage_turns.back,
        "change": triage_turns.change,
        "resume": triage_turns.resume_question,
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
        "resume": triage_turns.resume_decision,
        "share": triage_turns.share,
    },
}


def handler_of(turn: Turn) -> Handler:
    """Who answers a turn: the table, unless there is nothing to read or a button has outlived what it belongs to."""
    request, name = turn.request, turn.action.name
    if request.unreadable and not request.action and not request.text.strip():
        return house_turns.only_unreadable
    if request.about not in {"", turn.session.subject} and name not in _AT_ANY_AGE:
        return house_turns.old_button
    return TRANSITIONS[type(turn.state)].get(name, house_turns.stale)
