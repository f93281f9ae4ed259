"""Amounts in free words: "about 1,500", "20 to 30 million", "a few hundred", "tens of thousands", "2k", "68 %"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coaching.words import Token

_DIGITS = re.compile(r"(?:\d{1,15}-)?(\d{1,15})(k|m|mio|bn|th)?")
_GROUP = 3
"""Digits between two separators of thousands."""
_MOST_DIGITS = 15
_MOST_DECIMALS = 6
_PLURAL = 3.0
"""What an unnamed plural stands for: "hundreds" are some three hundred."""


def _table(rows: dict[float, str]) -> dict[str, float]:
    return {word: value for value, words in rows.items() for word in words.split()}


_UNITS = _table(
    {
        0: "zero zéro cero",
        1: "one eine",
        2: "two couple zwei paar deux dos dois twee",
        3: "three few several drei einige mehrere trois quelques plusieurs tres unos três alguns drie enkele",
        4: "four vier quatre cuatro quatro",
        5: "five handful fünf cinq cinco vijf",
        6: "six sechs seis zes",
        7: "seven sieben sept siete sete zeven",
        8: "eight acht huit ocho oito",
        9: "nine neun neuf nueve nove negen",
        10: "ten zehn dix diez dez tien",
        11: "eleven",
        12: "twelve zwölf douze doce doze twaalf",
        15: "fifteen",
        20: "twenty zwanzig vingt veinte vinte twintig",
        30: "thirty dreißig trente treinta trinta dertig",
        40: "forty vierzig quarante cuarenta quarenta veertig",
        50: "fifty fünfzig cinquante cincuenta cinquenta vijftig",
        60: "sixty",
        70: "seventy",
        80: "eighty",
        90: "ninety",
    }
)
_SCALES = _table(
    {
        0.5: "half",
        12: "dozen dutzend douzaine docena dúzia dozijn",
        100: "hundred hundert cent cien cem honderd",
        1e3: "thousand tausend mille mil duizend k",
        1e6: "million mio millón milhão miljoen m",
        1e9: "billion milliarde milliard miljard bn",
    }
)
_PLURALS = _table(
    {
        10: "tens",
        12: "dozens dutzende douzaines docenas dúzias dozijnen",
        100: "hundreds hunderte centaines cientos centenares centenas honderden",
        1e3: "thousands tausende milliers miles milhares duizenden",
        1e6: "millions millionen millones milhões miljoenen",
        1e9: "billions milliarden milliards miljarden",
    }
)
_SUFFIXES = {"k": 1e3, "m": 1e6, "mio": 1e6, "bn": 1e9}
_OF = frozenset("of a an de d' von van".split())
_TO = frozenset("to or bis à tot".split())
_PERCENT = frozenset({("percent",), ("prozent",), ("pourcent",), ("procent",), ("per", "cent"), ("por", "ciento")})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and its tokens [first, last); `percent` says that it is a share of a hundred."""

    value: float
    first: int
    last: int
    percent: bool = False


def amounts(text: str, tokens: Sequence[Token]) -> Iterator[Amount]:
    """All amounts of a text, in order. Of a range, the upper end counts."""
    at = 0
    while at < len(tokens):
        amount = _amount(text, tokens, at)
        if amount is None:
            at += 1
        else:
            yield amount
            at = amount.last


def _amount(text: str, tokens: Sequence[Token], first: int) -> Amount | None:
    number = _number(text, tokens, first)
    if number is None:
        return None
    value, last = number
    if last + 1 < len(tokens) and tokens[last].word in _TO and (upper := _number(text, tokens, last + 1)):
        value, last = upper
    scale, last = _scale(tokens, last)
    return Amount(value * scale, first, last, _is_percent(text, tokens, last))


def _number(text: str, tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """A number without its scale, and the token after it; a scale alone counts as one, its plural as three."""
    word = tokens[at].word
    if word[0].isdigit() and (match := _DIGITS.fullmatch(word)):
        value, last = _grouped(text, tokens, at + 1, match[1])
        return value * _SUFFIXES.get(match[2] or "", 1.0), last
    if word in _UNITS:
        return _UNITS[word], at + 1
    if word in _SCALES:
        return _SCALES[word], at + 1
    if word in _PLURALS:
        return _PLURAL * _PLURALS[word], at + 1
    return None


def _grouped(text: str, tokens: Sequence[Token], at: int, digits: str) -> tuple[float, int]:
    """Digits with the groups or decimals that follow: "1,500", "150.000", "0.15"."""
    if len(digits) > _GROUP or not _joined(text, tokens, at):
        return float(digits), at
    if len(tokens[at].word) != _GROUP:
        return float(f"{digits}.{tokens[at].word}"), at + 1
    while len(digits) < _MOST_DIGITS and _joined(text, tokens, at) and len(tokens[at].word) == _GROUP:
        digits += tokens[at].word
        at += 1
    return float(digits), at


def _joined(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a token of a few plain digits hangs on the one before it by a point or a comma."""
    if at >= len(tokens) or len(tokens[at].word) > _MOST_DECIMALS or not tokens[at].word.isdecimal():
        return False
    gap = text[tokens[at - 1].end : tokens[at].start]
    return gap in {",", ".", "'", "\u202f", "\u00a0"} or (gap == " " and len(tokens[at].word) == _GROUP)


def _scale(tokens: Sequence[Token], at: int) -> tuple[float, int]:
    """The product of the scales that follow: "hundred", "of thousands", "a million"."""
    product = 1.0
    while at < len(tokens):
        skip = 1 if tokens[at].word in _OF and at + 1 < len(tokens) else 0
        word = tokens[at + skip].word
        scale = _SCALES.get(word) or _PLURALS.get(word)
        if scale is None:
            break
        product, at = min(product * scale, 1e15), at + skip + 1
    return product, at


def _is_percent(text: str, tokens: Sequence[Token], last: int) -> bool:
    if text.startswith(("%", " %", "\u00a0%", "\u202f%"), tokens[last - 1].end):
        return True
    following = tuple(token.word for token in tokens[last : last + 2])
    return following[:1] in _PERCENT or following in _PERCENT
