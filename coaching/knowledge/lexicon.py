"""The schema of lexicon.toml: the words by which facts are known, casefolded and with straight apostrophes."""

from functools import cached_property
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator

from coaching.knowledge.phrases import PhraseList, PhraseSet
from coaching.messages.base import Frozen


def _split(value: object) -> object:
    return value.casefold().split() if isinstance(value, str) else value


WordSet: TypeAlias = Annotated[frozenset[str], BeforeValidator(_split)]
"""Words, written on one line with spaces between."""


class Negations(Frozen):
    """A language's words that exclude, and the pairs of words that do."""

    words: WordSet
    pairs: PhraseList

    @cached_property
    def by_first(self) -> dict[str, str]:
        """The second words of the pairs by their first ones."""
        return {first: second for first, _, second in (pair.partition(" ") for pair in self.pairs)}

    @cached_property
    def starts(self) -> frozenset[str]:
        """Every word that a negation starts with."""
        return self.words | self.by_first.keys()


class Dates(Frozen):
    """The words that dates are made of, of all languages together."""

    months: WordSet
    perhaps_months: WordSet
    prepositions: WordSet
    weekdays: WordSet
    near: WordSet
    turns: WordSet
    periods: WordSet

    @cached_property
    def triggers(self) -> frozenset[str]:
        """Every word that may make a date."""
        return self.months | self.perhaps_months | self.weekdays | self.near | self.periods


class Harmless(Frozen):
    """Words after, and before, a negation that excludes nothing."""

    after: WordSet
    before: WordSet


class Answers(Frozen):
    """How an answer opens."""

    openings: PhraseSet
    marked: PhraseSet
    """Openings only with a punctuation mark behind them."""
    greetings: PhraseSet
    """Openings only with a name and a comma behind them."""


class Lexicon(Frozen):
    """All of lexicon.toml."""

    file_extensions: WordSet
    emphasis: WordSet
    form_names: WordSet
    name_joints: WordSet
    name_titles: WordSet
    noun_languages: WordSet
    clause_starts: WordSet
    counted: WordSet
    stop: WordSet
    units: dict[str, str]
    powers: dict[str, int]
    number_words: dict[str, str]
    dates: Dates
    negations: dict[str, Negations]
    harmless: Harmless
    answers: Answers

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """The unit that each word or sign stands for."""
        return {word.replace("\u00a0", " "): unit for unit, words in self.units.items() for word in words.split(" ")}

    @cached_property
    def values(self) -> dict[str, dict[str, str]]:
        """For each language, the digits that each number word stands for."""
        return {
            language: {word: value for word, _, value in (pair.partition("=") for pair in pairs.split())}
            for language, pairs in self.number_words.items()
        }

    def negations_of(self, language: str) -> Negations:
        """The negations of a language, English where there are none."""
        return self.negations.get(language) or self.negations["en"]

    def values_of(self, language: str) -> dict[str, str]:
        """The number words of a language, English where there are none."""
        return self.values.get(language) or self.values["en"]
