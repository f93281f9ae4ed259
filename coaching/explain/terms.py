"""From a question to its terms: phrases that mean the same become one term, whatever the language or the spelling.

Terms of the vocabulary are written in capitals, so that they can't be taken for the words that remain.

A question is folded (no accents, hyphens or apostrophes), its misspelt words are mended, known phrases are replaced by
their terms, the longest first, and of the other words those remain that say something. All of it takes linear time, and
only the first `LONGEST_QUESTION` words are read.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coaching.explain.spelling import Speller
from coaching.knowledge.articles import Vocabulary
from coaching.words import Match, Phrases, Token

LONGEST_QUESTION = 60
"""Words of a question that are read."""
_LONGEST_TEXT = 2_000
_MENDED_AT_MOST = 8
_SHORTEST_JOINED = 8
"""Letters of two words that may be one."""
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d\d\d)")
_WORDS = re.compile(r"[^\W_]+")
_WORDS_AND_BREAKS = re.compile(r"[^\W_]+|\n")
"""Texts that are read together keep their line breaks, so that no phrase goes across."""
_ENDINGS = (("ies", "y", 3), ("ing", "", 4), ("ed", "", 4), ("s", "", 3))


def fold(text: str) -> str:
    """Lower case, without accents and without commas within numbers."""
    return _THOUSANDS.sub("", _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())))


def words_of(text: str) -> list[str]:
    """The folded words of a text; hyphens and apostrophes part words."""
    return _WORDS.findall(fold(text))


def label(name: str) -> str:
    """A term of the vocabulary as it stands among words."""
    return name.upper()


def stem(word: str) -> str:
    """An English word without its commonest endings: enough for comparing, not a linguist's stem."""
    for ending, instead, kept in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= kept and not word.endswith("ss"):
            return word.removesuffix(ending) + instead
    return word


@dataclass(frozen=True, slots=True)
class Reading:
    """What a question says: its terms in order, and whether it is in the coach's field, at a guess and beyond doubt.

    It is `elsewhere` if it speaks of something that the coach knows nothing about, and of hardly anything else.
    """

    terms: tuple[str, ...]
    in_field: bool
    surely: bool
    elsewhere: bool = False


class TermReader:
    """Reads texts into terms by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, texts: Iterable[str]) -> None:
        """Index the vocabulary; the words of `texts` count as spelt right."""
        self._vocabulary = vocabulary
        self._field = frozenset(name for name, term in vocabulary.term.items() if term.field)
        self._common = frozenset(name for name, term in vocabulary.term.items() if term.weight < 1)
        self._surely = Phrases({"surely": vocabulary.surely})
        self._elsewhere = Phrases({"elsewhere": vocabulary.elsewhere})
        self._phrases = Phrases({name: term.phrases for name, term in vocabulary.term.items()})
        parts = [word for term in vocabulary.term.values() for phrase in term.phrases for word in phrase.split()]
        words = {word for word in parts if not word.endswith("*")} | vocabulary.stop | vocabulary.faint
        words.update(word for phrase in vocabulary.elsewhere for word in phrase.replace("*", "").split())
        words.update(words_of("\n".join(texts)))
        self._speller = Speller(words, (word.rstrip("*") for word in parts if word.endswith("*")), vocabulary.core)

    def read(self, texts: Iterable[str]) -> list[tuple[str, ...]]:
        """The terms, in order, of each of these short texts, which are spelt right and hold no line breaks."""
        tokens = _tokens(_WORDS_AND_BREAKS.findall(fold("\n".join(texts))))
        terms = " ".join(self._terms(tokens, self._phrases.find(tokens)))
        return [tuple(line.split()) for line in terms.split("\n")]

    def skim(self, text: str) -> tuple[str, ...]:
        """The words of a longer text that say something, without looking for phrases."""
        return tuple(stem(word) for word in words_of(text) if word not in self._vocabulary.stop)

    def read_question(self, question: str) -> Reading:
        """A question as people type it; words beyond the first `LONGEST_QUESTION` are not read."""
        tokens = _tokens(self._mended(words_of(question[:_LONGEST_TEXT])[:LONGEST_QUESTION]))
        matches = self._phrases.find(tokens)
        in_field = {match.label for match in matches} & self._field
        strong = len(in_field - self._common) > 1
        return Reading(
            terms=tuple(self._terms(tokens, matches)),
            in_field=bool(in_field),
            surely=len(in_field) > 1 or bool(self._surely.find(tokens)),
            elsewhere=not strong and bool(self._elsewhere.find(tokens)),
        )

    def _mended(self, words: list[str]) -> list[str]:
        """The words spelt right, as far as can be told; two words may be one that fell apart ("fine tning")."""
        mended: list[str] = []
        left = _MENDED_AT_MOST
        for word in words:
            if self._speller.knows(word) or not left:
                mended.append(word)
                continue
            left -= 1
            joined = mended[-1] + word if mended else word
            whole = self._speller.mend(joined)
            if len(joined) >= _SHORTEST_JOINED and whole in self._vocabulary.core:
                mended[-1:] = [whole]
            else:
                mended.append(self._speller.mend(word))
        return mended

    def _terms(self, tokens: tuple[Token, ...], matches: Iterable[Match]) -> Iterator[str]:
        longest = _longest_by_start(matches)
        at = 0
        while at < len(tokens):
            match = longest.get(at)
            word = tokens[at].word
            if match:
                yield label(match.label)
            elif word not in self._vocabulary.stop:
                yield word if word in self._vocabulary.faint else stem(word)
            at = match.last if match else at + 1


def _tokens(words: list[str]) -> tuple[Token, ...]:
    """Words as the phrase matcher takes them; where they stood doesn't matter here."""
    tokens = {word: Token(word, 0, 0) for word in words}
    return tuple(tokens[word] for word in words)


def _longest_by_start(matches: Iterable[Match]) -> dict[int, Match]:
    """The longest match at each token; of two equal ones the first in the vocabulary."""
    longest: dict[int, Match] = {}
    for match in matches:
        if match.first not in longest or match.last > longest[match.first].last:
            longest[match.first] = match
    return longest
