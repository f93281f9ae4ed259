"""The whole of a critique: read → assess → ask → rewrite."""

from coaching.critique.judge.assess import assess
from coaching.critique.reader.read import read
from coaching.critique.rewriter.questions import questions
from coaching.critique.rewriter.rewrite import rewrite
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Critique, DimensionLevel, Wishes

NO_WISHES = Wishes()


def critique(text: str, knowledge: Knowledge, wishes: Wishes = NO_WISHES) -> Critique:
    """Everything that the coach has to say of a text, with the rewrite that the wishes ask for."""
    reading = read(text, knowledge)
    assessment = assess(reading, knowledge)
    return Critique(
        kind=assessment.kind,
        score=assessment.score,
        verdict=assessment.verdict,
        reply=assessment.reply,
        headline=assessment.headline,
        praise=assessment.praise,
        task_type=assessment.task_type,
        language=reading.language,
        dimensions=tuple(
            DimensionLevel(
                dimension=dimension,
                level=level.level,
                applies=level.applies,
                quote=reading.text[slice(*level.evidence)] if level.evidence else None,
            )
            for dimension, level in assessment.levels.items()
        ),
        findings=assessment.findings,
        missing=assessment.missing,
        present=assessment.present,
        questions=questions(reading, assessment, knowledge),
        techniques=assessment.techniques,
        rewrite=rewrite(reading, assessment, wishes, knowledge),
        hints=assessment.hints,
    )
