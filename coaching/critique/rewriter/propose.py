"""All edits that would improve a prompt, the most useful first; how many of them are made is decided elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from coaching.critique.reading import Assessment, Reading
from coaching.critique.rewriter.edits import Edit, Piece
from coaching.critique.rewriter.gaps import bundled, gaps, topic_of
from coaching.critique.rewriter.material import Pointed, grounded, pointed, silent_material, slot_for
from coaching.critique.rewriter.places import tags
from coaching.critique.rewriter.weave import Request, bare, deliverable, hedges, opener, request_of, tail
from coaching.knowledge.load import Knowledge
from coaching.knowledge.questions import Gap, QuestionTexts
from coaching.knowledge.rewrites import RewriteTexts
from coaching.messages.critique import Dimension

_LOOKING_UP = frozenset({"lookup", "answer", "comparison"})
"""Tasks whose answer stands or falls with how new the facts are."""
_FROM_NOTHING = frozenset({"planning", "brainstorming", "writing"})
"""Tasks that may speak of a thing ("the budget meeting") without working from it."""
_NAMES_NOTHING = 14
"""Words up to which a prompt that points at nothing still gets a place for material."""
_SHORT_QUESTION = 40
"""Words up to which a question is wrapped as a whole."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that a rewrite is made from."""

    reading: Reading
    assessment: Assessment
    texts: RewriteTexts
    asking: QuestionTexts
    request: Request | None
    weaving: bool
    """Whether the person's sentence may be touched."""

    def reason(self, dimension: Dimension, edit: str = "") -> str:
        """Why an edit is made, in one line."""
        return self.texts.more_reasons.get(edit) or self.texts.reasons[dimension]


def desk(reading: Reading, assessment: Assessment, knowledge: Knowledge, *, weaving: bool) -> Desk:
    """Everything that a rewrite of this prompt is made from."""
    texts = knowledge.rewrite_texts(reading.language)
    asking = knowledge.question_texts(reading.language)
    return Desk(reading, assessment, texts, asking, request_of(reading, assessment, texts), weaving)


def proposals(desk: Desk) -> Iterator[Edit]:
    """Every edit that would help, the most useful first. Openers come last: they never stand alone."""
    if desk.texts.grounding.before.split("{")[0].strip().casefold() in desk.reading.text.casefold():
        return
    found = pointed(desk.reading, desk.texts)
    private = _private_question(desk, found)
    if private and found:
        yield from grounded(private, found, desk.texts, weaving=desk.weaving)
        return
    topic = topic_of(desk.reading, desk.assessment, desk.asking)
    yield from _goal(desk, topic)
    if bundled(desk.assessment):
        yield Edit("several", "goal", desk.reason("goal", "several"), line=desk.texts.several)
    found_gaps = gaps(desk.reading, desk.assessment, topic, desk.asking)
    works_from_it = desk.assessment.task_type not in _FROM_NOTHING
    if found and works_from_it and not found.own and "source" not in found_gaps:
        yield Edit("source", "source", desk.reason("source"), slot=slot_for(found, "", desk.texts))
    own_slot = bool(topic and "source" in desk.asking.topics[topic].gaps)
    closed = (_close(desk, dimension, gap, None if own_slot else found) for dimension, gap in found_gaps.items())
    closing = [edit for edit in closed if edit]
    yield from (*closing[:1], *_by_nature(desk), *closing[1:])


def trimmed(desk: Desk, *, fully: bool) -> Iterator[Edit]:
    """What may go of the person's own sentence: a hedge before it and, `fully`, the hedges within it."""
    if not desk.weaving or desk.request is None or not desk.request.words:
        return
    reason = desk.reason("goal", "opener")
    verb = desk.assessment.ask.verb if desk.assessment.ask else None
    if polite := opener(desk.reading, desk.request, desk.texts, reason, verb=verb):
        yield polite
    if fully:
        yield from hedges(desk.reading, desk.request, desk.texts, reason)


def _goal(desk: Desk, topic: str) -> Iterator[Edit]:
    """What should come out, where the prompt leaves it open."""
    if not desk.weaving or desk.request is None:
        return
    gap = desk.asking.gap(desk.assessment.task_type, topic, "goal")
    reason = desk.reason("goal")
    ordered = bool(desk.assessment.ask and desk.assessment.ask.verb) and desk.assessment.task_type == "writing"
    if made := bare(desk.reading, desk.texts, reason):
        yield made
    elif piece := deliverable(desk.reading, desk.request, gap, desk.texts, after_verb=ordered):
        yield Edit("goal", "goal", reason, (piece,))


def _close(desk: Desk, dimension: Dimension, gap: Gap, found: Pointed | None) -> Edit | None:
    """The edit that leaves room for what is missing in one dimension."""
    reason = desk.reason(dimension)
    if dimension == "constraints" and (edit := silent_material(desk.reading, desk.assessment, desk.texts)):
        return edit
    if dimension == "source" and (found or gap.slot):
        if "live_data" in desk.assessment.hints:
            return None
        short = len(desk.reading.tokens) <= _NAMES_NOTHING
        return Edit("source", "source", reason, slot=slot_for(found, gap.slot, desk.texts)) if found or short else None
    if gap.slot:
        return Edit(dimension, dimension, reason, slot=gap.slot)
    if dimension != "goal" and desk.weaving and desk.request and desk.assessment.ask and desk.assessment.ask.verb:
        span = tail(desk.reading, desk.request, gap, desk.texts)
        if span:
            return Edit(dimension, dimension, reason, (Piece(span.start, span.end, " " + gap.weave),))
    return Edit(dimension, dimension, reason, line=_tagged(desk, dimension, gap.line)) if gap.line else None


def _tagged(desk: Desk, dimension: Dimension, line: str) -> str:
    """The line in a tag of its own, where the prompt is written in tags."""
    if not tags(desk.reading.text):
        return line
    label = desk.texts.labels[dimension]
    return f"<{label}>{line}</{label}>"


def _private_question(desk: Desk, found: Pointed | None) -> Request | None:
    """The question, if it asks for what only the person's own papers say."""
    hinted = "private_data" in desk.assessment.hints
    request = desk.request
    if not (hinted and request and request.question and found and found.own):
        return None
    short = len(desk.reading.tokens) <= _SHORT_QUESTION and not desk.reading.regions
    return request if short else None


def _by_nature(desk: Desk) -> Iterator[Edit]:
    """What the kind of task asks for, whatever the prompt says."""
    hints, texts = desk.assessment.hints, desk.texts
    if "calculation" in hints:
        yield Edit("calculation", "success_criteria", texts.more_reasons["calculation"], line=texts.calculation)
    if "live_data" in hints and desk.assessment.task_type in _LOOKING_UP:
        yield Edit("live", "source", texts.more_reasons["live"], line=texts.live)
    if edit := silent_material(desk.reading, desk.assessment, texts):
        yield edit
