"""The kinds of tasks (tasks.toml): what a good answer to each needs."""

from collections.abc import Mapping

from pydantic import RootModel

from coaching.knowledge.phrases import PhraseList
from coaching.messages.base import Frozen
from coaching.messages.critique import Dimension


class Task(Frozen):
    """One kind of task. `needs` weighs the dimensions from 1 (helps a little) to 3 (a good answer needs it)."""

    needs: Mapping[Dimension, int]
    clarity: float = 0.0
    """Log-odds that requests of this kind can be answered as they stand, before anything else is known of them."""
    yields: PhraseList = ()
    """The tasks that win over this one when the thing asked for is theirs."""
    techniques: PhraseList = ()
    """What such tasks gain from, the most first."""
    closed: bool = False
    """Whether there is one right answer, so that a clear request leaves nothing to improve."""
    changing: bool = False
    """Whether its answers depend on what changes from day to day, where the prompt speaks of now."""


class Tasks(RootModel[Mapping[str, Task]]):
    """All kinds of tasks by name; where two fit equally well, the first wins."""
