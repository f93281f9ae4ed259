"""A rewrite as a list of edits on the person's own text.

An edit is woven into the text (pieces), or adds a line of its own (line), or opens a place for material at the end
(slot). What no edit touches survives by construction, and an edit is taken back by leaving it out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coaching.messages.critique import Change, Concern

_PLACEHOLDER = re.compile(r"\{\{([^{}:\n]{1,60})(?::([^{}\n]{0,200}))?\}\}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Put `new` in the place of [start, end); nothing is replaced where the two are the same."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One improvement that can be taken back by its id. Its first piece, line or slot stands in the ledger."""

    id: str
    dimension: Concern
    reason: str
    pieces: tuple[Piece, ...] = ()
    line: str = ""
    slot: str = ""

    @property
    def added(self) -> str:
        """All that the edit writes, for looking into it."""
        return "\n".join((*(piece.new for piece in self.pieces), self.line, self.slot))

    @property
    def replaces(self) -> bool:
        """Whether words of the person's give way."""
        return any(piece.start < piece.end for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Place:
    """Where added lines go, and what joins them to their surroundings: [start, end) gives way to them."""

    start: int
    end: int
    lead: str
    between: str
    tail: str
    bullet: str = ""
    end_of_text: int = 0
    """Where slots for material go."""

    def fill(self, lines: Sequence[str]) -> Piece:
        """All lines as one piece of text."""
        return Piece(
            self.start, self.end, self.lead + self.between.join(self.bullet + line for line in lines) + self.tail
        )


def render(text: str, place: Place, edits: Sequence[Edit], *, capital: bool = False) -> str:
    """The text after the edits. Pieces must not overlap (`compatible`)."""
    pieces = [piece for edit in edits for piece in edit.pieces]
    if lines := [edit.line for edit in edits if edit.line]:
        pieces.append(_joined(place, pieces).fill(lines))
    pieces += [Piece(place.end_of_text, place.end_of_text, "\n" + edit.slot) for edit in edits if edit.slot]
    written = _spliced(text, sorted(pieces, key=lambda piece: (piece.start, piece.end)))
    return _capitalised(written) if capital and edits else written


def compatible(edits: Iterable[Edit], place: Place) -> list[Edit]:
    """The edits without those that would touch what an earlier one has touched, or name a placeholder twice."""
    kept: list[Edit] = []
    taken: list[tuple[int, int]] = [(place.start, place.end)] if place.start < place.end else []
    names: set[str] = set()
    for edit in edits:
        own = {name.casefold() for name in placeholders(edit.added)}
        spans = [(piece.start, piece.end) for piece in edit.pieces]
        if own & names or any(_overlap(span, other) for span in spans for other in taken):
            continue
        kept.append(edit)
        names |= own
        taken += spans
    return kept


def changes(text: str, edits: Iterable[Edit]) -> tuple[Change, ...]:
    """The ledger: what each edit did, true to the letter."""
    return tuple(
        Change(id=edit.id, dimension=edit.dimension, before=before, after=after, reason=edit.reason)
        for edit in edits
        for before, after in [_shown(text, edit)]
    )


def placeholders(text: str) -> tuple[str, ...]:
    """The names of the placeholders in a text, each once, in order."""
    return tuple(dict.fromkeys(match[1].strip() for match in _PLACEHOLDER.finditer(text)))


def suggestions(text: str) -> dict[str, str]:
    """Placeholder names with what they suggest, where they do."""
    return {match[1].strip(): match[2].strip() for match in _PLACEHOLDER.finditer(text) if match[2]}


def replace_placeholder(text: str, name: str, words: str) -> str:
    """The text with every placeholder of that name replaced by words."""
    wanted = name.casefold()
    return _PLACEHOLDER.sub(lambda match: words if match[1].strip().casefold() == wanted else match[0], text)


def _joined(place: Place, pieces: Sequence[Piece]) -> Place:
    """The place, without a full stop of its own where an edit right before it brings one."""
    ended = any(piece.end == place.start and piece.new.endswith(("?", ".", "!")) for piece in pieces)
    return replace(place, lead=place.lead.lstrip("?.")) if ended and place.start == place.end else place


def _shown(text: str, edit: Edit) -> tuple[str | None, str]:
    if not edit.pieces:
        return None, edit.line or edit.slot
    first = edit.pieces[0]
    return text[first.start : first.end].strip() or None, first.new.strip()


def _spliced(text: str, pieces: Iterable[Piece]) -> str:
    out, at = [], 0
    for piece in pieces:
        out += [text[at : piece.start], piece.new]
        at = max(at, piece.end)
    return "".join((*out, text[at:]))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    if one == other:
        return one[0] < one[1]
    return one[0] < other[1] and other[0] < one[1]
