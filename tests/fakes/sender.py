"""A sender that remembers."""

from collections.abc import Sequence

from coaching.messages.conversation import Request
from coaching.messages.reply import Reply


class FakeSender:
    """A `Sender` that keeps what it was given to send."""

    def __init__(self) -> None:
        self.sent: list[Reply] = []

    async def send(self, request: Request, replies: Sequence[Reply]) -> None:
        assert all(reply.id.startswith(request.id) for reply in replies)
        self.sent += replies
