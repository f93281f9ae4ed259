"""What the cues of a language find in a text: every sign with its place, in the person's own instruction alone."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from coaching.critique.reading import Reading, Region, Sentence, Span
from coaching.knowledge.cues import Cues
from coaching.words import Match, Token

_WORKS_ON_TEXT = frozenset(("verb:editing", "verb:summarising", "verb:translation", "verb:extraction"))
_SOME_MATERIAL, _MUCH_MATERIAL = 8, 40
"""Words from which on an unmarked rest is material: after a colon, and without one."""
_BARE_PERSONA = 12
"""Words within which a sentence about who the model is says nothing else."""


@dataclass(frozen=True)
class Signs:
    """The signs of a text by label, in order of place; `own` are the tokens of the person's instruction."""

    own: tuple[Token, ...]
    by_label: Mapping[str, tuple[Match, ...]]
    sentences: tuple[tuple[int, int], ...]
    """For every sentence of the instruction, which own tokens are its: [first, last)."""
    material: int | None = None
    """Where unmarked material begins in the text, if the reader found no region and there is some all the same."""

    def of(self, label: str) -> tuple[Match, ...]:
        """All signs with a label; `first` and `last` of each count in `own`."""
        return self.by_label.get(label, ())

    def has(self, label: str) -> bool:
        """Whether a sign is there."""
        return label in self.by_label

    def starting(self, prefix: str) -> Iterable[Match]:
        """All signs whose label starts so."""
        return (match for label, matches in self.by_label.items() if label.startswith(prefix) for match in matches)


def find_signs(reading: Reading, cues: Cues) -> Signs:
    """Find every sign of the person's own instruction; pasted material and courtesies earn and cost nothing."""
    own = _outside(reading.regions, reading.tokens)
    found = cues.phrases.find(own)
    sentences = _within(reading.sentences, own)
    start = _material_start(reading.text, sentences, own, found)
    material = own[start].start if start < len(own) else None
    if material is not None:
        own, found, sentences = own[:start], [match for match in found if match.last <= start], sentences[:1]
    if idle := _idle(sentences, own, found, cues):
        own, found = _without(idle, own, found)
        sentences = _within(reading.sentences, own)
    by_label: dict[str, list[Match]] = {}
    for match in found:
        by_label.setdefault(match.label, []).append(match)
    return Signs(own, {label: tuple(matches) for label, matches in by_label.items()}, tuple(sentences), material)


def _outside(regions: Iterable[Region], tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    ordered, at, kept = sorted((region.start, region.end) for region in regions), 0, []
    for token in tokens:
        while at < len(ordered) and ordered[at][1] <= token.start:
            at += 1
        if at == len(ordered) or token.end <= ordered[at][0]:
            kept.append(token)
    return tuple(kept)


def _material_start(
    text: str, sentences: Sequence[tuple[int, int]], own: tuple[Token, ...], found: Iterable[Match]
) -> int:
    """Where unmarked material begins in `own`: after a first line such as "Correct this:"; if none does, at its end."""
    if len(sentences) < 2:  # noqa: PLR2004
        return len(own)
    (first, last), (second, _) = sentences[:2]
    gap = text[own[last - 1].end : own[second].start]
    works_on_text = any(match.first == first and match.label in _WORKS_ON_TEXT for match in found)
    points = any(match.label == "unseen:" and match.last <= last for match in found)
    orders = any(match.first == second and match.label.startswith("verb:") for match in found)
    enough = _MUCH_MATERIAL if ":" not in gap else _SOME_MATERIAL
    announced = works_on_text and (":" in gap or points) and "\n" in gap and gap[-1:] not in "-*•#.)"
    return last if announced and not orders and len(own) - last >= enough else len(own)


def _idle(sentences: Iterable[tuple[int, int]], own: tuple[Token, ...], found: Iterable[Match], cues: Cues) -> set[int]:
    """The positions in `own` that say nothing of the task: filler, and sentences of mere thanks, tips or flattery."""
    idle = {at for match in found if match.label == "filler:" for at in range(match.first, match.last)}
    polite = [match.first for match in found if match.label == "courtesy:" and match.first not in idle]
    roles = {match.first for match in found if match.label == "technique:role"}
    if polite or roles:
        asking = {match.first for match in found if match.label.startswith("verb:") and match.label != "verb:agent"}
        for first, last in sentences:
            begin = next((at for at in range(first, last) if at not in idle), last)
            thanks = begin not in asking and bisect_left(polite, first) < bisect_left(polite, last)
            if thanks or (roles & {first, begin} and _flatters(own[first:last], cues)):
                idle.update(range(first, last))
    return idle if len(idle) < len(own) else set()


def _flatters(sentence: tuple[Token, ...], cues: Cues) -> bool:
    """Whether a sentence only calls the model an expert: that earns nothing, while a standpoint may."""
    return len(sentence) <= _BARE_PERSONA and any(token.word in cues.grammar.experts for token in sentence)


def _without(idle: set[int], own: tuple[Token, ...], found: Iterable[Match]) -> tuple[tuple[Token, ...], list[Match]]:
    """The tokens that are not idle, and the signs among them, counted anew; techniques are kept wherever they are."""
    place = list(accumulate((at not in idle for at in range(len(own))), initial=0))
    moved = [
        match._replace(first=place[match.first], last=place[match.last])
        for match in found
        if place[match.last] - place[match.first] == match.last - match.first
    ]
    gone = [match._replace(first=-1, last=-1) for match in found if match.first in idle and _is_technique(match)]
    return tuple(token for at, token in enumerate(own) if at not in idle), moved + gone


def _is_technique(match: Match) -> bool:
    return match.label.startswith("technique:")


def _within(sentences: Iterable[Sentence], own: tuple[Token, ...]) -> list[tuple[int, int]]:
    """For every sentence with own tokens, which of them are its: [first, last)."""
    found, at = [], 0
    for sentence in sentences:
        while at < len(own) and own[at].start < sentence.start:
            at += 1
        first = at
        while at < len(own) and own[at].start < sentence.end:
            at += 1
        if first < at:
            found.append((first, at))
    return found


def span(match: Match) -> Span:
    """The characters of a sign."""
    return Span(match.start, match.end)
