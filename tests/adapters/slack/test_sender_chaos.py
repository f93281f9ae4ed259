"""Whatever breaks, and however often: every part of a reply arrives once, and in order."""

import random

import pytest

from coaching.messages.delivery import Delivery, DeliveryError
from tests.adapters.slack.sending import ASKED, FILE, LONG, Sending, delivery, direct, mention, pane, sending
from tests.fakes.slack.state import Fault

FAULTS = (
    Fault(drop=True),
    Fault(refuse=True),
    Fault(status=500),
    Fault(error="internal_error"),
    Fault(retry_after=1),
)
METHODS = (
    "chat.postMessage",
    "chat.startStream",
    "chat.stopStream",
    "chat.update",
    "conversations.replies",
    "conversations.history",
    "files.getUploadURLExternal",
    "upload",
    "files.completeUploadExternal",
)
PLACES = {"mention": mention(), "dm": direct(), "pane": pane()}
MOST_ATTEMPTS = 60


def break_things(here: Sending, chance: random.Random) -> None:
    """Let about every third call fail, for a while."""
    for method in METHODS:
        for _ in range(chance.randrange(4)):
            fault = chance.choice(FAULTS)
            here.slack.fail(
                method,
                after=chance.randrange(2),
                drop=fault.drop,
                refuse=fault.refuse,
                status=fault.status,
                error=fault.error,
                retry_after=fault.retry_after,
            )


async def deliver(here: Sending, sent: Delivery, chance: random.Random) -> None:
    """Attempt it as the queue does, by this process or another, until it's delivered."""
    again = False
    for _ in range(MOST_ATTEMPTS):
        async with sending() as other:
            chosen = here if chance.random() < 0.5 else other
            other.slack.state = here.slack.state
            try:
                return await chosen.sender.send(sent, again=again)
            except DeliveryError as error:
                again = again or error.wait is None
    pytest.fail("it was never delivered")


@pytest.mark.parametrize("way", PLACES)
@pytest.mark.parametrize("seed", range(12))
async def test_every_part_arrives_once_and_in_order(way: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  (the same every time)
    async with sending() as here:
        channel = PLACES[way]["channel"]
        here.slack.state.add(channel, {"ts": ASKED, "text": "a prompt", "user": "U1"})
        break_things(here, chance)
        await deliver(here, delivery(*LONG, FILE, to=PLACES[way]), chance)
        _, first, second, file = here.slack.messages(channel)
        assert [message["metadata"]["event_payload"]["part"] for message in (first, second)] == [0, 1]
        assert file["files"][0]["name"] == "brief.md"
        assert not any(message.get("streaming") for message in (first, second))
