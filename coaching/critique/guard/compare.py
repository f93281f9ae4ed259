"""Texts as they are compared: without regard to white space, capitals, endings and how a number is written."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from coaching.critique.guard.stems import stem
from coaching.critique.reader.exclusions import negator_length
from coaching.critique.reader.quantities import quantities
from coaching.knowledge.lexicon import Lexicon
from coaching.words import Token, tokenise

_NEAR_BEFORE, _NEAR_AFTER = 5, 16
"""Words around a negation that it may negate."""
PARTS = re.compile(r"\d+|[^\W\d_]+")


class Text:
    """A text in the forms that it is compared in, each made when first needed."""

    def __init__(self, text: str, language: str, lexicon: Lexicon) -> None:
        self.text = text
        self.language = language
        self.lexicon = lexicon

    @cached_property
    def flat(self) -> str:
        """Without line ends, double spaces and capitals."""
        return squeezed(self.text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words in order."""
        return tokenise(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its different words."""
        return frozenset(token.word for token in self.tokens)

    @cached_property
    def parts(self) -> frozenset[str]:
        """Runs of letters and of digits."""
        return frozenset(PARTS.findall(self.flat))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Its words and parts of words without their endings."""
        return frozenset(map(stem, chain(self.words, self.parts)))

    @cached_property
    def content(self) -> frozenset[str]:
        """The stems of the words that say something."""
        return frozenset(stem(word) for word in self.words if word not in self.lexicon.stop)

    @cached_property
    def numbers(self) -> dict[str, set[str]]:
        """The units of each number."""
        found: dict[str, set[str]] = {}
        for quantity in quantities(self.text, self.lexicon):
            found.setdefault(quantity.value, set()).add(quantity.unit)
        for value, unit in _spelled_out(self):
            found.setdefault(value, set()).add(unit)
        return found

    @cached_property
    def negated(self) -> frozenset[str]:
        """The stems of all words near a negation."""
        negations = self.lexicon.negations_of(self.language)
        stems = [stem(token.word) for token in self.tokens]
        found: set[str] = set()
        for at in range(len(self.tokens)):
            if negator_length(self.tokens, at, negations):
                found.update(stems[max(0, at - _NEAR_BEFORE) : at + _NEAR_AFTER])
        return frozenset(found)


def squeezed(text: str) -> str:
    """A text with single spaces and without capitals."""
    return " ".join(text.split()).casefold()


def _spelled_out(text: Text) -> Iterator[tuple[str, str]]:
    values = text.lexicon.values_of(text.language)
    for at, token in enumerate(text.tokens):
        if value := values.get(token.word):
            following = text.tokens[at + 1].word if at + 1 < len(text.tokens) else ""
            yield value, text.lexicon.unit_of.get(following, "")


def find_piece(text: str, piece: str, place: int) -> int:
    """Where a piece stands on its own, looked for from `place` on and then before it; -1 if nowhere."""
    for start, stop in ((place, len(text)), (0, min(place + len(piece), len(text)))):
        at = text.find(piece, start, stop)
        while at >= 0:
            if _stands_alone(text, piece, at):
                return at
            at = text.find(piece, at + len(piece), stop)
    return -1


def _stands_alone(text: str, piece: str, at: int) -> bool:
    """Whether neither another word's letters nor another number's digits touch a piece."""
    end = at + len(piece)
    before, after = text[max(0, at - 2) : at], text[end : end + 2]
    if piece[:1].isalnum() and before[-1:].isalnum():
        return piece[0] >= _FIRST_UNSPACED
    if piece[-1:].isalnum() and after[:1].isalnum():
        return piece[-1] >= _FIRST_UNSPACED or after in ("s", "s ")
    digits_before = piece[:1].isdigit() and before[-1:] in (".", ",") and before[:1].isdigit()
    digits_after = piece[-1:].isdigit() and after[:1] in (".", ",") and after[1:].isdigit()
    return not digits_before and not digits_after


_FIRST_UNSPACED = "\u0e00"
"""From Thai on, most scripts are written without spaces between words."""
