"""The critique of a prompt, as people see it and as other programs read it (`promptcoach critique --json`).

Offsets count code points of the input. Fields that the public format doesn't have are named in `INTERNAL`.
"""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pydantic import Field
from pydantic.main import IncEx

from coaching.messages.base import Frozen

Dimension: TypeAlias = Literal[
    "goal",
    "audience",
    "context",
    "source",
    "format",
    "tone",
    "constraints",
    "examples",
    "success_criteria",
    "consistency",
]
Concern: TypeAlias = Dimension | Literal["safety"]
Kind: TypeAlias = Literal["prompt", "follow_up", "chatter", "empty"]
Verdict: TypeAlias = Literal["vague", "workable", "strong"]
Severity: TypeAlias = Literal["high", "medium", "low"]
Hint: TypeAlias = Literal["calculation", "live_data", "private_data"]


class DimensionLevel(Frozen):
    """One dimension on its anchored scale: 0 absent, 1 hinted at, 2 usable, 3 leaves nothing to guess."""

    dimension: Dimension
    level: int = Field(ge=0, le=3)
    applies: bool
    quote: str | None


class Finding(Frozen):
    """One fault; `quote` is `input[start:end]`, or None where something is absent or must stay masked."""

    dimension: Concern
    severity: Severity
    quote: str | None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    message: str
    advice: str


class Question(Frozen):
    """A clarifying question with two to four suggestions; free text is always welcome."""

    dimension: Dimension
    text: str
    options: tuple[str, ...]


class Technique(Frozen):
    """A technique that this task gains from, with a line to paste."""

    name: str
    reason: str
    line: str


class Change(Frozen):
    """One edit: `before` stands in the prompt (None where something was added), `after` in the rewrite."""

    id: str
    dimension: Concern
    before: str | None
    after: str
    reason: str


class Rewrite(Frozen):
    """A better prompt. `placeholders` are names, without braces and suggestion."""

    text: str
    assumptions: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


class Critique(Frozen):
    """All that the coach has to say of one text. For all kinds but `prompt`, `reply` holds it."""

    kind: Kind
    score: int | None = Field(ge=0, le=100)
    verdict: Verdict | None
    reply: str | None
    headline: str = ""
    """One sentence that says why the verdict is what it is."""
    praise: str = ""
    """What is good about a strong prompt."""
    task_type: str
    language: str
    dimensions: tuple[DimensionLevel, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[Dimension, ...] = ()
    present: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    techniques: tuple[Technique, ...] = ()
    rewrite: Rewrite | None = None
    hints: tuple[Hint, ...] = ()
    engine: Literal["offline", "model"] = "offline"


class Wishes(Frozen):
    """What the person wants of the rewrite, on top of the prompt: the whole input of a revision.

    `settings` maps a dimension, or a placeholder's name, to the person's own words; `undone` holds ids of changes.
    """

    settings: Mapping[str, str] = Field(default_factory=dict)
    undone: tuple[str, ...] = ()
    keep_wording: bool = False
    shorter: bool = False


INTERNAL: dict[str, IncEx | bool] = {"headline": True, "praise": True, "rewrite": {"changes": {"__all__": {"id"}}}}
"""What `Critique.model_dump(exclude=…)` leaves out of the public format."""
