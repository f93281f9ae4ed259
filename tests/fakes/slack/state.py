"""What the stub remembers: calls, channels, messages, files, response URLs, and the faults that it is told to show."""

import itertools
import time
from dataclasses import dataclass, field
from typing import Any, TypedDict

from tests.fakes.slack.limits import RefusedError

Args = dict[str, Any]
Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method; `at` is in seconds since 1970 by the stub's clock."""

    method: str
    args: Args
    token: str
    at: float


@dataclass(frozen=True, slots=True)
class Installed:
    """Whom a bot token belongs to."""

    team: str = "T1"
    bot_user: str = "UBOT"
    scopes: str = ""


@dataclass(slots=True)
class Hook:
    """A response URL: five uses within thirty minutes."""

    channel: str
    user: str
    expires: float
    thread: str = ""
    uses: int = 0
    received: list[Args] = field(default_factory=list)


class Breakage(TypedDict, total=False):
    """The fields of `Fault`."""

    times: int
    after: int
    error: str
    status: int
    body: str
    hang: bool
    drop: bool
    refuse: bool
    retry_after: int


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next calls of a method.

    `error` is Slack's own code; `status` an HTTP status with a `body` of its own; `hang` never answers; `drop` breaks
    the connection after the call was done, `refuse` before; `retry_after` says 429. `after` so many calls are spared.
    """

    times: int = 1
    after: int = 0
    error: str = ""
    status: int = 0
    body: str = "upset"
    hang: bool = False
    drop: bool = False
    refuse: bool = False
    retry_after: int = 0


@dataclass(slots=True)
class State:
    """One Slack. Every channel with an id of Slack's form exists, but for those in `channel_faults`."""

    tokens: dict[str, Installed] = field(default_factory=lambda: {"xoxb-test": Installed()})
    app_tokens: set[str] = field(default_factory=lambda: {"xapp-test"})
    calls: list[Call] = field(default_factory=list)
    channel_faults: dict[str, str] = field(default_factory=dict)
    messages: dict[str, list[Message]] = field(default_factory=dict)
    ephemerals: list[Message] = field(default_factory=list)
    files: dict[str, Args] = field(default_factory=dict)
    downloads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    hooks: dict[str, Hook] = field(default_factory=dict)
    views: list[Args] = field(default_factory=list)
    grants: dict[str, Args] = field(default_factory=dict)
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    skew: float = 0.0
    one_a_second: bool = False
    _last_post: dict[str, float] = field(default_factory=dict)
    _latest: int = 0
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def now(self) -> float:
        return time.time() + self.skew

    def number(self) -> int:
        return next(self._numbers)

    def ts(self) -> str:
        """A timestamp later than all before it."""
        self._latest = max(int(self.now() * 1_000_000), self._latest + 1)
        return f"{self._latest // 1_000_000}.{self._latest % 1_000_000:06d}"

    def fault(self, method: str) -> Fault | None:
        """The fault that this call meets, which is used up by it."""
        waiting = self.faults.get(method, [])
        if not waiting:
            return None
        fault = waiting[0]
        if fault.after:
            fault.after -= 1
            return None
        fault.times -= 1
        if not fault.times:
            waiting.pop(0)
        return fault

    def channel(self, name: object) -> str:
        """The channel that a call names; the direct channel of a user where it names a user."""
        text = str(name)
        if text in self.channel_faults:
            raise RefusedError(self.channel_faults[text])
        if not (text[:1] in "CDGU" and text[1:].isalnum() and text == text.upper()):
            raise RefusedError("channel_not_found")
        return f"D{text[1:]}" if text[0] == "U" else text

    def add(self, channel: str, message: Message) -> Message:
        """Keep a message, with a timestamp of its own."""
        if self.one_a_second:
            self._pace(channel)
        kept = {"type": "message", "ts": self.ts(), **message}
        self.messages.setdefault(channel, []).append(kept)
        return kept

    def find(self, channel: str, ts: object) -> Message:
        for message in self.messages.get(channel, []):
            if message["ts"] == str(ts):
                return message
        raise RefusedError("message_not_found")

    def _pace(self, channel: str) -> None:
        now = self.now()
        if now - self._last_post.get(channel, 0) < 1:
            raise RefusedError("ratelimited", retry_after=1)
        self._last_post[channel] = now
