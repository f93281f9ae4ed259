"""Read a text: clean it, mask it, find its words, sentences, regions and facts."""

import re

from coaching.critique.reading import Reading, Sentence
from coaching.knowledge.load import Knowledge
from coaching.words import Token, tokenise

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def read(text: str, knowledge: Knowledge) -> Reading:
    """Read a text as the coach sees it."""
    tokens = tokenise(text)
    return Reading(
        source=text,
        text=text,
        breaks=((0, 0),),
        language="en",
        supported=True,
        tokens=tokens,
        sentences=_sentences(text, tokens),
        regions=(),
        secrets=(),
        facts=(),
    )


def _sentences(text: str, tokens: tuple[Token, ...]) -> tuple[Sentence, ...]:
    found, first = [], 0
    for piece in _SENTENCE.finditer(text):
        last = first
        while last < len(tokens) and tokens[last].end <= piece.end():
            last += 1
        if last > first:
            found.append(Sentence(piece.start(), piece.end(), first, last))
        first = last
    return tuple(found)
