"""Find material that a person pasted: between tags or delimiters, in tables, behind labels, in quotation marks."""

import re
from collections.abc import Iterable

from coaching.critique.reader.lines import Line, block_end
from coaching.critique.reading import Region, RegionKind
from coaching.knowledge.regions import RegionWords

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]{0,40})(?: [^<>\n]{0,200})?>")
_RULES = frozenset(("---", "===", "***", "___", '"""', "'''", "-----", "=====", "####", "<<<", ">>>"))
_SECTION_STARTS = ("#", "**")
_PAIRED_RULES = frozenset(('"""', "'''", "<<<", ">>>"))
_QUOTE = re.compile(
    r"[\"“„«'‘](?:(?<=«)[^«»]{12,2000}»|(?<!\w.)(?!\s)"
    r"(?:(?<=[\"“„])[^\"“”„]{12,2000}[\"”“]|(?<=['‘])[^'‘’\n]{16,300}['’])(?!\w))"
)
_WHOLE_SHARE = 0.8
_SAID_WORDS, _QUOTED_WORDS = 6, 4
"""Words of a quotation that is no title: any, or one that ends as a sentence does."""
_LABELLED_WORDS, _PASTED_WORDS = 4, 12
_LEAST_ROWS, _LEAST_PAIRS, _LONGEST_CELL = 2, 3, 40
"""Rows that make a table: a comma may stand in any line, so that pairs of values need one more."""


def tagged(text: str, _lines: list[Line], words: RegionWords) -> Iterable[Region]:
    """What stands between an opening and its closing tag, unless the tag says that it is an instruction."""
    if "</" not in text:
        return
    opened: dict[str, int] = {}
    done = 0
    for tag in _TAG.finditer(text):
        name = tag[2].casefold()
        if not tag[1]:
            opened.setdefault(name, tag.start() if name in words.html_tags else tag.end())
        elif (start := opened.pop(name, -1)) >= done and name not in words.instruction_tags:
            html = name in words.html_tags
            kind: RegionKind = "code" if html else "example" if name in words.example_tags else "material"
            done = tag.end() if html else tag.start()
            opened.clear()
            if " " in text[start:done].strip():
                yield Region(kind, start, done)


def delimited(text: str, lines: list[Line], _words: RegionWords) -> Iterable[Region]:
    """What stands between two delimiter lines, or after a single one; rules between sections delimit nothing."""
    marks = [line for line in lines if line.text.strip() in _RULES]
    paired = [line for line in marks if line.text.strip() in _PAIRED_RULES]
    if len(paired) > 1:
        for opening, closing in zip(paired[::2], paired[1::2], strict=False):
            yield Region("material", opening.end, closing.start)
    elif 1 <= len(marks) <= 2 and text[: marks[0].start].strip():  # noqa: PLR2004 - an opening and a closing one
        end = marks[1].start if marks[1:] else len(text)
        if not text[marks[0].end : end].lstrip().startswith(_SECTION_STARTS):
            yield Region("material", marks[0].end, end)


def tabular(_text: str, lines: list[Line], words: RegionWords) -> Iterable[Region]:
    """Runs of lines of the same make: table rows, comma-separated values, quoted mail, transcripts, mail headers."""
    run: list[Line] = []
    make = ""
    for line in [*lines, Line(0, 0, "")]:
        now = _make_of(line, words)
        if run and now != make:
            if len(run) >= (_LEAST_PAIRS if make == ",1" else _LEAST_ROWS):
                yield Region("material", run[0].start, run[-1].end)
            run = []
        make = now
        if now:
            run.append(line)


_STAMP = re.compile(r"\s{0,4}\[?(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{4}-[0-9]{2}-[0-9]{2})\]?[\s,]")


def _make_of(line: Line, words: RegionWords) -> str:
    """What kind of row a line is, "" for prose."""
    text = line.text
    if text.count("|") > 1 or " | " in text:
        return "table"
    if text.startswith(">"):
        return "quoted"
    if _STAMP.match(text):
        return "log"
    if ":" in text[:20] and line.label in words.mail_headers:
        return "header"
    for separator in ("\t", ";", ","):
        count = text.count(separator)
        if count and _are_cells(text, separator):
            return f"{separator}{count}"
    return ""


def _are_cells(text: str, separator: str) -> bool:
    """Whether separators part cells rather than clauses: short, no space behind a comma, no full stop at the end."""
    if separator == "," and ", " in text:
        return False
    return len(text) <= _LONGEST_CELL * (text.count(separator) + 1) and not text.rstrip().endswith(
        (".", "?", "!", ":", ";")
    )


def labelled(text: str, lines: list[Line], words: RegionWords) -> Iterable[Region]:
    """What stands behind a label such as "Text:", on its line or in the block below it."""
    done = 0
    for at, line in enumerate(lines):
        if line.start < done or line.label not in words.material_labels:
            continue
        if text[line.said : line.end].strip():
            end = lines[block_end(lines, at) - 1].end
            if len(text[line.said : end].split()) < _LABELLED_WORDS:
                continue
        else:
            end = _section_end(text, lines, at + 1)
        done = end
        yield Region("material", line.said, end)


def _section_end(text: str, lines: list[Line], at: int) -> int:
    """Where a section ends: before the next label that starts a paragraph, or with the text."""
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.label and lines[number - 1].is_blank and not text[line.said : line.end].strip():
            return line.start
    return len(text)


def quoted(text: str, _lines: list[Line], _words: RegionWords) -> Iterable[Region]:
    """Quotations of several words, unless the whole text is one."""
    if not any(mark in text for mark in "\"“„«'‘"):
        return
    for found in _QUOTE.finditer(text):
        inner = found[0]
        words = inner.count(" ") + 1
        said = words >= _SAID_WORDS or (words >= _QUOTED_WORDS and inner[-2] in ".!?…")
        if said and len(inner) < _WHOLE_SHARE * len(text):
            yield Region("material", *found.span())


def pointed_at(text: str, lines: list[Line], words: RegionWords) -> Iterable[Region]:
    """What "below" or "the following" points at: the block behind the colon, or the last block of the text."""
    for at, line in enumerate(lines[:-1]):
        if not line.is_blank and _points(line, words):
            yield from _block_pointed_at(text, lines, at, words)
            return


def _points(line: Line, words: RegionWords) -> bool:
    """Whether a line points at material; "the rules below" points at instructions."""
    said = {word.strip(".,:;!?()\"'*_").casefold() for word in line.text.split()}
    return not words.pointers.isdisjoint(said) and words.instructions.isdisjoint(said)


def _block_pointed_at(text: str, lines: list[Line], at: int, words: RegionWords) -> Iterable[Region]:
    if lines[at].text.rstrip().endswith((":", "：")):
        following = at + 1
        while following < len(lines) and lines[following].is_blank:
            following += 1
        end = lines[block_end(lines, following) - 1].end if following == at + 1 else len(text)
        if following < len(lines):
            yield Region("material", lines[following].start, end)
        return
    last = len(lines)
    while last > at + 1 and not lines[last - 1].is_blank:
        last -= 1
    if last <= at + 1 or last == len(lines):
        return
    block = text[lines[last].start :]
    first = block.split(None, 1)[0].strip(".,:;!?()\"'*_-").casefold()
    if first not in words.orders and len(block.split()) >= _PASTED_WORDS:
        yield Region("material", lines[last].start, len(text))
