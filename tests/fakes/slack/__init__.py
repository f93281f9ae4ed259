"""A Slack for tests: a real HTTP server that checks what Slack checks, keeps what it is sent, and fails on demand."""

from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import Call, Hook, Message

__all__ = ["Call", "FakeSlack", "Hook", "Message"]
