"""Edits inside the person's own sentence: a hedge goes, a vague word becomes a choice, the reader is woven in."""

from collections.abc import Iterator
from dataclasses import dataclass

from coaching.critique.reading import Assessment, Reading, Sentence, Span
from coaching.critique.rewriter.edits import Edit, Piece
from coaching.critique.rewriter.places import inside
from coaching.knowledge.questions import Gap
from coaching.knowledge.rewrites import RewriteTexts
from coaching.words import Token

_SHORT_REQUEST = 14
"""Words up to which something can be woven in without bending the sentence."""
_BARE = 3
_MARKS = ',;:()[]{}"“”«»|/\\`<>=*#\n'


@dataclass(frozen=True, slots=True)
class Request:
    """The sentence that holds the request, and how it may be touched."""

    sentence: Sentence
    words: tuple[Token, ...]
    question: bool
    end: int
    """Where its words end, before the closing mark."""


def request_of(reading: Reading, assessment: Assessment, texts: RewriteTexts) -> Request | None:
    """The sentence with the request; the first one where none was made out."""
    asked = assessment.ask.sentence if assessment.ask else None
    for sentence in reading.sentences:
        if asked is None or sentence.start <= asked.start < sentence.end:
            return _request(reading, sentence, texts)
    return None


def opener(reading: Reading, request: Request, texts: RewriteTexts, reason: str, *, verb: Span | None) -> Edit | None:
    """Drops a hedge before the request's verb; a question mark that hung on it goes too."""
    start = request.sentence.start
    found = [m for m in texts.opener_phrases.find(request.words) if m.start == request.words[0].start]
    last = max((match.last for match in found), default=0)
    while 0 < last < len(request.words) and request.words[last].word in texts.hedges:
        last += 1
    if not 0 < last < len(request.words) or request.words[0].start != start or _marks(reading.text, request, 0, last):
        return None
    follower = request.words[last]
    if request.words[0].word in texts.question_words and (verb is None or verb.start != follower.start):
        return None
    word = reading.text[follower.start : follower.end]
    pieces = [Piece(start, follower.end, word[:1].upper() + word[1:])]
    if reading.text[request.end : request.end + 1] == "?":
        pieces.append(Piece(request.end, request.end + 1, "."))
    return Edit("opener", "goal", reason, tuple(pieces))


def hedges(reading: Reading, request: Request, texts: RewriteTexts, reason: str) -> Iterator[Edit]:
    """Drops each hedge between two words of the request."""
    for before, hedge, after in zip(request.words, request.words[1:], request.words[2:], strict=False):
        around = reading.text[before.end : hedge.start], reading.text[hedge.end : after.start]
        if hedge.word in texts.hedges and around == (" ", " ") and not inside(reading.regions, hedge.start):
            yield Edit(f"hedge_{hedge.start}", "goal", reason, (Piece(before.end, hedge.end, ""),))


def deliverable(reading: Reading, request: Request, gap: Gap, texts: RewriteTexts, *, after_verb: bool) -> Piece | None:
    """Turns "write something about" and, `after_verb`, "write about" into a choice of what should come out."""
    if not gap.weave or not request.words:
        return None
    words = [token.word for token in request.words]
    for at, span in _vague(words, texts):
        start, end = request.words[at].start, request.words[span - 1].end
        if at and not inside(reading.regions, start):
            return Piece(start, end, gap.weave)
    if after_verb and (at := _before_topic(words, texts)):
        end = request.words[at - 1].end
        return Piece(end, end, " " + gap.weave)
    return None


def _before_topic(words: list[str], texts: RewriteTexts) -> int:
    """Where "about" follows right on the verb, as the position of "about"; 0 where it doesn't."""
    return 1 if len(words) > 1 and words[1] in texts.about and words[0] not in texts.question_words else 0


def bare(reading: Reading, texts: RewriteTexts, reason: str) -> Edit | None:
    """Makes a request of a prompt that only names what should come out."""
    text = reading.text.strip(" .!?\n")
    if not text or len(reading.tokens) > _BARE:
        return None
    for each in texts.bare:
        if text.casefold() in each.nouns:
            start = reading.text.index(text)
            end = start + len(text)
            noun = text if text.isupper() or not texts.lower_options else text[:1].lower() + text[1:]
            pieces = (Piece(start, start + 1, each.before + noun[:1]), Piece(end, end, each.after))
            return Edit("topic", "goal", reason, pieces)
    return None


def tail(reading: Reading, request: Request, gap: Gap, texts: RewriteTexts) -> Span | None:
    """Where a short, plain request can take one more phrase at its end; None where that would bend it."""
    if not gap.weave or request.question or not 1 < len(request.words) <= _SHORT_REQUEST:
        return None
    if inside(reading.regions, request.end) or {token.word for token in request.words} & set(texts.no_weave):
        return None
    if any(mark in _MARKS for mark in reading.text[request.sentence.start : request.end]):
        return None
    return Span(request.end, request.end)


def _request(reading: Reading, sentence: Sentence, texts: RewriteTexts) -> Request:
    words = reading.tokens[sentence.first : sentence.last]
    end = words[-1].end if words else sentence.end
    closing = reading.text[end : sentence.end].strip()
    question = closing.startswith("?") or bool(words and words[0].word in texts.question_words)
    end = end if not closing or closing[0] in ".!?" else len(reading.text[: sentence.end].rstrip(" .!?\n"))
    return Request(sentence, words, question, end)


def _marks(text: str, request: Request, first: int, last: int) -> bool:
    return any(mark in _MARKS for mark in text[request.words[first].start : request.words[last].start])


def _vague(words: list[str], texts: RewriteTexts) -> Iterator[tuple[int, int]]:
    """Where a vague thing stands among the first words, as [first, last) positions, the longest first."""
    things = sorted((thing.split() for thing in texts.vague_things), key=len, reverse=True)
    for at in range(min(len(words), 6)):
        for thing in things:
            if words[at : at + len(thing)] == thing:
                yield at, at + len(thing)
