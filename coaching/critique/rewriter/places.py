"""Where additions to a prompt go: after the instruction, before pasted material, in the style that the prompt has."""

import re
from bisect import bisect_right
from itertools import islice

from coaching.critique.reading import Reading, Region, Span
from coaching.critique.rewriter.edits import Place

_BULLET = re.compile(r"[ \t]{0,12}([-*•–])[ \t]")
_CLOSING_TAG = re.compile(r"</([A-Za-z][\w-]{0,30})>")
_ENDS = ".!?。！？…"
_CLOSERS = ")\"”'’»]"
_LONG = 600
"""Characters from which additions get a line each."""
_LIST = 4_000
"""Characters at the start of a prompt that are searched for a list of rules."""
_INDENT = 40
"""Spaces before a region, at most, for it to begin its line."""
_SHORT_LINE = 40
"""Characters up to which a last line without a full stop is an entry rather than a sentence."""
_LONG_PIECE = 120
"""Characters from which words after a colon are material rather than a list."""
_QUOTES = "\"“„«'‘`{"
_LABEL_WORDS = 3
_HARD = frozenset({"code", "url", "variable", "file", "handle"})


def place_for(
    reading: Reading, asked: Span | None, *, question: bool, colon: int = -1, rule_lists: tuple[str, ...] = ()
) -> Place:
    """Where lines of the coach's own go.

    `asked` is the sentence with the request, `question` says whether it asks, `colon` where a colon or a line
    break announces material; a list under a line with a word of `rule_lists` takes the additions as items.
    """
    text = reading.text
    whole = len(text.rstrip())
    if colon >= 0:
        at = colon + 1 if text[colon] == ":" else len(text[:colon].rstrip())
    else:
        block = _material_after(reading, asked)
        at = len(text[: block.start].rstrip()) if block else whole
    if at and text[at - 1] == ":":
        return _at_colon(reading, asked, at, whole, question=question)
    if colon >= 0:
        return _at(reading, at, whole, question=question)
    return _in_list(reading, at, whole, rule_lists) or _at(reading, at, whole, question=question)


def is_block(text: str, region: Region) -> bool:
    """Whether a region stands by itself, rather than inside a sentence."""
    before = text[max(0, region.start - _INDENT) : region.start].rstrip(" \t")
    opens_line = before.endswith("\n") or (not before and region.start <= _INDENT)
    return opens_line or "\n" in text[region.start : region.end].strip()


def inside(regions: tuple[Region, ...], at: int) -> bool:
    """Whether a place lies within a region; its edges don't count."""
    return any(region.start < at < region.end for region in regions)


def tags(text: str) -> bool:
    """Whether a prompt is written in tags."""
    return len(list(islice(_CLOSING_TAG.finditer(text), 2))) > 1


def _material_after(reading: Reading, asked: Span | None) -> Region | None:
    """The first block of material, code or examples that follows the request."""
    begin = asked.start if asked else 0
    for region in reading.regions:
        if region.start > begin and (is_block(reading.text, region) or _follows_colon(reading, region)):
            return region
    return None


def _follows_colon(reading: Reading, region: Region) -> bool:
    """Whether a region within a line is material that a colon announces, rather than a few words or a quotation."""
    text, start = reading.text, region.start
    announced = text[max(0, start - _INDENT) : start].rstrip(" \n").endswith(":")
    long_enough = region.kind == "code" or region.end - start >= _LONG_PIECE
    return announced and region.kind != "example" and long_enough and text[start] not in _QUOTES


def _at_colon(reading: Reading, asked: Span | None, at: int, whole: int, *, question: bool) -> Place:
    """Before a colon that announces material: the request ends in a full stop instead; a mere label keeps it."""
    text = reading.text
    sentence = reading.sentences[bisect_right([each.start for each in reading.sentences], at - 1) - 1]
    label = len(text[sentence.start : at].split()) <= _LABEL_WORDS and sentence.start > 0
    if sentence.start == 0 and any(map(str.isdigit, text[:at])) and len(text[:at].split()) <= _LABEL_WORDS:
        return _last_line(whole)
    if label or (asked and sentence.start >= asked.end):
        before = len(text[: sentence.start].rstrip())
        return _at(reading, before, whole, question=False) if before else _last_line(whole)
    if inside(reading.regions, at - 1):
        return _last_line(whole)
    tail = "" if at == len(text) or text[at] == "\n" else "\n"
    return Place(
        len(text[: at - 1].rstrip()),
        at if tail == "" or text[at] != " " else at + 1,
        "? " if question else ". ",
        " ",
        tail,
        end_of_text=whole,
    )


def _in_list(reading: Reading, at: int, whole: int, rule_lists: tuple[str, ...]) -> Place | None:
    """As one more item of a list of rules; after any other list that ends the request, in a paragraph of its own."""
    text = reading.text
    if found := _rules(text[: min(at, _LIST)], rule_lists):
        end, bullet = found
        if not inside(reading.regions, end):
            return Place(end, end, "\n", "\n", "", bullet, end_of_text=whole)
    ends_in_list = _BULLET.match(text, text.rfind("\n", 0, at) + 1, at)
    return Place(at, at, "\n\n", "\n", "", end_of_text=whole) if ends_in_list else None


def _rules(text: str, rule_lists: tuple[str, ...]) -> tuple[int, str] | None:
    """Where the first list of rules ends, and how its items begin."""
    start, ruling, found = 0, False, None
    for line in text.splitlines(keepends=True):
        if bullet := _BULLET.match(line):
            found = (start + len(line.rstrip()), bullet[0]) if ruling else found
        elif line.strip():
            if found:
                return found
            ruling = any(word in line.casefold() for word in rule_lists)
        start += len(line)
    return found


def _last_line(whole: int) -> Place:
    return Place(whole, whole, "\n", " ", "", end_of_text=whole)


def _at(reading: Reading, at: int, whole: int, *, question: bool) -> Place:
    text = reading.text
    line_start = text.rfind("\n", 0, at) + 1
    between = "\n" if at > _LONG or tags(text) else " "
    return Place(at, at, _lead(reading, at, line_start, question=question), between, "", end_of_text=whole)


def _lead(reading: Reading, at: int, line_start: int, *, question: bool) -> str:
    """What joins an addition to the text before it."""
    text = reading.text
    if not at:
        return ""
    if at > _LONG or tags(text) or _ends_hard(reading, at):
        return "\n"
    own_line = line_start > 0 and at - line_start < _SHORT_LINE and text[at - 1] not in _ENDS
    if own_line:
        return "\n"
    if text[at - 1] in _ENDS or (at > 1 and text[at - 1] in _CLOSERS and text[at - 2] in _ENDS):
        return " "
    if text[at - 1].isalnum() or text[at - 1] in ")%€$\"”'’»]":
        return "? " if question else ". "
    return "\n"


def _ends_hard(reading: Reading, at: int) -> bool:
    """Whether something ends here that a full stop would spoil."""
    return any(fact.end == at and fact.kind in _HARD for fact in reading.facts) or any(
        region.end == at and region.kind == "code" for region in reading.regions
    )
