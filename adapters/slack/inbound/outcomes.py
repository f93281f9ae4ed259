"""What a payload of Slack comes to."""

from dataclasses import dataclass
from typing import TypeAlias

from coaching.messages.conversation import Request


@dataclass(frozen=True, slots=True)
class Turn:
    """Something for the coach. It is acknowledged once it is kept; `claims` are the ids of the delivery."""

    request: Request
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dispatch:
    """For a listener of Bolt: it needs an answer inside the request, or concerns the app and not a conversation."""


@dataclass(frozen=True, slots=True)
class Ignore:
    """Not for the coach: it is acknowledged, and nothing follows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Answered at once with `body`: JSON, or nothing."""

    body: str = ""


Outcome: TypeAlias = Turn | Dispatch | Ignore | Answer
