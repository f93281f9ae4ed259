"""What Slack refuses of messages, blocks and arguments, as far as it matters to us."""

import re
from typing import Any

BLOCKS, VIEW_BLOCKS = 50, 100
TEXT, UPDATED_TEXT, STREAMED = 40_000, 4_000, 12_000
ALL_BLOCKS = 13_200
_TS = re.compile(r"\d{10}\.\d{6}")
_LONGEST = {"section": 3000, "header": 150, "markdown": 12_000}


class RefusedError(Exception):
    """Slack's `{"ok": false, "error": code}`; with `retry_after`, a 429."""

    def __init__(self, code: str, retry_after: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


def check_message(args: dict[str, Any], longest: int = TEXT) -> None:
    """Raises `RefusedError` for what chat.* methods and response URLs refuse."""
    text, blocks = args.get("text") or "", args.get("blocks") or []
    if not text and not blocks and not args.get("markdown_text"):
        raise RefusedError("no_text")
    if len(text) > longest:
        raise RefusedError("msg_too_long")
    check_blocks(blocks, BLOCKS)
    if (metadata := args.get("metadata")) is not None and not (
        isinstance(metadata, dict) and metadata.get("event_type") and isinstance(metadata.get("event_payload"), dict)
    ):
        raise RefusedError("invalid_metadata_format")


def check_ts(value: object) -> None:
    if value is not None and not (isinstance(value, str) and _TS.fullmatch(value)):
        raise RefusedError("invalid_thread_ts")


def check_blocks(blocks: object, most: int) -> None:
    if not isinstance(blocks, list) or len(blocks) > most or not all(map(_is_block, blocks)):
        raise RefusedError("invalid_blocks")
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)):
        raise RefusedError("invalid_blocks")
    if sum(block["type"] == "table" for block in blocks) > 1:
        raise RefusedError("invalid_attachments")
    if sum(map(_length, blocks)) > ALL_BLOCKS:
        raise RefusedError("msg_blocks_too_long")
    if not all(map(_block_fits, blocks)):
        raise RefusedError("invalid_blocks")


def _is_block(block: object) -> bool:
    return isinstance(block, dict) and isinstance(block.get("type"), str) and len(str(block.get("block_id", ""))) <= 255


def _length(node: object) -> int:
    """Characters of all texts below a block."""
    if isinstance(node, dict):
        own = node.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(map(_length, node.values()))
    return sum(map(_length, node)) if isinstance(node, list) else 0


def _block_fits(block: dict[str, Any]) -> bool:
    text = block.get("text")
    words = text.get("text") if isinstance(text, dict) else text
    if isinstance(words, str) and not 0 < len(words) <= _LONGEST.get(block["type"], 12_000):
        return False
    fields, elements = block.get("fields") or [], block.get("elements") or []
    if len(fields) > 10 or any(len(field.get("text", "")) > 2000 for field in fields):
        return False
    if block["type"] == "table" and not _table_fits(block.get("rows") or []):
        return False
    if block["type"] == "context":
        return len(elements) <= 10 and all(0 < len(e.get("text", "x")) <= 2000 for e in elements)
    return block["type"] not in {"actions", "context_actions"} or _actions_fit(elements)


def _table_fits(rows: list[list[object]]) -> bool:
    return 0 < len(rows) <= 100 and len({len(row) for row in rows}) == 1 and 0 < len(rows[0]) <= 20


def _actions_fit(elements: list[dict[str, Any]]) -> bool:
    ids = [element["action_id"] for element in elements if element.get("action_id")]
    return 0 < len(elements) <= 25 and len(ids) == len(set(ids)) and all(map(_element_fits, elements))


def _element_fits(element: dict[str, Any]) -> bool:
    options = element.get("options") or []
    few = {"radio_buttons": 10, "checkboxes": 10, "overflow": 5}.get(element.get("type", ""), 100)
    label = element.get("text")
    return (
        len(str(element.get("action_id", ""))) <= 255
        and len(str(element.get("value", ""))) <= 2000
        and (not isinstance(label, dict) or 0 < len(label.get("text", "")) <= 75)
        and len(options) <= few
        and all(len(option.get("value", "")) <= 150 for option in options)
        and all(0 < len(option["text"]["text"]) <= 75 for option in options)
    )
