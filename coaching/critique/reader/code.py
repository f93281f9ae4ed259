"""Find code that stands in a text: between backticks, or bare (queries, commands, programs, logs)."""

import re
from collections.abc import Iterable

from coaching.critique.reader.lines import Line
from coaching.critique.reading import Region
from coaching.knowledge.regions import RegionWords

_BACKTICKS = re.compile(r"`[^`\n]{1,400}`")
_OPENINGS = (
    r"(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|ALTER TABLE|DROP TABLE)\s",
    r"CREATE (?:OR REPLACE )?(?:TABLE|VIEW|INDEX|FUNCTION)\s",
    r"(?:FROM|WHERE|JOIN|LEFT JOIN|INNER JOIN|GROUP BY|ORDER BY|HAVING|LIMIT|UNION)\s\S",
    r"[$#] ?(?:sudo|git|docker|npm|pip|curl|cd|ls|kubectl|python3?|apt|make)\s",
    r"(?:sudo|git|docker|npm|npx|pip|curl|kubectl|helm|ssh|scp|wget|apt-get|brew) -?-?[a-z./]",
    r"(?:async )?def \w{1,60}\(|class \w{1,60}[:({]|from [\w.]{1,60} import \w|#include\s?[<\"]|package \w{1,60};",
    r"import [\w.{]{1,60}(?: as \w{1,40}| from .{1,80})?;?\s{0,9}\Z",
    r"(?:export )?(?:async )?function\s?\w{0,60}\(|(?:const|let|var) [\w{\[]{1,60}.{0,60}=",
    r"(?:public|private|protected|static) [\w<>\[\] ]{1,80}[({]|return\b.{0,200};",
    r"(?:if|for|while|switch) ?\(.{1,200}\{\s{0,9}\Z",
    r"<(?:!DOCTYPE|html|head|body|div|table|script|style)\b",
    r"Traceback \(most recent|File \"[^\"\n]{1,200}\", line [0-9]|at [\w.$<>]{3,120}\([\w.:]{1,80}\)\s{0,9}\Z",
    r"\w{1,60}(?:Error|Exception): ",
    r"[A-Z][A-Z0-9_]{1,60}=\S|[}\])]{1,3}[;,]?\s{0,9}\Z",
    r"\"[\w-]{1,60}\": ?[\[{\"0-9tfn]",
)
"""How lines of code begin: SQL, shell, Python, JavaScript, Java and C, HTML, stack traces, settings, JSON."""
_CODE_LINE = re.compile(rf"\s{{0,40}}(?:{'|'.join(_OPENINGS)})")
_JSON_START = re.compile(r"\s{0,20}[\[{]\s{0,4}[\"{\[]")
_LOG_LINE = re.compile(
    r"\s{0,4}\[?(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.,]{5,20}Z?|[0-9]{1,2}/\w{3}/[0-9]{4}[:0-9]{0,10}|[0-9:.]{8,15})"
    r"\]?\s{1,4}"
    r".{0,60}?\b(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|TRACE|CRITICAL|NOTICE)\b"
)
_ENDS_AS_CODE = (";", "{", "};", "});", "/>", "\\")
_INLINE_QUERY = re.compile(
    r"\b(?:SELECT\s(?=[^\n]{1,1000}\sFROM\s)|INSERT INTO\s|DELETE FROM\s|curl\s(?=-|http|\"http))"
)
_SYMBOLIC = re.compile(r"\S{8,400}")
_SYMBOLS = frozenset("\\^$(){}[]|*+?")
_LEAST_SYMBOLS, _SYMBOL_SHARE = 6, 0.25


def inline_code(text: str, _lines: list[Line], _words: RegionWords) -> Iterable[Region]:
    """Code between backticks, and expressions that are mostly signs."""
    if "`" in text:
        yield from (Region("code", *found.span()) for found in _BACKTICKS.finditer(text))
    if "\\" in text or "(?" in text or "[^" in text:
        for found in _SYMBOLIC.finditer(text):
            signs = sum(letter in _SYMBOLS for letter in found[0])
            if signs >= _LEAST_SYMBOLS and signs >= _SYMBOL_SHARE * len(found[0]) and "{{" not in found[0]:
                yield Region("code", *found.span())


def code_lines(_text: str, lines: list[Line], _words: RegionWords) -> Iterable[Region]:
    """Runs of lines that are code, and a query or a command that ends a line."""
    first: int | None = None
    for at, line in enumerate(lines):
        if _is_code(line) or (first is not None and _goes_on(lines, at)):
            first = at if first is None else first
            continue
        if first is not None:
            yield Region("code", lines[first].start, lines[at - 1].end)
            first = None
        if found := _inline_query(line):
            yield found
    if first is not None:
        yield Region("code", lines[first].start, lines[-1].end)


def _is_code(line: Line) -> bool:
    text = line.text
    if not text or text.isspace():
        return False
    return bool(_CODE_LINE.match(text) or _JSON_START.match(text) or _LOG_LINE.match(text)) or (
        text.rstrip().endswith(_ENDS_AS_CODE) and any(sign in text for sign in "=(){")
    )


def _goes_on(lines: list[Line], at: int) -> bool:
    """Whether a line within code belongs to it: it is indented, or empty with code behind it."""
    line = lines[at]
    if line.is_blank:
        return at + 1 < len(lines) and (_is_code(lines[at + 1]) or lines[at + 1].text.startswith(("    ", "\t")))
    return line.text.startswith(("  ", "\t"))


def _inline_query(line: Line) -> Region | None:
    found = (
        _INLINE_QUERY.search(line.text)
        if "SELECT" in line.text or " INTO" in line.text or "curl" in line.text
        else None
    )
    if not found:
        return None
    stop = line.text.find(";", found.start())
    return Region("code", line.start + found.start(), line.start + stop + 1 if stop >= 0 else line.end)
