"""What Slack refuses, checked before it is sent: the SDK's own checks, and those that it leaves to Slack.

Lengths are UTF-16 units. A fault is a short text that names a limit and holds nothing of the message.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models import JsonObject
from slack_sdk.models.views import View

from adapters.slack.message import Shape
from adapters.slack.split import length

MOST_BLOCKS = 50
"""In a message."""
MOST_SIZE = 12_000
"""Units of all blocks of a message as JSON. Slack counts in a way of its own, and less than this."""
MOST_TEXT = 4_000
"""Units of a message's plain text: a new message may have more, an edited one may not."""
_MOST_BLOCKS_OF_A_VIEW = 100
_TEXTS = {"section": 3000, "header": 150, "context": 2000, "button": 75, "markdown": 12_000}
_COUNTS = {
    "actions": ("elements", 25),
    "context": ("elements", 10),
    "context_actions": ("elements", 5),
    "section": ("fields", 10),
    "radio_buttons": ("options", 10),
    "checkboxes": ("options", 10),
    "static_select": ("options", 100),
    "table": ("rows", 100),
}
_IDS = {"block_id": 255, "action_id": 255, "callback_id": 255, "value": 2000, "private_metadata": 3000}
_FIELD, _OPTION_VALUE, _OPTION_TEXT, _COLUMNS = 2000, 150, 75, 20


def shape_of(model: JsonObject) -> Shape | str:
    """A block or a view as it is sent, or what the SDK has against it."""
    try:
        return model.to_dict()
    except SlackObjectFormationError as error:
        return str(error)


def size(shape: Shape | str) -> int:
    """Units of a block as JSON."""
    return length(json.dumps(shape, ensure_ascii=False, separators=(",", ":")))


def faults_of(shapes: Sequence[Shape | str], text: str) -> tuple[str, ...]:
    """Everything for which Slack would refuse a message with these blocks and this text; empty where it wouldn't."""
    blocks = [shape for shape in shapes if not isinstance(shape, str)]
    found = [shape for shape in shapes if isinstance(shape, str)]
    found += _too_many("blocks of a message", len(shapes), MOST_BLOCKS)
    found += _too_many("text of a message", length(text), MOST_TEXT)
    found += _too_many("tables of a message", sum(block["type"] == "table" for block in blocks), 1)
    if not shapes:
        found.append("no blocks")
    return (*found, *_of_blocks(blocks))


def view_faults(view: View) -> tuple[str, ...]:
    """Everything for which Slack would refuse a modal or a Home tab."""
    shape = shape_of(view)
    if isinstance(shape, str):
        return (shape,)
    found = [*_too_many("blocks of a view", len(shape["blocks"]), _MOST_BLOCKS_OF_A_VIEW), *_ids(shape)]
    return (*found, *_of_blocks(shape["blocks"]))


def _of_blocks(blocks: Sequence[Shape]) -> Iterator[str]:
    yield from _too_many("all blocks together", sum(map(size, blocks)), MOST_SIZE)
    yield from _double("block_id", (block.get("block_id") for block in blocks))
    for block in blocks:
        yield from _double("action_id", (element.get("action_id") for element in _elements(block)))
        for shape in _within(block):
            yield from _of_shape(shape)
        if block["type"] == "table":
            yield from _of_table(block["rows"])


def _of_shape(shape: Shape) -> Iterator[str]:
    """The faults of one object, whatever is inside it left aside."""
    kind = shape.get("type", "")
    if kind in _TEXTS:
        yield from _too_many(f"text of a {kind}", sum(map(length, _texts(shape))), _TEXTS[kind])
    if kind in _COUNTS:
        name, most = _COUNTS[kind]
        yield from _too_many(f"{name} of a {kind}", len(shape.get(name, ())), most)
    yield from _ids(shape)
    for field in shape.get("fields", ()):
        yield from _too_many("text of a field", length(field["text"]), _FIELD)
    for option in shape.get("options", ()):
        yield from _too_many("value of an option", length(option["value"]), _OPTION_VALUE)
        yield from _too_many("text of an option", length(option["text"]["text"]), _OPTION_TEXT)
    if shape.get("text") == "" or (kind in {"actions", "context", "rich_text"} and not shape.get("elements")):
        yield f"empty {kind}"


def _of_table(rows: Sequence[Sequence[Shape]]) -> Iterator[str]:
    yield from _too_many("columns of a table", max(map(len, rows)), _COLUMNS)
    if len(set(map(len, rows))) > 1:
        yield "ragged rows of a table"


def _ids(shape: Shape) -> Iterator[str]:
    for name, most in _IDS.items():
        if isinstance(text := shape.get(name), str):
            yield from _too_many(name, length(text), most)


def _texts(shape: Shape) -> list[str]:
    """The texts that count as the object's own."""
    texts = [shape.get("text"), *(shape.get("elements", ()) if shape["type"] == "context" else ())]
    return [text if isinstance(text, str) else text.get("text", "") for text in texts if text]


def _elements(block: Shape) -> list[Shape]:
    found = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    return [element for element in found if element]


def _within(shape: Any) -> Iterator[Shape]:  # noqa: ANN401  (any JSON)
    """Every object in a shape, itself included."""
    if isinstance(shape, dict):
        yield shape
        shape = list(shape.values())
    if isinstance(shape, list | tuple):
        for part in shape:
            yield from _within(part)


def _double(name: str, values: Iterable[str | None]) -> list[str]:
    return [f"double {name}" for value, count in Counter(values).items() if value and count > 1]


def _too_many(name: str, count: int, most: int) -> list[str]:
    return [f"{name}: {count} of at most {most}"] if count > most else []
