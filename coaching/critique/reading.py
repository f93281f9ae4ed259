"""What is read off a text before anything is judged: the vocabulary between the reader, the assessor and the rewriter.

All spans are code points of `Reading.text`, the cleaned and masked text; `Reading.source_span` leads back to the input.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from coaching.knowledge.lexicon import Lexicon
from coaching.messages.critique import Dimension, Finding, Hint, Kind, Technique, Verdict
from coaching.words import Token

Breaks: TypeAlias = tuple[tuple[int, int], ...]
"""(offset in the text, offset in the input) wherever the two start to run in step; the first is (0, 0)."""


class Span(NamedTuple):
    """A piece of a text: [start, end)."""

    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence, a line of a list or a heading: its characters and its tokens [first, last)."""

    start: int
    end: int
    first: int
    last: int


RegionKind = Literal["code", "material", "example"]


class Region(NamedTuple):
    """A part of the text that is not instruction: code, pasted material (quoted, fenced, tabular), examples."""

    kind: RegionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Secret:
    """Something private that was masked: where its mask stands in the text, and what it is ("api_key", "email")."""

    kind: str
    mask: str
    start: int
    end: int
    source_start: int
    source_end: int


FactKind = Literal[
    "code", "url", "variable", "quote", "date", "file", "handle", "acronym", "number", "name", "negation"
]


class Fact(NamedTuple):
    """A piece that every rewrite must keep."""

    kind: FactKind
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """A text as the coach sees it: nothing invisible in it, and nothing private."""

    source: str
    text: str
    breaks: Breaks
    language: str
    supported: bool
    """Whether the coach speaks the language; if not, it reads structure alone and answers in English."""
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    regions: tuple[Region, ...]
    secrets: tuple[Secret, ...]
    facts: tuple[Fact, ...]
    lexicon: Lexicon = field(repr=False, compare=False)
    """The words by which its facts were found, so that a rewrite is read with the same eyes."""

    def source_span(self, span: Span) -> Span:
        """Where a piece of the text stands in the input; a piece of a mask stands for the whole secret."""
        if span.end <= span.start:
            place = self._source_start(span.start)
            return Span(place, place)
        return Span(self._source_start(span.start), self._source_end(span.end))

    def _source_start(self, offset: int) -> int:
        secret = self._secret_at(offset)
        return secret.source_start if secret else self._in_step(offset)

    def _source_end(self, offset: int) -> int:
        secret = self._secret_at(offset - 1)
        return secret.source_end if secret else self._in_step(offset - 1) + 1

    def _secret_at(self, offset: int) -> Secret | None:
        at = bisect_right(self.secrets, offset, key=lambda secret: secret.start) - 1
        return self.secrets[at] if at >= 0 and offset < self.secrets[at].end else None

    def _in_step(self, offset: int) -> int:
        text_offset, source_offset = self.breaks[bisect_right(self.breaks, (offset, len(self.source))) - 1]
        return min(source_offset + offset - text_offset, len(self.source))


@dataclass(frozen=True, slots=True)
class Ask:
    """The main request of a prompt, as far as it could be read. `Write | a blog post | about | travel`."""

    sentence: Span
    verb: Span | None = None
    deliverable: Span | None = None
    """What should come out: the noun phrase after the verb."""
    topic: Span | None = None
    """What it is about."""


@dataclass(frozen=True, slots=True)
class Level:
    """One dimension on its anchored scale, with the words that earned it."""

    level: int
    applies: bool
    evidence: Span | None = None


@dataclass(frozen=True)
class Assessment:
    """What the rubric says of a reading. Findings carry offsets of the input, spans those of the reading."""

    kind: Kind
    task_type: str
    ask: Ask | None
    levels: Mapping[Dimension, Level]
    score: int | None
    verdict: Verdict | None
    reply: str | None
    headline: str
    praise: str
    findings: tuple[Finding, ...]
    missing: tuple[Dimension, ...]
    present: tuple[str, ...]
    techniques: tuple[Technique, ...]
    hints: tuple[Hint, ...]
