"""What replies are drawn on: how wide it is, what it can show, and how lines are wrapped on it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

WIDEST_PROSE = 100
"""Columns; longer lines are hard to read."""
NARROWEST = 20
_ASCII = str.maketrans({"─": "-", "•": "-", "·": "|", "█": "#", "░": ".", "…": "...", "«": "<", "»": ">"})


@dataclass(frozen=True, slots=True)
class Surface:
    """A console with what can be told about it. Widths are in columns."""

    console: Console

    @property
    def styled(self) -> bool:
        """Whether it shows styles: a pipe, a file and a dumb terminal don't."""
        return self.console.is_terminal and not self.console.is_dumb_terminal

    @property
    def width(self) -> int:
        """How wide prose is set."""
        return max(NARROWEST, min(self.console.width, WIDEST_PROSE))

    def glyphs(self, text: str) -> str:
        """Our own ornaments, in ASCII where the encoding has nothing better."""
        return text if self.console.encoding.lower().startswith("utf") else text.translate(_ASCII)

    def wrap(self, text: Text, first: str = "", then: str = "") -> Iterator[Text]:
        """The lines of a text, the first and the others with their own indent. A pipe's lines are not wrapped."""
        indent, widest = first, max(cell_len(first), cell_len(then))
        for paragraph in text.split("\n", allow_blank=True):
            for line in self._fold(paragraph, widest):
                yield Text(indent).append_text(line) if line else Text()
                indent = then

    def _fold(self, paragraph: Text, indent: int) -> Iterable[Text]:
        if not self.console.is_terminal:
            return [paragraph]
        lines = paragraph.wrap(self.console, max(self.width - indent, NARROWEST // 2), overflow="fold")
        for line in lines:
            line.rstrip()
        return lines

    def flow(self, pieces: Sequence[Text], gap: str = "   ", first: str = "", then: str = "") -> Iterator[Text]:
        """Pieces side by side, as many as a line holds, never broken while they fit on a line of their own."""
        line = Text()
        for piece in pieces:
            if line and cell_len(then) + line.cell_len + cell_len(gap) + piece.cell_len > self.width:
                yield from self.wrap(line, first, then)
                first, line = then, Text()
            line = (line.append(gap) if line else line).append_text(piece)
        if line:
            yield from self.wrap(line, first, then)

    def rule(self) -> Text:
        """A line across."""
        return Text(self.glyphs("─" * self.width) if self.styled else "----", "dim")
