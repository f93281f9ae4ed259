"""Read what a person says about a rewrite: answers to its open places, and what they want done differently.

"keep my wording, and the readers are investors" is two wishes; each is read by itself, by the words that name what it
is about, by what it looks like (a length, a tone, a reader), and last by the one place that is still open for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coaching.critique.edits import placeholders
from coaching.knowledge.load import Knowledge
from coaching.knowledge.rewrites import RewriteTexts
from coaching.messages.critique import Change, Rewrite, Wishes
from coaching.words import Match, Token, is_number, tokenise

_LONGEST = 60
"""Words from which a text is a prompt of its own."""
_SHORT_ANSWER = 7
"""Words up to which a piece may be known by a single word in it."""
_CUTS = ",;.\n"
_EDGES = " \t\n.,;:!=-–\"'“”«»"
_EMPTY = ("filler", "joint")
_SWITCHES = ("shorter", "keep")
_OPENING = ("key", "exclusion", "language_lead", "limit", "tone", "reader", "focus")
"""Cues with which a wish of its own begins after "and"."""
_ROOM: tuple[str, ...] = ("focus", "point", "topic", "situation", "dates", "purpose", "result", "goal")
"""Open places that take words of any kind, the best first."""


@dataclass(frozen=True, slots=True)
class _Said:
    """One wish: what it sets ("shorter" and "keep_wording" set themselves), and to which words."""

    key: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part of what was said: its words and the cues among them, by where they start."""

    text: str
    tokens: tuple[Token, ...]
    cues: Mapping[int, tuple[Match, ...]]

    def at(self, position: int, *labels: str) -> Match | None:
        """The longest cue with one of these labels that starts at a word."""
        fits = [cue for cue in self.cues.get(position, ()) if cue.label.split(":")[0] in labels]
        return max(fits, key=lambda cue: cue.last, default=None)

    def has(self, *labels: str) -> bool:
        """Whether any word carries one of these labels."""
        return any(self.at(position, *labels) for position in range(len(self.tokens)))

    def rest(self, position: int) -> str:
        """What is said from a word on, without the marks around it."""
        last = len(self.tokens)
        while last > position and any(cue.last == last for cue in self.cues.get(last - 1, ()) if cue.label == "filler"):
            last -= 1
        end = len(self.text) if last == len(self.tokens) else self.tokens[last - 1].end
        return self.text[self.tokens[position].start : end].strip(_EDGES) if position < last else ""

    def skip(self, position: int, *labels: str) -> int:
        """The first word from here on that none of these cues covers."""
        while cue := self.at(position, *labels):
            position = cue.last
        return position


def answer(dimension: str, text: str, wishes: Wishes, knowledge: Knowledge) -> Wishes:
    """The wishes after an answer to the question about a dimension, or to the open place of that name."""
    del knowledge
    words = " ".join(text.split())
    return _with(wishes, {dimension: words}) if words else wishes


def interpret(text: str, rewrite: Rewrite, wishes: Wishes, knowledge: Knowledge, language: str) -> Wishes | None:
    """The wishes after what the person said of the rewrite; None where it is something else, such as a new prompt."""
    texts = knowledge.rewrite_texts(language)
    piece = _piece(text, texts)
    if not piece.tokens or len(piece.tokens) > _LONGEST or text.rstrip().endswith(("?", "？")):
        return None
    start = piece.skip(0, "filler")
    if undo := _undo(piece, start):
        return _undone(piece, undo, rewrite, wishes)
    if piece.at(start, "order") and not piece.at(start, "key", "shorter", "keep", "focus", "exclusion"):
        return None
    return _read(_pieces(text, texts), rewrite, wishes)


def _read(pieces: list[_Piece], rewrite: Rewrite, wishes: Wishes) -> Wishes | None:
    """All pieces together; pieces that say nothing by themselves go to what is still open, if others are clear."""
    said = [_placed(piece, rewrite.placeholders) or _meaning(piece) for piece in pieces]
    clear = [each for each in said if each]
    dark = [piece.text.strip(_EDGES) for piece, each in zip(pieces, said, strict=True) if each is None]
    if not clear:
        return None
    settled = {each.key: each.words for each in clear if each.words}
    open_places = [name for name in _ROOM if name in rewrite.placeholders and name not in settled]
    if len(dark) > max(1, len(open_places)) or (dark and not settled):
        return None
    settled |= dict(zip([*open_places, "focus"], dark, strict=False))
    keys = {each.key for each in clear}
    switched = {"shorter": wishes.shorter or "shorter" in keys, "keep_wording": wishes.keep_wording or "keep" in keys}
    return _with(wishes, settled).model_copy(update=switched)


def _meaning(piece: _Piece) -> _Said | None:
    start = piece.skip(0, "filler", "joint")
    return (
        _switch(piece)
        or _named(piece, start)
        or _length(piece, start)
        or _led(piece, start)
        or _looks_like(piece, start)
    )


def _placed(piece: _Piece, names: Sequence[str]) -> _Said | None:
    """Reads "dates: in June", where a place of that name is open."""
    said = piece.text.strip(_EDGES)
    for name in names:
        after = said[len(name) :].lstrip()
        if said.casefold().startswith(name.casefold()) and after[:1] in (":", "=") and after[1:].strip():
            return _Said(name, after[1:].strip())
    return None


def _switch(piece: _Piece) -> _Said | None:
    """Reads "shorter" or "keep my wording", with nothing else that matters."""
    for position in range(len(piece.tokens)):
        cue = piece.at(position, "keep", "shorter")
        if cue and piece.skip(0, "filler", "joint", "keep", "shorter") >= cue.first:
            return _Said(cue.label)
    return None


def _named(piece: _Piece, start: int) -> _Said | None:
    """Reads "tone: formal", "the readers are investors"."""
    if not (key := piece.at(start, "key")):
        return None
    words = piece.rest(piece.skip(key.last, "link"))
    return _Said(key.label.removeprefix("key:"), words) if words else None


def _length(piece: _Piece, start: int) -> _Said | None:
    """Reads "max 100 words", "three bullets"."""
    number = piece.skip(start, "limit")
    if number < len(piece.tokens) and is_number(piece.tokens[number].word) and piece.at(number + 1, "unit"):
        return _Said("length", piece.rest(start))
    return None


def _led(piece: _Piece, start: int) -> _Said | None:
    """Known by the word before: "in German", "for families", "about prices", "without jargon"."""
    if (lead := piece.at(start, "language_lead")) and piece.at(lead.last, "language"):
        return _Said("language", piece.rest(lead.last))
    for label, key in (("reader", "audience"), ("exclusion", "exclusions"), ("focus", "focus")):
        if (lead := piece.at(start, label)) and piece.rest(lead.last):
            return _Said(key, piece.rest(lead.last))
    return None


def _looks_like(piece: _Piece, start: int) -> _Said | None:
    """Known by a word in it, where there are few: "families in the USA", "blog intro", "friendly"."""
    words = piece.rest(start)
    if not words or len(piece.tokens) - start > _SHORT_ANSWER:
        return None
    if piece.skip(start, "tone", "joint", "filler") == len(piece.tokens):
        return _Said("tone", words)
    if piece.skip(start, "language", "filler") == len(piece.tokens):
        return _Said("language", words)
    if piece.has("people"):
        return _Said("audience", words)
    return _Said("format", words) if piece.has("shape") else None


def _undo(piece: _Piece, start: int) -> Match | None:
    """The word that takes back: first, or last in a few words ("Ton rückgängig")."""
    last = len(piece.tokens)
    closing = (piece.at(at, "undo") for at in range(last) if last <= _SHORT_ANSWER)
    return (
        piece.at(0, "undo")
        or piece.at(start, "undo")
        or next((cue for cue in closing if cue and cue.last == last), None)
    )


def _undone(piece: _Piece, undo: Match, rewrite: Rewrite, wishes: Wishes) -> Wishes | None:
    """Takes back the edit that is named by number, by what it is about or by its words, else the last one."""
    changes = [change for change in rewrite.changes if change.dimension != "safety"]
    if not changes:
        return None
    at = piece.skip(undo.last if undo.last < len(piece.tokens) else 0, "filler")
    meant = _meant(piece, at, changes) if at < len(piece.tokens) and at != undo.first else changes[-1]
    return wishes.model_copy(update={"undone": (*wishes.undone, meant.id)}) if meant else None


def _meant(piece: _Piece, at: int, changes: list[Change]) -> Change | None:
    word = piece.tokens[at].word
    if word.isdecimal():
        return changes[int(word) - 1] if 0 < int(word) <= len(changes) else None
    if key := piece.at(at, "key"):
        name = key.label.removeprefix("key:")
        for change in changes:
            if name in (change.dimension, change.id, *placeholders(change.after)):
                return change
    wanted = {token.word for token in piece.tokens[at:]}
    shared = [len(wanted & {token.word for token in tokenise(change.after)}) for change in changes]
    best = max(range(len(changes)), key=shared.__getitem__)
    return changes[best] if 2 * shared[best] >= len(wanted) else None


def _pieces(text: str, texts: RewriteTexts) -> list[_Piece]:
    """What was said, cut at commas and full stops, and at "and" where a new wish begins."""
    found: list[_Piece] = []
    begin = 0
    whole = _piece(text, texts)
    for at, token in enumerate(whole.tokens):
        between = text[whole.tokens[at - 1].end : token.start] if at else ""
        dated = between.startswith(".") and whole.tokens[at - 1].word.isdecimal()
        if at and ((any(mark in between for mark in _CUTS) and not dated) or _begins(whole, at)):
            found.append(_piece(text[begin : token.start], texts))
            begin = token.start
    found.append(_piece(text[begin:], texts))
    return [
        piece for piece in found if piece.skip(0, "filler", "joint") < len(piece.tokens) or piece.has("shorter", "keep")
    ]


def _begins(piece: _Piece, at: int) -> bool:
    """Whether a joint here opens a wish of its own."""
    if not (joint := piece.at(at, "joint")):
        return False
    start = piece.skip(joint.last, "filler", "joint")
    return bool(
        piece.at(start, "key", "shorter", "keep", "exclusion", "language_lead", "limit", "tone", "reader", "focus")
    )


def _piece(text: str, texts: RewriteTexts) -> _Piece:
    tokens = tokenise(text[:2000])
    cues: dict[int, tuple[Match, ...]] = {}
    for cue in texts.cues.find(tokens):
        cues[cue.first] = (*cues.get(cue.first, ()), cue)
    return _Piece(text, tokens, cues)


def _with(wishes: Wishes, settings: Mapping[str, str]) -> Wishes:
    return wishes.model_copy(update={"settings": {**wishes.settings, **settings}})
