"""Events: what people say in channels and direct messages.

For the coach are direct messages, mentions, and messages in a thread that mention nobody first: those are overheard,
and kept only where the coach has something going on in that thread. Mentions arrive twice, as `app_mention` and as
`message`; both name the same message, and the first that comes wins. Bots, edits, deletions and the rest are ignored.
"""

from dataclasses import dataclass

from adapters.slack import markup
from adapters.slack.inbound.attachments import attachments
from adapters.slack.inbound.outcomes import Dispatch, Ignore, Outcome, Turn
from adapters.slack.payload import Installation, Payload, installation, said, seconds, text
from coaching.messages.conversation import ConversationKey, Platform, Request

_SAID = frozenset({"app_mention", "message"})
_SUBTYPES = (None, "file_share", "thread_broadcast")
_FOR_LISTENERS = frozenset(
    {
        "app_home_opened",
        "app_uninstalled",
        "assistant_thread_context_changed",
        "assistant_thread_started",
        "tokens_revoked",
    }
)
_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class _Message:
    """A message of a person, with what it needs to be answered."""

    event: Payload
    installation: Installation
    channel: str
    user: str
    ts: str
    thread: str
    """The ts of the thread's first message, or nothing at the top level."""
    text: str
    """As Slack wrote it."""

    @property
    def direct(self) -> bool:
        return self.channel.startswith("D") or self.event.get("channel_type") == "im"

    @property
    def mentions_coach(self) -> bool:
        bot = self.installation.bot
        return text(self.event, "type") == "app_mention" or (bool(bot) and markup.mentions(self.text, bot))

    @property
    def way(self) -> str:
        if not self.direct:
            return "mention"
        return "pane" if self.thread else "dm"

    @property
    def answered_in(self) -> str:
        """The thread for the answer, which is the conversation's: in a channel every message can begin one."""
        return self.thread if self.direct else self.thread or self.ts


def event_outcome(payload: Payload, event: Payload, received_at: float) -> Outcome:
    """What an event of the Events API comes to."""
    kind = text(event, "type")
    if kind in _FOR_LISTENERS or kind.startswith("team_"):
        return Dispatch()
    message = _message(payload, event) if kind in _SAID else None
    if message is None:
        return Ignore()
    overheard = not (message.direct or message.mentions_coach)
    if overheard and not _may_continue(message):
        return Ignore()
    event_id = text(payload, "event_id")
    return Turn(_request(message, received_at, overheard=overheard), (event_id,) if event_id else ())


def _message(payload: Payload, event: Payload) -> _Message | None:
    """The message of an event, if a person wrote it and the payload is whole."""
    message = _Message(
        event=event,
        installation=installation(payload),
        channel=text(event, "channel"),
        user=text(event, "user"),
        ts=text(event, "ts"),
        thread=text(event, "thread_ts"),
        text=said(event),
    )
    whole = message.channel and message.user and message.ts and message.installation.tenant
    return message if whole and _of_a_person(message) else None


def _of_a_person(message: _Message) -> bool:
    event = message.event
    return (
        event.get("subtype") in _SUBTYPES
        and not (event.get("bot_id") or event.get("app_id"))
        and message.user not in {_SLACKBOT, message.installation.bot}
    )


def _may_continue(message: _Message) -> bool:
    """Whether a message that doesn't mention the coach can be meant for it all the same."""
    return bool(message.thread) and not markup.addressee(message.text)


def _request(message: _Message, received_at: float, *, overheard: bool) -> Request:
    return Request(
        id=f"{message.channel}:{message.ts}",
        conversation=ConversationKey(
            platform=Platform.SLACK,
            tenant=message.installation.tenant,
            channel=message.channel,
            thread=message.answered_in,
            person=message.user,
        ),
        text=markup.plain(markup.without_mention(message.text, message.installation.bot)),
        overheard=overheard,
        attachments=attachments(message.event),
        address=_address(message),
        sent_at=seconds(message.ts, received_at),
    )


def _address(message: _Message) -> dict[str, str]:
    thread = {"thread": message.answered_in} if message.answered_in else {}
    return (
        message.installation.address()
        | thread
        | {
            "channel": message.channel,
            "user": message.user,
            "ts": message.ts,
            "way": message.way,
        }
    )
