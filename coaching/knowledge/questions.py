"""What to ask for and what to add, where a prompt has a gap: by task, by topic and by dimension, per language."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Annotated

from pydantic import Field

from coaching.knowledge.rewrites import Line
from coaching.messages.base import Frozen
from coaching.messages.critique import Dimension
from coaching.words import Phrases

_BARE_PLACE = re.compile(r"\{\{([^{}:]{1,60})\}\}")
_SUGGESTING_PLACE = re.compile(r"\{\{([^{}:]{1,60}): ?([^{}]{1,200})\}\}")


class Gap(Frozen):
    """How one gap is closed: a question with its options, and the words that leave room for the answer in a rewrite.

    `named` is the question with the person's own words at `{topic}`. `weave` goes to the end of a short request
    (for the goal, in the place of a vague word), `line` stands by itself, `slot` opens a place for material.
    """

    ask: str = ""
    named: str = ""
    options: Annotated[tuple[str, ...], Field(max_length=4)] = ()
    weave: Line = ""
    line: Line = ""
    slot: Line = ""

    @property
    def asks_for(self) -> frozenset[tuple[str, str]]:
        """The open places that an answer goes to, each with what is suggested for it (or "").

        In each text it is the first with a suggestion, else the first.
        """
        found = (
            _SUGGESTING_PLACE.findall(text) or [(name, "") for name in _BARE_PLACE.findall(text)]
            for text in (self.weave, self.line, self.slot)
        )
        return frozenset(places[0] for places in found if places)


class Topic(Frozen):
    """A field of life or work with gaps of its own, known by its words; it matters to the tasks named, if any are."""

    words: tuple[str, ...]
    tasks: tuple[str, ...] = ()
    gaps: Mapping[Dimension, Gap]
    skips: tuple[Dimension, ...] = ()
    """Dimensions that say nothing here."""


class QuestionTexts(Frozen):
    """All gaps of a language. The nearest wins: what the topic says, then the task, then what always holds."""

    always: Mapping[Dimension, Gap]
    tasks: Mapping[str, Mapping[Dimension, Gap]]
    topics: Mapping[str, Topic] = Field(default_factory=dict)
    open_tasks: tuple[str, ...] = ()
    """Tasks whose gaps depend on the topic, unless the topic names its own."""
    addressing: tuple[str, ...] = ()
    """Words after "a mail" that name its recipient: "to"."""
    minor: Mapping[str, tuple[Dimension, ...]] = Field(default_factory=dict)
    """By task, what comes last unless the topic has a gap of its own for it."""
    later: tuple[str, ...] = ()
    """Options that promise something: the place stays open for it."""
    nothing: tuple[str, ...] = ()
    """Options that say that there is nothing to add."""

    @cached_property
    def topic_phrases(self) -> Phrases:
        """The words by which the topics are known."""
        return Phrases({name: topic.words for name, topic in self.topics.items()})

    @cached_property
    def known_options(self) -> frozenset[str]:
        """Every option that a button can have."""
        return frozenset(option for gap in self._gaps() for option in gap.options)

    @cached_property
    def known_places(self) -> frozenset[str]:
        """The names of the open places without a suggestion that stand in lines."""
        return frozenset(name for gap in self._gaps() for name in _BARE_PLACE.findall(gap.line + gap.weave))

    def values(self, place: str, suggested: str, asked: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
        """What an open place can be, none of it twice; `asked` holds the options of each question.

        It is what the questions offer that ask for this place, else what the gap offers that makes this suggestion.
        """
        offered = [option for options in asked if (place, options) in self._asked_for for option in options]
        fitting = offered or self._beside.get((place, suggested), ())
        return tuple(option for option in dict.fromkeys(fitting) if option not in self.later)

    @cached_property
    def _asked_for(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        return frozenset((place, gap.options) for gap in self._gaps() for place, _ in gap.asks_for)

    @cached_property
    def _beside(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The options beside each suggestion, where they are the same wherever it is made."""
        found: dict[tuple[str, str], set[tuple[str, ...]]] = {}
        for gap in self._gaps():
            for place, suggested in gap.asks_for:
                found.setdefault((place, suggested), set()).add(gap.options)
        return {place: next(iter(options)) for place, options in found.items() if place[1] and len(options) == 1}

    def _gaps(self) -> Iterator[Gap]:
        for table in (self.always, *self.tasks.values(), *(topic.gaps for topic in self.topics.values())):
            yield from table.values()

    def gap(self, task: str, topic: str, dimension: Dimension) -> Gap:
        """How to close a gap in this dimension, for this task and topic ("" where there is none)."""
        nearest = [self.tasks.get(task, {}).get(dimension), self.always.get(dimension)]
        if topic:
            nearest.insert(0, self.topics[topic].gaps.get(dimension))
        found = [gap for gap in nearest if gap]
        asked = next((gap for gap in found if gap.ask), Gap())
        written = next((gap for gap in found if gap.line or gap.weave or gap.slot), Gap())
        return written.model_copy(update={"ask": asked.ask, "named": asked.named, "options": asked.options})

    def is_minor(self, dimension: Dimension, task: str, topic: str) -> bool:
        """Whether a dimension comes last here."""
        own = self.topics[topic].gaps if topic else {}
        return dimension in self.minor.get(task, ()) and dimension not in own

    def matters(self, topic: str, task: str) -> bool:
        """Whether a topic has gaps of its own for a task."""
        return task in (self.topics[topic].tasks or self.open_tasks)
