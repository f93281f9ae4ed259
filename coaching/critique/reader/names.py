"""Find names and abbreviations by their capital letters."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from coaching.critique.reading import Sentence
from coaching.knowledge.lexicon import Lexicon
from coaching.words import Token

_OPENERS = frozenset('.!?:;•>#|*–—/(["“„«-')
_LOOK_BACK = 8
_HEADING_SHARE, _TITLE_SHARE = 0.7, 0.25
_SHORT_LINE, _SHORT_TEXT = 3, 20
_SHORTEST_NAME = 3
_LEADING_LETTERS = re.compile(r"[A-Za-z]{1,12}-?[0-9]")
_SHORTEST_ACRONYM = 2
_SHOUT_NEIGHBOURS = 2
_NEAR = 2
"""Characters between two words of one shout, at most."""


def acronyms(
    text: str, tokens: Sequence[Token], numbers: Sequence[tuple[int, int]], lexicon: Lexicon
) -> Iterator[tuple[int, int]]:
    """Abbreviations in capitals, and ids that mix letters and digits (`S12`, `F-2291`, `2026-0417`)."""
    ends = dict(numbers)
    loud = [_is_loud(text, token) for token in tokens]
    for at, token in enumerate(tokens):
        word = text[token.start : token.end]
        if not token.word.isalpha() and any(map(str.isdigit, word)):
            if _LEADING_LETTERS.match(word) or _is_more(text, ends.get(token.start, token.end), token.end):
                yield token.start, _id_end(text, token.end)
        elif (
            loud[at]
            and token.start not in ends
            and token.word not in lexicon.emphasis
            and not _shouted(tokens, loud, at, lexicon)
        ):
            yield token.start, token.end


def _is_more(text: str, number_end: int, end: int) -> bool:
    """Whether what follows the number makes an id of it; a word behind a hyphen ("300-person") doesn't."""
    rest = text[number_end:end]
    return bool(rest) and not (rest[0] == "-" and rest[1:].isalpha())


def _id_end(text: str, end: int) -> int:
    """Where an id ends that goes on behind a full stop, as versions do (`v3.5`)."""
    more = _VERSION_REST.match(text, end)
    return more.end() if more else end


_VERSION_REST = re.compile(r"(?:\.[0-9]{1,6}){1,4}(?!\w)")


def _is_loud(text: str, token: Token) -> bool:
    """Whether a word is in capitals; a plural s may follow."""
    if text[token.start + 1 : token.start + 2].islower():
        return False
    word = text[token.start : token.end]
    word = word.removesuffix("'s").removesuffix("’s")
    return len(word) >= _SHORTEST_ACRONYM and (
        word.isupper() or (word[:-1].isupper() and word[-1] == "s" and len(word) > _SHORTEST_ACRONYM)
    )


def _shouted(tokens: Sequence[Token], loud: Sequence[bool], at: int, lexicon: Lexicon) -> bool:
    """Whether a word in capitals stands in a run of such words, one of them for emphasis: DO NOT USE."""
    first, last = at, at
    while first > 0 and loud[first - 1] and at - first < _SHOUT_NEIGHBOURS and _are_near(tokens, first - 1):
        first -= 1
    while last + 1 < len(tokens) and loud[last + 1] and last - at < _SHOUT_NEIGHBOURS and _are_near(tokens, last):
        last += 1
    return any(token.word in lexicon.emphasis for token in tokens[first : last + 1])


def _are_near(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at + 1].start - tokens[at].end <= _NEAR


def names(  # noqa: PLR0913, PLR0917 - what a reader has found so far
    text: str,
    tokens: Sequence[Token],
    marked: Sequence[Token],
    sentences: Sequence[Sentence],
    free: Callable[[int, int], bool],
    language: str,
    lexicon: Lexicon,
) -> Iterator[tuple[int, int]]:
    """Capitalised words inside sentences, neighbours joined. Headings give none; a noun is no name in German.

    `marked` are the tokens that may have capitals.
    """
    found: list[tuple[int, int]] = []
    inner = 0
    nouns = language in lexicon.noun_languages
    capitalised = [token for token in marked if text[token.start].isupper() and _is_capitalised(text, token)]
    for sentence, capitals in _by_sentence(capitalised, sentences):
        words = tokens[sentence.first : sentence.last]
        if len(words) > _SHORT_LINE and len(capitals) > _HEADING_SHARE * len(words):
            continue
        inside = [token for token in capitals if not _opens(text, token, sentence) and free(token.start, token.end)]
        inner += len(inside)
        runs = _runs(text, inside, lexicon)
        found += [_span(text, run) for run in runs if not nouns or _surely_name(run, words, lexicon)]
    if nouns or len(tokens) < _SHORT_TEXT or inner < _TITLE_SHARE * len(tokens):
        yield from (span for span in found if _counts(text[slice(*span)], lexicon))


def _by_sentence(tokens: Sequence[Token], sentences: Iterable[Sentence]) -> Iterator[tuple[Sentence, Sequence[Token]]]:
    """The sentences that hold some of the tokens, with those that they hold."""
    at = 0
    for sentence in sentences:
        first = bisect_left(tokens, sentence.start, at, key=_START)
        at = bisect_left(tokens, sentence.end, first, key=_START)
        if at > first:
            yield sentence, tokens[first:at]


_START = attrgetter("start")


def _is_capitalised(text: str, token: Token) -> bool:
    if text[token.start + 1 : token.start + 2].islower():
        return True
    return not text[token.start : token.end].isupper() and not token.word.startswith("i'")


def _opens(text: str, token: Token, sentence: Sentence) -> bool:
    """Whether a word has its capital from where it stands: first in its sentence, after a colon, a bracket, a dash."""
    before = text[max(sentence.start, token.start - _LOOK_BACK) : token.start].rstrip("\"'“„«(*_ \t\u00a0")
    return token.start == sentence.start or not before or before[-1] in _OPENERS


def _runs(text: str, words: Sequence[Token], lexicon: Lexicon) -> list[list[Token]]:
    runs: list[list[Token]] = [[token] for token in words[:1]]
    for left, right in pairwise(words):
        between = text[left.end : right.start]
        if between == " " or (between[:1] == " " == between[-1:] and between.strip().casefold() in lexicon.name_joints):
            runs[-1].append(right)
        else:
            runs.append([right])
    return runs


def _span(text: str, run: Sequence[Token]) -> tuple[int, int]:
    end = run[-1].end
    return run[0].start, end - 2 if text[end - 2 : end] in ("'s", "’s") else end


def _surely_name(run: Sequence[Token], words: Sequence[Token], lexicon: Lexicon) -> bool:
    """In a language that capitalises nouns: several words in a row, a title before it, or letters of elsewhere."""
    before = next((word.word for word in reversed(words) if word.end < run[0].start), "")
    titled = before in lexicon.name_titles or run[0].word in lexicon.name_titles
    return titled or len(run) > 1


def _counts(name: str, lexicon: Lexicon) -> bool:
    return len(name) >= _SHORTEST_NAME and name.casefold() not in lexicon.stop
