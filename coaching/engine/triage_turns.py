"""What is answered while a triage is under way, and after it has decided.

The decision is derived anew from the situation and the answers at every turn: the session holds no result but the facts
that a decision was made on.
"""

from dataclasses import replace

from coaching.engine.events import Outcome, Turn, in_state
from coaching.engine.show_around import share_with_all, show_topic
from coaching.engine.show_triage import (
    show_decision,
    show_fact_question,
    show_next_question,
    show_shared,
    show_understood,
)
from coaching.knowledge.load import Knowledge
from coaching.messages.recommendation import FACT_VALUES
from coaching.messages.reply import File, Notice, Part, Text
from coaching.session import Decided, State, Triaging
from coaching.triage.brief import brief
from coaching.triage.read import read_facts, understand
from coaching.triage.reader import account
from coaching.triage.recommend import triage
from coaching.triage.starter import starter
from coaching.triage.wording import fact_label, find_fact

SITUATION = "situation"
"""The id of the opening question."""


def start(turn: Turn) -> Outcome:
    """Open the triage: from the situation if there is one, else by asking for it."""
    situation = turn.action.value.strip()
    if not situation:
        return Outcome(Triaging(pending=SITUATION), (Text(text=turn.knowledge.talk.triage_open),), begins=True)
    outcome = _go_on(Triaging(situation=situation), turn.knowledge, show_understood(situation, turn.knowledge))
    return replace(outcome, begins=True, topic=situation)


def _go_on(state: Triaging, knowledge: Knowledge, opening: tuple[Part, ...] = ()) -> Outcome:
    """Ask the next question, or decide."""
    found = triage(state.situation, state.answers, knowledge)
    if found.next_question:
        after = state.model_copy(update={"pending": found.next_question.fact})
        return Outcome(after, (*opening, *show_next_question(found, after, knowledge)))
    decided = Decided(
        situation=state.situation, answers=state.answers, asked=state.asked, facts=found.facts, cases=state.cases
    )
    return Outcome(decided, (*opening, *show_decision(found, knowledge)))


def answer(turn: Turn) -> Outcome:
    """Take an answer by button or in free text, which may hold other facts as well."""
    state = _open_again(turn.state)
    if turn.action.target:
        return _record(state, {turn.action.target: turn.action.value}, turn.knowledge)
    if state.pending == SITUATION:
        return replace(start(turn), begins=False)
    return _listen(state, turn.action.value, turn.knowledge)


def _listen(state: Triaging, text: str, knowledge: Knowledge) -> Outcome:
    """Take free text: what it says to the question, and whatever else it tells; later words win over earlier ones."""
    told = account(text, knowledge)
    read = {fact: found.value for fact, found in told.facts.items()}
    if understood := understand(state.pending, text, knowledge):
        read[state.pending] = understood
    if not read and not told.signals:
        repeated = show_fact_question(state.pending, state, knowledge)
        return Outcome(state, (Notice(text=knowledge.talk.triage_unread), *repeated))
    if told.facts or told.signals:
        state = state.model_copy(update={"situation": f"{state.situation}\n{text}"})
    return _record(state, read, knowledge)


def _record(state: Triaging, read: dict[str, str], knowledge: Knowledge) -> Outcome:
    known = {fact: value for fact, value in read.items() if value in FACT_VALUES.get(fact, ())}
    asked = (*(fact for fact in state.asked if fact not in known), *known)
    return _go_on(state.model_copy(update={"answers": {**state.answers, **known}, "asked": asked}), knowledge)


def skip(turn: Turn) -> Outcome:
    """Leave a question open; it is not asked again."""
    state = _open_again(turn.state)
    if state.pending == SITUATION:
        return _go_on(Triaging(), turn.knowledge)
    return _record(state, {turn.action.target or state.pending: "unknown"}, turn.knowledge)


def back(turn: Turn) -> Outcome:
    """Ask the last answered question again."""
    state = _open_again(turn.state)
    if not state.asked:
        parts = (
            Notice(text=turn.knowledge.talk.triage_first),
            *show_fact_question(state.pending, state, turn.knowledge),
        )
        return Outcome(state, parts)
    return _ask_again(state, state.asked[-1], turn.knowledge)


def change(turn: Turn) -> Outcome:
    """Ask a question again by its name, or take new facts from free text ("what if we had 500 examples")."""
    state, target, knowledge = _open_again(turn.state), turn.action.target, turn.knowledge
    if not target:
        return Outcome(turn.state, (Text(text=knowledge.talk.change_which),))
    if fact := find_fact(target, knowledge):
        return _ask_again(state, fact, knowledge)
    if read := corrected(state.asked, target, knowledge):
        return _record(state, read, knowledge)
    names = ", ".join(fact_label(name, knowledge) for name in FACT_VALUES)
    return Outcome(turn.state, (Notice(text=knowledge.talk.no_fact.format(name=target, names=names)),))


def corrected(asked: tuple[str, ...], text: str, knowledge: Knowledge) -> dict[str, str]:
    """The facts that a correction holds; without any, what it says to the latest of the asked ones that it fits."""
    if read := {fact: found.value for fact, found in read_facts(text, knowledge).items()}:
        return read
    for fact in reversed(asked):
        if value := understand(fact, text, knowledge):
            return {fact: value}
    return {}


def _ask_again(state: Triaging, fact: str, knowledge: Knowledge) -> Outcome:
    answers = {name: value for name, value in state.answers.items() if name != fact}
    asked = tuple(name for name in state.asked if name != fact)
    after = state.model_copy(update={"answers": answers, "asked": asked, "pending": fact})
    return Outcome(after, show_fact_question(fact, after, knowledge))


def give_brief(turn: Turn) -> Outcome:
    """The decision brief, as a file to keep."""
    state = in_state(turn.state, Decided)
    found = triage(state.situation, state.answers, turn.knowledge)
    content = brief(found, state.situation, turn.now.date(), turn.knowledge)
    file = File(name="decision-brief.md", media_type="text/markdown", content=content)
    return Outcome(state, (Text(text=turn.knowledge.talk.brief_ready), file))


def keep_case(turn: Turn) -> Outcome:
    """Keep a failing case for the evaluation starter."""
    state = in_state(turn.state, Decided)
    cases = (*state.cases, turn.action.value)
    said = turn.knowledge.talk.case_kept.format(count=len(cases))
    return Outcome(state.model_copy(update={"cases": cases}), (Text(text=said),))


def give_starter(turn: Turn) -> Outcome:
    """The evaluation starter made of the failing cases so far, as a file to keep."""
    state, talk = in_state(turn.state, Decided), turn.knowledge.talk
    if not state.cases:
        return Outcome(state, (Text(text=talk.no_cases),))
    file = File(name="evaluation-starter.jsonl", media_type="application/jsonl", content=starter(state.cases))
    return Outcome(state, (Text(text=talk.starter_ready), file))


def resume_question(turn: Turn) -> Outcome:
    """The question on screen once more."""
    state = in_state(turn.state, Triaging)
    question = show_fact_question(state.pending, state, turn.knowledge)
    return Outcome(state, (*show_topic(state, "en", turn.knowledge), *question))


def resume_decision(turn: Turn) -> Outcome:
    """The recommendation once more."""
    state, knowledge = in_state(turn.state, Decided), turn.knowledge
    found = triage(state.situation, state.answers, knowledge)
    return Outcome(state, (*show_topic(state, "en", knowledge), *show_decision(found, knowledge)))


def share(turn: Turn) -> Outcome:
    """The recommendation and its reasons, for everybody in the channel."""
    state, knowledge = in_state(turn.state, Decided), turn.knowledge
    found = triage(state.situation, state.answers, knowledge)
    return share_with_all(turn, show_shared(found, knowledge))


def _open_again(state: State) -> Triaging:
    """The triage that is under way, or the decided one opened again."""
    if isinstance(state, Decided):
        return Triaging(situation=state.situation, answers=state.answers, asked=state.asked, cases=state.cases)
    return in_state(state, Triaging)
