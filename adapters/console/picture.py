"""A picture of a coaching as the terminal shows it: what `draw_svg` returns is the same for the same replies.

rich's own template fetches its font from a host and names two; this one takes what the reader's machine has.
"""

import io
from collections.abc import Iterable, Sequence
from itertools import accumulate

from rich.ansi import AnsiDecoder
from rich.cells import chop_cells
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from adapters.console.render import print_reply
from coaching.messages.reply import Reply

WIDTH = 84
"""Columns; narrow enough to be read on a page."""

_THEME = TerminalTheme(
    background=(24, 26, 31),
    foreground=(214, 217, 224),
    normal=[
        (24, 26, 31),
        (240, 113, 120),
        (152, 195, 121),
        (229, 192, 123),
        (97, 175, 239),
        (198, 120, 221),
        (86, 182, 194),
        (214, 217, 224),
    ],
)
_TEMPLATE = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px/{line_height}px monospace; }}
.{unique_id}-title {{ font: bold 16px sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


def draw_svg(turns: Sequence[tuple[str, Sequence[Reply]]]) -> str:
    """The picture of a conversation: what was typed, and the replies to it, turn by turn."""
    console, printed = _console(), io.StringIO()
    _print(turns, _console(printed))
    for line in AnsiDecoder().decode(printed.getvalue()):
        for piece in _broken_by_terminal(line):
            console.print(piece, soft_wrap=True, highlight=False)
    picture = console.export_svg(title="promptcoach", theme=_THEME, code_format=_TEMPLATE, unique_id="coach")
    return "\n".join(line.rstrip() for line in picture.splitlines()) + "\n"


def _print(turns: Sequence[tuple[str, Sequence[Reply]]], console: Console) -> None:
    for typed, replies in turns:
        console.print(Text.assemble(("> ", "dim"), typed), highlight=False)
        for reply in replies:
            console.print()
            print_reply(reply, console)
        console.print()


def _broken_by_terminal(line: Text) -> Iterable[Text]:
    """A line that is too long goes on in the next row, as terminals do it: at the last column, wherever that is."""
    ends = accumulate(len(piece) for piece in chop_cells(line.plain, WIDTH))
    return line.divide(list(ends)[:-1])


def _console(file: io.StringIO | None = None) -> Console:
    return Console(
        width=WIDTH,
        file=file or io.StringIO(),
        record=file is None,
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
        _environ={},
    )
