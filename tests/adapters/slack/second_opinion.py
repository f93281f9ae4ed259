"""Builds Slack's shapes a second time with `slackblocks`, whose constructors refuse what it knows to be wrong."""

from collections.abc import Callable, Mapping
from typing import Any

import slackblocks as sb
from slackblocks.objects import RawText
from slackblocks.rich_text.elements import RichText, RichTextLink
from slackblocks.rich_text.objects import RichTextCodeBlock, RichTextList, RichTextQuote, RichTextSection

from adapters.slack.message import Message

Shape = Mapping[str, Any]


def approve(message: Message) -> None:
    """Raises where `slackblocks` would refuse the message."""
    sb.Message("C1", message.text, [block(one) for one in message.blocks])


def approve_view(view: Shape) -> None:
    blocks = [block(one) for one in view["blocks"]]
    if view["type"] == "home":
        sb.HomeTabView(blocks)
    else:
        sb.ModalView(
            view["title"]["text"],
            blocks,
            view["close"]["text"],
            view["submit"]["text"],
            view.get("private_metadata"),
            view["callback_id"],
        )


def block(shape: Shape) -> sb.Block:
    """A block made anew; kinds without an entry are simple enough for the library to read."""
    return _BLOCKS.get(shape["type"], sb.Block.from_dict)(dict(shape))


def _section(shape: Shape) -> sb.Block:
    accessory = _button(shape["accessory"]) if "accessory" in shape else None
    return sb.SectionBlock(sb.Text.from_dict(shape["text"]), accessory=accessory)


def _rich(shape: Shape) -> Any:  # noqa: ANN401  (their classes share no public base)
    elements = [_rich(one) for one in shape.get("elements", ())]
    match shape["type"]:
        case "rich_text_section":
            return RichTextSection(elements)
        case "rich_text_list":
            return RichTextList(shape["style"], elements, offset=shape.get("offset", 0))
        case "rich_text_quote":
            return RichTextQuote(elements)
        case "rich_text_preformatted":
            return RichTextCodeBlock(elements)
        case "link":
            return RichTextLink(shape["url"], shape.get("text"))
    return RichText(shape["text"], **shape.get("style", {}))


def _button(shape: Shape) -> sb.Button:
    confirm = shape.get("confirm")
    asked = (
        sb.ConfirmationDialogue(*(confirm[name]["text"] for name in ("title", "text", "confirm", "deny")))
        if confirm
        else None
    )
    return sb.Button(
        shape["text"]["text"], shape["action_id"], value=shape["value"], style=shape.get("style"), confirm=asked
    )


def _menu(shape: Shape) -> sb.StaticSelectMenu:
    options = [sb.Option(sb.Text.from_dict(one["text"]), one["value"]) for one in shape["options"]]
    return sb.StaticSelectMenu(shape["action_id"], options, placeholder=shape["placeholder"]["text"])


def _feedback(shape: Shape) -> sb.FeedbackButtons:
    up, down = (
        sb.FeedbackButton(shape[name]["text"]["text"], shape[name]["value"])
        for name in ("positive_button", "negative_button")
    )
    return sb.FeedbackButtons(up, down, shape["action_id"])


def _cell(shape: Shape) -> Any:  # noqa: ANN401
    return RawText(shape["text"]) if shape["type"] == "raw_text" else _rich(shape["elements"][0])


def _field(shape: Shape) -> sb.PlainTextInput:
    return sb.PlainTextInput(shape["action_id"], multiline=shape["multiline"], max_length=shape["max_length"])


_ELEMENTS: Mapping[str, Callable[[Shape], sb.Element]] = {"button": _button, "static_select": _menu}
_BLOCKS: Mapping[str, Callable[[dict[str, Any]], sb.Block]] = {
    "rich_text": lambda shape: sb.RichTextBlock([_rich(one) for one in shape["elements"]]),
    "actions": lambda shape: sb.ActionsBlock([_ELEMENTS[one["type"]](one) for one in shape["elements"]]),
    "context_actions": lambda shape: sb.ContextActionsBlock([_feedback(one) for one in shape["elements"]]),
    "table": lambda shape: sb.TableBlock([[_cell(one) for one in row] for row in shape["rows"]]),
    "section": _section,
    "input": lambda shape: sb.InputBlock(shape["label"]["text"], _field(shape["element"])),
}
