"""The few shapes that replies are drawn with.

Prose is rich text, never `mrkdwn`: what stands in a rich text is shown as it is, so that nobody's words can mention
people, make links or break the formatting. Context lines alone know no rich text; there everything is escaped.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeVar

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    MarkdownTextObject,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextListElement,
    RichTextPreformattedElement,
    RichTextQuoteElement,
    RichTextSectionElement,
)

from adapters.slack.markup import escape
from adapters.slack.message import Shape
from adapters.slack.render.limits import shape_of, size
from adapters.slack.split import length, pieces

Style: TypeAlias = RichTextElementParts.TextStyle

PARAGRAPH = 2500
"""Units of one block's prose: more than this is hard to read, and Slack folds it."""
CONTEXT = 300
"""Units of one quiet line before escaping, which can make five of each."""
BOLD, STRIKE, CODE = Style(bold=True), Style(strike=True), Style(code=True)

_UNPRINTABLE = dict.fromkeys((*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))
_MARKS = re.compile(
    r"\*\*(?P<bold>[^*\n]{1,500})\*\*"
    r"|`(?P<code>[^`\n]{1,500})`"
    r"|\[(?P<label>[^\[\]\n]{1,200})\]\((?P<url>https?://[^\s()]{1,500})\)"
    r"|(?P<bare>https?://[^\s()<>\"]{1,500}[^\s()<>\".,;:!?])"
)
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Drawn:
    """A block, and what it says in plain words."""

    block: Block
    text: str

    @cached_property
    def shape(self) -> Shape | str:
        """The block as it is sent; made once, since that takes time."""
        return shape_of(self.block)

    @cached_property
    def size(self) -> int:
        """Units of the block as JSON."""
        return size(self.shape)


def packed(
    items: Iterable[_Item], measure: Callable[[_Item], int], *, most: int, count: int
) -> Iterator[tuple[_Item, ...]]:
    """The items in groups of at most `count`, each at most `most` in all, in order; a larger one stands alone."""
    group: list[_Item] = []
    full = 0
    for item in items:
        weight = measure(item)
        if group and (full + weight > most or len(group) == count):
            yield tuple(group)
            group, full = [], 0
        group.append(item)
        full += weight
    if group:
        yield tuple(group)


def clean(text: str) -> str:
    """The text without what Slack refuses or nobody sees: control characters."""
    return text.replace("\r\n", "\n").translate(_UNPRINTABLE)


def words(text: str, style: Style | None = None) -> RichTextElement:
    """Text exactly as it stands."""
    return RichTextElementParts.Text(text=text, style=style)


def prose(text: str) -> list[RichTextElement]:
    """Text with its **bold**, `code` and links."""
    found, at = [], 0
    for mark in _MARKS.finditer(text):
        found += [words(text[at : mark.start()])] if mark.start() > at else []
        found.append(_marked(mark))
        at = mark.end()
    return [*found, words(text[at:])] if at < len(text) else found


def _marked(mark: re.Match[str]) -> RichTextElement:
    if mark["bold"]:
        return words(mark["bold"], BOLD)
    if mark["code"]:
        return words(mark["code"], CODE)
    return RichTextElementParts.Link(url=mark["url"] or mark["bare"], text=mark["label"])


def plain(text: str) -> str:
    """Text with the signs of its Markdown taken out."""
    return _MARKS.sub(_spoken, text)


def _spoken(mark: re.Match[str]) -> str:
    return mark["bold"] or mark["code"] or mark["bare"] or f"{mark['label']} ({mark['url']})"


def section(*elements: RichTextElement) -> RichTextElement:
    """One paragraph."""
    return RichTextSectionElement(elements=elements)


def quote(*elements: RichTextElement) -> RichTextElement:
    """A quotation, with a bar on its left."""
    return RichTextQuoteElement(elements=elements)


def rich(text: str, *elements: RichTextElement) -> Drawn:
    """Paragraphs, lists and quotations as one block; `text` is what they say."""
    return Drawn(RichTextBlock(elements=elements), text)


def preformatted(text: str) -> Drawn:
    """A text to copy, letter by letter."""
    return rich(text, RichTextPreformattedElement(elements=[words(text)]))


def paragraphs(text: str) -> Iterator[Drawn]:
    """Prose, in as many blocks as it needs."""
    for piece in pieces(clean(text).strip(), PARAGRAPH):
        if piece.strip():
            yield rich(plain(piece), section(*prose(piece)))


def listed(items: Sequence[str], *, numbered: bool = False) -> Iterator[Drawn]:
    """A list. What is too long for an item goes on below it."""
    start = 0
    told = [item for item in map(clean, items) if item.strip()]
    for group in packed(told, length, most=PARAGRAPH, count=len(told)):
        heads = [next(iter(pieces(item, PARAGRAPH)), "") for item in group]
        marks = [f"{start + at}. " if numbered else "• " for at in range(1, len(group) + 1)]
        text = "\n".join(mark + plain(head) for mark, head in zip(marks, heads, strict=True))
        yield rich(text, _list(heads, start if numbered else None))
        yield from paragraphs(group[0][len(heads[0]) :])
        start += len(group)


def _list(items: Sequence[str], offset: int | None) -> RichTextElement:
    style = "bullet" if offset is None else "ordered"
    return RichTextListElement(elements=[section(*prose(item)) for item in items], style=style, offset=offset or None)


def quiet(text: str) -> Iterator[Drawn]:
    """Small grey lines."""
    for piece in pieces(clean(text).strip(), CONTEXT):
        if piece.strip():
            yield Drawn(ContextBlock(elements=[MarkdownTextObject(text=_mrkdwn(piece), verbatim=True)]), plain(piece))


def _mrkdwn(text: str) -> str:
    """Prose for a place that knows no rich text."""
    return _MARKS.sub(_written, escape(text))


def _written(mark: re.Match[str]) -> str:
    if mark["url"]:
        return f"<{mark['url']}|{mark['label']}>"
    return f"*{mark['bold']}*" if mark["bold"] else mark[0]
