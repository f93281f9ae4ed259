"""What the cues of a language find in a text: every sign with its place, in the person's own instruction alone."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate, pairwise

from coaching.critique.reading import Reading, Region, Sentence, Span
from coaching.critique.references import NAMED, POINTED, references
from coaching.knowledge.cues import Cues
from coaching.words import Match, Token

_WORKS_ON_TEXT = frozenset(("verb:editing", "verb:summarising", "verb:translation", "verb:extraction"))
_SOME_MATERIAL, _MUCH_MATERIAL = 8, 40
"""Words from which on an unmarked rest is material: after a colon, and without one."""
PASSAGE = 4
"""From so many words on, a quote is material rather than a term."""
_TELLING = (
    *("goal:", "audience:", "context:", "source:", "format:", "tone:", "constraints:", "examples:", "success_criteria:"),
    *("noun:", "technique:", "wish:", "private:", POINTED, NAMED, "signal:self", "signal:wish", "signal:live"),
)
"""Labels of signs that make a sentence say something of the task."""
_FEW = 3
"""Words of its own that chat has at most."""
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
    own = _outside(reading)
    found = [*cues.phrases.find(own), *references(reading.text, own, cues)]
    starts = _starts(reading.text, own, found)
    sentences = _split(_within(reading.sentences, own), starts)
    start = _material_start(reading.text, sentences, own, found)
    material = own[start].start if start < len(own) else None
    if material is not None:
        own, found, sentences = own[:start], [match for match in found if match.last <= start], sentences[:1]
    if idle := _idle(sentences, own, found, cues):
        place = list(accumulate((at not in idle for at in range(len(own))), initial=0))
        sentences = [(place[first], place[last]) for first, last in sentences if place[first] < place[last]]
        own, found = _without(idle, place, own, found)
    by_label: dict[str, list[Match]] = {}
    for match in found:
        by_label.setdefault(match.label, []).append(match)
    return Signs(own, {label: tuple(matches) for label, matches in by_label.items()}, tuple(sentences), material)


def _outside(reading: Reading) -> tuple[Token, ...]:
    """The tokens outside code, material and examples. A term in quotes or tags is no material; a tag is no word."""
    text, kept, at = reading.text, [], 0
    passages = [region for region in reading.regions if is_passage(text, region)]
    if not passages and "<" not in text:
        return reading.tokens
    ordered = sorted((region.start, region.end) for region in passages)
    for token in reading.tokens:
        while at < len(ordered) and ordered[at][1] <= token.start:
            at += 1
        tag = text[token.start - 1 : token.start] in ("<", "/") and text[token.end : token.end + 1] == ">"
        if (at == len(ordered) or token.end <= ordered[at][0]) and not tag:
            kept.append(token)
    return tuple(kept)


def is_passage(text: str, region: Region) -> bool:
    """Whether a region is code, an example, or so many words that they are material rather than a term."""
    return region.kind != "material" or len(text[region.start : region.end].split(maxsplit=PASSAGE)) >= PASSAGE


def _material_start(
    text: str, sentences: Sequence[tuple[int, int]], own: tuple[Token, ...], found: Iterable[Match]
) -> int:
    """Where unmarked material begins in `own`: after a first line such as "Correct this:"; if none does, at its end."""
    if len(sentences) < 2:  # noqa: PLR2004
        return len(own)
    (first, last), (second, _) = sentences[:2]
    gap = text[own[last - 1].end : own[second].start]
    works_on_text = any(match.first == first and match.label in _WORKS_ON_TEXT for match in found)
    points = any(match.label in (POINTED, NAMED) and match.last <= last for match in found)
    orders = any(match.first == second and match.label.startswith("verb:") for match in found)
    enough = _MUCH_MATERIAL if ":" not in gap else _SOME_MATERIAL
    announced = works_on_text and (":" in gap or points) and "\n" in gap and gap[-1:] not in "-*•#.)"
    return last if announced and not orders and len(own) - last >= enough else len(own)


def _idle(sentences: Iterable[tuple[int, int]], own: tuple[Token, ...], found: Iterable[Match], cues: Cues) -> set[int]:
    """The positions in `own` that say nothing of the task: filler, and sentences of mere thanks, tips or flattery."""
    idle = {at for match in found if match.label == "filler:" for at in range(match.first, match.last)}
    idle.update(_chat(sentences, own, found, idle, cues))
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


def _chat(
    sentences: Sequence[tuple[int, int]], own: tuple[Token, ...], found: Iterable[Match], filler: Set[int], cues: Cues
) -> Iterable[int]:
    """The positions of sentences between people that say nothing of the task: "You'd really be doing me a favour"."""
    if len(sentences) < 2:  # noqa: PLR2004
        return
    persons, common = frozenset(cues.grammar.persons), cues.common_words
    telling = sorted(match.first for match in found if match.label.startswith(_TELLING))
    opening = {match.first for match in found if match.label.startswith("verb:")}
    for first, last in sentences:
        if bisect_left(telling, first) < bisect_left(telling, last):
            continue
        words = {token.word for token in own[first:last]}
        begin = next((at for at in range(first, last) if at not in filler), first)
        asks = begin in opening or own[begin].word in cues.grammar.questions
        figures = any(word[0].isdigit() for word in words)
        if not (asks or figures or words.isdisjoint(persons)) and len(words - common) <= _FEW:
            yield from set(range(first, last)) - filler


def _flatters(sentence: tuple[Token, ...], cues: Cues) -> bool:
    """Whether a sentence only calls the model an expert: that earns nothing, while a standpoint may."""
    return len(sentence) <= _BARE_PERSONA and any(token.word in cues.grammar.experts for token in sentence)


def _without(
    idle: Set[int], place: Sequence[int], own: tuple[Token, ...], found: Iterable[Match]
) -> tuple[tuple[Token, ...], list[Match]]:
    """The tokens that are not idle, and the signs among them, counted anew; techniques are kept wherever they are."""
    moved = [
        Match(label, place[first], place[last], start, end)
        for label, first, last, start, end in found
        if place[last] - place[first] == last - first
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


def _starts(text: str, own: tuple[Token, ...], found: Iterable[Match]) -> list[int]:
    """Where a sentence begins without a full stop before it: "make an app It would be great"."""
    return [
        match.first
        for match in found
        if match.label == "start:"
        and text[match.start].isupper()
        and match.first
        and text[own[match.first - 1].end : match.start] == " "
    ]


def _split(sentences: Iterable[tuple[int, int]], starts: Sequence[int]) -> list[tuple[int, int]]:
    """The sentences, parted at some of their tokens."""
    parted: list[tuple[int, int]] = []
    for first, last in sentences:
        inside = starts[bisect_right(starts, first) : bisect_left(starts, last)]
        parted += pairwise((first, *inside, last))
    return parted


def span(match: Match) -> Span:
    """The characters of a sign."""
    return Span(match.start, match.end)
