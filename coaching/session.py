"""What a conversation remembers.

A session is in exactly one state:

- `Idle`: nothing is going on.
- `Clarifying`: a prompt waits for answers; questions are kept by what they ask for, never by position.
- `Rewritten`: a prompt and its rewrite, if it needs one, are on the table; every wish so far is kept, so that the
  last one can be taken back.
- `Triaging`: the triage is under way; `asked` holds the facts in the order in which they were asked.
- `Decided`: the triage has ended in a recommendation that can still be changed.

States hold inputs, not results: the core derives the rest again, so that an old session survives a new rubric.
Texts are kept as they were after masking: no secret is ever stored.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from coaching.messages.base import Frozen
from coaching.messages.critique import Wishes
from coaching.messages.recommendation import Facts


class Idle(Frozen):
    """Nothing is going on."""

    state: Literal["idle"] = "idle"


class Clarifying(Frozen):
    """A prompt waits for answers; `skipped` holds dimensions that are not to be asked again."""

    state: Literal["clarifying"] = "clarifying"
    prompt: str
    wishes: Wishes = Wishes()
    history: tuple[Wishes, ...] = ()
    skipped: tuple[str, ...] = ()


class Rewritten(Frozen):
    """A rewrite is on the table; `history` holds the wishes before the present ones, oldest first."""

    state: Literal["rewritten"] = "rewritten"
    prompt: str
    wishes: Wishes = Wishes()
    history: tuple[Wishes, ...] = ()


class Triaging(Frozen):
    """The triage is under way. `answers` are the person's; what the situation says is read again when needed."""

    state: Literal["triaging"] = "triaging"
    situation: str = ""
    answers: Mapping[str, str] = Field(default_factory=dict)
    asked: tuple[str, ...] = ()
    pending: str = ""
    """The fact that the question on screen asks for."""
    cases: tuple[str, ...] = ()
    """Failing cases that were given before an answer was changed."""


class Decided(Frozen):
    """The triage has ended; `facts` are what was decided on."""

    state: Literal["decided"] = "decided"
    situation: str = ""
    answers: Mapping[str, str] = Field(default_factory=dict)
    asked: tuple[str, ...] = ()
    facts: Facts = Facts()
    cases: tuple[str, ...] = ()
    """Failing cases that the person gave, for the evaluation starter."""


State: TypeAlias = Annotated[Idle | Clarifying | Rewritten | Triaging | Decided, Field(discriminator="state")]


class Session(Frozen):
    """One conversation's memory, as it is stored."""

    schema_version: Literal[1] = 1
    state: State = Idle()
    subject: str = ""
    """The id of the request that began what is going on: buttons of anything earlier are recognised by it."""
    recent: tuple[str, ...] = ()
    """The beginnings of the latest prompts and situations, masked, newest first."""
    updated: datetime | None = None
