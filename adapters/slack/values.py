"""What a button carries: the action, and the conversation that it belongs to.

A press finds its conversation by this value alone, wherever the button is shown. It is compact JSON, because Slack
cuts nothing and refuses what is too long. A menu's options have room for a text only: there the menu's `action_id`
carries everything else, and the option's value is the action's value.

Values come back from Slack signed, but also from messages of older releases: what can't be read is no press.
"""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from coaching.messages.conversation import Action, ActionName, ConversationKey

OPENS = "open:"
"""Begins the `action_id` of a button that opens a modal; its value is the action that waits for the typed words."""
VALUE_LIMIT = 2000
"""Characters of a button's value."""
ACTION_ID_LIMIT = 255
OPTION_LIMIT = 150
"""Characters of the value of a menu's option."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button as it was drawn: what it does, about which subject, and in whose conversation."""

    action: Action
    subject: str
    channel: str
    thread: str
    person: str
    private: bool
    """Whether the button stands in an answer that only the person sees."""


class _Wire(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    n: ActionName
    t: str = ""
    v: str = ""
    a: str = ""
    c: tuple[str, str, str]
    p: Literal[0, 1] = 0


def encode(
    action: Action, subject: str, conversation: ConversationKey, *, private: bool, limit: int = VALUE_LIMIT
) -> str | None:
    """The value of a button, or None where it is longer than `limit`.

    With `ACTION_ID_LIMIT`, and an action without a value, it is the `action_id` of a menu.
    """
    wire = _Wire(
        n=action.name,
        t=action.target,
        v=action.value,
        a=subject,
        c=(conversation.channel, conversation.thread, conversation.person),
        p=1 if private else 0,
    )
    value = wire.model_dump_json(exclude_defaults=True)
    return value if _length(value) <= limit else None


def decode(value: str, option: str = "") -> Press | None:
    """What was pressed, or None where `value` was not written by `encode`.

    `option` is the value of the option that was chosen, where `value` is the `action_id` of a menu.
    """
    try:
        wire = _Wire.model_validate_json(value)
    except ValidationError:
        return None
    channel, thread, person = wire.c
    action = Action(name=wire.n, target=wire.t, value=option or wire.v)
    return Press(action, wire.a, channel, thread, person, private=wire.p == 1)


def _length(text: str) -> int:
    # Slack doesn't say how it counts; UTF-16 units are never fewer than code points.
    return len(text.encode("utf-16-le")) // 2
