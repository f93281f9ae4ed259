"""A typed line → what to do with it.

Most lines go to the core as they are, commands of the core such as `/triage` and words such as `undo` included. What
concerns the terminal alone is answered here: `/quit`, `/save`, and a slash command that doesn't exist.
"""

from dataclasses import dataclass
from typing import TypeAlias

from coaching.messages.conversation import Action, ConversationKey, Platform, Request

GREETING = "promptcoach: send a prompt and I say what it lacks, and rewrite it. `help` says what else, `/quit` leaves."
HOW_TO_LEAVE = "To leave, type `/quit` or press Ctrl-D."
HELP = (
    "In the terminal: Enter sends; Alt-Enter, or a \\ at the end of a line, starts a new line; pasted lines stay "
    "together. `/save [file]` keeps the last rewrite or file, `/quit` leaves. Piped in, each line is one message."
)
_TO_THE_CORE = frozenset({"/coach", "/triage", "/ask", "/help"})
_LEAVING = frozenset({"/quit", "/exit", "/q"})


@dataclass(frozen=True, slots=True)
class Say:
    """For the core; `wants_help` where the terminal has something to add to the answer."""

    text: str
    wants_help: bool = False


@dataclass(frozen=True, slots=True)
class Save:
    """Keep the last file or rewrite; `path` is empty where the person named none."""

    path: str


@dataclass(frozen=True, slots=True)
class Leave:
    """The person has had enough."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A slash command that doesn't exist."""

    command: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """An empty line."""


Typed: TypeAlias = Say | Save | Leave | Unknown | Nothing


def understand(line: str) -> Typed:
    """What a line means to the terminal. A text that merely starts with a path ("/etc/hosts is …") is for the core."""
    text = line.strip()
    command, _, rest = text.partition(" ")
    command = command.casefold()
    if not text:
        return Nothing()
    if command in _LEAVING and not rest:
        return Leave()
    if command == "/save" and "\n" not in rest:
        return Save(rest.strip().strip("\"'"))
    if text.startswith("/") and text[1:].isalpha() and command not in _TO_THE_CORE:
        return Unknown(text)
    return Say(text, wants_help=command.lstrip("/") == "help" and not rest)


def to_request(said: str | Action, request_id: str, conversation: ConversationKey) -> Request:
    """A request of the terminal's person."""
    if isinstance(said, Action):
        return Request(id=request_id, conversation=conversation, action=said)
    return Request(id=request_id, conversation=conversation, text=said)


def conversation(machine: str, person: str, pipe: str = "") -> ConversationKey:
    """The one conversation that a person has in terminals of a machine; each pipe has its own, that nobody resumes."""
    return ConversationKey(
        platform=Platform.CONSOLE,
        tenant=machine,
        channel="pipe" if pipe else "terminal",
        thread=pipe,
        person=person,
    )
