"""Find dates and times, in digits and in words."""

import re
from collections.abc import Iterator, Sequence

from coaching.knowledge.lexicon import Lexicon
from coaching.words import Token, places_of

_IN_DIGITS = re.compile(
    r"[0-9Q](?<![\w.][0-9])(?:(?<=Q)(?<!\w.)[1-4](?!\w)(?: ?/? ?[0-9]{4}(?!\w))?"
    r"|(?<=[0-9])(?:[0-9]{3}-[0-9]{2}(?:-[0-9]{2}(?:T[0-9:.]{4,15}Z?)?)?(?![\w-])"
    r"|[0-9]?[./][0-9]{1,2}[./][0-9]{2,4}(?!\w)|[0-9]?:[0-9]{2}(?::[0-9]{2})?(?: ?[ap]\.?m\b)?(?!\w)|[0-9]? ?[ap]\.?m\b"
    r"|[0-9]? ?(?:Uhr|heures|horas|uur)\b|[0-9]? ?h ?[0-9]{2}(?!\w)))"
)
_DAY_BEFORE = re.compile(r"(?<![\w.,])[0-9]{1,2}(?:st|nd|rd|th|er|º|\.)?(?: (?:of|de))? ?\Z")
_AFTER_MONTH = re.compile(r"\.?(?: [0-9]{1,2}(?:st|nd|rd|th)?(?![\w.,]?[0-9]|\w))?(?:(?:,| de)? [0-9]{4}(?!\w))?")
_DAY_LENGTH = 9


def dates(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Spans of dates and times; those made of words come first, with the numbers beside them."""
    words = lexicon.dates
    for at in places_of(tokens, words.triggers):
        token, word = tokens[at], tokens[at].word
        if word in words.months or word in words.perhaps_months:
            if span := _month(text, tokens, at, lexicon):
                yield span
        elif word in words.periods:
            yield from _relative(text, tokens, at, lexicon)
        elif not _is_greeting(tokens, at):
            yield token.start, token.end
    yield from (found.span() for found in _IN_DIGITS.finditer(text))


def _month(text: str, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, int] | None:
    token = tokens[at]
    before = _DAY_BEFORE.search(text, max(0, token.start - _DAY_LENGTH), token.start)
    after = _AFTER_MONTH.match(text, token.end)
    end = after.end() if after and any(map(str.isdigit, after[0])) else token.end
    if token.word in lexicon.dates.perhaps_months and not before and end == token.end:
        led = at > 0 and tokens[at - 1].word in lexicon.dates.prepositions
        if not (led and text[token.start].isupper()):
            return None
    return before.start() if before else token.start, end


def _is_greeting(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word wishes a good morning rather than names a day."""
    return at > 0 and tokens[at - 1].word.startswith(("gut", "goed"))


def _relative(text: str, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """A period with its turn before or after it: "next week", "la semaine prochaine"."""
    token = tokens[at]
    for first, last in ((at - 1, at), (at, at + 1)):
        if first < 0 or last >= len(tokens):
            continue
        other = tokens[first if last == at else last]
        if other.word in lexicon.dates.turns and text[tokens[first].end : tokens[last].start] == " ":
            yield min(token.start, other.start), max(token.end, other.end)
            return
