"""Read what a person says about a rewrite: answers to its open places, and what they want done differently.

"keep my wording, and the readers are investors" is two wishes; each is read by itself, by the words that name what it
is about, by what it looks like (a length, a tone, a reader), and last by the one place that is still open for it.
A fact of the person's ("the deadline is Friday", "mention the discount") becomes a sentence of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coaching.critique.rewriter.edits import placeholders, suggestions
from coaching.critique.rewriter.settle import OWN_SENTENCE
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
_OPENING = ("key", "shorter", "keep", "exclusion", "language_lead", "limit", "tone", "reader", "focus", "mention")
"""Cues with which a wish of its own begins after "and"."""
_LONGEST_FACT = 16
_SUBJECT = 5
"""Words before "is", at most, of a fact."""
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


def open_places(rewrite: Rewrite) -> tuple[str, ...]:
    """The placeholders that wait for an answer; what was masked waits for none."""
    masks = {name for change in rewrite.changes if change.dimension == "safety" for name in placeholders(change.after)}
    return tuple(name for name in rewrite.placeholders if name not in masks)


def answer(dimension: str, text: str, wishes: Wishes) -> Wishes:
    """The wishes after an answer to the question about a dimension, or to the open place of that name."""
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
    if piece.at(start, "order") and not piece.at(start, "key", "shorter", "keep", "focus", "exclusion", "mention"):
        return None
    return _read(_pieces(text, texts), rewrite, wishes, texts)


def _read(pieces: list[_Piece], rewrite: Rewrite, wishes: Wishes, texts: RewriteTexts) -> Wishes | None:
    """All pieces together; pieces that say nothing by themselves go to what is still open, if others are clear."""
    names = open_places(rewrite)
    suggested = {words.casefold(): name for name, words in suggestions(rewrite.text).items()}
    masked = frozenset("_".join(set(rewrite.placeholders) - set(names)).casefold().split("_"))
    said = [_placed(piece, names, suggested) or _meaning(piece) or _fact(piece, texts, masked) for piece in pieces]
    clear = [each for each in said if each]
    dark = [piece.text.strip(_EDGES) for piece, each in zip(pieces, said, strict=True) if each is None]
    if not clear:
        return None
    settled = {_place_of(each.key, rewrite, texts): each.words for each in clear if each.words}
    room = [name for name in _ROOM if name in names and name not in settled]
    if len(dark) > max(1, len(room)) or (dark and not settled):
        return None
    settled |= dict(zip([*room, "focus"], dark, strict=False))
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


def _placed(piece: _Piece, names: Sequence[str], suggested: Mapping[str, str]) -> _Said | None:
    """Reads "dates: in June", where a place of that name is open, and what an open place suggests."""
    said = piece.text.strip(_EDGES)
    if name := suggested.get(said.casefold()):
        return _Said(name, said)
    for name in names:
        after = said[len(name) :].lstrip()
        if said.casefold().startswith(name.casefold()) and after[:1] in (":", "=") and after[1:].strip():
            return _Said(name, after[1:].strip())
    return None


def _place_of(key: str, rewrite: Rewrite, texts: RewriteTexts) -> str:
    """The open place that goes by another name of the same thing: "recipient" for audience, "topic" for focus."""
    if any(change.dimension == key for change in rewrite.changes):
        return key
    names = {name.casefold(): name for name in open_places(rewrite)}
    others = (*texts.wishes.keys.get(key, ()), *(texts.wishes.keys.get("topic", ()) if key == "focus" else ()))
    return next((names[other.casefold()] for other in (key, *others) if other.casefold() in names), key)


def _fact(piece: _Piece, texts: RewriteTexts, masked: frozenset[str]) -> _Said | None:
    """Reads "mention the discount" and "the deadline is Friday": the person's own sentence, never of what is masked."""
    start = piece.skip(0, "joint")
    words = piece.tokens[start:]
    if not 1 < len(words) <= _LONGEST_FACT or any(token.word in masked for token in words):
        return None
    sentence = piece.text[words[0].start : words[-1].end].strip(_EDGES)
    if piece.at(start, "mention"):
        return _Said(OWN_SENTENCE + words[-1].word, sentence)
    if words[0].word not in (*texts.weak_pointers, *texts.own):
        return None
    for at in range(2, min(_SUBJECT, len(words) - 1)):
        if piece.at(start + at, "link") and not any(token.word in texts.wishes.ours for token in words[:at]):
            return _Said(OWN_SENTENCE + words[at - 1].word, sentence)
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
    unit = piece.at(number, "unit")
    if unit and unit.last > unit.first + 1:
        return _Said("length", piece.rest(start))
    if number < len(piece.tokens) and is_number(piece.tokens[number].word) and piece.at(number + 1, "unit"):
        return _Said("length", piece.rest(start))
    return None


def _led(piece: _Piece, start: int) -> _Said | None:
    """Known by the word before: "in German", "for families", "about prices", "without jargon"."""
    if (lead := piece.at(start, "language_lead")) and piece.at(lead.last, "language"):
        return _Said("language", piece.rest(lead.last))
    for label, key in (("reader", "audience"), ("exclusion", "exclusions"), ("focus", "focus")):
        lead = piece.at(start, label) or (piece.at(0, label) if label == "reader" else None)
        if lead and piece.rest(lead.last):
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
    """Whether a wish of its own begins here: after a joint, or with the subject after a reader ("to her about …")."""
    if piece.at(0, "reader") and piece.at(at, "focus") and at > 1:
        return True
    if not (joint := piece.at(at, "joint")):
        return False
    start = piece.skip(joint.last, "filler", "joint")
    return bool(piece.at(start, *_OPENING))


def _piece(text: str, texts: RewriteTexts) -> _Piece:
    tokens = tokenise(text[:2000])
    cues: dict[int, tuple[Match, ...]] = {}
    for cue in texts.cues.find(tokens):
        cues[cue.first] = (*cues.get(cue.first, ()), cue)
    return _Piece(text, tokens, cues)


def _with(wishes: Wishes, settings: Mapping[str, str]) -> Wishes:
    return wishes.model_copy(update={"settings": {**wishes.settings, **settings}})
