"""Mask what is private, each thing as a labelled variable, so that nothing of it leaves the coach.

The same thing gets the same mask wherever it stands; several things of a kind are numbered ({{email_1}}, {{email_2}}).
A text that is masked already stays as it is.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from coaching.critique.privacy.announced import announced
from coaching.critique.privacy.credentials import Candidate, credentials
from coaching.critique.privacy.identifiers import identifiers
from coaching.critique.reading import Breaks, Secret
from coaching.knowledge.privacy import Privacy
from coaching.words import Token


class Masked(NamedTuple):
    """A text with its secrets masked, and the way back."""

    text: str
    breaks: Breaks
    secrets: tuple[Secret, ...]


def mask(text: str, breaks: Breaks, tokens: Sequence[Token], privacy: Privacy) -> Masked:
    """Mask a cleaned text; `breaks` lead from it to the input and are extended to lead from the masked text."""
    found = _apart(
        [*credentials(text, privacy), *announced(text, tokens, privacy), *identifiers(text, privacy)],
    )
    if not found:
        return Masked(text, breaks, ())
    names = _names(text, found)
    pieces: list[str] = []
    secrets: list[Secret] = []
    done = length = 0
    for candidate in found:
        name = names[candidate.kind, _same(text[candidate.start : candidate.end])]
        pieces += (text[done : candidate.start], name)
        start = length + candidate.start - done
        length, done = start + len(name), candidate.end
        source = _source(breaks, candidate.start), _source(breaks, candidate.end - 1) + 1
        secrets.append(Secret(candidate.kind, name, start, length, *source))
    pieces.append(text[done:])
    return Masked("".join(pieces), _extended(breaks, found, secrets), tuple(secrets))


def _apart(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Candidates that don't overlap, by place; the earlier in the list wins."""
    kept: list[Candidate] = []
    starts: list[int] = []
    for candidate in candidates:
        at = bisect_right(starts, candidate.start)
        clear_before = at == 0 or kept[at - 1].end <= candidate.start
        if clear_before and (at == len(kept) or kept[at].start >= candidate.end):
            kept.insert(at, candidate)
            starts.insert(at, candidate.start)
    return kept


def _names(text: str, found: Sequence[Candidate]) -> dict[tuple[str, str], str]:
    """The mask of each different thing; numbers only where a kind has several, none that the text uses already."""
    values: dict[str, list[str]] = {}
    for candidate in found:
        different = values.setdefault(candidate.kind, [])
        value = _same(text[candidate.start : candidate.end])
        if value not in different:
            different.append(value)
    names: dict[tuple[str, str], str] = {}
    for kind, different in values.items():
        taken = f"{{{{{kind}" in text
        if len(different) == 1 and not taken:
            names[kind, different[0]] = f"{{{{{kind}}}}}"
            continue
        number = 1
        for value in different:
            while f"{{{{{kind}_{number}}}}}" in text:
                number += 1
            names[kind, value] = f"{{{{{kind}_{number}}}}}"
            number += 1
    return names


def _same(value: str) -> str:
    """What makes two spellings the same thing: white space, hyphens and capitals don't count."""
    return "".join(letter for letter in value.casefold() if not letter.isspace() and letter != "-")


def _source(breaks: Breaks, offset: int) -> int:
    text_offset, source_offset = breaks[bisect_right(breaks, offset, key=lambda pair: pair[0]) - 1]
    return source_offset + offset - text_offset


def _extended(breaks: Breaks, found: Sequence[Candidate], secrets: Sequence[Secret]) -> Breaks:
    """The breaks outside the masks, moved to their new places, and one after each mask."""
    moved: dict[int, int] = {}
    at = shift = 0
    for candidate, secret in zip(found, secrets, strict=True):
        while at < len(breaks) and breaks[at][0] <= candidate.start:
            moved[breaks[at][0] + shift] = breaks[at][1]
            at += 1
        while at < len(breaks) and breaks[at][0] <= candidate.end:
            at += 1
        shift = secret.end - candidate.end
        moved[secret.end] = _source(breaks, candidate.end)
    for text_offset, source_offset in breaks[at:]:
        moved[text_offset + shift] = source_offset
    return tuple(moved.items())
