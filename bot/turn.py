"""One turn: load → step → save with a version check → send.

Nothing is sent before it is saved. A turn that met another one (a version conflict) is taken anew on the session that
the other left. What the core can't answer gets an honest line instead of the error's text, which could hold a prompt.

`decide` is the turn itself. A terminal takes it by `take_turn`, with a store of its own; everybody else's turns wait in
the queue, which hands them to a `CoachDesk`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.errors import place
from bot.ports import Decision, Intake, Sender, SessionStore, VersionConflictError
from coaching.engine import Effect, Forget, KeepVote, SendReply, UserSaid, step
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Platform, Request
from coaching.messages.delivery import Delivery
from coaching.messages.reply import Notice, Reply
from coaching.session import Session

ATTEMPTS = 5
"""How often a turn is taken before it gives way to others in the same conversation."""
FAILED = "Something went wrong on my side and nothing was changed. Try it in other words, or say restart."
BUSY = "Too much came in at once and I lost the thread; nothing was changed. Please send that again."
GAVE_UP = "I failed on this message several times and put it aside. Nothing was changed: go on with something else."

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CoachDesk:
    """A `Desk` with the coach behind it: one sender and one intake for each platform, `clock` with its zone."""

    knowledge: Knowledge
    senders: Mapping[Platform, Sender]
    intakes: Mapping[Platform, Intake]
    clock: Callable[[], datetime]

    async def decide(self, request: Request, session: Session) -> Decision:
        """Take the turn; whatever breaks in the core ends in an honest reply."""
        complete = await self.intakes[request.conversation.platform].complete(request)
        return decide(complete, session, self.knowledge, self.clock())

    async def deliver(self, delivery: Delivery, *, again: bool) -> None:
        """Deliver a reply.

        Raises:
            DeliveryError: it didn't work.
        """
        await self.senders[delivery.conversation.platform].send(delivery, again=again)

    def apologise(self, request: Request, session: Session) -> Decision:
        """Give up on a request that has broken its worker several times."""
        return _trouble(request, session, GAVE_UP)


async def take_turn(
    request: Request, store: SessionStore, sender: Sender, knowledge: Knowledge, clock: Callable[[], datetime]
) -> None:
    """Answer a request at once; `clock` gives the present time with its zone.

    Raises:
        StoreUnavailableError: nothing could be loaded or saved, and nothing was sent.
    """
    for delivery in (await _settle(request, store, knowledge, clock)).deliveries:
        await sender.send(delivery)


async def _settle(
    request: Request, store: SessionStore, knowledge: Knowledge, clock: Callable[[], datetime]
) -> Decision:
    """Decide, and keep what was decided."""
    session = Session()
    for _ in range(ATTEMPTS):
        session, version = await store.load(request.conversation)
        decision = decide(request, session, knowledge, clock())
        if decision.session is session and not (decision.forget or decision.votes):
            return decision
        try:
            await _keep(decision, request, store, version)
        except VersionConflictError:
            continue
        return decision
    _log.warning("turn_gave_way", request=request.id, attempts=ATTEMPTS)
    return _trouble(request, session, BUSY)


async def _keep(decision: Decision, request: Request, store: SessionStore, version: int) -> None:
    for vote in decision.votes:
        await store.keep_vote(request.conversation, vote)
    if decision.forget:
        await store.forget(request.conversation)
    else:
        await store.save(request.conversation, decision.session, version)


def decide(request: Request, session: Session, knowledge: Knowledge, now: datetime) -> Decision:
    """Take the core's step; where the core fails, the session stays as it is and no exception text gets out."""
    try:
        taken = step(session, UserSaid(request), knowledge, now)
    except Exception as error:  # noqa: BLE001  (whatever breaks in the core, the person gets an answer)
        _log.error("turn_failed", request=request.id, state=session.state.state, error=place(error))
        return _trouble(request, session, FAILED)
    return Decision(
        session=taken.session,
        deliveries=tuple(_deliveries(request, taken.effects)),
        forget=any(isinstance(effect, Forget) for effect in taken.effects),
        votes=tuple(effect.vote for effect in taken.effects if isinstance(effect, KeepVote)),
    )


def _deliveries(request: Request, effects: tuple[Effect, ...]) -> list[Delivery]:
    return [_to(request, effect.reply) for effect in effects if isinstance(effect, SendReply)]


def _to(request: Request, reply: Reply) -> Delivery:
    return Delivery(id=reply.id, conversation=request.conversation, address=request.address, reply=reply)


def _trouble(request: Request, session: Session, text: str) -> Decision:
    reply = Reply(id=f"{request.id}:trouble", parts=(Notice(text=text, urgent=True),))
    return Decision(session, (_to(request, reply),))
