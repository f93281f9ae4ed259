"""What the coach says of a prompt, per language (texts/<language>/findings.toml)."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from coaching.messages.base import Frozen
from coaching.messages.critique import Dimension, Hint

Silence: TypeAlias = Literal["follow_up", "empty"]
"""The kinds of text that aren't scored and get the same answer always; small talk has its own (small_talk.toml)."""
Headline: TypeAlias = Literal[
    "contrast",
    "vague",
    "vague_thing",
    "vague_topic",
    "unseen",
    "private",
    "conflict",
    "bundled",
    "workable",
    "workable_thing",
    "workable_open",
    "strong",
]
Fault: TypeAlias = Literal[
    "vague_word", "soft_word", "unseen", "private", "near", "ranked", "conflict", "bundled", "inflated"
]


class Remark(Frozen):
    """What is wrong, and what to do about it: one short sentence each, with named gaps to fill."""

    message: str
    advice: str


class TechniqueText(Frozen):
    """Why a technique helps, and the line to paste."""

    reason: str
    line: str


class Praise(Frozen):
    """How strengths are named: several, one, a closed question, and where nothing stands out."""

    some: str
    one: str
    closed: str
    plain: str


class FindingTexts(Frozen):
    """All that the assessor says in one language."""

    joint: str
    replies: Mapping[Silence, str]
    things: Mapping[str, str]
    contrasts: Mapping[str, str] = {}
    headlines: Mapping[Headline, str]
    gaps: Mapping[Dimension, str]
    task_gaps: Mapping[str, Mapping[Dimension, str]] = {}
    absent: Mapping[Dimension, Remark]
    task_absent: Mapping[str, Mapping[Dimension, Remark]] = {}
    faults: Mapping[Fault, Remark]
    safety: Mapping[Literal["key", "private"], Remark]
    secret_names: Mapping[str, str]
    hints: Mapping[Hint, Remark]
    techniques: Mapping[str, TechniqueText]
    praise: Praise
    strengths: Mapping[str, str]

    def gap(self, task: str, dimension: Dimension) -> str:
        """What is missing, as the end of a sentence."""
        return self.task_gaps.get(task, {}).get(dimension, self.gaps[dimension])

    def remark(self, task: str, dimension: Dimension) -> Remark:
        """What to say of a dimension that isn't there."""
        return self.task_absent.get(task, {}).get(dimension, self.absent[dimension])

    def listed(self, names: tuple[str, ...]) -> str:
        """Names in a row: "a, b and c"."""
        return f" {self.joint} ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
