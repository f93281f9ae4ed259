"""Texts of persons and models, made safe to print, and the little Markdown that replies may hold.

Nothing that is printed is ever read as rich's markup: texts become `rich.text.Text` here and stay it.
"""

import re
from itertools import chain

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

# Escape sequences (CSI, then OSC and its kin), each bounded by the next escape, so that a scan takes linear time.
_SEQUENCE = re.compile(r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]|\x1b[\]PX^_][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)?")
_UNPRINTABLE = dict.fromkeys(chain(range(0x09), range(0x0B, 0x20), range(0x7F, 0xA0), (0x2028, 0x2029)))
_MARKS = re.compile(
    r"\*\*(?P<bold>[^*\n]{1,500})\*\*"
    r"|`(?P<code>[^`\n]{1,500})`"
    r"|\[(?P<label>[^\[\]\n]{1,200})\]\((?P<url>https?://[^\s()]{1,500})\)"
)
_PLACEHOLDER = re.compile(r"\{\{[^{}]{1,300}\}\}")


def clean(text: str) -> str:
    """The text without what would steer a terminal: only printable characters, line breaks and tabs are left."""
    return _SEQUENCE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(_UNPRINTABLE)


def prose(text: str, *, styled: bool) -> Text:
    """A text with its **bold**, `code` and links drawn; without styles, code keeps its backticks."""
    text, drawn, at = clean(text), Text(), 0
    for mark in _MARKS.finditer(text):
        drawn.append(text[at : mark.start()])
        _draw(mark, drawn, styled=styled)
        at = mark.end()
    return drawn.append(text[at:])


def _draw(mark: re.Match[str], drawn: Text, *, styled: bool) -> None:
    if mark["bold"]:
        drawn.append(mark["bold"], "bold")
    elif mark["code"]:
        drawn.append(mark["code"] if styled else mark[0], "bold cyan")
    else:
        drawn.append(f"{mark['label']} ").append(f"({mark['url']})", "dim")


class Verbatim:
    """A text exactly as it stands, its placeholders coloured: rich would wrap it and turn its tabs into blanks."""

    def __init__(self, text: str) -> None:
        """Take the text; a last line break is the printer's business."""
        self._text = Text(clean(text).rstrip("\n"))
        self._text.highlight_regex(_PLACEHOLDER, "cyan")

    def __rich_console__(self, console: Console, _options: ConsoleOptions) -> RenderResult:
        yield from self._text.render(console, end="\n")
