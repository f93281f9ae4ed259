"""What leaves for Slack: messages of blocks and files, and the place that they are drawn for."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from coaching.messages.conversation import ConversationKey

Way: TypeAlias = Literal["mention", "dm", "pane", "slash", "shortcut", "button", "home"]
"""How a person came to the coach."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reply is read; `private` where the person alone sees it among others, as after a slash command."""

    conversation: ConversationKey
    private: bool = False
    way: Way = "mention"


Shape: TypeAlias = dict[str, Any]
"""A block as it is sent: made once, by the SDK's own model, which checks it as it does so."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `text` says the same in plain words, for notifications and screen readers."""

    blocks: tuple[Shape, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Upload:
    """One file, to be shared where the messages go."""

    name: str
    content: str
    title: str
