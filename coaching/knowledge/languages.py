"""The schema of languages.toml: by what words, letters and scripts a language is known."""

from collections import defaultdict
from functools import cached_property
from typing import Self

from pydantic import model_validator

from coaching.messages.base import Frozen


class Profile(Frozen):
    """A language in Latin letters: its tell-tale words (with spaces between), beginnings, endings and letters."""

    words: str
    starts: str
    ends: str
    letters: str


class Languages(Frozen):
    """Every language that can be told; the coach itself speaks `supported`."""

    supported: tuple[str, ...]
    default: str
    profiles: dict[str, Profile]
    scripts: dict[str, tuple[tuple[int, int], ...]]
    letters: dict[str, str]
    names: dict[str, str]

    @model_validator(mode="after")
    def _each_has_a_name(self) -> Self:
        nameless = {*self.profiles, *self.scripts, *self.letters} - {*self.names}
        if nameless:
            raise ValueError(f"languages without a name: {', '.join(sorted(nameless))}")
        return self

    @cached_property
    def by_word(self) -> dict[str, tuple[str, ...]]:
        """The languages of each tell-tale word."""
        return self._languages_of("words")

    @cached_property
    def by_letter(self) -> dict[str, tuple[str, ...]]:
        """The languages of each tell-tale letter."""
        found: dict[str, list[str]] = defaultdict(list)
        for language, profile in self.profiles.items():
            for letter in dict.fromkeys(profile.letters):
                found[letter].append(language)
        return {letter: tuple(languages) for letter, languages in found.items()}

    @cached_property
    def by_start(self) -> dict[str, tuple[str, ...]]:
        """The languages of each beginning of a word."""
        return self._languages_of("starts")

    @cached_property
    def by_end(self) -> dict[str, tuple[str, ...]]:
        """The languages of each ending of a word."""
        return self._languages_of("ends")

    def _languages_of(self, field: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for language, profile in self.profiles.items():
            for word in dict.fromkeys(str(getattr(profile, field)).casefold().split()):
                found[word].append(language)
        return {word: tuple(languages) for word, languages in found.items()}
