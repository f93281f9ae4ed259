"""Numbers as they are meant: "€10,000", "10k" and "3 450 €" as a value and a unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from coaching.knowledge.lexicon import Lexicon

# A number may follow a letter of a script without spaces, so that not every letter before it makes it a part of a word.
_NUMBER = re.compile(
    r"[0-9](?<![0-9A-Za-z_\u00c0-\u1fff.][0-9])"
    r"(?:[0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){1,5}(?![0-9])|(?:[0-9.,'’]*[0-9])?)"
)
_BEFORE = re.compile(r"(US\$|[$€£¥₹]|\b(?:EUR|USD|GBP|CHF|JPY|INR))[ \u00a0\u202f]?\Z")
_BEFORE_LENGTH = 5
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_OTHER_DIGITS = re.compile(r"\d(?<!\w.)\d*(?:[.,٫٬]\d+)*")
_UNIT = re.compile(r"[ \u00a0\u202f-]?(%|°[CF]\b|[€$£¥₹](?![ \u00a0]?[0-9])|[^\W\d_]{1,12}(?![^\W\d_]))")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*\Z")
_PLAIN = re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,40})?\Z")
_JOINTS = str.maketrans("", "", "'’ \u00a0\u202f")
_MILLION = 6


class Measure(NamedTuple):
    """A number as it is written: its digits, the power of ten behind it ("k"), its unit, its characters with both."""

    digits: str
    power: int
    unit: str
    start: int
    end: int


class Quantity(NamedTuple):
    """A number in the text: its normal value, its unit ("" if none), and its characters with the unit."""

    value: str
    unit: str
    start: int
    end: int


def quantities(text: str, lexicon: Lexicon) -> Iterator[Quantity]:
    """Every number in digits, in order, with the unit that stands beside it."""
    for digits, power, unit, start, end in measures(text, lexicon):
        yield Quantity(_scaled(_plain_value(digits.translate(_JOINTS)), power), unit, start, end)


def measures(text: str, lexicon: Lexicon) -> Iterator[Measure]:
    """The same numbers, not yet calculated."""
    for found in _NUMBER.finditer(text):
        yield _measure(text, found, lexicon)
    if not text.isascii() and _FOREIGN_DIGIT.search(text):
        for digits in _OTHER_DIGITS.finditer(text):
            if not digits[0].isascii():
                yield Measure("".join(map(_ascii_digit, digits[0])), 0, "", *digits.span())


def _measure(text: str, found: "re.Match[str]", lexicon: Lexicon) -> Measure:
    start, end = found.span()
    currency = _BEFORE.search(text, max(0, start - _BEFORE_LENGTH), start)
    before = currency[1].casefold() if currency else ""
    start = currency.start() if currency else start
    unit, power = lexicon.unit_of.get(before, ""), 0
    if word := _UNIT.match(text, end):
        name = word[1].casefold()
        power = lexicon.powers.get(name, _MILLION if name == "m" and before else 0)
        after = "" if power else lexicon.unit_of.get(name, "")
        unit, end = unit or after, word.end() if power or after else end
        if power and (more := _UNIT.match(text, end)) and (beyond := lexicon.unit_of.get(more[1].casefold(), "")):
            unit, end = unit or beyond, more.end()
    return Measure(found[0], power, unit, start, end)


def _plain_value(digits: str) -> str:
    """Without thousands separators and with a decimal point; what is no such number stays as it is written."""
    if digits.isdecimal():
        return digits
    if _GROUPED.match(digits):
        return digits.replace(",", "").replace(".", "")
    whole, comma, part = digits.rpartition(",")
    if comma and "." not in part and "," not in whole:
        digits = f"{whole.replace('.', '')}.{part}"
    elif comma and digits.count(".") == 1 and digits.index(".") > digits.rindex(","):
        digits = digits.replace(",", "")
    return digits


def _scaled(value: str, power: int) -> str:
    if not _PLAIN.match(value):
        return value
    if not power and "." not in value and value[0] != "0":
        return value
    return format((Decimal(value) * 10**power).normalize(), "f")


def _ascii_digit(letter: str) -> str:
    return str(int(letter)) if letter.isdecimal() else "." if letter == "٫" else ","
