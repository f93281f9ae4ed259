"""Who says what, where: the conversation key, the request, and the action that a button stands for."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from coaching.messages.base import Frozen


class Platform(StrEnum):
    """Where people talk."""

    SLACK = "slack"
    TEAMS = "teams"
    CONSOLE = "console"


class ConversationKey(Frozen):
    """One conversation, named completely: a key that lacks its tenant or its person can't be built.

    `thread` is empty where the platform has none (a direct message). Every stored key is made from this.
    """

    platform: Platform
    tenant: str
    channel: str
    thread: str
    person: str


ActionName = Literal[
    "coach",  # critique this text (value: the text)
    "triage",  # start the triage (value: the situation, may be empty)
    "ask",  # explain something (value: the question)
    "answer",  # answer a question (target: its id; value: the answer)
    "skip",  # skip a question (target: its id, empty for the one on screen)
    "rewrite",  # no more questions, just rewrite it
    "set",  # fill a placeholder or change an assumption (target: its name; value: the words)
    "undo",  # take back an edit (target: the change's id, empty for the last thing done)
    "shorter",
    "keep_wording",
    "details",  # all findings
    "changes",  # what changed and why
    "back",
    "change",  # change an answer of the triage (target: the fact, or words that hold new facts)
    "case",  # keep a failing case for the evaluation starter (value: "input => what it should have said")
    "brief",  # the decision brief as a file
    "starter",  # the evaluation starter as a file
    "resume",  # show again what is going on
    "share",  # show the rewrite or the recommendation to everybody in the channel
    "vote",  # keep whether an answer helped (target: the reply; value: "up" or "down")
    "cancel",
    "restart",
    "forget",
    "help",
]


class Action(Frozen):
    """What a button means, or typed words that mean the same. Targets are ids, never positions."""

    name: ActionName
    target: str = ""
    value: str = ""


class Attachment(Frozen):
    """A text file that came with a message and belongs to its text; `url` is where the platform keeps it."""

    name: str
    url: str
    media_type: str = ""
    size: int = 0
    """Bytes, as the platform says."""


class Request(Frozen):
    """One thing that a person said, by text or by button; `id` is the message's own, stable over redeliveries."""

    id: str
    conversation: ConversationKey
    text: str = ""
    action: Action | None = None
    about: str = ""
    """The subject (see `Session`) that a pressed button belongs to; empty for typed words."""
    overheard: bool = False
    """Said near the coach and not to it, such as a message in a thread of the coach that doesn't mention it."""
    attachments: tuple[Attachment, ...] = ()
    unreadable: tuple[str, ...] = ()
    """The names of attachments that could not be read, or are no text."""
    address: Mapping[str, str] = Field(default_factory=dict)
    """The way back to the person, in words of the platform's adapter; nobody else reads it."""
    sent_at: float = 0.0
    """When it was said by the platform's clock, in seconds since 1970; 0 where the platform doesn't say."""
