"""A payload of Slack → what it comes to. Pure, and the same for HTTP and Socket Mode.

A turn goes to the queue, by whatever way it came. What needs an answer inside the request, or concerns the app and no
conversation, goes to Bolt's listeners. A payload that is no payload of Slack's is ignored: nothing in it is trusted to
be of the kind that it should be.
"""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias

from adapters.slack.inbound.commands import command_outcome
from adapters.slack.inbound.events import event_outcome
from adapters.slack.inbound.interactions import press_outcome, shortcut_outcome
from adapters.slack.inbound.outcomes import Answer, Dispatch, Ignore, Outcome, Turn
from adapters.slack.payload import Payload, part, text

__all__ = ["Answer", "Dispatch", "Ignore", "Outcome", "Turn", "translate"]

_Translation: TypeAlias = Callable[[Payload, float], Outcome]


def translate(payload: object, received_at: float) -> Outcome:
    """What a payload comes to: an event, an interaction, or a command; `received_at` in seconds since 1970."""
    return _translation(payload)(payload, received_at) if isinstance(payload, dict) else Ignore()


def _translation(payload: Payload) -> _Translation:
    if kind := text(payload, "type"):
        return _BY_TYPE.get(kind, _ignored)
    if text(payload, "ssl_check"):
        return _checked
    return command_outcome if text(payload, "command") else _ignored


def _event(payload: Payload, received_at: float) -> Outcome:
    return event_outcome(payload, part(payload, "event"), received_at)


def _verified(payload: Payload, _received_at: float) -> Outcome:
    return Answer(json.dumps({"challenge": text(payload, "challenge")}))


def _checked(_payload: Payload, _received_at: float) -> Outcome:
    return Answer()


def _for_listeners(_payload: Payload, _received_at: float) -> Outcome:
    return Dispatch()


def _ignored(_payload: Payload, _received_at: float) -> Outcome:
    return Ignore()


_BY_TYPE: Mapping[str, _Translation] = {
    "event_callback": _event,
    "block_actions": press_outcome,
    "message_action": shortcut_outcome,
    "url_verification": _verified,
    "view_submission": _for_listeners,
    "view_closed": _for_listeners,
    "shortcut": _for_listeners,
    "block_suggestion": _for_listeners,
    "workflow_step_edit": _for_listeners,
}
