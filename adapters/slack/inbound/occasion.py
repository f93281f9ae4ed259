"""What a press, a shortcut and a slash command have in common: a person, a place, and a way back that ends."""

from dataclasses import dataclass

from adapters.slack.payload import Installation, Payload, text
from coaching.messages.conversation import ConversationKey, Platform

RESPONSE_URL_SECONDS = 1800
"""How long Slack takes answers at a response_url."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a button, a shortcut and a slash command have in common."""

    payload: Payload
    installation: Installation
    received_at: float
    user: str
    channel: str
    unique: str
    """Differs from press to press, and is the same when one press is delivered again."""

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return all((self.installation.tenant, self.user, self.channel, self.unique))

    def conversation(self, channel: str, thread: str) -> ConversationKey:
        """A conversation of the person."""
        return ConversationKey(
            platform=Platform.SLACK, tenant=self.installation.tenant, channel=channel, thread=thread, person=self.user
        )

    def address(self, way: str, channel: str, thread: str, *, private: bool) -> dict[str, str]:
        """The way back to the person."""
        url = text(self.payload, "response_url")
        until = str(self.received_at + RESPONSE_URL_SECONDS) if url else ""
        found = {"thread": thread, "private": "1" if private else "", "response_url": url, "response_until": until}
        given = {name: value for name, value in found.items() if value}
        return self.installation.address() | given | {"channel": channel, "user": self.user, "way": way}
