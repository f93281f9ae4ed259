"""One turn: load → step → save with a version check → send.

Nothing is sent before it is saved. A turn that met another one (a version conflict) is taken anew on the session that
the other left. What the core can't answer gets an honest line instead of the error's text, which could hold a prompt.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

import structlog

from bot.errors import place
from bot.ports import Sender, SessionStore, VersionConflictError
from coaching.engine import Forget, SendReply, Step, UserSaid, step
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Request
from coaching.messages.reply import Notice, Reply
from coaching.session import Session

ATTEMPTS = 5
"""How often a turn is taken before it gives way to others in the same conversation."""
FAILED = "Something went wrong on my side and nothing was changed. Try it in other words, or say restart."
BUSY = "Too much came in at once and I lost the thread; nothing was changed. Please send that again."

_log = structlog.get_logger(__name__)


async def take_turn(
    request: Request, store: SessionStore, sender: Sender, knowledge: Knowledge, clock: Callable[[], datetime]
) -> None:
    """Answer a request; `clock` gives the present time with its zone.

    Raises:
        StoreUnavailableError: nothing could be loaded or saved, and nothing was sent.
    """
    await sender.send(request, await _settle(request, store, knowledge, clock))


async def _settle(
    request: Request, store: SessionStore, knowledge: Knowledge, clock: Callable[[], datetime]
) -> Sequence[Reply]:
    """Take the steps and keep their outcome; the replies to send."""
    for _ in range(ATTEMPTS):
        session, version = await store.load(request.conversation)
        taken = _take_step(session, request, knowledge, clock())
        if taken is None:
            return [_trouble(request, FAILED)]
        try:
            await _keep(taken, request, store, version)
        except VersionConflictError:
            continue
        return [effect.reply for effect in taken.effects if isinstance(effect, SendReply)]
    _log.warning("turn_gave_way", request=request.id, attempts=ATTEMPTS)
    return [_trouble(request, BUSY)]


async def _keep(taken: Step, request: Request, store: SessionStore, version: int) -> None:
    if any(isinstance(effect, Forget) for effect in taken.effects):
        await store.forget(request.conversation)
    else:
        await store.save(request.conversation, taken.session, version)


def _take_step(session: Session, request: Request, knowledge: Knowledge, now: datetime) -> Step | None:
    """The core's step, or None where the core fails: then no session is lost and no exception text gets out."""
    try:
        return step(session, UserSaid(request), knowledge, now)
    except Exception as error:  # noqa: BLE001  (whatever breaks in the core, the person gets an answer)
        _log.error("turn_failed", request=request.id, state=session.state.state, error=place(error))
        return None


def _trouble(request: Request, text: str) -> Reply:
    return Reply(id=f"{request.id}:trouble", parts=(Notice(text=text, urgent=True),))
