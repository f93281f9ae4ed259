"""Techniques: those that a prompt uses, and those that its task would gain from."""

from coaching.critique.judge.case import Case
from coaching.critique.judge.judgement import USABLE, Judgement
from coaching.knowledge.findings import FindingTexts
from coaching.knowledge.rubric import Rubric
from coaching.messages.critique import Technique

_MOST = 3
_MARKS = ("###", "</", '"""', "```", "{{", "---")


def used_techniques(case: Case) -> tuple[str, ...]:
    """The names of the techniques found, in alphabetical order."""
    named = {match.label.partition(":")[2] for match in case.signs.starting("technique:")}
    marked = {"delimiters"} if any(mark in case.reading.text for mark in _MARKS) else set()
    return tuple(sorted(named | marked))


def suggest(case: Case, judgement: Judgement, texts: FindingTexts, rubric: Rubric) -> tuple[Technique, ...]:
    """The techniques that the task gains from and the prompt doesn't use; none for a prompt that can go as it is."""
    if judgement.verdict == "strong":
        return ()
    faults = {flaw.fault for flaw in judgement.flaws}
    called_for = (
        *(("splitting",) if "bundled" in faults else ()),
        *(("grounding",) if faults & {"private", "unseen"} else ()),
        *case.task.techniques,
    )
    fitting = [name for name in dict.fromkeys(called_for) if not _in_use(name, judgement, rubric)]
    return tuple(
        Technique(name=name, reason=texts.techniques[name].reason, line=texts.techniques[name].line)
        for name in fitting[:_MOST]
    )


def _in_use(name: str, judgement: Judgement, rubric: Rubric) -> bool:
    dimension = rubric.shown_by.get(name)
    return name in judgement.used or (dimension is not None and judgement.levels[dimension].level >= USABLE)
