"""What the bot needs of the world, as Protocols. Each has one contract-test class, run against every implementation."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coaching.messages.conversation import ConversationKey, Request
from coaching.messages.delivery import Delivery, Vote
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

    async def conversations(self, person: ConversationKey) -> Sequence[tuple[ConversationKey, Session]]:
        """The conversations of the key's person in its tenant that have a session, the latest first."""
        ...

    async def keep_vote(self, person: ConversationKey, vote: Vote) -> None:
        """Keep a vote of the key's person until the retention ends; a second vote on the same replaces the first."""
        ...

    async def forget(self, key: ConversationKey) -> int:
        """Erase everything kept about the key's person in its tenant, and return how many entries that were.

        What goes: sessions, waiting messages and replies, votes, dead letters. What stays for a quarter of an hour at
        most: the ids of messages that were taken, so that a redelivery isn't answered twice.
        """
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Sender(Protocol):
    """Delivers replies to one platform."""

    async def send(self, delivery: Delivery, *, again: bool = False) -> None:
        """Deliver a reply; `again` where an earlier attempt may have delivered it, or a part: then it looks first.

        Raises:
            DeliveryError: it didn't work.
        """
        ...


class Intake(Protocol):
    """What a platform has to do before a request can be answered."""

    async def complete(self, request: Request) -> Request:
        """The request with the texts of its attachments in its text; shows the person that the coach is at work.

        Never raises: what can't be read is named in `unreadable`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Decision:
    """What a turn comes to: kept in one transaction, before anything is delivered."""

    session: Session
    deliveries: tuple[Delivery, ...]
    forget: bool = False
    votes: tuple[Vote, ...] = ()


class Desk(Protocol):
    """Who answers: the queue hands it every request, and every reply that was kept and not yet delivered."""

    async def decide(self, request: Request, session: Session) -> Decision:
        """Take the turn. Deterministic in its replies' ids; whatever breaks in the core ends in an honest reply."""
        ...

    async def deliver(self, delivery: Delivery, *, again: bool) -> None:
        """Deliver a reply.

        Raises:
            DeliveryError: it didn't work.
        """
        ...

    def apologise(self, request: Request, session: Session) -> Decision:
        """Give up on a request that has broken its worker several times: an honest line, the session as it was."""
        ...


@dataclass(frozen=True, slots=True)
class QueueDepth:
    """How much waits: messages not answered yet, replies not delivered yet, dead letters; and who works on it."""

    requests: int
    replies: int
    dead: int
    workers: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """What was given up: a request that broke its worker, or a reply that couldn't be delivered."""

    id: str
    kind: str
    """`request` or `reply`."""
    reason: str
    conversation: ConversationKey
    since: float
    """Seconds since 1970."""


class TurnQueue(Protocol):
    """Requests on their way to a worker, and replies on their way out. What it took is never lost, nor done twice.

    In order within a conversation, side by side across conversations.
    """

    async def put(self, request: Request, claims: Sequence[str] = ()) -> bool:
        """Keep a request for a worker; when this returns, it is safe.

        False where its id or one of `claims` (ids of the delivery) came before, or where it was overheard and there is
        no session that it could belong to: then nothing is kept.

        Raises:
            StoreUnavailableError: it could not be kept within two seconds; the platform should deliver it again.
        """
        ...

    async def work(self, desk: Desk, stopping: asyncio.Event) -> None:
        """Hand requests and replies to the desk until `stopping` is set; then finish or hand back what is under way.

        Survives outages of the store by itself. Several processes may work at the same time.
        """
        ...

    async def depth(self) -> QueueDepth:
        """How much waits, and who works.

        Raises:
            StoreUnavailableError: the store can't be reached.
        """
        ...

    async def dead_letters(self) -> Sequence[DeadLetter]:
        """What was given up, oldest first."""
        ...

    async def requeue(self) -> int:
        """Put every dead letter back where it was, and return how many those were."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class Watch(Protocol):
    """Is told how the queue does, in seconds and in a few words; never what was said."""

    def acked(self, seconds: float) -> None:
        """Requests that came together were kept, or recognised as repetitions, in so much time."""
        ...

    def queued(self, seconds: float) -> None:
        """A request was taken for the first time, so long after it was kept."""
        ...

    def turn(self, seconds: float, outcome: str) -> None:
        """A turn took so long; it was `decided`, `failed`, or given up with an `apology`."""
        ...

    def sent(self, seconds: float, outcome: str) -> None:
        """An attempt to deliver a reply took so long; the reply was `delivered`, `failed`, or has to `wait`."""
        ...

    def dead(self, kind: str) -> None:
        """A `request` or a `reply` was given up."""
        ...


class Pacer(Protocol):
    """Spreads messages over time, for all processes together."""

    async def slot(self, lane: str, ticket: str, interval: float) -> float:
        """Seconds until the message named `ticket` may go out on `lane`, one message every `interval` seconds.

        0 means now, and uses the place up. A place is kept: asking again with the same ticket gives the same place.
        """
        ...

    async def hold(self, lane: str, seconds: float) -> None:
        """Let nothing out on `lane` for so long, because the platform said so."""
        ...


class Vault(Protocol):
    """Secrets at rest: small values by name, encrypted, such as the tokens of workspaces."""

    async def read(self, name: str) -> str | None:
        """The value, or None where there is none, or none that the present key opens."""
        ...

    async def write(self, name: str, value: str, ttl: float | None = None) -> None:
        """Keep a value, for `ttl` seconds or for as long as the deployment lives (which renews it when read)."""
        ...

    async def erase(self, name: str) -> bool:
        """Erase a value; whether there was one. Of several that erase at the same time, one hears True."""
        ...
