"""A reply on its way to a platform, and what can go wrong there."""

from collections.abc import Mapping

from coaching.messages.base import Frozen
from coaching.messages.conversation import ConversationKey
from coaching.messages.reply import Reply


class Delivery(Frozen):
    """A reply with its way back: all that a sender needs, in any process and after any restart."""

    id: str
    """Unique and stable: the reply's own."""
    conversation: ConversationKey
    address: Mapping[str, str]
    """The request's, as its adapter wrote it."""
    reply: Reply


class DeliveryError(Exception):
    """A reply, or a part of it, couldn't be delivered; its text says why and holds nothing private.

    `wait` is how many seconds to wait before the next attempt, where the platform or the pacing says so: such an
    attempt was none. `permanent` is true where no attempt can succeed.
    """

    def __init__(self, reason: str, *, wait: float | None = None, permanent: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        self.permanent = permanent


class Vote(Frozen):
    """Whether an answer helped; `about` is the reply (or the subject) voted on: a second vote replaces the first."""

    about: str
    value: str
    state: str
    """What kind of answer it was: the name of the session's state."""
