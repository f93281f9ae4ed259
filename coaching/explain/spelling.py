"""Mending misspelt words: the nearest word that is spelt right, if it is near enough to be meant."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 4
_LONGEST = 30
_SHORT = 6
"""Up to this length a wrong letter soon makes another word: only missing, extra and swapped letters count."""
_LONG = 9
"""From this length on two slips are forgiven."""


class Speller:
    """Knows words by heart, and beginnings of words that may go on as they like.

    `core` words are those that people most likely mean: even short ones are recognised with a wrong letter.
    """

    def __init__(self, words: Iterable[str], beginnings: Iterable[str], core: Iterable[str] = ()) -> None:
        """Take words and beginnings, folded."""
        self._core = frozenset(word for word in core if len(word) > _SHORTEST)
        self._known = frozenset(words) | self._core
        self._beginnings = tuple(sorted({start for start in beginnings if len(start) >= _SHORTEST}))
        choices = sorted(word for word in self._known if _SHORTEST < len(word) <= _LONGEST)
        self._choices = {letter: list(words) for letter, words in groupby(choices, key=itemgetter(0))}

    def knows(self, word: str) -> bool:
        """Whether a word is spelt right, as far as is known."""
        return word in self._known

    def mend(self, word: str) -> str:
        """The word that is meant, or the word itself where none is near; nobody gets the first letter wrong."""
        if not _SHORTEST <= len(word) <= _LONGEST or word.isdigit():
            return word
        slips = 2 if len(word) >= _LONG else 1
        near = process.extract(word, self._choices.get(word[0], ()), scorer=OSA.distance, score_cutoff=slips, limit=5)
        return next((choice for choice, _, _ in near if self._is_meant(word, choice)), word)

    def _is_meant(self, word: str, choice: str) -> bool:
        if self._goes_on(word) and not self._goes_on(choice):
            return False
        if len(word) > _SHORT or (choice in self._core and len(choice) >= _SHORT):
            return True
        if len(word) == _SHORTEST and choice not in self._core:
            return False
        return len(word) != len(choice) or sorted(word) == sorted(choice)

    def _goes_on(self, word: str) -> bool:
        """Whether a word begins as it should: then only a word with such a beginning can be meant."""
        return word.startswith(self._beginnings)
