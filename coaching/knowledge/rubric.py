"""The rubric (rubric.toml): what each level of a dimension means, and how levels and traits make a score."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from coaching.knowledge.phrases import PhraseList
from coaching.messages.base import Frozen
from coaching.messages.critique import Dimension

Points = Annotated[tuple[float, ...], Field(min_length=3, max_length=3)]


class DimensionRubric(Frozen):
    """One dimension: the question it answers, and what its levels 0 to 3 mean."""

    question: str
    levels: Annotated[tuple[str, ...], Field(min_length=4, max_length=4)]
    points: Points
    """Log-odds that reaching level 1, 2 and 3 adds, one on top of the other."""
    enough: int = 2
    """The level from which nothing is missing."""
    needed_by: Mapping[str, int] = {}
    """What traits of a request add to the task's need for this dimension."""
    needed_when_vague: int = 0
    """What a score below `vague_below` adds."""


class ScoreRubric(Frozen):
    """How the score is made: the log-odds that a prompt can be answered as it stands, as 0 to 100."""

    base: float
    slope: float
    """How fast the score rises with the log-odds; below 1, good prompts still have room above them."""
    vague_below: int
    strong_from: int
    closed_strong_from: int
    """The same for tasks with one right answer."""
    forgiven: PhraseList = ()
    """Dimensions that a strong prompt may lack, however much its task needs them."""
    traits: Mapping[str, float]
    """Log-odds that a trait of the request adds (or takes) for each unit of it."""


class Rubric(Frozen):
    """The whole rubric."""

    dimensions: Mapping[Dimension, DimensionRubric]
    score: ScoreRubric
    shown_by: Mapping[str, Dimension]
    """Techniques that a dimension shows to be in use."""
