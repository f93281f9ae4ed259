"""Find the parts of a text that are no instruction: code, pasted material, examples.

Families of regions are looked for from the surest to the least sure; what one has claimed, the later ones leave alone.
Every family is found in one pass and has no overlaps of its own: the whole takes time in proportion to the text.
"""

import re
from collections.abc import Callable, Iterable

from coaching.critique.reader.code import code_lines, inline_code
from coaching.critique.reader.lines import Line, lines_of
from coaching.critique.reader.pasted import delimited, labelled, pointed_at, quoted, tabular, tagged
from coaching.critique.reader.samples import samples
from coaching.critique.reading import Region
from coaching.knowledge.regions import RegionWords
from coaching.words import Token

_FENCE_MARKS = ("```", "~~~")
_Family = Callable[[str, list[Line], RegionWords], Iterable[Region]]


def regions_of(text: str, tokens: Iterable[Token], words: RegionWords) -> tuple[Region, ...]:
    """The regions in order; none overlaps another."""
    lines = lines_of(text)
    points = not words.pointers.isdisjoint(token.word for token in tokens)
    owner = bytearray(len(text))
    found: list[Region] = []
    for family in _FAMILIES if points else _UNPOINTED:
        for region in family(text, lines, words):
            if family is not pointed_at or owner.find(1, region.start, region.end) < 0:
                found += _claimed(owner, text, region)
    return tuple(sorted(found, key=lambda region: region.start))


def _claimed(owner: bytearray, text: str, region: Region) -> Iterable[Region]:
    """The parts of a region that nothing has claimed yet, without white space around them."""
    at = region.start
    while at < region.end:
        start = owner.find(0, at, region.end)
        if start < 0:
            return
        end = owner.find(1, start, region.end)
        at = region.end if end < 0 else end
        piece = text[start:at]
        inner = piece.strip()
        if inner and ("\n" in inner or not inner.endswith(":")):  # a label whose text is claimed is nothing by itself
            first = start + len(piece) - len(piece.lstrip())
            yield Region(region.kind, first, first + len(inner))
        owner[start:at] = b"\x01" * (at - start)


def _fences(text: str, lines: list[Line], _words: RegionWords) -> Iterable[Region]:
    """Fenced code (CommonMark): from a line of marks to the next one with the same marks, or to the end."""
    opened: tuple[str, int] | None = None
    for line in lines:
        mark = line.text.lstrip()[:3]
        if mark not in _FENCE_MARKS:
            continue
        if opened is None and mark not in line.text.lstrip()[3:]:
            opened = mark, line.start
        elif opened and opened[0] == mark:
            yield Region("code", opened[1], line.end)
            opened = None
    if opened and opened[1] > 0:
        yield Region("code", opened[1], len(text))


_ONE_LINE_FENCE = re.compile(r"```[^`\n]{1,2000}```")


def _one_line_fences(text: str, _lines: list[Line], _words: RegionWords) -> Iterable[Region]:
    return (Region("code", *found.span()) for found in _ONE_LINE_FENCE.finditer(text)) if "```" in text else ()


_FAMILIES: tuple[_Family, ...] = (
    _fences,
    _one_line_fences,
    tagged,
    delimited,
    tabular,
    code_lines,
    samples,
    labelled,
    pointed_at,
    inline_code,
    quoted,
)
_UNPOINTED = tuple(family for family in _FAMILIES if family is not pointed_at)
