"""How a situation told in free words is read (`triage/reading.toml`): concepts, and conclusions from them."""

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from coaching.messages.base import Frozen

READ_FROM_AMOUNTS = frozenset({"labelled", "possession", "docs", "prompting", "in_all", "fails", "but", "works"})
"""Concepts that say what the amounts beside them count."""


class Reading(Frozen):
    """A conclusion: where all of these concepts stand in one sentence and none of `unless`, the fact has the value.

    A concept written as `not:x` is x said with a negation before it.
    """

    about: str
    value: str
    all: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    weight: float = Field(default=1, gt=0)


class Leaning(Frozen):
    """Words that make a kind of situation more likely, by this factor (once a text)."""

    kind: str
    all: tuple[str, ...] = Field(min_length=1)
    factor: float = Field(gt=1)


class Hint(Frozen):
    """Words that make some values of a fact likelier, by this factor (once a text), without settling it."""

    about: str
    values: tuple[str, ...] = Field(min_length=1)
    all: tuple[str, ...] = Field(min_length=1)
    factor: float = Field(gt=1)


class Situations(Frozen):
    """All that the reader of situations goes by. Negations and turns are words in any language.

    `far_negations` are those that deny all that follows them.

    `replies` hold only where the fact was just asked for; there the first one that fits counts.
    """

    negations: frozenset[str]
    far_negations: frozenset[str]
    turns: frozenset[str]
    concepts: Mapping[str, tuple[str, ...]]
    readings: tuple[Reading, ...]
    replies: tuple[Reading, ...]
    hints: tuple[Hint, ...]
    leanings: tuple[Leaning, ...]

    @model_validator(mode="after")
    def _uses_known_concepts(self) -> Self:
        used = {concept for reading in (*self.readings, *self.replies) for concept in (*reading.all, *reading.unless)}
        used |= {concept for hint in self.hints for concept in hint.all}
        used |= {concept for leaning in self.leanings for concept in leaning.all}
        if unknown := sorted({concept.removeprefix("not:") for concept in used} - set(self.concepts)):
            raise ValueError(f"no concept is called {unknown[0]}")
        return self

    def reply_concepts(self) -> frozenset[str]:
        """The concepts that only replies use."""
        used = {concept for reading in self.readings for concept in (*reading.all, *reading.unless)}
        used |= {concept for hint in self.hints for concept in hint.all}
        used |= {concept for leaning in self.leanings for concept in leaning.all}
        return frozenset(self.concepts) - {concept.removeprefix("not:") for concept in used | READ_FROM_AMOUNTS}

    def phrases(self) -> dict[str, list[str]]:
        """Each concept's phrases, with every `{concept}` in them written out."""
        return {
            name: [full for phrase in own for full in self._written_out(phrase)] for name, own in self.concepts.items()
        }

    def _written_out(self, phrase: str) -> list[str]:
        before, brace, rest = phrase.partition("{")
        if not brace:
            return [phrase]
        name, _, after = rest.partition("}")
        return [before + word + tail for word in self.concepts[name] for tail in self._written_out(after)]
