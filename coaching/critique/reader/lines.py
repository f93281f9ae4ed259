"""The lines of a text, and the labels that some begin with."""

import re
from typing import NamedTuple

_LABEL = re.compile(
    r"[ \t*_#>-]{0,8}([^\W\d_][^:\n]{0,30}?)(?: ?[0-9]{1,3})?[*_]{0,2} ?[:：][*_]{0,2}(?=\s|\Z|[\"“„'])"
)


class Line(NamedTuple):
    """A line without its end: where it stands, what it says, and the label that it begins with ("Examples: …")."""

    start: int
    end: int
    text: str
    label: str = ""
    """Casefolded; "" if there is none."""
    said: int = 0
    """Where the text after the label's colon starts."""

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text or self.text.isspace()


def lines_of(text: str) -> list[Line]:
    """All lines, the empty ones too."""
    found: list[Line] = []
    start = 0
    for line in text.split("\n"):
        found.append(Line(start, start + len(line), line, *_label(line, start)))
        start += len(line) + 1
    return found


def _label(line: str, start: int) -> tuple[str, int]:
    found = _LABEL.match(line) if ":" in line[:45] or "：" in line[:45] else None
    return (found[1].strip("*_ ").casefold(), start + found.end()) if found else ("", 0)


def block_end(lines: list[Line], at: int) -> int:
    """The number of the first blank line from `at` on, or how many lines there are."""
    while at < len(lines) and not lines[at].is_blank:
        at += 1
    return at
