"""Mending misspelt words: the nearest word that is spelt right, if it is near enough to be meant."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
_LONGEST = 30
_SHORT = 6
"""Up to this length a wrong letter soon makes another word: only missing, extra and swapped letters count."""
_LONG = 9
"""From this length on two slips are forgiven."""


class Speller:
    """Knows words by heart, and beginnings of words that may go on as they like."""

    def __init__(self, words: Iterable[str], beginnings: Iterable[str]) -> None:
        """Take words and beginnings, folded."""
        self._known = frozenset(words)
        self._beginnings = tuple(sorted({start for start in beginnings if len(start) >= _SHORTEST - 1}))
        self._choices = sorted(word for word in self._known if _SHORTEST <= len(word) <= _LONGEST)

    def knows(self, word: str) -> bool:
        """Whether a word is spelt right, as far as is known."""
        return word in self._known or word.startswith(self._beginnings)

    def mend(self, word: str) -> str:
        """The word that is meant, or the word itself where none is near."""
        if not _SHORTEST <= len(word) <= _LONGEST or word.isdigit():
            return word
        slips = 2 if len(word) >= _LONG else 1
        near = process.extract(word, self._choices, scorer=OSA.distance, score_cutoff=slips, limit=5)
        return next((choice for choice, _, _ in near if _is_a_slip(word, choice)), word)


def _is_a_slip(word: str, choice: str) -> bool:
    if word[0] != choice[0]:
        return False
    return len(word) > _SHORT or len(word) != len(choice) or sorted(word) == sorted(choice)
