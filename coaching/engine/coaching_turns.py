"""What is answered while a prompt is on the table.

Every handler derives the critique anew from the prompt and the wishes, so that the session holds inputs alone.
"""

from dataclasses import replace

from coaching.critique.coach import critique
from coaching.critique.reader.read import read
from coaching.critique.rewriter.wishes import answer as settle
from coaching.engine.answers import is_numbers, pick, tell, waiting_questions, wish
from coaching.engine.events import Outcome, Turn, in_state
from coaching.engine.show_critique import (
    show_changes,
    show_details,
    show_gaps,
    show_language,
    show_masks,
    show_questions,
    show_rewrite,
    show_verdict,
)
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Critique, Wishes
from coaching.messages.reply import Notice, Part, Text
from coaching.session import Clarifying, Rewritten, State
from coaching.words import LONGEST_TEXT


def coach(turn: Turn) -> Outcome:
    """Critique a new prompt. Small talk is answered and changes nothing."""
    text, knowledge = turn.action.value, turn.knowledge
    if not text.strip():
        return Outcome(turn.state, (Text(text=knowledge.talk.coach_what),))
    if len(text) > LONGEST_TEXT:
        return Outcome(turn.state, (Notice(text=knowledge.talk.too_long.format(count=len(text), most=LONGEST_TEXT)),))
    found = critique(text, knowledge)
    if found.kind != "prompt":
        return Outcome(turn.state, (Text(text=found.reply or ""), *_ask_again(turn.state, knowledge)))
    opening = show_masks(found) + show_language(found, knowledge) + show_verdict(found, knowledge)
    return _go_on(Clarifying(prompt=read(text, knowledge).text), found, opening, knowledge)


def _ask_again(state: State, knowledge: Knowledge) -> tuple[Part, ...]:
    """The questions on screen once more, after small talk; nothing where none are open."""
    if not isinstance(state, Clarifying):
        return ()
    found = critique(state.prompt, knowledge)
    return show_questions(waiting_questions(found, state, knowledge), knowledge.dialogue(found.language))


def _go_on(state: Clarifying, found: Critique, opening: tuple[Part, ...], knowledge: Knowledge) -> Outcome:
    """Ask what is still to be asked; else put the rewrite on the table."""
    waiting = waiting_questions(found, state, knowledge)
    if waiting and found.language not in knowledge.languages.supported:
        return Outcome(Rewritten(prompt=state.prompt), (*opening, *show_gaps(waiting, knowledge)))
    if found.verdict == "vague" and waiting:
        block = show_rewrite(found, knowledge) if "private_data" in found.hints else ()
        return Outcome(state, (*opening, *show_questions(waiting, knowledge.dialogue(found.language)), *block))
    after = Rewritten(prompt=state.prompt, wishes=state.wishes, history=state.history)
    return Outcome(after, (*opening, *show_rewrite(_revised(after, knowledge), knowledge)))


def answer(turn: Turn) -> Outcome:
    """Take an answer: to one question by id, options by number, or free text that may answer several."""
    state, knowledge, value = in_state(turn.state, Clarifying), turn.knowledge, turn.action.value
    found = critique(state.prompt, knowledge)
    waiting = waiting_questions(found, state, knowledge)
    if turn.action.target:
        wishes: Wishes | None = settle(turn.action.target, value, state.wishes)
    elif is_numbers(value):
        wishes = pick(value, waiting, state.wishes)
        if wishes is None:
            return _go_on(state, found, (Notice(text=knowledge.talk.no_option.format(number=value)),), knowledge)
    else:
        wishes = tell(value, waiting, found, state.wishes, knowledge)
    if wishes is None:
        return coach(turn)
    after = state.model_copy(update={"wishes": wishes, "history": (*state.history, state.wishes)})
    outcome = _go_on(after, found, (), knowledge)
    if isinstance(outcome.state, Rewritten):
        return outcome
    noted = Notice(text=knowledge.dialogue(found.language).noted)
    return replace(outcome, parts=(noted, *outcome.parts))


def skip(turn: Turn) -> Outcome:
    """Skip a question, by default the first that waits."""
    state = in_state(turn.state, Clarifying)
    found = critique(state.prompt, turn.knowledge)
    waiting = waiting_questions(found, state, turn.knowledge)
    target = turn.action.target or (waiting[0].dimension if waiting else "")
    return _go_on(state.model_copy(update={"skipped": (*state.skipped, target)}), found, (), turn.knowledge)


def rewrite_now(turn: Turn) -> Outcome:
    """No more questions: the rewrite, with what is unknown left open; once more where it is on the table."""
    if isinstance(turn.state, Rewritten):
        return _put_down(turn.state, turn.knowledge)
    state = in_state(turn.state, Clarifying)
    return _put_down(Rewritten(prompt=state.prompt, wishes=state.wishes, history=state.history), turn.knowledge)


def set_value(turn: Turn) -> Outcome:
    """Fill a placeholder by its button, or do what free text wishes; else it is a new prompt."""
    state, knowledge = in_state(turn.state, Rewritten), turn.knowledge
    found = _revised(state, knowledge)
    if turn.action.target:
        return _wish(state, settle(turn.action.target, turn.action.value, state.wishes), knowledge)
    if wishes := wish(turn.action.value, found, state.wishes, knowledge):
        return _wish(state, wishes, knowledge)
    return coach(turn)


def shorter(turn: Turn) -> Outcome:
    """Keep only the edits that matter most."""
    state = in_state(turn.state, Rewritten)
    return _wish(state, state.wishes.model_copy(update={"shorter": True}), turn.knowledge)


def keep_wording(turn: Turn) -> Outcome:
    """Leave the person's own sentences as they are; add, don't replace."""
    state = in_state(turn.state, Rewritten)
    return _wish(state, state.wishes.model_copy(update={"keep_wording": True}), turn.knowledge)


def undo(turn: Turn) -> Outcome:
    """Take back one edit, or the last wish or answer."""
    knowledge = turn.knowledge
    if turn.action.target and isinstance(turn.state, Rewritten):
        return _undo_edit(turn.state, turn)
    state = turn.state if isinstance(turn.state, Clarifying) else in_state(turn.state, Rewritten)
    if not state.history:
        words = knowledge.dialogue(critique(state.prompt, knowledge).language)
        return Outcome(state, (Notice(text=words.nothing_to_undo),))
    before = state.model_copy(update={"wishes": state.history[-1], "history": state.history[:-1]})
    if isinstance(before, Clarifying):
        return _go_on(before, critique(before.prompt, knowledge), (), knowledge)
    return _put_down(before, knowledge)


def _undo_edit(state: Rewritten, turn: Turn) -> Outcome:
    found = _revised(state, turn.knowledge)
    ids = {change.id for change in found.rewrite.changes} if found.rewrite else set()
    if turn.action.target in ids:
        undone = (*state.wishes.undone, turn.action.target)
        return _wish(state, state.wishes.model_copy(update={"undone": undone}), turn.knowledge)
    if wishes := wish(f"undo {turn.action.target}", found, state.wishes, turn.knowledge):
        return _wish(state, wishes, turn.knowledge)
    return Outcome(state, (Notice(text=turn.knowledge.dialogue(found.language).nothing_to_undo),))


def details(turn: Turn) -> Outcome:
    """All levels and findings."""
    state = turn.state if isinstance(turn.state, Clarifying) else in_state(turn.state, Rewritten)
    return Outcome(state, show_details(state.prompt, critique(state.prompt, turn.knowledge), turn.knowledge))


def changes(turn: Turn) -> Outcome:
    """What the rewrite changed, and why."""
    state = in_state(turn.state, Rewritten)
    return Outcome(state, show_changes(_revised(state, turn.knowledge), turn.knowledge))


def _wish(state: Rewritten, wishes: Wishes, knowledge: Knowledge) -> Outcome:
    after = Rewritten(prompt=state.prompt, wishes=wishes, history=(*state.history, state.wishes))
    return _put_down(after, knowledge)


def _put_down(state: Rewritten, knowledge: Knowledge) -> Outcome:
    return Outcome(state, show_rewrite(_revised(state, knowledge), knowledge))


def _revised(state: Rewritten, knowledge: Knowledge) -> Critique:
    """The critique of the prompt, with its rewrite as the person wishes it."""
    return critique(state.prompt, knowledge, state.wishes)
