"""Tables: side by side where there is room, as a list where there is not."""

from collections.abc import Iterator

from rich import box
from rich.console import RenderableType
from rich.constrain import Constrain
from rich.table import Table
from rich.text import Text

from adapters.console.prose import clean, prose
from adapters.console.surface import Surface
from coaching.messages import reply as parts

NARROWEST_TABLE = 60
"""Columns of the terminal; under these, and in pipes, a table becomes a list."""
_NARROWEST_COLUMN = 12


def draw_table(part: parts.Table, surface: Surface) -> Iterator[RenderableType]:
    """A title, then the rows."""
    if part.title:
        yield from surface.wrap(Text(clean(part.title), "bold"))
    if surface.styled and surface.width >= max(NARROWEST_TABLE, _NARROWEST_COLUMN * len(part.columns)):
        yield Constrain(_as_table(part, surface), surface.width)
    else:
        yield from _as_list(part, surface)


def _as_table(part: parts.Table, surface: Surface) -> Table:
    look = box.SIMPLE_HEAD if surface.glyphs("─") == "─" else box.ASCII2
    table = Table(box=look, pad_edge=False, show_edge=False, safe_box=False)
    for column in part.columns:
        table.add_column(Text(clean(column)), overflow="fold")
    for row in part.rows:
        table.add_row(*(prose(cell, styled=surface.styled) for cell in row))
    return table


def _as_list(part: parts.Table, surface: Surface) -> Iterator[Text]:
    """Each row by its first cell, the others below it with their column's name."""
    for row in part.rows:
        first, *others = row
        yield from surface.wrap(prose(first, styled=surface.styled), surface.glyphs("• "), "  ")
        for column, cell in zip(part.columns[1:], others, strict=True):
            line = Text.assemble((f"{clean(column)}: ", "dim"), prose(cell, styled=surface.styled))
            yield from surface.wrap(line, "  ", "    ")
