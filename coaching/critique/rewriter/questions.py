"""The clarifying questions that would change the answer most."""

from collections.abc import Iterable

from coaching.critique.reading import Assessment, Reading
from coaching.critique.rewriter.gaps import gaps, named_topic, topic_of
from coaching.knowledge.load import Knowledge
from coaching.knowledge.questions import Gap
from coaching.messages.critique import Dimension, Question

_MOST = {"vague": 3, "workable": 2}
_FEWEST_OPTIONS = 2
_LAST_RESORT: tuple[Dimension, ...] = ("goal",)


def questions(reading: Reading, assessment: Assessment, knowledge: Knowledge) -> tuple[Question, ...]:
    """At most three questions, the most important first; none for a strong prompt, at least one for a vague one."""
    most = _MOST.get(assessment.verdict or "", 0)
    if not most:
        return ()
    texts = knowledge.question_texts(reading.language)
    topic = topic_of(reading, assessment, texts)
    stops = knowledge.rewrite_texts(reading.language).clause_words
    named = named_topic(reading.text, assessment.ask.topic if assessment.ask else None, stops)
    found = _asked(gaps(reading, assessment, topic, texts).items(), named)
    if not found and assessment.verdict == "vague":
        found = _asked(((each, texts.gap(assessment.task_type, topic, each)) for each in _LAST_RESORT), named)
    return tuple(found[:most])


def _asked(found: Iterable[tuple[Dimension, Gap]], named: str) -> list[Question]:
    """The questions of these gaps, without those that say the same."""
    asked: dict[str, Question] = {}
    for dimension, gap in found:
        text = gap.named.format(topic=named) if gap.named and named else gap.ask
        if text and len(gap.options) >= _FEWEST_OPTIONS:
            asked.setdefault(text, Question(dimension=dimension, text=text, options=gap.options))
    return list(asked.values())
