"""Reply → what rich prints. Every part has its own small drawing; `draw` puts them one below the other.

A prompt or a file stands between two rules on lines of its own, unwrapped and without indent, so that selecting and
copying it gives exactly its text.
"""

from collections.abc import Callable, Iterator
from typing import Any

from rich.console import Console, RenderableType
from rich.text import Text

from adapters.console.findings import draw_finding
from adapters.console.prose import Verbatim, clean, prose
from adapters.console.surface import Surface
from adapters.console.tables import draw_table
from coaching.messages import reply as parts
from coaching.messages.reply import Choice, Reply

_COLOURS = {"vague": "red", "workable": "yellow", "strong": "green"}
_BAR_CELLS = 10


def print_reply(reply: Reply, console: Console | None = None) -> None:
    """Print a reply, by default on standard output."""
    console = console or Console()
    for drawn in draw(reply, Surface(console)):
        # Everything is wrapped where it should be; rich's own highlighting, wrapping and cropping would harm prompts.
        console.print(drawn, soft_wrap=True, highlight=False)


def draw(reply: Reply, surface: Surface) -> Iterator[RenderableType]:
    """The lines and tables of a reply, a blank line between its parts."""
    for number, part in enumerate(reply.parts):
        if number:
            yield Text()
        yield from _DRAWN_BY[type(part)](part, surface)


def _text(part: parts.Text, surface: Surface) -> Iterator[Text]:
    yield from surface.wrap(prose(part.text.strip("\n"), styled=surface.styled))


def _score(part: parts.Score, surface: Surface) -> Iterator[Text]:
    colour = _COLOURS[part.verdict]
    label = Text(clean(part.label), f"bold {colour}")
    bar = [_bar(part.score, 100, surface, colour)] if surface.styled else []
    yield from surface.flow([label, *bar], gap="  ")
    if part.headline:
        yield from surface.wrap(prose(part.headline, styled=surface.styled))
    for name, level, word in part.levels:
        meter = [_bar(level, 3, surface, "cyan", cells=3)] if surface.styled else []
        yield from surface.flow([*meter, Text(f"{clean(name)}: {clean(word)}")], gap=" ", first="  ", then="    ")


def _bar(value: int, most: int, surface: Surface, colour: str, cells: int = _BAR_CELLS) -> Text:
    full = round(cells * value / most)
    return Text.assemble((surface.glyphs("█") * full, colour), (surface.glyphs("░") * (cells - full), "dim"))


def _findings(part: parts.Findings, surface: Surface) -> Iterator[Text]:
    for finding in part.findings:
        yield from draw_finding(finding, part.prompt, surface)


def _asked(part: parts.Asked, surface: Surface) -> Iterator[Text]:
    progress = (f"{clean(part.progress).rstrip('.')}. ", "dim") if part.progress else ""
    yield from surface.wrap(Text.assemble(progress, prose(part.text, styled=surface.styled)))
    pieces = [_numbered(choice) for choice in part.choices]
    hint = [Text(clean(part.hint), "dim")] if part.hint else []
    yield from surface.flow([*pieces, *hint], first="  ", then="  ")


def _numbered(choice: Choice) -> Text:
    """What to type, then what it means: "1 Families"."""
    label, says = clean(choice.label), clean(choice.says)
    return Text.assemble((says, "bold cyan"), "" if says.endswith(label) else f" {label}")


def _prompt(part: parts.PromptBlock, surface: Surface) -> Iterator[RenderableType]:
    yield surface.rule()
    yield Verbatim(part.text)
    yield surface.rule()


def _open(part: parts.Open, surface: Surface) -> Iterator[Text]:
    """The open places as what to type: "Open: length: about 100 words · tone: friendly"."""
    if part.places:
        head = Text(clean(part.label).rstrip(": ") + ":", "bold")
        places = [piece for place in part.places for piece in _place(place)]
        yield from surface.flow([head, *places], first="", then="  ")
        if part.hint:
            yield from surface.wrap(prose(part.hint, styled=surface.styled))
    yield from _listed(part.assumptions, surface)


def _place(place: parts.OpenPlace) -> list[Text]:
    """What to type for a place: what is suggested for it, and its name where that doesn't say it."""
    suggested = [_numbered(place.suggested)] if place.suggested else []
    said = place.suggested and place.suggested.says.startswith(place.name)
    return suggested if said else [Text(clean(place.name), "bold cyan"), *suggested]


def _changes(part: parts.Changes, surface: Surface) -> Iterator[Text]:
    for number, (about, change, undo) in enumerate(part.changes, 1):
        yield from surface.wrap(Text(f"{number}. {clean(about)}", "bold"))
        if change.before:
            yield from surface.wrap(Text(clean(change.before), "red"), "   - ", "     ")
        if change.after:
            yield from surface.wrap(Text(clean(change.after), "green"), "   + ", "     ")
        yield from surface.wrap(prose(change.reason, styled=surface.styled), "   ", "   ")
        yield from surface.wrap(Text.assemble(("type: ", "dim"), _typed(undo)), "   ", "   ")


def _bullets(part: parts.Bullets, surface: Surface) -> Iterator[Text]:
    if part.title:
        yield from surface.wrap(Text(clean(part.title), "bold"))
    yield from _listed(part.items, surface, numbered=part.numbered)


def _listed(items: tuple[str, ...], surface: Surface, *, numbered: bool = False) -> Iterator[Text]:
    for number, item in enumerate(items, 1):
        mark = f"{number}. " if numbered else surface.glyphs("• ")
        yield from surface.wrap(prose(item, styled=surface.styled), f"  {mark}", " " * (len(mark) + 2))


def _notice(part: parts.Notice, surface: Surface) -> Iterator[Text]:
    line = prose(part.text, styled=surface.styled)
    line.stylize_before("bold yellow" if part.urgent else "dim")
    yield from surface.wrap(line, "! " if part.urgent else "", "  " if part.urgent else "")


def _file(part: parts.File, surface: Surface) -> Iterator[RenderableType]:
    yield from surface.wrap(Text(clean(part.name), "bold"))
    yield surface.rule()
    yield Verbatim(part.content)
    yield surface.rule()


def _actions(part: parts.Actions, surface: Surface) -> Iterator[Text]:
    pieces = [_typed(choice) for choice in part.choices]
    separated = [Text.assemble(piece, (surface.glyphs(" ·"), "dim")) for piece in pieces[:-1]] + pieces[-1:]
    yield from surface.flow([Text("type:", "dim"), *separated], gap=" ", then="      ")


def _typed(choice: Choice) -> Text:
    """What to type, with the button's label where that says more."""
    label, says = clean(choice.label), clean(choice.says)
    return Text.assemble((says, "cyan"), "" if _same(label, says) else (f" ({label})", "dim"))


def _same(label: str, says: str) -> bool:
    """Whether a label says no more than the typed words: "What changed" and `changes`, not "Kürzer" and `shorter`."""
    stems = [word[:4] for word in says.casefold().split()]
    return any(word.startswith(stem) for word in label.casefold().split() for stem in stems)


_DRAWN_BY: dict[type, Callable[[Any, Surface], Iterator[RenderableType]]] = {
    parts.Text: _text,
    parts.Score: _score,
    parts.Findings: _findings,
    parts.Asked: _asked,
    parts.PromptBlock: _prompt,
    parts.Open: _open,
    parts.Changes: _changes,
    parts.Table: draw_table,
    parts.Bullets: _bullets,
    parts.Notice: _notice,
    parts.File: _file,
    parts.Actions: _actions,
}
