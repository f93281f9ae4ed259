"""The App Home: what a person has going on, to be continued or forgotten with a press.

A press on the Home is a request like any other, answered in the direct message with the coach. Which channel that is,
the Home keeps in its metadata from when it was opened, since Slack doesn't say it with a press.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.inbound.occasion import Occasion
from adapters.slack.payload import Payload, installation, name_of, part, parts, text
from adapters.slack.render.views import home_view
from adapters.slack.values import decode
from coaching.messages.conversation import ConversationKey, Request
from coaching.session import Session


def visit(payload: Payload, now: float) -> Occasion:
    """Who opened the Home, or pressed something on it; the channel is the direct message with the coach."""
    event = part(payload, "event")
    user = name_of(payload, "user") or text(event, "user")
    return Occasion(
        payload=payload,
        installation=installation(payload),
        received_at=now,
        user=user,
        # Slack takes a person's id for the direct message with them.
        channel=text(event, "channel") or text(part(payload, "view"), "private_metadata") or user,
        unique=text(payload, "trigger_id"),
    )


def person(visit: Occasion) -> ConversationKey:
    """The visitor, in the direct message with the coach."""
    return visit.conversation(visit.channel, "")


async def publish(
    client: AsyncWebClient, visitor: ConversationKey, found: Sequence[tuple[ConversationKey, Session]]
) -> None:
    """Show somebody their Home."""
    view = home_view(found, datetime.now(UTC), visitor).to_dict()
    await client.views_publish(user_id=visitor.person, view=view | {"private_metadata": visitor.channel})


def request_of(visit: Occasion) -> Request | None:
    """The request that a press on the Home stands for, or None where it can't be read."""
    press = next((decode(text(pressed, "value")) for pressed in parts(visit.payload, "actions")), None)
    if press is None or press.person != visit.user or not visit.whole:
        return None
    return Request(
        id=f"{visit.channel}:{visit.unique}",
        conversation=visit.conversation(press.channel, press.thread),
        action=press.action,
        about=press.subject,
        address=visit.address("home", visit.channel, "", private=False),
        sent_at=visit.received_at,
    )
