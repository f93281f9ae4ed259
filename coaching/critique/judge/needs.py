"""What a good answer needs and the prompt lacks."""

from collections.abc import Mapping

from coaching.critique.reading import Level
from coaching.knowledge.rubric import Rubric
from coaching.knowledge.tasks import Task
from coaching.messages.critique import Dimension

_NEEDED = 2
FULL = 3
"""The need of what no good answer can do without."""


def needs_of(
    levels: Mapping[Dimension, Level],
    traits: Mapping[str, float],
    task: Task,
    score: int,
    rubric: Rubric,
) -> Mapping[Dimension, int]:
    """The dimensions that a good answer needs and lacks, with how much it needs them, most needed first."""
    lacking = {
        name: need
        for name, level in levels.items()
        if level.level < rubric.dimensions[name].enough
        and (need := _need(name, traits, task, score, rubric)) >= _NEEDED
    }
    return {name: lacking[name] for name in sorted(lacking, key=lambda name: -lacking[name])}


def unread_needs(score: int, rubric: Rubric) -> Mapping[Dimension, int]:
    """What to ask for in a language that the coach doesn't read, where a prompt is too short to say much."""
    return {"context": _NEEDED, "format": _NEEDED} if score < rubric.score.vague_below else {}


def _need(name: Dimension, traits: Mapping[str, float], task: Task, score: int, rubric: Rubric) -> int:
    """The task's need of a dimension, and what the traits of this prompt add to it; a full need stays one."""
    dimension, need = rubric.dimensions[name], task.needs.get(name, 0)
    raised = sum(weight for trait, weight in dimension.needed_by.items() if traits.get(trait))
    if score < rubric.score.vague_below:
        raised += dimension.needed_when_vague
    return need + (max(raised, 0) if need == FULL else raised)
