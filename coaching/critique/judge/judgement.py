"""What the rubric says of a case: the ground of everything that is said to the person."""

from collections.abc import Mapping
from dataclasses import dataclass

from coaching.critique.judge.faults import Flaw
from coaching.critique.reading import Level
from coaching.messages.critique import Dimension, Hint, Verdict

USABLE = 2
"""The level from which a dimension serves."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Levels, flaws, the verdict, what is missing (most needed first), techniques in use, and hints."""

    levels: Mapping[Dimension, Level]
    flaws: tuple[Flaw, ...]
    verdict: Verdict
    missing: tuple[Dimension, ...]
    used: tuple[str, ...]
    hints: tuple[Hint, ...]
