"""Buttons, menus, and the message shortcut.

A press belongs to the conversation that its value names, and only that conversation's person can make it a turn.
What opens a modal, or was pressed on the Home, is for a listener, and so is every press that can't be read.
"""

from adapters.slack.inbound.attachments import attachments
from adapters.slack.inbound.occasion import Occasion
from adapters.slack.inbound.outcomes import Dispatch, Ignore, Outcome, Turn
from adapters.slack.manifest import SHORTCUT
from adapters.slack.markup import plain
from adapters.slack.payload import Payload, installation, name_of, part, parts, said, seconds, text
from adapters.slack.values import OPENS, Press, decode
from coaching.messages.conversation import Action, Request

_PRESSED = frozenset({"button", "feedback_buttons"})


def press_outcome(payload: Payload, received_at: float) -> Outcome:
    """What a press on a button, or a choice from a menu, comes to."""
    pressed = next(iter(parts(payload, "actions")), None)
    if pressed is None:
        return Ignore()
    if part(payload, "view") or text(pressed, "action_id").startswith(OPENS):
        return Dispatch()
    if text(pressed, "type") == "button" and not text(pressed, "value"):
        return Ignore()  # a link
    press, occasion = _press(pressed), _occasion(payload, received_at, text(pressed, "action_ts"))
    if press is None or press.person != occasion.user or not occasion.whole:
        return Dispatch()
    return Turn(_press_request(press, occasion, text(pressed, "action_ts")))


def shortcut_outcome(payload: Payload, received_at: float) -> Outcome:
    """What "Coach this prompt" on a message comes to."""
    message, occasion = part(payload, "message"), _occasion(payload, received_at, text(payload, "action_ts"))
    if text(payload, "callback_id") != SHORTCUT:
        return Dispatch()
    if not occasion.whole or not message:
        return Ignore()
    return Turn(_shortcut_request(message, occasion))


def _occasion(payload: Payload, received_at: float, otherwise_unique: str) -> Occasion:
    return Occasion(
        payload=payload,
        installation=installation(payload),
        received_at=received_at,
        user=name_of(payload, "user"),
        channel=name_of(payload, "channel") or text(part(payload, "container"), "channel_id"),
        unique=text(payload, "trigger_id") or otherwise_unique,
    )


def _press(pressed: Payload) -> Press | None:
    """What was pressed; a menu carries all but the choice in its `action_id` (see `values`)."""
    if text(pressed, "type") in _PRESSED:
        return decode(text(pressed, "value"))
    chosen = text(part(pressed, "selected_option"), "value")
    return decode(text(pressed, "action_id"), chosen) if chosen else None


def _press_request(press: Press, occasion: Occasion, ts: str) -> Request:
    thread = press.thread or text(part(occasion.payload, "container"), "thread_ts")
    return Request(
        id=f"{occasion.channel}:{occasion.unique}",
        conversation=occasion.conversation(press.channel, press.thread),
        action=press.action,
        about=press.subject,
        address=occasion.address("button", press.channel, thread, private=press.private),
        sent_at=seconds(ts, occasion.received_at),
    )


def _shortcut_request(message: Payload, occasion: Occasion) -> Request:
    thread = text(message, "thread_ts")
    return Request(
        id=f"{occasion.channel}:{occasion.unique}",
        conversation=occasion.conversation(occasion.channel, ""),
        action=Action(name="coach", value=plain(said(message))),
        attachments=attachments(message),
        address=occasion.address("shortcut", occasion.channel, thread, private=True),
        sent_at=seconds(text(occasion.payload, "action_ts"), occasion.received_at),
    )
