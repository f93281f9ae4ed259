"""Take one step."""

from datetime import datetime

from coaching.engine.events import Effect, Event, Forget, KeepVote, Outcome, SendReply, Step, Turn
from coaching.engine.hear import hear
from coaching.engine.house_turns import show_unreadable
from coaching.engine.memo import Memo
from coaching.engine.overhear import overhear
from coaching.engine.private import keep_private
from coaching.engine.topics import beginning, remember, topic_of
from coaching.engine.transitions import TRANSITIONS, handler_of
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action, Request
from coaching.messages.reply import Part, Reply
from coaching.session import Idle, Session, State


def step(session: Session, event: Event, knowledge: Knowledge, now: datetime) -> Step:
    """Take one step; the same input gives the same output.

    An action that the present state doesn't know (a button of yesterday) is answered, and changes nothing. What was
    overheard and isn't for the coach gets no answer: the step has no effects, and the session is the one that came in.
    """
    request, memo = event.request, Memo(knowledge)
    heard = request.action or _heard(request, session.state, memo)
    if heard is None:
        return Step(session, ())
    action, warnings = keep_private(heard, memo)
    turn = Turn(session, request, action, memo, now)
    outcome = handler_of(turn)(turn)
    after = _after(turn, outcome)
    parts = (*warnings, *show_unreadable(turn), *outcome.parts)
    return Step(after, _effects(outcome, _reply(turn, outcome, after, parts)))


def _heard(request: Request, state: State, memo: Memo) -> Action | None:
    listen = overhear if request.overheard else hear
    return listen(request.text, state, frozenset(TRANSITIONS[type(state)]), memo)


def _after(turn: Turn, outcome: Outcome) -> Session:
    """The session after a turn; the subject stays until something new begins or nothing is going on."""
    if outcome.forget:
        return Session(updated=turn.now)
    before = turn.session
    subject = turn.request.id if outcome.begins or not before.subject else before.subject
    return Session(
        state=outcome.state,
        subject="" if isinstance(outcome.state, Idle) else subject,
        recent=remember(outcome.topic, before.recent),
        updated=turn.now,
    )


def _reply(turn: Turn, outcome: Outcome, after: Session, parts: tuple[Part, ...]) -> Reply:
    begins = after.subject == turn.request.id
    return Reply(
        id=f"{turn.request.id}:1",
        parts=parts,
        subject=after.subject,
        topic=beginning(topic_of(after.state)) if begins else "",
        audience=outcome.audience,
    )


def _effects(outcome: Outcome, reply: Reply) -> tuple[Effect, ...]:
    kept = (KeepVote(outcome.vote),) if outcome.vote else ()
    return (*((Forget(),) if outcome.forget else ()), *kept, SendReply(reply))
