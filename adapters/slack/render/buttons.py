"""Choices as buttons and menus, and what stands in their place where Slack has no room for them.

Whatever a button does can be typed. The words for it are on the button where they are a number ("1 Families"), and
in a line of their own where a button can't carry its action.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, Option, PlainTextObject, StaticSelectElement

from adapters.slack.message import Place
from adapters.slack.render.blocks import Drawn, clean, listed, packed
from adapters.slack.render.limits import shape_of, size
from adapters.slack.split import length, shorten
from adapters.slack.texts import TYPE_INSTEAD
from adapters.slack.values import ACTION_ID_LIMIT, OPENS, OPTION_LIMIT, encode
from coaching.messages.conversation import Action
from coaching.messages.reply import Choice

Element: TypeAlias = ButtonElement | StaticSelectElement

LABEL = 75
"""Units of what stands on a button or in a menu."""
_ROW_COUNT, _ROW_SIZE = 25, 8000
_MENU_COUNT = 100


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
        return ButtonElement(text=_on_it(label), action_id=action_id, value=value, style=style)

    def menu(self, name: str, choices: Sequence[Choice]) -> StaticSelectElement | None:
        """A menu of choices that have one action and target, or None where Slack has no room for it."""
        action, place = choices[0].action.model_copy(update={"value": ""}), self.place
        action_id = encode(action, self.subject, place.conversation, private=place.private, limit=ACTION_ID_LIMIT)
        fits = all(0 < length(choice.action.value) <= OPTION_LIMIT for choice in choices)
        if action_id is None or not fits or len(choices) > _MENU_COUNT:
            return None
        options = [Option(text=_on_it(choice.label), value=choice.action.value) for choice in choices]
        return StaticSelectElement(placeholder=_on_it(name), action_id=action_id, options=options)

    def rows(
        self, choices: Sequence[Choice], more: Sequence[Element | None] = (), main: Choice | None = None
    ) -> Iterator[Drawn]:
        """Choices and `more` elements below one another, then what to type where a button had no room."""
        fitting: list[Element] = []
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
            else:
                yield from cut([label_of(choice)])


def cut(labels: Sequence[str]) -> Iterator[Drawn]:
    """The whole labels of what shows only their beginning."""
    yield from listed([label for label in labels if length(clean(label).strip()) > LABEL])


def label_of(choice: Choice) -> str:
    """What stands on a button: where the words to type are a number, it comes first."""
    return f"{choice.says} {choice.label}" if choice.says.isdecimal() else choice.label


def rows(elements: Sequence[Element]) -> Iterator[Drawn]:
    """Buttons and menus in as few blocks as they fit into."""
    for row in packed(elements, _size, most=_ROW_SIZE, count=_ROW_COUNT):
        yield Drawn(ActionsBlock(elements=row), " · ".join(map(_spoken, row)))


def _spoken(element: Element) -> str:
    """What can be read on an element: "Skip", "length: 100 words / one page"."""
    if isinstance(element, ButtonElement):
        return element.text.text if element.text else ""
    options = (option.text or "" for option in element.options or () if isinstance(option, Option))
    return f"{element.placeholder.text if element.placeholder else ''}: {' / '.join(options)}"


def _size(element: Element) -> int:
    """Units of an element as JSON, of a button a little more rather than less."""
    if isinstance(element, ButtonElement):
        return length(json.dumps([element.text and element.text.text, element.action_id, element.value])) + 120
    return size(shape_of(element))


def _on_it(label: str) -> PlainTextObject:
    return PlainTextObject(text=shorten(clean(label).strip() or "…", LABEL), emoji=False)
