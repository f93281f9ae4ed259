"""What is answered while a prompt is on the table.

Every handler derives the critique anew from the prompt and the wishes, so that the session holds inputs alone.
"""

from dataclasses import replace

from coaching.critique.rewriter.wishes import answer as settle
from coaching.engine.answers import is_numbers, pick, tell, waiting_questions, wish
from coaching.engine.events import Outcome, Turn, in_state
from coaching.engine.memo import Memo
from coaching.engine.show_around import share_with_all, show_topic
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
from coaching.messages.critique import Critique, Wishes
from coaching.messages.reply import Notice, Part, PromptBlock, Text
from coaching.session import Clarifying, Rewritten, State
from coaching.words import LONGEST_TEXT


def coach(turn: Turn) -> Outcome:
    """Critique a new prompt. Small talk is answered and changes nothing."""
    text, knowledge = turn.action.value, turn.knowledge
    if not text.strip():
        return Outcome(turn.state, (Text(text=knowledge.talk.coach_what),))
    if len(text) > LONGEST_TEXT:
        return Outcome(turn.state, (Notice(text=knowledge.talk.too_long.format(count=len(text), most=LONGEST_TEXT)),))
    found = turn.memo.critique(text)
    if found.kind != "prompt":
        return Outcome(turn.state, (Text(text=found.reply or ""), *_ask_again(turn.state, turn.memo)))
    opening = show_masks(found) + show_language(found, knowledge) + show_verdict(found, knowledge)
    prompt = turn.memo.read(text).text
    return replace(_go_on(Clarifying(prompt=prompt), found, opening, turn.memo), begins=True, topic=prompt)


def _ask_again(state: State, memo: Memo) -> tuple[Part, ...]:
    """The questions on screen once more, after small talk; nothing where none are open."""
    if not isinstance(state, Clarifying):
        return ()
    found = memo.critique(state.prompt)
    return show_questions(waiting_questions(found, state, memo), memo.knowledge.dialogue(found.language))


def _go_on(state: Clarifying, found: Critique, opening: tuple[Part, ...], memo: Memo) -> Outcome:
    """Ask what is still to be asked; else put the rewrite on the table."""
    knowledge = memo.knowledge
    waiting = waiting_questions(found, state, memo)
    if waiting and found.language not in knowledge.languages.supported:
        return Outcome(Rewritten(prompt=state.prompt), (*opening, *show_gaps(waiting, knowledge)))
    if found.verdict == "vague" and waiting:
        block = show_rewrite(found, knowledge) if "private_data" in found.hints else ()
        return Outcome(state, (*opening, *show_questions(waiting, knowledge.dialogue(found.language)), *block))
    after = Rewritten(prompt=state.prompt, wishes=state.wishes, history=state.history)
    return Outcome(after, (*opening, *show_rewrite(_revised(after, memo), knowledge)))


def answer(turn: Turn) -> Outcome:
    """Take an answer: to one question by id, options by number, or free text that may answer several."""
    state, memo, value = in_state(turn.state, Clarifying), turn.memo, turn.action.value
    found = memo.critique(state.prompt)
    waiting = waiting_questions(found, state, memo)
    if turn.action.target:
        wishes: Wishes | None = settle(turn.action.target, value, state.wishes)
    elif is_numbers(value):
        wishes = pick(value, waiting, state.wishes)
        if wishes is None:
            return _go_on(state, found, (Notice(text=turn.knowledge.talk.no_option.format(number=value)),), memo)
    else:
        wishes = tell(value, waiting, found, state.wishes, memo)
    if wishes is None:
        return coach(turn)
    after = state.model_copy(update={"wishes": wishes, "history": (*state.history, state.wishes)})
    outcome = _go_on(after, found, (), memo)
    if isinstance(outcome.state, Rewritten):
        return outcome
    noted = Notice(text=turn.knowledge.dialogue(found.language).noted)
    return replace(outcome, parts=(noted, *outcome.parts))


def skip(turn: Turn) -> Outcome:
    """Skip a question, by default the first that waits."""
    state = in_state(turn.state, Clarifying)
    found = turn.memo.critique(state.prompt)
    waiting = waiting_questions(found, state, turn.memo)
    target = turn.action.target or (waiting[0].dimension if waiting else "")
    return _go_on(state.model_copy(update={"skipped": (*state.skipped, target)}), found, (), turn.memo)


def rewrite_now(turn: Turn) -> Outcome:
    """No more questions: the rewrite, with what is unknown left open; once more where it is on the table."""
    if isinstance(turn.state, Rewritten):
        return _put_down(turn.state, turn.memo)
    state = in_state(turn.state, Clarifying)
    return _put_down(Rewritten(prompt=state.prompt, wishes=state.wishes, history=state.history), turn.memo)


def set_value(turn: Turn) -> Outcome:
    """Fill a placeholder by its button, or do what free text wishes; else it is a new prompt."""
    state, memo = in_state(turn.state, Rewritten), turn.memo
    found = _revised(state, memo)
    if turn.action.target:
        return _wish(state, settle(turn.action.target, turn.action.value, state.wishes), memo)
    if wishes := wish(turn.action.value, found, state.wishes, turn.knowledge):
        return _wish(state, wishes, memo)
    return coach(turn)


def shorter(turn: Turn) -> Outcome:
    """Keep only the edits that matter most."""
    state = in_state(turn.state, Rewritten)
    return _wish(state, state.wishes.model_copy(update={"shorter": True}), turn.memo)


def keep_wording(turn: Turn) -> Outcome:
    """Leave the person's own sentences as they are; add, don't replace."""
    state = in_state(turn.state, Rewritten)
    return _wish(state, state.wishes.model_copy(update={"keep_wording": True}), turn.memo)


def undo(turn: Turn) -> Outcome:
    """Take back one edit, or the last wish or answer."""
    memo = turn.memo
    if turn.action.target and isinstance(turn.state, Rewritten):
        return _undo_edit(turn.state, turn)
    state = turn.state if isinstance(turn.state, Clarifying) else in_state(turn.state, Rewritten)
    if not state.history:
        words = turn.knowledge.dialogue(memo.critique(state.prompt).language)
        return Outcome(state, (Notice(text=words.nothing_to_undo),))
    before = state.model_copy(update={"wishes": state.history[-1], "history": state.history[:-1]})
    if isinstance(before, Clarifying):
        return _go_on(before, memo.critique(before.prompt), (), memo)
    return _put_down(before, memo)


def _undo_edit(state: Rewritten, turn: Turn) -> Outcome:
    found = _revised(state, turn.memo)
    ids = {change.id for change in found.rewrite.changes} if found.rewrite else set()
    if turn.action.target in ids:
        undone = (*state.wishes.undone, turn.action.target)
        return _wish(state, state.wishes.model_copy(update={"undone": undone}), turn.memo)
    if wishes := wish(f"undo {turn.action.target}", found, state.wishes, turn.knowledge):
        return _wish(state, wishes, turn.memo)
    return Outcome(state, (Notice(text=turn.knowledge.dialogue(found.language).nothing_to_undo),))


def details(turn: Turn) -> Outcome:
    """All levels and findings."""
    state = turn.state if isinstance(turn.state, Clarifying) else in_state(turn.state, Rewritten)
    return Outcome(state, show_details(state.prompt, turn.memo.critique(state.prompt), turn.knowledge))


def changes(turn: Turn) -> Outcome:
    """What the rewrite changed, and why."""
    state = in_state(turn.state, Rewritten)
    return Outcome(state, show_changes(_revised(state, turn.memo), turn.knowledge))


def resume_questions(turn: Turn) -> Outcome:
    """The questions that are still open, once more."""
    state = in_state(turn.state, Clarifying)
    found = turn.memo.critique(state.prompt)
    return _go_on(state, found, show_topic(state, found.language, turn.knowledge), turn.memo)


def resume_rewrite(turn: Turn) -> Outcome:
    """The rewrite once more, or the verdict on a prompt that has none."""
    state, knowledge = in_state(turn.state, Rewritten), turn.knowledge
    found = _revised(state, turn.memo)
    verdict = () if found.rewrite else show_verdict(found, knowledge)
    opening = (*show_topic(state, found.language, knowledge), *verdict)
    return Outcome(state, (*opening, *show_rewrite(found, knowledge)))


def share(turn: Turn) -> Outcome:
    """The prompt as it would be sent now, for everybody in the channel."""
    state = in_state(turn.state, Rewritten)
    found = _revised(state, turn.memo)
    heading = Text(text=turn.knowledge.dialogue(found.language).shared)
    return share_with_all(turn, (heading, PromptBlock(text=found.rewrite.text if found.rewrite else state.prompt)))


def _wish(state: Rewritten, wishes: Wishes, memo: Memo) -> Outcome:
    after = Rewritten(prompt=state.prompt, wishes=wishes, history=(*state.history, state.wishes))
    return _put_down(after, memo)


def _put_down(state: Rewritten, memo: Memo) -> Outcome:
    return Outcome(state, show_rewrite(_revised(state, memo), memo.knowledge))


def _revised(state: Rewritten, memo: Memo) -> Critique:
    """The critique of the prompt, with its rewrite as the person wishes it."""
    return memo.critique(state.prompt, state.wishes)
