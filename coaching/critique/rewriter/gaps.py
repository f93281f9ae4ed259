"""Which gaps of a prompt to close, and how: shared by the questions and by the rewrite."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from coaching.critique.reading import Assessment, Reading, Span
from coaching.critique.rewriter.material import holds_material
from coaching.critique.rewriter.places import inside
from coaching.knowledge.questions import Gap, QuestionTexts
from coaching.messages.critique import Dimension

_TOPIC_READS = 400
"""Words that are searched for a topic."""
_TOPIC_WORDS = 5
_TOPIC_LETTERS = 40
_USABLE = 2
_POOR = 60
"""The score below which a prompt gets an improvement even where nothing in particular is missing."""
_USEFUL: tuple[Dimension, ...] = ("context", "constraints", "audience", "format", "success_criteria")
"""What to ask for where nothing is named as missing, the most useful first."""


def topic_of(reading: Reading, assessment: Assessment, texts: QuestionTexts) -> str:
    """The field with most words in the request, else in the line it stands in; "" where none matters to the task.

    Of fields with as many words the one that is named first wins, then the one that stands first in the data.
    """
    asked = assessment.ask.sentence if assessment.ask else Span(0, len(reading.text))
    line = Span(reading.text.rfind("\n", 0, asked.start) + 1, _line_end(reading.text, asked.end))
    found = [
        match
        for match in texts.topic_phrases.find(reading.tokens[:_TOPIC_READS])
        if texts.matters(match.label, assessment.task_type)
        and line.start <= match.start < line.end
        and not inside(reading.regions, match.start)
    ]
    nearest = [match for match in found if asked.start <= match.start < asked.end]
    counted: Counter[str] = Counter()
    for match in nearest or found:
        counted[match.label] += match.last - match.first
    return max(counted, key=counted.__getitem__, default="")


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def wanted(assessment: Assessment) -> tuple[Dimension, ...]:
    """The dimensions to speak of, the one that would change the answer most first."""
    missing = [
        each for each in assessment.missing if each not in assessment.levels or assessment.levels[each].level < _USABLE
    ]
    first: list[Dimension] = ["consistency"] if conflicts(assessment) else []
    if "private_data" in assessment.hints and "source" in missing:
        first.append("source")
    return tuple(dict.fromkeys((*first, *missing, *(_weakest(assessment) if not first and not missing else ()))))


def _weakest(assessment: Assessment) -> list[Dimension]:
    """What to speak of where a prompt falls short and nothing is named as missing."""
    poor = assessment.verdict == "vague" or (assessment.score or 0) < _POOR
    weak = [dimension for dimension in _USEFUL if _level(assessment, dimension) == 0]
    return weak[:2] if poor and not assessment.hints else []


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


def gaps(reading: Reading, assessment: Assessment, topic: str, texts: QuestionTexts) -> Mapping[Dimension, Gap]:
    """How each wanted dimension is asked for and added, in order of use."""
    skipped = {*(texts.topics[topic].skips if topic else ()), *_known(reading, assessment, texts)}
    dimensions = [dimension for dimension in wanted(assessment) if dimension not in skipped]
    dimensions.sort(key=lambda dimension: texts.is_minor(dimension, assessment.task_type, topic))
    found = {dimension: texts.gap(assessment.task_type, topic, dimension) for dimension in dimensions}
    held = holds_material(reading)
    return {dimension: gap for dimension, gap in found.items() if gap != Gap() and not (gap.slot and held)}


def _known(reading: Reading, assessment: Assessment, texts: QuestionTexts) -> Iterator[Dimension]:
    """What the prompt itself answers: material that is there, and a recipient ("a mail to our landlord")."""
    if holds_material(reading):
        yield "source"
    thing = assessment.ask.deliverable if assessment.ask else None
    if thing and assessment.task_type == "email":
        follower = next((token.word for token in reading.tokens if token.start >= thing.end), "")
        if follower in texts.addressing:
            yield "audience"


def _level(assessment: Assessment, dimension: Dimension) -> int:
    level = assessment.levels.get(dimension)
    return level.level if level and level.applies else 3
