"""A finding, with the piece that it speaks of marked where it stands in the prompt."""

from collections.abc import Iterator

from rich.text import Text

from adapters.console.prose import clean, prose
from adapters.console.surface import Surface
from coaching.messages.critique import Finding

_AROUND = 30
"""Characters of the prompt on each side of a quote."""
_MARKS = {"high": "bold red", "medium": "bold yellow", "low": "bold cyan"}


def draw_finding(finding: Finding, prompt: str, surface: Surface) -> Iterator[Text]:
    """The finding, then the quote in its context; what is absent has none."""
    said = prose(f"{finding.message} {finding.advice}".strip(), styled=surface.styled)
    bullet = surface.glyphs("• ")
    for number, line in enumerate(surface.wrap(said, bullet, "  ")):
        if not number:
            line.stylize(_MARKS[finding.severity], 0, len(bullet))
        yield line
    if finding.quote:
        yield from surface.wrap(_in_context(finding, prompt, surface), "  ", "  ")


def _in_context(finding: Finding, prompt: str, surface: Surface) -> Text:
    """One line: some words before the quote, the quote marked, some words after it."""
    quote = finding.quote or ""
    before = after = ""
    if prompt[finding.start : finding.end] == quote:
        before, after = _words_before(prompt[: finding.start], surface), _words_after(prompt[finding.end :], surface)
    marked = _flat(quote) if surface.styled else surface.glyphs(f"»{_flat(quote)}«")
    return Text.assemble((before, "dim"), (marked, "bold underline"), (after, "dim"))


def _words_before(text: str, surface: Surface) -> str:
    if len(text) <= _AROUND:
        return _flat(text)
    return surface.glyphs("…") + _flat(text[-_AROUND:].partition(" ")[2] or text[-_AROUND:])


def _words_after(text: str, surface: Surface) -> str:
    if len(text) <= _AROUND:
        return _flat(text)
    return _flat(text[:_AROUND].rpartition(" ")[0] or text[:_AROUND]) + surface.glyphs("…")


def _flat(text: str) -> str:
    """The text on one line; blanks at its ends stay, since words stand beside it."""
    return "".join(" " if letter in "\n\t" else letter for letter in clean(text))
