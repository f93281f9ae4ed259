"""The score: how far a prompt can be answered as it stands, from its levels, its task and its traits."""

from collections.abc import Iterable, Mapping
from math import exp

from coaching.critique.judge.needs import FULL
from coaching.critique.reading import Level
from coaching.knowledge.rubric import Rubric
from coaching.knowledge.tasks import Task
from coaching.messages.critique import Dimension, Verdict


def score_of(levels: Mapping[Dimension, Level], traits: Mapping[str, float], task: Task, rubric: Rubric) -> int:
    """0 to 100: a logistic curve over the points of levels, traits and task, all of them data.

    A prompt that contradicts itself is never strong.
    """
    points = rubric.score.base + task.clarity
    points += sum(sum(rubric.dimensions[name].points[: level.level]) for name, level in levels.items())
    points += sum(rubric.score.traits.get(name, 0.0) * value for name, value in traits.items())
    score = round(100 / (1 + exp(-rubric.score.slope * points)))
    return score if levels["consistency"].level else min(score, rubric.score.strong_from - 1)


def verdict_of(
    score: int, levels: Mapping[Dimension, Level], needed: Iterable[Dimension], task: Task, rubric: Rubric
) -> Verdict:
    """The verdict: strong is a high score with nothing lacking that no good answer can do without."""
    if score < rubric.score.vague_below:
        return "vague"
    lacks = any(
        task.needs.get(name) == FULL and (name not in rubric.score.forgiven or not levels[name].level)
        for name in needed
    )
    enough = rubric.score.closed_strong_from if task.closed else rubric.score.strong_from
    return "workable" if score < enough or lacks else "strong"
