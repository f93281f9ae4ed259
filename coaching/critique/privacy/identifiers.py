"""Find private data that needs no word to announce it: cards, accounts, national ids, e-mail addresses, phones."""

import re
from collections.abc import Iterator

from coaching.critique.privacy import checkdigits
from coaching.critique.privacy.credentials import Candidate
from coaching.knowledge.privacy import Privacy

# Every pattern begins with the signs that it can begin with, and looks behind them afterwards: so the search skips
# all the rest of a text at once.
_MANY_DIGITS = re.compile(r"[0-9](?:[ \u00a0\u202f./()-]{0,3}[0-9]){5}")
"""Fewer digits together make none of the numbers below, which saves looking for each of them."""
_CARD = re.compile(
    r"[0-9](?<![\w.-].)(?:[0-9]{12,18}|[0-9]{3}([ \u00a0\u202f-])[0-9]{4}\1[0-9]{4}\1[0-9]{1,7}"
    r"|[0-9]{3}([ \u00a0\u202f-])[0-9]{6}\2[0-9]{4,5})(?![\w-])(?!\.[0-9])"
)
_ISSUERS = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})\Z|(?:5[1-5][0-9]{2}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720))[0-9]{12}\Z"
    r"|3[47][0-9]{13}\Z|6(?:011|5[0-9]{2}|4[4-9][0-9])[0-9]{12}\Z|35[0-9]{14}\Z|3(?:0[0-5]|[68][0-9])[0-9]{11}\Z|62[0-9]{14,17}\Z"
)
_IBAN_START = re.compile(r"[0-9](?<=[A-Za-z]{2}.)(?<![A-Za-z0-9]...)[0-9](?=[ \u00a0-]?[A-Za-z0-9]{4})")
"""Looked for by its digits, which are rarer than letters."""
_COUNTRY_LENGTH = 2
_IBAN_BODY = re.compile(r"(?:[ \u00a0-]?[A-Za-z0-9]){11,30}")
_AT_LEFT = re.compile(r"[\w.+%'-]{1,64}\Z")
_AT_RIGHT = re.compile(r"(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])")
_PLUS_PHONE = re.compile(
    r"(?:\+|00(?=[1-9]))(?<![\w+]\+)(?<!\w00)[0-9](?:[ ()./\u00a0\u202f-]{0,3}[0-9]){7,14}(?![\w])"
)
_NANP_PHONE = re.compile(
    r"[(2-9](?<![\w.+-].)(?:(?<=\()[2-9][0-9]{2}\) ?|(?<=[2-9])[0-9]{2}[-.])[2-9][0-9]{2}[-.][0-9]{4}(?![\w-])"
)
_SSN = re.compile(r"[0-8](?<![\w-].)[0-9]{2}(?<!000)(?<!666)-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![\w-])")
_NINO = re.compile(r"[A-CEGHJ-PR-TW-Z](?<!\w.)[A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D](?!\w)")
_SPANISH = re.compile(r"[0-9XYZ](?<![\w-].)[0-9]{7}-?[A-Z](?!\w)")
_NIR = re.compile(
    r"[12](?<![\w-].) ?[0-9]{2} ?(?:0[1-9]|1[0-2]|[2-9][0-9]) ?(?:[0-9]{2}|2[AB]) ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}(?!\w)"
)
_CPF = re.compile(r"[0-9](?<![\w-].)[0-9]{2}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}(?!\w)")
_CODICE_FISCALE = re.compile(r"[A-Z](?<!\w.)[A-Z]{5}[0-9]{2}[A-EHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z](?!\w)")
_SEPARATORS = re.compile(r"[ \u00a0\u202f./-]")
_LONGEST_LOCAL_PART = 64


def identifiers(text: str, privacy: Privacy) -> Iterator[Candidate]:
    """Everything that is private by its own shape and check digits."""
    many_digits = _MANY_DIGITS.search(text)
    if many_digits:
        yield from _ibans(text, privacy)
        yield from _cards(text)
        yield from _national_ids(text)
    yield from (Candidate("national_id", *found.span()) for found in _CODICE_FISCALE.finditer(text))
    if "@" in text:
        yield from _emails(text)
    if many_digits:
        yield from (Candidate("phone", *found.span()) for found in _PLUS_PHONE.finditer(text))
        yield from (Candidate("phone", *found.span()) for found in _NANP_PHONE.finditer(text))


def _cards(text: str) -> Iterator[Candidate]:
    for found in _CARD.finditer(text):
        digits = _compact(found[0])
        if _ISSUERS.match(digits) and checkdigits.luhn(digits):
            yield Candidate("card_number", *found.span())


def _ibans(text: str, privacy: Privacy) -> Iterator[Candidate]:
    for found in _IBAN_START.finditer(text):
        start = found.start() - _COUNTRY_LENGTH
        length = privacy.iban_lengths.get(text[start : found.start()].upper())
        body = _IBAN_BODY.match(text, found.end())
        if length is None or body is None:
            continue
        end = _end_of_nth(text, start, length)
        if text[end : end + 1].isalnum() or end > body.end():
            continue
        if checkdigits.iban(_compact(text[start:end]).upper()):
            yield Candidate("iban", start, end)


def _end_of_nth(text: str, start: int, count: int) -> int:
    """The end of the count-th letter or digit from `start` on."""
    for at in range(start, min(len(text), start + 2 * count)):
        count -= text[at].isalnum()
        if not count:
            return at + 1
    return len(text) + 1


def _national_ids(text: str) -> Iterator[Candidate]:
    for pattern in (_SSN, _NINO):
        yield from (Candidate("national_id", *found.span()) for found in pattern.finditer(text))
    for pattern, holds in (
        (_SPANISH, checkdigits.spanish_id),
        (_NIR, checkdigits.french_nir),
        (_CPF, checkdigits.brazilian_cpf),
    ):
        for found in pattern.finditer(text):
            if holds(_compact(found[0])):
                yield Candidate("national_id", *found.span())


def _emails(text: str) -> Iterator[Candidate]:
    at = text.find("@")
    while at >= 0:
        left = _AT_LEFT.search(text, max(0, at - _LONGEST_LOCAL_PART), at)
        right = _AT_RIGHT.match(text, at + 1) if left else None
        if left and right and not _is_remote(text, left, right):
            yield Candidate("email", left.start(), right.end())
        at = text.find("@", right.end() if right else at + 1)


def _is_remote(text: str, left: "re.Match[str]", right: "re.Match[str]") -> bool:
    """Whether it is a place on a host rather than somebody's address: `git@host:path`, `ssh://user@host`."""
    return (left[0] == "git" and text[right.end() : right.end() + 1] == ":") or text[: left.start()].endswith("://")


def _compact(number: str) -> str:
    return _SEPARATORS.sub("", number)
