"""What goes into a step and what comes out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias, TypeVar

from coaching.engine.memo import Memo
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action, Request
from coaching.messages.delivery import Vote
from coaching.messages.reply import Audience, Part, Reply
from coaching.session import Clarifying, Decided, Rewritten, Session, State, Triaging


@dataclass(frozen=True, slots=True)
class UserSaid:
    """A person said something, by text or by button."""

    request: Request


@dataclass(frozen=True, slots=True)
class SendReply:
    """Deliver this to the person."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase everything kept about the person who spoke."""


@dataclass(frozen=True, slots=True)
class KeepVote:
    """Keep what the person thinks of an answer."""

    vote: Vote


Event: TypeAlias = UserSaid
Effect: TypeAlias = SendReply | Forget | KeepVote


@dataclass(frozen=True, slots=True)
class Step:
    """The session after an event, and what is to be done."""

    session: Session
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """All that a handler needs to answer one action; `memo` holds what was worked out for it already."""

    session: Session
    request: Request
    action: Action
    memo: Memo
    now: datetime

    @property
    def state(self) -> State:
        """The state that the session is in."""
        return self.session.state

    @property
    def knowledge(self) -> Knowledge:
        """What the coach knows."""
        return self.memo.knowledge


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a handler decides: the next state and the parts of the answer.

    `begins` where something new is on the table now; `topic` is its prompt or situation, masked, once it is known.
    """

    state: State
    parts: tuple[Part, ...]
    begins: bool = False
    topic: str = ""
    audience: Audience = "conversation"
    vote: Vote | None = None
    forget: bool = False


Handler: TypeAlias = Callable[[Turn], Outcome]

Known = TypeVar("Known", Clarifying, Rewritten, Triaging, Decided)


def in_state(state: State, known: type[Known]) -> Known:
    """The state as what the transition table says it is.

    Raises:
        TypeError: the table gave an action to a handler that doesn't know the state.
    """
    if not isinstance(state, known):
        raise TypeError(f"{state.state} is not {known.__name__}")
    return state
