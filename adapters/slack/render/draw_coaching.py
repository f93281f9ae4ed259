"""The parts of a coaching, drawn: the verdict, findings, questions, open places, changes."""

from collections.abc import Iterator

from slack_sdk.models.blocks import ButtonElement

from adapters.slack.render.blocks import (
    BOLD,
    PARAGRAPH,
    STRIKE,
    Drawn,
    Style,
    clean,
    listed,
    paragraphs,
    plain,
    prose,
    quiet,
    quote,
    rich,
    section,
    words,
)
from adapters.slack.render.buttons import Buttons, cut
from adapters.slack.split import length, pieces, shorten
from adapters.slack.texts import COACH, TYPE_YOUR_OWN
from coaching.messages import reply as parts
from coaching.messages.conversation import Action
from coaching.messages.reply import Choice

_FULL, _EMPTY, _MOST = "●", "○", 3
_HEAD = 300
"""Units of what may stand in bold."""
_QUESTION = 150
"""Units of a question that its modal's label repeats."""


def draw_score(part: parts.Score, _buttons: Buttons) -> Iterator[Drawn]:
    """The verdict in bold and its reason in one paragraph, then a line for each level."""
    yield from _lead(part.label, part.headline)
    levels = [f"{_FULL * level}{_EMPTY * (_MOST - level)}  {name}: {word}" for name, level, word in part.levels]
    yield from paragraphs("\n".join(levels))


def _lead(head: str, text: str) -> Iterator[Drawn]:
    """A paragraph that opens in bold."""
    head, text = clean(head).strip(), clean(text).strip()
    if length(head) > _HEAD:
        head, text = "", f"{head} {text}"
    first, *more = pieces(text, PARAGRAPH) or ("",)
    said = f"{head} {plain(first)}".strip()
    if said:
        yield rich(said, section(*([words(f"{head} ", BOLD)] if head else []), *prose(first)))
    yield from paragraphs("".join(more))


def draw_findings(part: parts.Findings, _buttons: Buttons) -> Iterator[Drawn]:
    """Each finding with the piece of the prompt that it speaks of."""
    for finding in part.findings:
        yield from listed([f"{finding.message} {finding.advice}".strip()])
        yield from _quoted(finding.quote or "")


def _quoted(text: str, style: Style | None = None) -> Iterator[Drawn]:
    for piece in pieces(clean(text).strip(), PARAGRAPH):
        if piece.strip():
            yield rich(piece, quote(words(piece, style)))


def draw_asked(part: parts.Asked, buttons: Buttons) -> Iterator[Drawn]:
    """A question, its options, and the ways to answer otherwise."""
    yield from _lead(f"{part.progress.rstrip('.')}." if part.progress else "", part.text)
    own = buttons.open(_own_words(part.hint), _open(part.id, part.text))
    skip = buttons.press(part.skip.label, part.skip.action, len(part.choices)) if part.skip else None
    yield from buttons.rows(part.choices, (own, skip))


def _open(target: str, question: str) -> Action:
    return Action(name="answer", target=target, value=shorten(clean(question).strip(), _QUESTION))


def _own_words(hint: str) -> str:
    """The hint that free text is welcome, as a button: "Or type it…"."""
    return f"{hint[:1].upper()}{hint[1:].rstrip(' .…')}…" if hint.strip() else TYPE_YOUR_OWN


def draw_open(part: parts.Open, buttons: Buttons) -> Iterator[Drawn]:
    """What each open place could be: a menu, or a button that says what to type; then the ways to type another."""
    if part.places:
        yield from quiet(" · ".join(filter(None, (f"**{part.label.rstrip(': ')}**", _hint(part.hint, buttons)))))
    menus = {place: buttons.menu(place.name, place.choices) for place in part.places if len(place.choices) > 1}
    alone = [_typed(choice) for place in part.places if not menus.get(place) for choice in place.choices]
    own = {place.name: _place(place.name, buttons) for place in part.places}
    yield from buttons.rows(alone, [*menus.values(), *own.values()])
    yield from cut([choice.label for place, menu in menus.items() if menu for choice in place.choices])
    yield from listed([name for name, button in own.items() if button is None])
    yield from listed(part.assumptions)


def _hint(hint: str, buttons: Buttons) -> str:
    """What to type, with the command that it takes where plain words don't reach the coach."""
    return hint.replace("`", f"`{COACH} ", 1) if buttons.place.private else hint


def _typed(choice: Choice) -> Choice:
    """A choice whose button shows what to type."""
    said = choice.says if choice.label in choice.says else f"{choice.says} {choice.label}"
    return choice.model_copy(update={"label": said})


def _place(name: str, buttons: Buttons) -> ButtonElement | None:
    return buttons.open(f"{name}: …", Action(name="set", target=name, value=shorten(clean(name).strip(), _QUESTION)))


def draw_changes(part: parts.Changes, buttons: Buttons) -> Iterator[Drawn]:
    """Each change with its reason, what stood there and what stands there now; then the ways back."""
    for number, (about, change, _) in enumerate(part.changes, 1):
        yield from _lead(f"{number}. {about}:", change.reason)
        yield from _quoted(change.before or "", STRIKE)
        yield from _quoted(change.after)
    yield from buttons.rows([undo for _, _, undo in part.changes])
