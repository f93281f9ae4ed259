"""Slash commands. Their answers are for the person alone, in a conversation that is private wherever it is used."""

import json

from adapters.slack.inbound.occasion import Occasion
from adapters.slack.inbound.outcomes import Answer, Ignore, Outcome, Turn
from adapters.slack.markup import plain
from adapters.slack.payload import Payload, installation, text
from coaching.messages.conversation import Request

_COMMANDS = frozenset({"/coach", "/triage"})
_UNKNOWN = json.dumps(
    {"response_type": "ephemeral", "text": "I don't know that command. Try `/coach` and a prompt, or `/triage`."}
)


def command_outcome(payload: Payload, received_at: float) -> Outcome:
    """What a slash command comes to; one that isn't ours is answered with a hint."""
    command = text(payload, "command").casefold()
    if command not in _COMMANDS:
        return Answer(_UNKNOWN)
    occasion = Occasion(
        payload=payload,
        installation=installation(payload),
        received_at=received_at,
        user=text(payload, "user_id"),
        channel=text(payload, "channel_id"),
        unique=text(payload, "trigger_id"),
    )
    return Turn(_request(command, occasion)) if occasion.whole else Ignore()


def _request(command: str, occasion: Occasion) -> Request:
    words = plain(text(occasion.payload, "text")).strip()
    return Request(
        id=f"{occasion.channel}:{occasion.unique}",
        conversation=occasion.conversation(occasion.channel, ""),
        text=f"{command} {words}".strip(),
        address=occasion.address("slash", occasion.channel, "", private=True),
        sent_at=occasion.received_at,
    )
