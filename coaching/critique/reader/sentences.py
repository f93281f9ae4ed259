"""Split a text into sentences; every list item, heading and line is a sentence of its own."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from coaching.critique.reading import Sentence
from coaching.words import Token

_MARKER = re.compile(r"[ \t]{0,40}(?:(?:[-*•·–>#|+]{1,6}|\(?\d{1,2}[.)]|[A-Za-z][.)])[ \t]{1,8})?")
_END = re.compile(
    r"[.!?…。！？।॥؟](?:(?<=[.!?…])[.!?…]{0,7}[\"'”’»)\]*_]{0,3}(?=\s)|(?<=[。！？।॥؟])[。！？।॥؟]{0,7}[」』”\"]?)"
)
_SPACE = re.compile(r"\s*")
_LAST_WORD = re.compile(r"(?<![^\s(\"'])[\w.]{1,24}\Z")
_ALWAYS_SHORT = frozenset(
    "e.g i.e eg ie dr mr mrs ms prof st vs cf ca approx incl excl est fig vol ed nr z.b u.a d.h bzw ggf inkl evtl zzgl "
    "p.ex p.ej sr sra dra hr hrn fr dhr mevr mw bijv d.w.z m.b.t ex al pp op.cit tel abs art no".split()
)
_PERHAPS_SHORT = frozenset("a.m p.m etc inc ltd co corp u.s u.k usw ff jr sr o.ä enz".split())
_MONTHS = frozenset("jan feb mär mar apr mai may jun jul aug sep okt oct nov dez dec qua".split())
_ORDINAL_DIGITS = 2
_START = attrgetter("start")


def sentences_of(text: str, tokens: Sequence[Token]) -> tuple[Sentence, ...]:
    """The sentences with at least one word, in order."""
    found: list[Sentence] = []
    last = 0
    for start, end in _pieces(text):
        first = bisect_left(tokens, start, last, key=_START)
        last = bisect_left(tokens, end, first, key=_START)
        if last > first:
            found.append(Sentence(start, end, first, last))
    return tuple(found)


def _pieces(text: str) -> list[tuple[int, int]]:
    """The sentences' characters [start, end), without the white space and the list markers around them."""
    found: list[tuple[int, int]] = []
    line_start = 0
    for line in text.split("\n"):
        start = _marker_end(line)
        for end in _END.finditer(line, start):
            if _ends_sentence(line, end):
                found.append((line_start + start, line_start + end.end()))
                start = _after_space(line, end.end())
        if rest := line[start:].rstrip():
            found.append((line_start + start, line_start + start + len(rest)))
        line_start += len(line) + 1
    return found


def _after_space(line: str, at: int) -> int:
    space = _SPACE.match(line, at)
    return space.end() if space else at


def _marker_end(line: str) -> int:
    marker = _MARKER.match(line)
    return marker.end() if marker else 0


def _ends_sentence(line: str, end: "re.Match[str]") -> bool:
    """Whether a full stop is one, rather than a part of an abbreviation, an initial or an ordinal number."""
    if not end[0].startswith(".") or end[0].startswith(".."):
        return True
    space = line.rfind(" ", 0, end.start())
    found = _LAST_WORD.search(line, max(0, space, end.start() - 24), end.start())
    word = found[0].casefold() if found else ""
    after = line[end.end() : end.end() + 8].strip()[:3]
    if word in _ALWAYS_SHORT:
        return word == "no" and not after[:1].isdigit()
    if word in _PERHAPS_SHORT:
        return after[:1].isupper()
    if word.isdigit() and len(word) <= _ORDINAL_DIGITS:
        return after[:1].isupper() and after.casefold() not in _MONTHS
    return not (len(word) == 1 and word.isalpha())
