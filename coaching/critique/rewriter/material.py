"""Edits about the material a prompt works from: a place for what isn't there, and what to do where it is silent."""

from dataclasses import dataclass

from coaching.critique.reading import Assessment, Reading
from coaching.critique.rewriter.edits import Edit, Piece
from coaching.critique.rewriter.places import inside, is_block
from coaching.critique.rewriter.weave import Request
from coaching.knowledge.rewrites import RewriteTexts
from coaching.words import is_number

_REACH = 4
"""Words between "our" and the noun it points at, at most."""
_LEAST = 20
"""Characters that material after a colon has at least."""
_SHORT = 80
"""Words up to which what a prompt points at is what it works from."""
_NEAR = 120
"""Characters between the mention of material and the colon before it, at most."""
_GAPPY_TASKS = frozenset({"summarising", "extraction", "analysis", "answer", "lookup", "explanation", "comparison"})
"""Tasks that may want more of the material than it holds."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """Material that a prompt points at: the person's word for it, the placeholder's name, and whether it is theirs."""

    noun: str
    name: str
    own: bool


def pointed(reading: Reading, texts: RewriteTexts) -> Pointed | None:
    """What the prompt points at ("this document", "our refund policy"), by its first mention outside material."""
    if holds_material(reading) or len(reading.tokens) > _SHORT:
        return None
    reach, pointer = 0, ""
    for at, token in enumerate(reading.tokens):
        if token.word in texts.pointers or token.word in texts.weak_pointers:
            reach, pointer = _REACH, token.word
        elif reach and _joined(reading, at):
            name = _name(token.word, texts)
            if name and not inside(reading.regions, token.start) and _unsaid(reading, at, pointer, texts):
                return Pointed(reading.text[token.start : token.end], name, pointer in texts.own)
            reach -= 1
        else:
            reach = 0
    return None


def _joined(reading: Reading, at: int) -> bool:
    """Whether nothing but a space parts a word from the one before."""
    return reading.text[reading.tokens[at - 1].end : reading.tokens[at].start] == " "


def _name(word: str, texts: RewriteTexts) -> str:
    """The placeholder for what a word points at; "" if it isn't material."""
    if word in texts.nouns or not texts.compounds:
        return texts.nouns.get(word, "")
    return next((texts.nouns[noun] for noun in texts.nouns if len(noun) > _REACH and word.endswith(noun)), "")


def _unsaid(reading: Reading, at: int, pointer: str, texts: RewriteTexts) -> bool:
    """Whether nothing says which one is meant: "this report", "the report below", but not "the report 2026-04"."""
    follower = reading.tokens[at + 1] if at + 1 < len(reading.tokens) and _joined(reading, at + 1) else None
    if follower is None:
        return True
    return not is_number(follower.word) and (pointer not in texts.weak_pointers or follower.word in texts.nearby)


def holds_material(reading: Reading) -> bool:
    """Whether something to work from is there: quoted, pasted, or after a colon."""
    colon = reading.text.find(":")
    return bool(reading.regions) or (colon >= 0 and len(reading.text) > colon + _LEAST)


def announced(reading: Reading, texts: RewriteTexts) -> int:
    """Where the colon or the line break stands after which "this paragraph" follows; -1 where there is none."""
    text = reading.text
    found = [at for at in (text.find(": "), text.find("\n")) if 0 < at < len(text) - _LEAST]
    if not found or inside(reading.regions, min(found)):
        return -1
    words = [token.word for token in reading.tokens if token.end <= min(found) and token.start > min(found) - _NEAR]
    here = any(word in texts.pointers for word in words) and any(word in texts.nouns for word in words)
    return min(found) if here else -1


def material_word(reading: Reading, texts: RewriteTexts) -> str:
    """What the pasted material is called; "" where there is none."""
    for region in reading.regions:
        if region.kind == "example" or not is_block(reading.text, region):
            continue
        if region.kind == "code":
            return texts.material["code"]
        return texts.material["table" if _tabular(reading.text[region.start : region.end].strip()) else "text"]
    return ""


def _tabular(text: str) -> bool:
    """Whether the first line looks like the head of a table."""
    line, rest, _ = text.partition("\n")
    return line.count("|") > 1 or (line.count(",") > 1 and bool(rest) and " " not in line)


def grounded(request: Request, found: Pointed, texts: RewriteTexts, *, weaving: bool) -> tuple[Edit, ...]:
    """Ties a question about private knowledge to a text that the person pastes."""
    words = texts.grounding
    pieces = [Piece(request.sentence.start, request.sentence.start, words.before.format(noun=found.noun))]
    if request.end == request.sentence.end:
        pieces.append(Piece(request.end, request.end, "?"))
    woven, slot = tuple(pieces) if weaving else (), slot_for(found, "", texts)
    return (
        Edit("source", "source", texts.reasons["source"], woven, slot=slot),
        Edit("fallback", "constraints", texts.more_reasons["gaps"], line=words.line.format(noun=found.noun)),
    )


def slot_for(found: Pointed | None, slot: str, texts: RewriteTexts) -> str:
    """The line that takes the missing material: by the person's own word for it, or by what the task needs."""
    return f"{found.noun[:1].upper()}{found.noun[1:]}{texts.colon}{{{{{found.name}}}}}" if found else slot


def silent_material(reading: Reading, assessment: Assessment, texts: RewriteTexts) -> Edit | None:
    """What to do where the material doesn't say."""
    word = material_word(reading, texts)
    if not word or word == texts.material["code"] or assessment.task_type not in _GAPPY_TASKS:
        return None
    line = texts.gaps_in_material.format(material=word)
    return Edit("fallback", "constraints", texts.more_reasons["gaps"], line=line)
