"""What Slack refuses is found before it is sent, also where the SDK has nothing against it."""

from collections.abc import Sequence

import pytest
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    RawTextObject,
    RichTextBlock,
    SectionBlock,
    StaticSelectElement,
    TableBlock,
)
from slack_sdk.models.views import View

from adapters.slack.render.blocks import preformatted
from adapters.slack.render.limits import faults_of, shape_of, view_faults


def options(count: int, value: str = "v", text: str = "t") -> list[Option]:
    return [Option(value=f"{value}{at}", text=text) for at in range(count)]


def button(action_id: str = "a", value: str = "v", text: str = "b") -> ButtonElement:
    return ButtonElement(text=text, action_id=action_id, value=value)


def table(rows: int, columns: int) -> TableBlock:
    return TableBlock(rows=[[RawTextObject(text="c")] * columns] * rows)


RAGGED = TableBlock(rows=[[RawTextObject(text="c")], [RawTextObject(text="c")] * 2])
WRONG: dict[str, Sequence[Block]] = {
    "blocks of a message: 51 of at most 50": [DividerBlock()] * 51,
    "no blocks": [],
    "double block_id": [DividerBlock(block_id="x"), DividerBlock(block_id="x")],
    "double action_id": [ActionsBlock(elements=[button(), button()])],
    "text of a field: 2001 of at most 2000": [SectionBlock(fields=["x" * 2001])],
    "rows of a table: 101 of at most 100": [table(101, 1)],
    "columns of a table: 21 of at most 20": [table(1, 21)],
    "ragged rows of a table": [RAGGED],
    "tables of a message: 2 of at most 1": [table(1, 1), table(1, 1)],
    "options of a radio_buttons: 11 of at most 10": [
        ActionsBlock(elements=[RadioButtonsElement(action_id="r", options=options(11))])
    ],
    "options of a checkboxes: 11 of at most 10": [
        ActionsBlock(elements=[CheckboxesElement(action_id="c", options=options(11))])
    ],
    "text of a context: 2001 of at most 2000": [ContextBlock(elements=[MarkdownTextObject(text="x" * 2001)])],
    "all blocks together: 12106 of at most 12000": [preformatted("x" * 12_000).block],
    "empty rich_text": [RichTextBlock(elements=[])],
    "elements attribute cannot exceed 10 elements": [ContextBlock(elements=[MarkdownTextObject(text="x")] * 11)],
    "elements attribute cannot exceed 25 elements": [ActionsBlock(elements=[button(str(at)) for at in range(26)])],
    "text attribute cannot exceed 3000 characters": [SectionBlock(text="x" * 3001)],
    "text attribute cannot exceed 150 characters": [HeaderBlock(text="x" * 151)],
    "value attribute cannot exceed 2000 characters": [ActionsBlock(elements=[button(value="x" * 2001)])],
    "text attribute cannot exceed 75 characters": [ActionsBlock(elements=[button(text="x" * 76)])],
    "value attribute cannot exceed 150 characters": [
        ActionsBlock(elements=[StaticSelectElement(action_id="s", options=options(1, value="x" * 150))])
    ],
    "value: 2002 of at most 2000": [ActionsBlock(elements=[button(value="👍" * 1001)])],
}


def faults(blocks: Sequence[Block], text: str) -> tuple[str, ...]:
    return faults_of([shape_of(block) for block in blocks], text)


@pytest.mark.parametrize("fault", WRONG)
def test_every_limit_is_noticed(fault: str) -> None:
    assert fault in faults(WRONG[fault], "text")


def test_a_text_too_long_for_an_update_is_noticed() -> None:
    assert faults([DividerBlock()], "x" * 4001) == ("text of a message: 4001 of at most 4000",)


def test_a_message_at_its_limits_has_no_fault() -> None:
    full = [
        *[DividerBlock(block_id=str(at)) for at in range(45)],
        table(100, 1),
        ActionsBlock(elements=[button(str(at)) for at in range(25)]),
        ContextBlock(elements=[MarkdownTextObject(text="x" * 200)] * 10),
        SectionBlock(text="x" * 3000),
        ActionsBlock(elements=[RadioButtonsElement(action_id="r", options=options(10))]),
    ]
    found = faults(full, "x" * 4000)
    assert [fault for fault in found if not fault.startswith("all blocks together")] == []


def test_a_view_is_checked_as_well() -> None:
    assert view_faults(View(type="home", blocks=[DividerBlock()] * 100)) == ()
    too_many = View(type="home", blocks=[DividerBlock()] * 101)
    assert view_faults(too_many) == ("views must contain between 1 and 100 blocks",)
    field = InputBlock(label="l", element=PlainTextInputElement(action_id="t"))
    long = View(type="modal", title="t", submit="s", close="c", blocks=[field], private_metadata="👍" * 1501)
    assert view_faults(long) == ("private_metadata: 3002 of at most 3000",)
