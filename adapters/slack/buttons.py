"""Choices as buttons, and what stands in their place where Slack has no room for them.

Whatever a button does can be typed. The words for it are on the button where they are a number ("1 Families"), and
in a line of their own where a button can't carry its action.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, PlainTextObject

from adapters.slack.blocks import Drawn, clean, listed, packed
from adapters.slack.message import Place
from adapters.slack.split import length, shorten
from adapters.slack.texts import TYPE_INSTEAD
from adapters.slack.values import ACTION_ID_LIMIT, encode
from coaching.messages.conversation import Action
from coaching.messages.reply import Choice

LABEL = 75
"""Units of what stands on a button."""
_ROW_COUNT, _ROW_SIZE = 25, 8000
OPENS = "open:"
"""Begins the `action_id` of a button that opens a modal; its value is the action that waits for the typed words."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """Makes the buttons of one reply: they carry its subject and the conversation that it belongs to."""

    place: Place
    subject: str

    def value(self, action: Action) -> str | None:
        """The value of a button, or None where it would be too long."""
        return encode(action, self.subject, self.place.conversation, private=self.place.private)

    def press(self, label: str, action: Action, at: int, style: str | None = None) -> ButtonElement | None:
        """A button that does something; `at` tells it from the others of its row."""
        return self._button(label, action, f"{action.name}:{at}", style)

    def open(self, label: str, action: Action) -> ButtonElement | None:
        """A button that opens a modal, where the value of the action is typed."""
        return self._button(label, action, f"{OPENS}{action.name}:{action.target}", None)

    def _button(self, label: str, action: Action, action_id: str, style: str | None) -> ButtonElement | None:
        value = self.value(action)
        if value is None or length(action_id) > ACTION_ID_LIMIT:
            return None
        text = PlainTextObject(text=shorten(clean(label).strip() or "…", LABEL), emoji=False)
        return ButtonElement(text=text, action_id=action_id, value=value, style=style)

    def rows(
        self, choices: Sequence[Choice], more: Sequence[ButtonElement | None] = (), main: Choice | None = None
    ) -> Iterator[Drawn]:
        """Choices and `more` buttons below one another, then what to type where a button had no room."""
        fitting: list[ButtonElement] = []
        for at, choice in enumerate(choices):
            style = "primary" if choice is main else None
            if element := self.press(label_of(choice), choice.action, at, style):
                fitting.append(element)
        yield from rows([*fitting, *(element for element in more if element)])
        yield from self._left_out(choices)

    def _left_out(self, choices: Sequence[Choice]) -> Iterator[Drawn]:
        """What buttons had no room for: the whole label, or the words to type."""
        for choice in choices:
            if self.value(choice.action) is None:
                yield from listed([TYPE_INSTEAD.format(label=choice.label, says=choice.says)])
            elif length(clean(label_of(choice)).strip()) > LABEL:
                yield from listed([label_of(choice)])


def label_of(choice: Choice) -> str:
    """What stands on a button: where the words to type are a number, it comes first."""
    return f"{choice.says} {choice.label}" if choice.says.isdecimal() else choice.label


def rows(elements: Sequence[ButtonElement]) -> Iterator[Drawn]:
    """Buttons in as few blocks as they fit into."""
    for row in packed(elements, _size, most=_ROW_SIZE, count=_ROW_COUNT):
        yield Drawn(ActionsBlock(elements=row), " · ".join(element.text.text for element in row if element.text))


def _size(button: ButtonElement) -> int:
    """Units of a button as JSON, a little more rather than less."""
    return length(json.dumps([button.text and button.text.text, button.action_id, button.value])) + 120
