"""Find the signs of the person's own instruction: pasted material and courtesies earn and cost nothing."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate, pairwise

from coaching.critique.judge.courtesies import idle_words
from coaching.critique.judge.references import NAMED, POINTED, references
from coaching.critique.judge.signs import Signs, is_passage
from coaching.critique.reading import Reading, Sentence
from coaching.knowledge.cues import Cues
from coaching.words import Match, Token

_WORKS_ON_TEXT = ("verb:editing", "verb:summarising", "verb:translation", "verb:extraction")
_SOME_MATERIAL, _MUCH_MATERIAL = 8, 40
"""Words from which on an unmarked rest is material: after a colon, and without one."""


def find_signs(reading: Reading, cues: Cues) -> Signs:
    """Every sign of the person's own instruction, with its sentences."""
    own = _outside(reading)
    by_label = _labelled([*cues.phrases.find(own), *references(reading.text, own, cues)])
    starts = _starts(reading.text, own, by_label.get("start:", ()))
    signs = Signs(own, by_label, _split(_within(reading.sentences, own), starts))
    signs = _before(_material_start(reading.text, signs), signs)
    return _without(idle_words(signs, cues), signs)


def _labelled(found: Iterable[Match]) -> Mapping[str, tuple[Match, ...]]:
    by_label: dict[str, list[Match]] = {}
    for match in found:
        by_label.setdefault(match.label, []).append(match)
    return {label: tuple(matches) for label, matches in by_label.items()}


def _outside(reading: Reading) -> tuple[Token, ...]:
    """The tokens outside code, material and examples. A term in quotes or tags is no material; a tag is no word."""
    text, kept, at = reading.text, [], 0
    passages = [region for region in reading.regions if is_passage(text, region)]
    tagged = "<" in text
    if not passages and not tagged:
        return reading.tokens
    ordered = sorted((region.start, region.end) for region in passages)
    for token in reading.tokens:
        while at < len(ordered) and ordered[at][1] <= token.start:
            at += 1
        inside = at < len(ordered) and token.end > ordered[at][0]
        if not inside and not (tagged and _is_tag(text, token)):
            kept.append(token)
    return tuple(kept)


def _is_tag(text: str, token: Token) -> bool:
    return text[token.end : token.end + 1] == ">" and text[token.start - 1 : token.start] in ("<", "/")


def _within(sentences: Iterable[Sentence], own: tuple[Token, ...]) -> list[tuple[int, int]]:
    """For every sentence with own tokens, which of them are its: [first, last)."""
    places = [token.start for token in own]
    found = ((bisect_left(places, sentence.start), bisect_left(places, sentence.end)) for sentence in sentences)
    return [(first, last) for first, last in found if first < last]


def _starts(text: str, own: tuple[Token, ...], remarks: Iterable[Match]) -> list[int]:
    """Where a sentence begins without a full stop before it: "make an app It would be great"."""
    return [
        match.first
        for match in remarks
        if match.first and text[match.start].isupper() and text[own[match.first - 1].end : match.start] == " "
    ]


def _split(sentences: Iterable[tuple[int, int]], starts: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The sentences, parted at some of their tokens."""
    parted: list[tuple[int, int]] = []
    for first, last in sentences:
        inside = starts[bisect_right(starts, first) : bisect_left(starts, last)]
        parted += pairwise((first, *inside, last))
    return tuple(parted)


def _material_start(text: str, signs: Signs) -> int:
    """Where unmarked material begins in `own`: after a first line such as "Correct this:"; if none does, at its end."""
    own, none = signs.own, len(signs.own)
    if len(signs.sentences) < 2:  # noqa: PLR2004
        return none
    (first, last), (second, _) = signs.sentences[:2]
    gap = text[own[last - 1].end : own[second].start]
    if "\n" not in gap or gap[-1:] in "-*•#.)":
        return none
    works_on_text = any(match.first == first for match in signs.starting(*_WORKS_ON_TEXT))
    points = any(match.last <= last for match in signs.starting(POINTED, NAMED))
    orders = any(match.first == second for match in signs.starting("verb:"))
    enough = none - last >= (_SOME_MATERIAL if ":" in gap else _MUCH_MATERIAL)
    return last if works_on_text and (":" in gap or points) and enough and not orders else none


def _before(start: int, signs: Signs) -> Signs:
    """The signs before unmarked material."""
    if start == len(signs.own):
        return signs
    kept = (match for matches in signs.by_label.values() for match in matches if match.last <= start)
    return Signs(signs.own[:start], _labelled(kept), signs.sentences[:1], signs.own[start].start)


def _without(idle: AbstractSet[int], signs: Signs) -> Signs:
    """The tokens that are not idle, and the signs among them, counted anew; techniques are kept wherever they are."""
    if not idle:
        return signs
    place = list(accumulate((at not in idle for at in range(len(signs.own))), initial=0))
    by_label: dict[str, tuple[Match, ...]] = {}
    for label, matches in signs.by_label.items():
        kept = tuple(
            [
                Match(label, place[first], place[last], start, end)
                for _, first, last, start, end in matches
                if place[last] - place[first] == last - first
            ]
        )
        if label.startswith("technique:"):
            kept += tuple(match._replace(first=-1, last=-1) for match in matches if match.first in idle)
        if kept:
            by_label[label] = kept
    sentences = tuple((place[first], place[last]) for first, last in signs.sentences if place[first] < place[last])
    own = tuple([token for at, token in enumerate(signs.own) if at not in idle])
    return Signs(own, by_label, sentences, signs.material)
