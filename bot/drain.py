"""One conversation's messages, taken one after the other until none is left.

- A request is decided, kept, and only then are its replies delivered.
- What fails is tried again: a request three times, a reply thirty times with growing pauses. Then it goes to the dead
  letters, the person gets an honest line in place of an answer, and the conversation goes on.
- A platform that says when to try again is obeyed; such an attempt counts as none.
- A delivery is cut off as soon as another drain may have taken it over, and the next attempt looks for it first.
- When the worker stops, what is under way gets a few seconds more; the rest is handed back untouched.
"""

from dataclasses import dataclass
from time import perf_counter, time

import structlog
from pydantic import ValidationError

from bot.dead_letters import DeadLetters, Letter
from bot.errors import place
from bot.ports import Decision, Desk, SessionStore, Watch
from bot.redis_mailbox import Head, Mailbox, Mailboxes
from bot.redis_store import parse_session
from bot.seal import Seal, SealError
from bot.shift import Shift
from coaching.messages.conversation import Request
from coaching.messages.delivery import Delivery, DeliveryError
from coaching.session import Session

_STEPS = 20
"""How many entries a drain takes before it gives way to other conversations."""
_STEP_SECONDS = 60.0
"""How long one turn or one delivery may take."""
_TURN_TAKES, _DELIVERY_TAKES = 3, 30
_LONGEST_PAUSE = 60.0
_WORTH_PARKING = 1.5
"""Seconds; through a shorter pause the drain sleeps, and keeps the mailbox."""
_LAST_WORDS = 1.0
"""Seconds in which a worker that was cut off ends a delivery; then the next one looks whether it was done."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pause:
    """The mailbox is let go for so many seconds; `attempted` where that take of its first entry counts."""

    seconds: float
    attempted: bool


@dataclass(frozen=True, slots=True)
class Drain:
    """Empties mailboxes by means of a desk."""

    mailboxes: Mailboxes
    letters: DeadLetters
    store: SessionStore
    desk: Desk
    watch: Watch
    shift: Shift
    seal: Seal

    async def run(self, tag: str, task: str, *, over: bool) -> float | None:
        """Empty the mailbox of a conversation (its tag); seconds until it's to be done again, None where it's not.

        `over`: the task was begun before, and that run may have died.

        Raises:
            StoreUnavailableError: Redis can't be reached. Run the same task again, with `over`.
        """
        with self.mailboxes.open(tag, task) as box:
            return await self._empty(box, over=over)

    async def _empty(self, box: Mailbox, *, over: bool) -> float | None:
        step: Head | Pause | None = await self._begin(box, over=over)
        for _ in range(_STEPS):
            if not isinstance(step, Head) or self.shift.is_over:
                break
            step = await (self._deliver(box, step) if step.is_reply else self._answer(box, step))
        if step is None:
            return None
        pause = step if isinstance(step, Pause) else Pause(0.0, attempted=False)
        await box.free(attempted=pause.attempted, pause=pause.seconds)
        return pause.seconds

    async def _begin(self, box: Mailbox, *, over: bool) -> Head | None:
        """Take the mailbox. Its last owner may live, cut off, with a delivery under way: that gets time to end."""
        head = await box.take(over=over)
        if head is None or not (head.is_reply and head.lapsed):
            return head
        await self.shift.sleep(_LAST_WORDS)
        return await box.take(counted=False)

    async def _answer(self, box: Mailbox, head: Head) -> Head | Pause | None:
        kept_at, _, payload = head.entry.partition(" ")
        try:
            request = Request.model_validate_json(self.seal.open(payload, box.tag))
        except (SealError, ValidationError) as error:
            await self._bury(box, head, kept_at, place(error))
            return await box.commit(head, None, ())
        with structlog.contextvars.bound_contextvars(turn=request.id):
            if head.takes == 1:
                self.watch.queued(max(0.0, time() - float(kept_at)))
            return await self._turn(box, head, request)

    async def _turn(self, box: Mailbox, head: Head, request: Request) -> Head | Pause | None:
        if head.takes > _TURN_TAKES:
            return await self._apologise(box, head, request, "it stopped its workers")
        session, began = _session(head), perf_counter()
        try:
            async with self.shift.limit(_STEP_SECONDS):
                decision = await self.desk.decide(request, session)
        except Exception as error:  # noqa: BLE001  (whatever it is, another attempt or an apology answers)
            if self.shift.is_over:
                return Pause(0.0, attempted=False)
            self.watch.turn(perf_counter() - began, "failed")
            _log.error("turn_failed", takes=head.takes, error=place(error))
            return await self._turn_again(box, head, request, place(error))
        taken = perf_counter() - began
        self.watch.turn(taken, "decided")
        _log.info("turn_taken", state=decision.session.state.state, seconds=round(taken, 4))
        return await self._keep(box, head, request, decision, changed=decision.session is not session)

    async def _turn_again(self, box: Mailbox, head: Head, request: Request, reason: str) -> Head | None:
        if head.takes == _TURN_TAKES:
            return await self._apologise(box, head, request, reason)
        await self.shift.sleep(0.1 * 2**head.takes)
        return await box.take()

    async def _apologise(self, box: Mailbox, head: Head, request: Request, reason: str) -> Head | None:
        await self._bury(box, head, request.id, reason)
        self.watch.turn(0.0, "apology")
        decision = self.desk.apologise(request, _session(head))
        return await self._keep(box, head, request, decision, changed=False)

    async def _keep(
        self, box: Mailbox, head: Head, request: Request, decision: Decision, *, changed: bool
    ) -> Head | None:
        for vote in decision.votes:
            await self.store.keep_vote(request.conversation, vote)
        if decision.forget:
            await self.store.forget(request.conversation)
        session = decision.session.model_dump_json() if changed and not decision.forget else None
        replies = [self.seal.close(delivery.model_dump_json(), box.tag) for delivery in decision.deliveries]
        return await box.commit(head, session, replies)

    async def _deliver(self, box: Mailbox, head: Head) -> Head | Pause | None:
        try:
            delivery = Delivery.model_validate_json(self.seal.open(head.entry, box.tag))
        except (SealError, ValidationError) as error:
            await self._bury(box, head, f"{time():.3f}", place(error))
            return await box.sent(head)
        with structlog.contextvars.bound_contextvars(turn=delivery.id):
            began = perf_counter()
            failure = await self._send(box, delivery, again=head.takes > 1)
            outcome = "delivered" if failure is None else "failed" if failure.wait is None else "wait"
            taken = perf_counter() - began
            self.watch.sent(taken, outcome)
            _log.info("reply_sent", outcome=outcome, seconds=round(taken, 4))
            return await (self._undelivered(box, head, delivery.id, failure) if failure else box.sent(head))

    async def _send(self, box: Mailbox, delivery: Delivery, *, again: bool) -> DeliveryError | None:
        try:
            async with self.shift.limit(_STEP_SECONDS), box.held():
                await self.desk.deliver(delivery, again=again)
        except DeliveryError as error:
            return error
        except Exception as error:  # noqa: BLE001  (whatever it is, the next attempt looks for the reply first)
            return DeliveryError(place(error))
        return None

    async def _undelivered(self, box: Mailbox, head: Head, id_: str, error: DeliveryError) -> Head | Pause | None:
        if self.shift.is_over:
            return Pause(0.0, attempted=error.wait is None)
        if error.wait is not None and error.wait < _WORTH_PARKING:
            await self.shift.sleep(error.wait)
            return await box.take(counted=False)
        if error.wait is not None:
            return Pause(error.wait, attempted=False)
        _log.warning("delivery_failed", takes=head.takes, reason=error.reason, permanent=error.permanent)
        if error.permanent or head.takes >= _DELIVERY_TAKES:
            await self._bury(box, head, id_, error.reason)
            return await box.sent(head)
        return Pause(min(_LONGEST_PAUSE, 2.0 ** (head.takes - 1)), attempted=True)

    async def _bury(self, box: Mailbox, head: Head, id_: str, reason: str) -> None:
        kind = "reply" if head.is_reply else "request"
        await self.letters.bury(box.tag, Letter(id=id_, kind=kind, reason=reason, entry=head.entry))
        self.watch.dead(kind)
        _log.error("given_up", kind=kind, reason=reason)


def _session(head: Head) -> Session:
    return parse_session(head.session) if head.session else Session()
