"""The person's own words in the coach's sentences."""

from coaching.critique.judge.case import Case
from coaching.critique.reading import Span
from coaching.knowledge.findings import FindingTexts
from coaching.messages.critique import Dimension

_THING_WORDS = 4
_QUOTE_LETTERS = 60
_MAKING = frozenset(
    ("verb:writing", "verb:planning", "verb:brainstorming", "verb:recommendation", "verb:coding", "verb:image")
)
"""The verbs that are followed by what should come out."""
_TRIM = " .,:;!?\"'“”()[]"


def thing(case: Case, texts: FindingTexts) -> str:
    """What the prompt asks for: its own short name for it, or the task's."""
    own = words(case, case.ask.deliverable)
    named = own and own[0].isalpha() and len(own.split()) <= _THING_WORDS
    usable = named and not case.cues.vague_words & set(own.casefold().split())
    return own if usable else texts.things.get(case.kind, texts.things["answer"])


def product(case: Case) -> str:
    """The short name that an order gives to what it wants: "press release"; "" where it names something else."""
    verb = case.main.verb
    asks = verb is not None and case.signs.own[verb.first].word in case.cues.grammar.questions
    named_before = verb is not None and case.signs.own[verb.last - 1].word in case.cues.heads
    if verb is None or asks or named_before or verb.label not in _MAKING:
        return ""
    own = words(case, _whole(case))
    named = own and own[0].isalnum() and len(own.split()) <= _THING_WORDS
    return own if named and not case.cues.vague_words & set(own.casefold().split()) else ""


def _whole(case: Case) -> Span | None:
    """The thing asked for, with what belongs to its name: "oferta de empleo"."""
    thing = case.ask.deliverable
    if thing is None:
        return None
    ends = [match.end for match in case.signs.starting("noun:") if match.start == thing.start]
    return Span(thing.start, max((thing.end, *ends)))


def words(case: Case, at: Span | None) -> str:
    """A piece of the text as one line; nothing if it is too long to quote or holds a variable."""
    if at is None:
        return ""
    said = " ".join(case.reading.text[at.start : at.end].split()).strip(_TRIM)
    return said if len(said) <= _QUOTE_LETTERS and "{" not in said else ""


def short(said: str) -> str:
    """A quote no longer than a line."""
    flat = " ".join(said.split())
    return flat if len(flat) <= _QUOTE_LETTERS else flat[: _QUOTE_LETTERS - 1].rstrip() + "…"


def listed_gaps(kind: str, lacking: tuple[Dimension, ...], texts: FindingTexts) -> str:
    """What is missing, as the end of a sentence."""
    named = tuple(texts.gap(kind, dimension) for dimension in lacking)
    compound = any(f" {texts.joint} " in name for name in named)
    return "; ".join(named) if compound else texts.listed(named)
