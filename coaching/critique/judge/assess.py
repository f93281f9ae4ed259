"""Judge a reading by the rubric: kind → request and task → levels → flaws → score and verdict → what to say."""

from coaching.critique.judge.case import Case, open_case
from coaching.critique.judge.faults import find_flaws
from coaching.critique.judge.findings import all_findings
from coaching.critique.judge.headlines import headline, praise
from coaching.critique.judge.hints import find_hints
from coaching.critique.judge.judgement import Judgement
from coaching.critique.judge.kinds import Aside, aside
from coaching.critique.judge.levels import read_levels, with_consistency
from coaching.critique.judge.needs import needs_of, unread_needs
from coaching.critique.judge.score import score_of, verdict_of
from coaching.critique.judge.techniques import suggest, used_techniques
from coaching.critique.judge.traits import read_traits
from coaching.critique.reading import Assessment, Reading
from coaching.knowledge.load import Knowledge
from coaching.knowledge.rubric import Rubric


def assess(reading: Reading, knowledge: Knowledge) -> Assessment:
    """What the rubric says of a reading; the same for the same text, always."""
    if beside := aside(reading, knowledge):
        return _unscored(beside)
    case = open_case(reading, knowledge)
    score, judgement = _judge(case, knowledge.rubric)
    texts = knowledge.finding_texts(reading.language)
    found = tuple(name for name, level in judgement.levels.items() if level.level and name != "consistency")
    return Assessment(
        kind="prompt",
        task_type=case.kind,
        ask=case.ask,
        levels=judgement.levels,
        score=score,
        verdict=judgement.verdict,
        reply=None,
        headline=headline(case, judgement, texts),
        praise=praise(case, judgement, texts),
        findings=all_findings(case, judgement, texts),
        missing=judgement.missing,
        present=(*found, *judgement.used),
        techniques=suggest(case, judgement, texts, knowledge.rubric),
        hints=judgement.hints,
    )


def _judge(case: Case, rubric: Rubric) -> tuple[int, Judgement]:
    levels = read_levels(case)
    flaws = find_flaws(case, levels)
    levels = with_consistency(levels, flaws)
    traits = read_traits(case, levels, flaws)
    score = score_of(levels, traits, case.task, rubric)
    readable = case.reading.supported
    needed = needs_of(levels, traits, case.task, score, rubric) if readable else unread_needs(score, rubric)
    verdict = verdict_of(score, levels, needed, case.task, rubric)
    missing = () if verdict == "strong" else tuple(needed)
    hints = find_hints(case, levels, flaws)
    return score, Judgement(levels, flaws, verdict, missing, used_techniques(case), hints)


def _unscored(beside: Aside) -> Assessment:
    """The answer to what is no prompt."""
    return Assessment(
        kind=beside.kind,
        task_type="answer",
        ask=None,
        levels={},
        score=None,
        verdict=None,
        reply=beside.reply,
        headline="",
        praise="",
        findings=(),
        missing=(),
        present=(),
        techniques=(),
        hints=(),
    )
