"""Where a reply goes: the address of its request, read back."""

import time
from dataclasses import dataclass
from typing import Self, cast, get_args

from adapters.slack.message import Way
from coaching.messages.delivery import Delivery

RESPONSE_URL_LIVES = 1800
"""Seconds from a request to the end of its response URL."""
_LOOK_BACK = 3600
"""Seconds; how far back an answer is looked for where its request doesn't say when it was made."""


@dataclass(frozen=True, slots=True)
class Route:
    """The way back to a person. `thread` is the message to answer under, None at the top level of a channel."""

    team: str
    enterprise: str
    channel: str
    thread: str | None
    user: str
    way: Way
    private: bool
    response_url: str
    response_until: float
    """Seconds since 1970."""
    since: str
    """Slack's timestamp of a moment before the answer."""

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """The route of a delivery: what its address doesn't say, its conversation does."""
        address, conversation, audience = delivery.address, delivery.conversation, delivery.reply.audience
        until = _number(address.get("response_until", ""))
        way = address.get("way", "mention")
        return cls(
            team=address.get("team", conversation.tenant),
            enterprise=address.get("enterprise", ""),
            channel=address.get("channel", ""),
            thread=address.get("thread") or None,
            user=address.get("user", conversation.person),
            way=cast("Way", way) if way in get_args(Way) else "mention",
            private=audience == "person" or (audience == "conversation" and address.get("private") == "1"),
            response_url=address.get("response_url", ""),
            response_until=until,
            since=address.get("ts") or _before(until),
        )

    @property
    def is_pane(self) -> bool:
        """Whether the answer goes to a thread beside the person's work, where a status and a title can be shown."""
        return self.way == "pane" and self.thread is not None


def _before(response_until: float) -> str:
    moment = response_until - RESPONSE_URL_LIVES if response_until else time.time() - _LOOK_BACK
    return f"{moment - 1:.6f}"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
