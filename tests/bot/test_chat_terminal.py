"""The real command in a real terminal."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.terminal import Terminal

VAGUE = "write something about travel\r"


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], Terminal]]:
    """Starts the command again and again with the same data folder; leaves no store behind."""
    yield lambda: Terminal(folder)
    last = Terminal(folder)  # takes over a store that a killed one left, and stops it
    last.type(VAGUE)
    last.type("/quit\r")
    assert last.ended() == 0
    assert not (folder / "store.sock").exists()


def test_a_conversation_survives_leaving_and_coming_back(start: Callable[[], Terminal]) -> None:
    first = start()
    first.type(VAGUE)
    assert "of 100" in first.until("type:")
    first.type("\x04")
    assert first.ended() == 0
    second = start()
    second.until("Welcome back: the questions")
    second.signal(signal.SIGTERM)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_a_conversation_survives_a_violent_end(
    start: Callable[[], Terminal], folder: Path, number: signal.Signals
) -> None:
    first = start()
    first.type(VAGUE)
    first.until("type:")
    first.signal(number)
    assert (folder / "store.sock").exists() == (number == signal.SIGKILL)
    second = start()
    second.until("Welcome back")
    second.signal(signal.SIGTERM)


def test_ctrl_c_does_not_end_it_and_says_how_to(start: Callable[[], Terminal]) -> None:
    terminal = start()
    terminal.type("half a thought\x03\x03")
    terminal.until("Ctrl-D")
    terminal.type("/quit\r")
    assert terminal.ended() == 0
