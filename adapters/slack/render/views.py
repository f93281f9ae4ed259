"""Modals and the Home tab, as pure functions.

The Home shows what a person has going on, the latest first, each with a button that shows it again. Prompts are shown
by their beginning, as they were kept: masked.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from adapters.slack import texts
from adapters.slack.markup import escape
from adapters.slack.render.blocks import clean, listed
from adapters.slack.split import shorten
from adapters.slack.values import encode
from coaching.messages.conversation import Action, ActionName, ConversationKey
from coaching.session import Clarifying, Decided, Idle, Rewritten, Session, State, Triaging

MOST_SHOWN = 15
"""Conversations, of up to six blocks each: a Home has a hundred."""
_EXCERPT = 150
_QUESTION = 150
_TYPED = 3000
"""Characters that a field of Slack's takes."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def answer_modal(question: str, metadata: str) -> View:
    """A modal with one field of several lines; `metadata` (at most 3000 characters) comes back with what is typed."""
    field = PlainTextInputElement(action_id="text", multiline=True, max_length=_TYPED, focus_on_load=True)
    label = shorten(clean(question).strip() or texts.ANSWER_LABEL, _QUESTION)
    return View(
        type="modal",
        callback_id="answer",
        title=texts.ANSWER_TITLE,
        submit=texts.SUBMIT,
        close=texts.CLOSE,
        private_metadata=metadata,
        blocks=[InputBlock(block_id="answer", label=PlainTextObject(text=label, emoji=False), element=field)],
    )


def home_view(conversations: Sequence[tuple[ConversationKey, Session]], now: datetime, person: ConversationKey) -> View:
    """The Home tab of a person, for their conversations, the latest first."""
    told = [(key, session) for key, session in conversations if session.recent or not isinstance(session.state, Idle)]
    shown = told[:MOST_SHOWN]
    recent = [block for key, session in shown for block in _conversation(key, session, now)]
    blocks: list[Block] = [
        HeaderBlock(text=texts.HOME_TITLE),
        *(drawn.block for drawn in listed(texts.HOME_DOES)),
        DividerBlock(),
        HeaderBlock(text=texts.HOME_RECENT),
        *(recent or [_grey(texts.HOME_EMPTY)]),
        DividerBlock(),
        _grey(texts.HOME_KEPT),
        ActionsBlock(elements=[_forget(person)]),
    ]
    return View(type="home", blocks=blocks)


def _conversation(key: ConversationKey, session: Session, now: datetime) -> Iterator[Block]:
    """What is going on with a button, what was before, then where and when."""
    current = _excerpt(_said(session.state))
    if not isinstance(session.state, Idle):
        button = _button(texts.HOME_CONTINUE, "resume", key)
        yield SectionBlock(text=PlainTextObject(text=current or texts.HOME_UNTITLED, emoji=False), accessory=button)
    for earlier in map(_excerpt, session.recent):
        if not current.startswith(earlier.removesuffix("…")):
            yield SectionBlock(text=PlainTextObject(text=earlier, emoji=False))
    direct = key.channel.startswith("D")
    where = texts.HOME_WHERE_DIRECT if direct else texts.HOME_WHERE_CHANNEL.format(channel=escape(key.channel))
    yield _grey(" · ".join(filter(None, (where, ago(session.updated, now)))))


def _excerpt(text: str) -> str:
    return shorten(" ".join(clean(text).split()), _EXCERPT)


def _said(state: State) -> str:
    """What the person brought."""
    match state:
        case Clarifying() | Rewritten():
            return state.prompt
        case Triaging() | Decided():
            return state.situation
        case _:
            return ""


def _forget(person: ConversationKey) -> ButtonElement:
    sure = ConfirmObject(
        title=texts.FORGET_TITLE,
        text=PlainTextObject(text=texts.FORGET_TEXT),
        confirm=texts.FORGET_YES,
        deny=texts.FORGET_NO,
        style="danger",
    )
    return _button(texts.FORGET, "forget", person, sure)


def _button(label: str, name: ActionName, key: ConversationKey, confirm: ConfirmObject | None = None) -> ButtonElement:
    value = encode(Action(name=name), "", key, private=False)
    return ButtonElement(text=PlainTextObject(text=label), action_id=name, value=value, confirm=confirm)


def _grey(text: str) -> ContextBlock:
    return ContextBlock(elements=[MarkdownTextObject(text=text)])


def ago(then: datetime | None, now: datetime) -> str:
    """How long ago, as one says it: "2 hours ago"; empty where that isn't known."""
    if then is None:
        return ""
    seconds = (now - (then if then.tzinfo else then.replace(tzinfo=UTC))).total_seconds()
    for unit, one, many in ((_DAY, *texts.DAYS_AGO), (_HOUR, *texts.HOURS_AGO), (_MINUTE, *texts.MINUTES_AGO)):
        if seconds >= unit:
            count = int(seconds // unit)
            return one if count == 1 else many.format(count)
    return texts.JUST_NOW
