"""JSON lines in, JSON lines out: through the command, and through the reader itself with an answer of our own."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.jsonl import MAX_LINE, Row, Tally, answer_lines
from tests.bot.console_script import refusal, run

TEXT = "write an email to my landlord about the heating"


def lines(*rows: object) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def echo(row: Row) -> dict[str, object]:
    if "text" not in row:
        raise InputError("no text")
    return {"text": row["text"]}


def answered(source: bytes) -> tuple[list[dict[str, Any]], Tally]:
    sink = BytesIO()
    tally = answer_lines(BytesIO(source), sink, echo)
    return [json.loads(line) for line in sink.getvalue().splitlines()], tally


def test_each_line_gets_the_answer_that_the_text_alone_would_get() -> None:
    ended = run("critique", "--jsonl", "-", stdin=lines({"id": "a", "text": TEXT}, {"id": 7, "text": "thanks!"}))
    assert (ended.code, ended.err) == (0, "")
    first, second = ended.rows
    assert first == {"id": "a", **run("critique", TEXT, "--json").rows[0]}
    assert next(iter(first)) == "id"
    assert (second["id"], second["kind"]) == (7, "chatter")


def test_facts_of_a_triage_line_are_the_persons_answers() -> None:
    known = {"prompting_tried": "yes_not_enough", "volume": "high"}
    source = lines(
        {"id": 1, "situation": "an HR bot", "facts": known},
        {"id": 2, "situation": "", "facts": known},
        {"id": 3, "situation": "an HR bot", "facts": {"volume": "loud"}},
        {"id": 4, "situation": "an HR bot", "facts": {"colour": "red"}},
        {"id": 5, "situation": "an HR bot", "facts": {"volume": 3}},
        {"id": 6, "situation": "an HR bot", "facts": ["volume"]},
        {"id": 7, "situation": " "},
    )
    ended = run("triage", "--jsonl", "-", stdin=source)
    assert ended.code == 2
    good, without_situation, *refused = ended.rows
    assert known.items() <= good["facts"].items()
    assert known.items() <= without_situation["facts"].items()
    words = ["loud", "colour", "'volume' is a number", "'facts' is an array", "'situation' is empty"]
    assert all(word in row["error"] for word, row in zip(words, refused, strict=True))


def test_an_explanation_line_has_its_id() -> None:
    ended = run("ask", "--jsonl", "-", stdin=lines({"id": "q", "question": "what is RAG?"}))
    assert (ended.code, list(ended.rows[0])) == (0, ["id", "answer", "article", "sources", "nearest"])


def test_bad_lines_are_answered_in_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    file = tmp_path / "prompts.jsonl"
    bad = [
        b"no json",
        b'["a list"]',
        lines({"text": TEXT}).strip(),
        lines({"id": "no text"}).strip(),
        lines({"id": "a number", "text": 5}).strip(),
        lines({"id": "blank", "text": " \n"}).strip(),
        lines({"id": "long", "text": "a" * 100_001}).strip(),
        b'{"id": "bytes", "text": "\xff"}',
        b'{"id": "half a letter", "text": "\\ud800"}',
        lines({"id": "good", "text": "again"}).strip(),
    ]
    file.write_bytes(b"\n".join([lines({"id": "good", "text": TEXT}).strip(), *bad, lines({"id": 2, "text": TEXT})]))
    ended = run("critique", "--jsonl", str(file))
    assert ended.code == 2
    assert ended.err == f"promptcoach: {file}: 10 of 12 lines can't be used; their 'error' says why\n"
    first, *refused, last = ended.rows
    assert (first["id"], last["id"]) == ("good", 2)
    assert first["kind"] == last["kind"] == "prompt"
    for number, row in enumerate(refused, 2):
        assert list(row) == ["id", "error"]
        assert row["error"].startswith(f"line {number}: ")
    known = [None, None, None, "no text", "a number", "blank", "long", None, None, "good"]
    assert [row["id"] for row in refused] == known


def test_a_file_without_lines_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "blank.jsonl"
    file.write_bytes(b"\n \n")
    assert refusal("critique", "--jsonl", str(file)) == f"{file} is empty: it takes one JSON object a line"


def test_lines_are_read_whatever_ends_them_and_blank_ones_are_counted_but_not_answered() -> None:
    rows, tally = answered(b'\xef\xbb\xbf{"id":1,"text":"a"}\r\n\r\n \t\n{"id":2}\n{"id":3,"text":"\xe2\x80\xa8"}')
    assert rows == [{"id": 1, "text": "a"}, {"id": 2, "error": "line 4: no text"}, {"id": 3, "text": "\u2028"}]
    assert (tally.answered, tally.refused, tally.lines) == (2, 1, 3)


def test_a_line_longer_than_memory_should_hold_is_skipped_to_its_end() -> None:
    long = b'{"id":1,"text":"' + b"a" * (2 * MAX_LINE) + b'"}\n'
    rows, tally = answered(long + b'{"id":2,"text":"b"}\n')
    assert rows[0]["error"].startswith("line 1: longer than ")
    assert rows[1] == {"id": 2, "text": "b"}
    assert tally.refused == 1


def test_an_answer_that_breaks_does_not_take_the_others_with_it() -> None:
    def broken(row: Row) -> dict[str, object]:
        return {"length": 1 // len(str(row["text"]))}

    sink = BytesIO()
    tally = answer_lines(BytesIO(lines({"id": 1, "text": ""}, {"id": 2, "text": "a"})), sink, broken)
    first, second = (json.loads(line) for line in sink.getvalue().splitlines())
    assert first["id"] == 1
    assert "ZeroDivisionError in test_cli_jsonl.py" in first["error"]
    assert second == {"id": 2, "length": 1}
    assert (tally.answered, tally.failed) == (1, 1)


@pytest.mark.parametrize("row_id", [None, True, 1.5, [], {}])
def test_an_id_is_a_string_or_a_whole_number(row_id: object) -> None:
    [row], _ = answered(lines({"id": row_id, "text": "a"}))
    assert row["id"] is None
    assert "not a string or a whole number" in row["error"]


def test_a_number_and_its_digits_are_two_ids() -> None:
    rows, tally = answered(lines({"id": 1, "text": "a"}, {"id": "1", "text": "b"}))
    assert [row["id"] for row in rows] == [1, "1"]
    assert tally.answered == 2


@given(st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line)))
def test_any_bytes_give_one_json_object_for_each_line_that_holds_something(source: list[bytes]) -> None:
    rows, tally = answered(b"\n" + b"\n".join(source))
    assert len(rows) == tally.lines == sum(bool(line.strip()) for line in source)
    assert all(set(row) in ({"id", "error"}, {"id", "text"}) for row in rows)


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=50)))
def test_any_text_comes_through_unharmed(texts: dict[str, str]) -> None:
    rows, tally = answered(lines(*({"id": name, "text": text} for name, text in texts.items())))
    assert {row["id"]: row["text"] for row in rows} == texts
    assert tally.answered == len(texts)
