"""Which gaps of a prompt to close, and how: shared by the questions and by the rewrite."""

from collections import Counter
from collections.abc import Collection, Mapping

from coaching.critique.places import inside
from coaching.critique.reading import Assessment, Reading, Span
from coaching.knowledge.questions import Gap, QuestionTexts
from coaching.messages.critique import Dimension

_TOPIC_WORDS = 5
_TOPIC_LETTERS = 40
_USABLE = 2
_POOR = 60
"""The score below which a prompt gets an improvement even where nothing in particular is missing."""
_USEFUL: tuple[Dimension, ...] = ("context", "constraints", "audience", "format", "success_criteria")
"""What to ask for where nothing is named as missing, the most useful first."""


def topic_of(reading: Reading, task: str, texts: QuestionTexts) -> str:
    """The field that the prompt is about, by the words it uses most; "" where none is known or matters to the task."""
    found = Counter(
        match.label
        for match in texts.topic_phrases.find(reading.tokens[:400])
        if texts.matters(match.label, task) and not inside(reading.regions, match.start)
    )
    order = list(texts.topics)
    return min(found, key=lambda name: (-found[name], order.index(name))) if found else ""


def wanted(assessment: Assessment) -> tuple[Dimension, ...]:
    """The dimensions to speak of, the one that would change the answer most first."""
    missing = [
        each for each in assessment.missing if each not in assessment.levels or assessment.levels[each].level < _USABLE
    ]
    first: list[Dimension] = ["consistency"] if conflicts(assessment) else []
    if "private_data" in assessment.hints and "source" in missing:
        first.append("source")
    return tuple(dict.fromkeys((*first, *missing, *_weakest(assessment, bool(first or missing)))))


def _weakest(assessment: Assessment, found: bool) -> list[Dimension]:  # noqa: FBT001
    """What to speak of where a prompt falls short and nothing is named as missing."""
    poor = assessment.verdict == "vague" or (assessment.score or 0) < _POOR
    if found or not poor or assessment.hints:
        return []
    return [dimension for dimension in _USEFUL if _level(assessment, dimension) == 0][:2]


def conflicts(assessment: Assessment) -> bool:
    """Whether the prompt contradicts itself, rather than merely asking for several things."""
    return not bundled(assessment) and any(
        finding.dimension == "consistency" and finding.severity != "low" for finding in assessment.findings
    )


def bundled(assessment: Assessment) -> bool:
    """Whether several jobs are in one prompt."""
    return any("split" in technique.name for technique in assessment.techniques)


def named_topic(text: str, topic: Span | None, stops: Collection[str]) -> str:
    """The person's own words for what it is about, if they fit into a question and hold none of the `stops`."""
    if topic is None:
        return ""
    words = text[topic.start : topic.end].strip(" .,:;!?\"'")
    if set(words.casefold().split()) & set(stops):
        return ""
    fits = 0 < len(words.split()) <= _TOPIC_WORDS and len(words) <= _TOPIC_LETTERS and words.replace(" ", "").isalpha()
    return words if fits else ""


def gaps(assessment: Assessment, topic: str, texts: QuestionTexts) -> Mapping[Dimension, Gap]:
    """How each wanted dimension is asked for and added, in order of use."""
    skipped = texts.topics[topic].skips if topic else ()
    dimensions = [dimension for dimension in wanted(assessment) if dimension not in skipped]
    found = {dimension: texts.gap(assessment.task_type, topic, dimension) for dimension in dimensions}
    return {dimension: gap for dimension, gap in found.items() if gap != Gap()}


def _level(assessment: Assessment, dimension: Dimension) -> int:
    level = assessment.levels.get(dimension)
    return level.level if level and level.applies else 3
