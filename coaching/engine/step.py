"""Take one step."""

from datetime import datetime

from coaching.engine.events import Effect, Event, Forget, Outcome, SendReply, Step, Turn
from coaching.engine.hear import hear
from coaching.engine.private import keep_private
from coaching.engine.transitions import TRANSITIONS, stale
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Request
from coaching.messages.reply import Part, Reply
from coaching.session import Session


def step(session: Session, event: Event, knowledge: Knowledge, now: datetime) -> Step:
    """Take one step; the same input gives the same output.

    An action that the present state doesn't know (a button of yesterday) is answered, and changes nothing.
    """
    request = event.request
    allowed = TRANSITIONS[type(session.state)]
    heard = request.action or hear(request.text, session.state, frozenset(allowed), knowledge)
    action, warnings = keep_private(heard, knowledge)
    outcome = allowed.get(action.name, stale)(Turn(session.state, action, knowledge, now))
    return Step(Session(state=outcome.state, updated=now), _effects(request, outcome, warnings))


def _effects(request: Request, outcome: Outcome, warnings: tuple[Part, ...]) -> tuple[Effect, ...]:
    reply = SendReply(Reply(id=f"{request.id}:1", parts=(*warnings, *outcome.parts)))
    return (Forget(), reply) if outcome.forget else (reply,)
