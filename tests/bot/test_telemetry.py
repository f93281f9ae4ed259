"""The log: what libraries say is passed on without their words where those may quote somebody."""

import asyncio
import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import structlog

from bot.telemetry import configure_logging

PRIVATE = "our secret plan, xoxb-123"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(captured: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    written = captured.readouterr().err
    assert PRIVATE not in written
    return [json.loads(line) for line in written.splitlines()]


def fail() -> None:
    raise ValueError(PRIVATE)


@pytest.mark.parametrize("name", ["slack_bolt.app", "slack_sdk.web", "aiohttp.server", "asyncio", "somebody"])
def test_of_what_a_library_says_only_the_place_is_logged(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("debug")
    try:
        fail()
    except ValueError:
        logging.getLogger(name).exception(f"it failed on {PRIVATE}")  # noqa: G004  (as libraries do)
    [line] = lines(capsys)
    assert (line["event"], line["level"], line["logger"]) == ("library_log", "error", name)
    assert line["at"].startswith("test_telemetry.py:")
    assert line["error"].startswith("ValueError in test_telemetry.py:")


def test_words_without_their_arguments_are_shown_of_those_who_keep_them_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging("info")
    logging.getLogger("docket.worker").warning("restarting %s", PRIVATE)
    logging.getLogger("docket.worker").info("%s [%s]", PRIVATE, PRIVATE)
    logging.getLogger("uvicorn.error").error(OSError(PRIVATE))
    assert [line["event"] for line in lines(capsys)] == ["restarting %s", "library_log"]


def test_slacks_libraries_are_heard_only_on_errors(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("debug")
    logging.getLogger("slack_sdk.web.async_client").warning(PRIVATE)
    logging.getLogger("slack_bolt.AsyncApp").debug(PRIVATE)
    assert lines(capsys) == []


async def test_a_task_that_nobody_waits_for_is_logged_by_place(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("warning")

    async def failing() -> None:
        fail()

    task = asyncio.create_task(failing())
    await asyncio.wait([task])
    del task
    [line] = lines(capsys)
    assert line["logger"] == "asyncio"
    assert line["error"].startswith("ValueError in test_telemetry.py:")


def test_lines_name_the_turn_that_they_belong_to(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("warning")
    with structlog.contextvars.bound_contextvars(turn="C1:1.2"):
        structlog.get_logger().warning("ours")
        logging.getLogger("docket").warning("theirs")
    assert [line["turn"] for line in lines(capsys)] == ["C1:1.2", "C1:1.2"]


def test_a_log_that_nobody_reads_any_more_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = os.pipe()
    with os.fdopen(write, "w", buffering=1) as stream:
        monkeypatch.setattr("sys.stderr", stream)
        configure_logging("warning")
        os.close(read)
        structlog.get_logger().warning("ours")
        logging.getLogger("docket").warning("theirs")
        with suppress(BrokenPipeError):
            stream.close()
