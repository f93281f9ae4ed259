"""A sender that remembers."""

from coaching.messages.delivery import Delivery
from coaching.messages.reply import Reply  # noqa: TC001


class FakeSender:
    """A `Sender` that keeps what it was given to send."""

    def __init__(self) -> None:
        self.sent: list[Reply] = []

    async def send(self, delivery: Delivery, *, again: bool = False) -> None:
        assert not again
        self.sent.append(delivery.reply)
