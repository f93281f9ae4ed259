"""Reply → messages of Block Kit, and files for what messages can't hold.

Every part draws its blocks (`draw`, `draw_coaching`); here they get their end (share, go on, feedback), are packed
into as few messages as Slack's limits allow, and what is left after the third is put into a file. Nothing is dropped
silently: a message that would break a limit in spite of all care goes into that file as well.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from slack_sdk.models.blocks import ContextActionsBlock, FeedbackButtonsElement
from slack_sdk.models.blocks.basic_components import FeedbackButtonObject

from adapters.slack import texts
from adapters.slack.markup import escape
from adapters.slack.message import Message, Place, Upload
from adapters.slack.render import draw, draw_coaching
from adapters.slack.render.blocks import Drawn, packed, quiet
from adapters.slack.render.buttons import Buttons
from adapters.slack.render.limits import MOST_BLOCKS, MOST_SIZE, MOST_TEXT, faults_of
from adapters.slack.split import shorten
from coaching.messages import reply as parts
from coaching.messages.conversation import Action
from coaching.messages.reply import Part, Reply

__all__ = ["Message", "Place", "Upload", "render"]

MOST_MESSAGES = 3
_ROOM = 600
"""Units, and one block, that every message leaves free for the line that names a file."""
_EXAMPLE = re.compile(r"[^/`…\n][^`…\n]{0,59}")
"""Words that can be typed as they stand; a slash would begin a command that Slack doesn't know."""
_IN_A_TRIAGE = frozenset({"back", "change", "brief", "starter"})


def render(reply: Reply, place: Place) -> tuple[Message | Upload, ...]:
    """The messages of a reply, then its files, in the order in which they are sent."""
    if _can_be_shared(reply, place):
        reply = _with_share(reply)
    buttons = Buttons(place, reply.subject)
    drawn = [*_drawn(reply, buttons), *_end(reply, buttons)]
    sent, rest = _messages(drawn)
    uploads = [*_uploads(reply.parts), *rest]
    return (*sent, *(upload for upload in uploads if upload.content))


def _drawn(reply: Reply, buttons: Buttons) -> Iterator[Drawn]:
    """Every part, from top to bottom. Slack takes one table a message: the last one, the others are lists."""
    last_table = max((at for at, part in enumerate(reply.parts) if isinstance(part, parts.Table)), default=0)
    for at, part in enumerate(reply.parts):
        if isinstance(part, parts.Table):
            yield from draw.draw_table(part, as_list=at != last_table)
        elif not isinstance(part, parts.File):
            yield from _DRAWN_BY[type(part)](part, buttons)


def _messages(drawn: Sequence[Drawn]) -> tuple[list[Message], list[Upload]]:
    """As many messages as a reply may have, and a file with what is left."""
    groups = packed(drawn, attrgetter("size"), most=MOST_SIZE - _ROOM, count=MOST_BLOCKS - 1)
    sent: list[Sequence[Drawn]] = []
    rest: list[Sequence[Drawn]] = []
    for group in groups:
        fits = len(sent) < MOST_MESSAGES and not faults_of([one.shape for one in group], _text(group))
        (sent if fits else rest).append(group)
    if not rest:
        return [_message(group) for group in sent], []
    note = (*quiet(texts.REST_IN_FILE),)
    sent[-1:] = [(*sent[-1], *note)] if sent else [note]
    content = "\n\n".join(one.text for group in rest for one in group)
    return [_message(group) for group in sent], [Upload(texts.REST_FILE, content, texts.REST_TITLE)]


def _message(group: Sequence[Drawn]) -> Message:
    return Message(tuple(one.shape for one in group if not isinstance(one.shape, str)), _text(group))


def _text(group: Sequence[Drawn]) -> str:
    return shorten(escape("\n".join(one.text for one in group if one.text)), MOST_TEXT)


def _uploads(given: Sequence[Part]) -> Iterator[Upload]:
    for part in given:
        if isinstance(part, parts.File):
            yield Upload(part.name, part.content, part.name)
        elif isinstance(part, parts.PromptBlock) and not draw.fits_block(part):
            yield Upload(texts.PROMPT_FILE, part.text, texts.PROMPT_TITLE)


def _has_result(reply: Reply) -> bool:
    return any(isinstance(part, parts.PromptBlock | parts.Table) for part in reply.parts)


def _can_be_shared(reply: Reply, place: Place) -> bool:
    """Whether others could see it, who don't see it yet."""
    among_others = place.private and not place.conversation.channel.startswith("D")
    return among_others and reply.audience == "conversation" and _has_result(reply)


def _with_share(reply: Reply) -> Reply:
    """The reply with one more thing to do next."""
    share = parts.Choice(label=texts.SHARE, action=Action(name="share"), says="share")
    *others, last = reply.parts
    if isinstance(last, parts.Actions):
        return reply.model_copy(update={"parts": (*others, parts.Actions(choices=(*last.choices, share)))})
    return reply.model_copy(update={"parts": (*reply.parts, parts.Actions(choices=(share,)))})


def _end(reply: Reply, buttons: Buttons) -> Iterator[Drawn]:
    """What stands below an answer that can be gone on with: whether it helped, and how to go on in private."""
    if reply.audience == "channel":
        return
    if _has_result(reply) or _explains(reply):
        yield from _feedback(buttons)
    if buttons.place.private and reply.audience == "conversation":
        yield from _how_to_go_on(reply)


def _how_to_go_on(reply: Reply) -> Iterator[Drawn]:
    """What the person could type next, where plain words don't reach the coach."""
    command = texts.TRIAGE if _in_a_triage(reply) else texts.COACH
    words = (choice.says for choice in _choices(reply))
    if command == texts.COACH:
        words = (said.replace("/ask ", "ask ", 1) for said in words)
    if example := next((said for said in words if _EXAMPLE.fullmatch(said)), None):
        yield from quiet(texts.GO_ON.format(command=command, says=example))


def _explains(reply: Reply) -> bool:
    """Whether it is an article: prose with its sources, and no verdict."""
    kinds = {type(part) for part in reply.parts}
    return {parts.Text, parts.Bullets} <= kinds and parts.Score not in kinds


def _in_a_triage(reply: Reply) -> bool:
    progress = any(isinstance(part, parts.Asked) and part.progress for part in reply.parts)
    return progress or any(choice.action.name in _IN_A_TRIAGE for choice in _choices(reply))


def _feedback(buttons: Buttons) -> Iterator[Drawn]:
    up, down = (buttons.value(Action(name="vote", value=value)) for value in ("up", "down"))
    if up and down:
        element = FeedbackButtonsElement(
            action_id="vote",
            positive_button=FeedbackButtonObject(text=texts.HELPED, value=up),
            negative_button=FeedbackButtonObject(text=texts.DID_NOT_HELP, value=down),
        )
        yield Drawn(ContextActionsBlock(elements=[element]), "")


def _choices(reply: Reply) -> Iterator[parts.Choice]:
    for part in reply.parts:
        if isinstance(part, parts.Asked | parts.Actions):
            yield from part.choices
        elif isinstance(part, parts.Open):
            for place in part.places:
                yield from place.choices


_DRAWN_BY: Mapping[type, Callable[[Any, Buttons], Iterator[Drawn]]] = {
    parts.Text: draw.draw_text,
    parts.Score: draw_coaching.draw_score,
    parts.Asked: draw_coaching.draw_asked,
    parts.Findings: draw_coaching.draw_findings,
    parts.PromptBlock: draw.draw_prompt,
    parts.Open: draw_coaching.draw_open,
    parts.Changes: draw_coaching.draw_changes,
    parts.Bullets: draw.draw_bullets,
    parts.Notice: draw.draw_notice,
    parts.Actions: draw.draw_actions,
}
