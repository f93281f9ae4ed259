"""The modal for an answer in one's own words: a button opens it, and its submission is a request like any press.

What the submission needs of the press travels in the modal's metadata: the button's value, and the way back.
"""

import json

from pydantic import TypeAdapter, ValidationError
from slack_sdk.models.views import View

from adapters.slack.inbound.occasion import Occasion
from adapters.slack.payload import Payload, installation, name_of, part, parts, text
from adapters.slack.render.views import answer_modal
from adapters.slack.values import Press, decode
from coaching.messages.conversation import Request

_METADATA = TypeAdapter(dict[str, str])


def modal(payload: Payload, press: Press, now: float) -> View:
    """The modal for a button that was pressed; where typed words will stand, the button's action holds the question."""
    thread = press.thread or text(part(payload, "container"), "thread_ts")
    address = _occasion(payload, press, now).address("button", press.channel, thread, private=press.private)
    value = text(parts(payload, "actions")[0], "value")
    metadata = json.dumps({**address, "value": value}, ensure_ascii=False, separators=(",", ":"))
    return answer_modal(press.action.value, metadata)


def submission(payload: Payload, now: float) -> Request | None:
    """The request that a submitted modal stands for, or None where it isn't one of ours.

    The same modal always gives the same id: sent twice, it is answered once.
    """
    view = part(payload, "view")
    try:
        address = _METADATA.validate_json(text(view, "private_metadata"))
    except ValidationError:
        return None
    press = decode(address.pop("value", ""))
    if press is None:
        return None
    occasion = _occasion(payload, press, now)
    if press.person != occasion.user or not occasion.whole:
        return None
    return Request(
        id=f"{press.channel}:{occasion.unique}",
        conversation=occasion.conversation(press.channel, press.thread),
        action=press.action.model_copy(update={"value": written(view)}),
        about=press.subject,
        address=address,
        sent_at=now,
    )


def written(view: Payload) -> str:
    """What was typed into the modal's only field."""
    block = part(part(part(view, "state"), "values"), field_of(view))
    return next((text(field, "value").strip() for field in block.values() if isinstance(field, dict)), "")


def field_of(view: Payload) -> str:
    """The block of the modal's only field."""
    return next(iter(part(part(view, "state"), "values")), "")


def _occasion(payload: Payload, press: Press, now: float) -> Occasion:
    return Occasion(
        payload=payload,
        installation=installation(payload),
        received_at=now,
        user=name_of(payload, "user"),
        channel=press.channel,
        unique=text(part(payload, "view"), "id"),
    )
