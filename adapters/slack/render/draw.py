"""The parts that every reply is made of, drawn: prose, tables, lists, notices, prompts, actions."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import RawTextObject, RichTextBlock, TableBlock
from slack_sdk.models.blocks.basic_components import TableBlockColumnSettings

from adapters.slack.render.blocks import (
    BOLD,
    Drawn,
    clean,
    listed,
    paragraphs,
    plain,
    preformatted,
    prose,
    quiet,
    rich,
    section,
    words,
)
from adapters.slack.render.buttons import Buttons
from adapters.slack.split import pieces
from adapters.slack.texts import PROMPT_IN_FILE
from coaching.messages import reply as parts
from coaching.messages.conversation import ActionName

_PROMPT_SIZE = 6000
_TABLE_SIZE, _TABLE_ROWS, _TABLE_COLUMNS = 8000, 100, 20
_EMPTY_CELL = "–"
_URGENT = "⚠️"
_TITLE = 1000
_MAIN: ActionName = "triage"
"""What gets the one button that stands out: where it is offered, no button beside it leads as far."""


def draw_text(part: parts.Text, _buttons: Buttons) -> Iterator[Drawn]:
    """Prose."""
    yield from paragraphs(part.text)


def draw_notice(part: parts.Notice, _buttons: Buttons) -> Iterator[Drawn]:
    """A quiet line; an urgent one is as large as prose."""
    yield from paragraphs(f"{_URGENT} {part.text}") if part.urgent else quiet(part.text)


def draw_bullets(part: parts.Bullets, _buttons: Buttons) -> Iterator[Drawn]:
    """A title and a list."""
    yield from title(part.title)
    yield from listed(part.items, numbered=part.numbered)


def title(text: str) -> Iterator[Drawn]:
    """A line in bold."""
    for piece in pieces(clean(text).strip(), _TITLE):
        if piece.strip():
            yield rich(piece, section(words(piece, BOLD)))


def draw_actions(part: parts.Actions, buttons: Buttons) -> Iterator[Drawn]:
    """What can be done next."""
    main = next((choice for choice in part.choices if choice.action.name == _MAIN), None)
    yield from buttons.rows(part.choices, main=main)


def fits_block(part: parts.PromptBlock) -> bool:
    """Whether a prompt is short enough to be shown; else it is a file."""
    return preformatted(clean(part.text)).size <= _PROMPT_SIZE


def draw_prompt(part: parts.PromptBlock, _buttons: Buttons) -> Iterator[Drawn]:
    """A prompt to copy, or a line that says where it is."""
    if not fits_block(part):
        yield from quiet(PROMPT_IN_FILE)
    elif part.text.strip():
        yield preformatted(clean(part.text))


def draw_table(part: parts.Table, *, as_list: bool = False) -> Iterator[Drawn]:
    """A table where Slack takes it, else the same as a list."""
    yield from title(part.title)
    drawn = None if as_list else _table(part)
    yield from [drawn] if drawn else listed([_row_as_item(part.columns, row) for row in part.rows])


def _table(part: parts.Table) -> Drawn | None:
    """The table, or None where it is too large."""
    if not 0 < len(part.columns) <= _TABLE_COLUMNS or len(part.rows) >= _TABLE_ROWS:
        return None
    rows = [part.columns, *part.rows]
    wrapped = [TableBlockColumnSettings(is_wrapped=True) for _ in part.columns]
    block = TableBlock(rows=[*map(_row, rows)], column_settings=wrapped)
    drawn = Drawn(block, "\n".join(" | ".join(map(plain, row)) for row in rows))
    return drawn if drawn.size <= _TABLE_SIZE else None


def _row(cells: Sequence[str]) -> list[RawTextObject | RichTextBlock]:
    return [_cell(clean(cell).strip() or _EMPTY_CELL) for cell in cells]


def _cell(text: str) -> RawTextObject | RichTextBlock:
    if plain(text) == text and "://" not in text:
        return RawTextObject(text=text)
    return RichTextBlock(elements=[section(*prose(text))])


def _row_as_item(columns: Sequence[str], row: Sequence[str]) -> str:
    """A row by its first cell, the others below it with their column's name."""
    first, *others = row or [""]
    named = [f"{column}: {cell}" for column, cell in zip(columns[1:], others, strict=False)]
    return "\n".join([first, " · ".join(named)]).strip()
