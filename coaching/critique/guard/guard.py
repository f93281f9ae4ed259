"""Prove that a rewrite is the same request: nothing lost, nothing invented, nothing private back, no answer.

It judges a model's rewrite and our own alike; all of it takes time in proportion to the two texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Literal, TypeAlias

from coaching.critique.guard.compare import Text, squeezed
from coaching.critique.guard.inventions import inventions
from coaching.critique.guard.losses import losses
from coaching.critique.privacy.clean import clean
from coaching.critique.reading import Reading
from coaching.words import tokenise

FaultKind: TypeAlias = Literal["lost", "invented", "leaked", "answer", "unchanged", "empty"]
_MOST_FAULTS = 40
"""More faults than anybody reads are not looked for, which bounds the time on hostile input."""
_FEW_WORDS, _LEAST_SHARE = 8, 0.25
_DISTINCT = 6
_MOST_MISSED = 10
"""Sentences that may be missing before the words are compared instead."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a rewrite: a piece of the prompt that it lost, or a piece of its own."""

    kind: FaultKind
    piece: str


def guard(prompt: Reading, rewrite: str, allowed: Sequence[str] = ()) -> tuple[Fault, ...]:
    """What is wrong with a rewrite of a prompt; nothing, if it may go out.

    `allowed` holds what the rewrite may say beyond the prompt: stated assumptions and the person's answers.
    """
    if not any(map(str.isalnum, rewrite)):
        return (Fault("empty", ""),)
    text = Text(rewrite, prompt.language, prompt.lexicon)
    if text.flat == squeezed(prompt.text):
        return (Fault("unchanged", ""),)
    known = Text("\n".join((prompt.text, *allowed)), prompt.language, prompt.lexicon)
    faults = chain(
        _leaked(prompt, text),
        _answer(prompt, text),
        (Fault("lost", piece) for piece in losses(prompt, text)),
        (Fault("invented", piece) for piece in inventions(known, text)),
    )
    return tuple(islice(faults, _MOST_FAULTS))


def _leaked(prompt: Reading, rewrite: Text) -> Iterator[Fault]:
    """Secrets that came back, whatever their spacing."""
    if not prompt.secrets:
        return
    compact = _compact(rewrite.text)
    raw = {prompt.source[secret.source_start : secret.source_end]: secret.mask for secret in prompt.secrets}
    for piece, mask in raw.items():
        bare = _compact(clean(piece)[0])
        if bare in compact and (len(bare) >= _DISTINCT or bare in rewrite.words):
            yield Fault("leaked", mask)


def _compact(text: str) -> str:
    return "".join(text.casefold().replace("-", "").split())


def _answer(prompt: Reading, rewrite: Text) -> Iterator[Fault]:
    """A rewrite that opens as an answer does, or that has nothing left of the request."""
    opening = _opening(rewrite)
    if opening and not squeezed(prompt.text).startswith(opening):
        yield Fault("answer", opening)
        return
    if _keeps_sentences(prompt, rewrite):
        return
    asked = Text(prompt.text, prompt.language, prompt.lexicon).content
    shared = len(asked & rewrite.content)
    if asked and (not shared or (len(asked) >= _FEW_WORDS and shared < _LEAST_SHARE * len(asked))):
        yield Fault("answer", rewrite.text[:60])


def _keeps_sentences(prompt: Reading, rewrite: Text) -> bool:
    """Whether enough of the prompt's sentences stand in the rewrite as they are, so that nothing more needs a look."""
    place = kept = missed = 0
    for sentence in prompt.sentences:
        piece = prompt.text[sentence.start : sentence.end]
        at = rewrite.text.find(piece, place)
        if at < 0:
            missed += 1
            if missed > _MOST_MISSED:
                break
            continue
        place = at + len(piece)
        kept += len(piece)
        if kept >= _LEAST_SHARE * len(prompt.text):
            return True
    return False


def _opening(rewrite: Text) -> str:
    """How a rewrite opens, if that is how answers do."""
    answers = rewrite.lexicon.answers
    start = rewrite.text[:_OPENING_LENGTH]
    first = tokenise(start)[:_OPENING_WORDS]
    for count in range(len(first), 0, -1):
        words = " ".join(token.word for token in first[:count])
        after = start[first[count - 1].end :]
        if words in answers.openings or (words in answers.marked and after[:1] in _MARKS and after):
            return words
        if words in answers.greetings and "," in after:
            return words
    return ""


_OPENING_LENGTH, _OPENING_WORDS = 60, 4
_MARKS = ":,!."
