"""The lines of a text, and the labels that some begin with."""

import re
from dataclasses import dataclass

_LABEL = re.compile(
    r"[ \t*_#>-]{0,8}([^\W\d_][^:\n]{0,30}?)(?: ?[0-9]{1,3})?[*_]{0,2} ?[:：][*_]{0,2}(?=\s|\Z|[\"“„'])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end: where it stands, and what it says."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text or self.text.isspace()


def lines_of(text: str) -> list[Line]:
    """All lines, the empty ones too."""
    found: list[Line] = []
    start = 0
    for line in text.split("\n"):
        found.append(Line(start, start + len(line), line))
        start += len(line) + 1
    return found


def label_of(line: Line) -> tuple[str, int]:
    """The casefolded label that a line begins with ("examples") and where the text after its colon starts; or "", 0."""
    found = _LABEL.match(line.text) if ":" in line.text[:45] or "：" in line.text[:45] else None
    return (found[1].strip("*_ ").casefold(), line.start + found.end()) if found else ("", 0)


def block_end(lines: list[Line], at: int) -> int:
    """The number of the first blank line from `at` on, or how many lines there are."""
    while at < len(lines) and not lines[at].is_blank:
        at += 1
    return at
