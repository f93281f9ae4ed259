"""What the bot needs of the world, as Protocols. Each has one contract-test class, run against every implementation."""

from collections.abc import Sequence
from typing import Protocol

from coaching.messages.conversation import ConversationKey, Request
from coaching.messages.reply import Reply
from coaching.session import Session


class VersionConflictError(Exception):
    """The session was saved by somebody else since it was loaded: load it again and take the turn anew."""


class StoreUnavailableError(Exception):
    """The store can't be reached, or can't be started. Its text says why, without any session's content."""


class SessionStore(Protocol):
    """Where sessions are kept. Every entry expires by itself; everything of a person can be erased."""

    async def load(self, key: ConversationKey) -> tuple[Session, int]:
        """The session of a conversation with its version; an empty one with version 0 where there is none."""
        ...

    async def save(self, key: ConversationKey, session: Session, version: int) -> int:
        """Keep a session that was loaded with `version`, and return its new version.

        Raises:
            VersionConflictError: somebody else has saved it since.
        """
        ...

    async def forget(self, key: ConversationKey) -> int:
        """Erase everything kept about the key's person in its tenant, and return how many entries that were."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Sender(Protocol):
    """Delivers replies to one platform."""

    async def send(self, request: Request, replies: Sequence[Reply]) -> None:
        """Deliver the replies to a request, in order."""
        ...
