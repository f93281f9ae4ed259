"""Answers to a file of JSON lines, one by one: a line in, a line out, in the same order.

A line that can't be answered yields `{"id": …, "error": "line 3: …"}` in its place, and the others go on. Lines are
read and written one at a time, so that a file may be longer than memory; only the ids stay, to notice one used twice.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import BinaryIO, TypeAlias

from pydantic_core import from_json, to_json

from bot.errors import InputError, place

MAX_LINE = 4_000_000
"""Bytes of one line: room for the longest text and situation with every character escaped."""

Row: TypeAlias = Mapping[str, object]
Answer: TypeAlias = Callable[[Row], Mapping[str, object]]
"""Answers one row with the fields of its output line. Raises InputError for a row that can't be answered."""
RowId: TypeAlias = str | int | None

_BOM = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Tally:
    """How it went: lines answered, lines refused as they were, lines that the coach itself failed on."""

    answered: int = 0
    refused: int = 0
    failed: int = 0

    @property
    def lines(self) -> int:
        """All lines that held something."""
        return self.answered + self.refused + self.failed


def answer_lines(source: BinaryIO, sink: BinaryIO, answer: Answer) -> Tally:
    """Answer every line of `source` to `sink`, each as soon as it is read."""
    tally, seen = Tally(), set[RowId]()
    for number, line in _lines(source):
        sink.write(_answer_line(f"line {number}", line, answer, seen, tally) + b"\n")
        sink.flush()
    return tally


def _lines(source: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that hold something, with their numbers; None for one that is too long to be kept."""
    for number in count(1):
        line = source.readline(MAX_LINE + 1)
        if not line:
            return
        if len(line) > MAX_LINE:
            _skip_rest(source, line)
            yield number, None
        elif held := line.removeprefix(_BOM if number == 1 else b"").strip():
            yield number, held


def _skip_rest(source: BinaryIO, piece: bytes) -> None:
    while piece and not piece.endswith(b"\n"):
        piece = source.readline(MAX_LINE)


def _answer_line(where: str, line: bytes | None, answer: Answer, seen: set[RowId], tally: Tally) -> bytes:
    row_id: RowId = None
    try:
        row = _parse(line)
        row_id = _row_id(row)
        _only_once(row_id, seen)
        output = to_json({"id": row_id, **answer(row)})
    except InputError as error:
        tally.refused += 1
        return to_json({"id": row_id, "error": f"{where}: {error}"})
    except Exception as error:  # noqa: BLE001 - one text that the coach trips over must not take the others with it
        tally.failed += 1
        return to_json({"id": row_id, "error": f"{where}: the coach failed on it ({place(error)}); please report this"})
    tally.answered += 1
    return output


def _parse(line: bytes | None) -> Row:
    if line is None:
        raise InputError(f"longer than {MAX_LINE:,} bytes", "send the part that matters")
    try:
        row = from_json(line, allow_inf_nan=False)
    except ValueError as error:
        raise InputError(f"not JSON, {_fault_in_line(str(error))}") from None
    if not isinstance(row, dict):
        raise InputError(f"{json_type(row)}, not an object", 'write {"id": …, …}')
    return row


def _fault_in_line(fault: str) -> str:
    """A parser's message without its line, which is always the first."""
    return fault.replace(" at line 1 column ", " at byte ")


def _row_id(row: Row) -> RowId:
    row_id = row.get("id")
    if isinstance(row_id, bool) or not isinstance(row_id, str | int):
        wrong = f"is {json_type(row_id)}, not a string or a whole number" if "id" in row else "is missing"
        raise InputError(f"field 'id' {wrong}")
    return row_id


def _only_once(row_id: RowId, seen: set[RowId]) -> None:
    if row_id in seen:
        raise InputError(f"id {to_json(row_id).decode()} stands in an earlier line too", "give each line its own")
    seen.add(row_id)


def json_type(value: object) -> str:
    """What a value is called in JSON, with its article."""
    names = {str: "a string", bool: "a boolean", dict: "an object", list: "an array", type(None): "null"}
    return names.get(type(value), "a number")
