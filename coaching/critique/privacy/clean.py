"""Take out what nobody sees: characters that carry hidden text, reorder it or break words apart.

Sources: Unicode Standard Annex 44 (general categories), Unicode Technical Report 36 (visual spoofing).
"""

import re
import unicodedata

from coaching.critique.reading import Breaks

_SUSPECT = re.compile(
    "[\r\v\f\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_NEW_LINES = "\r\v\f\x85\u2028\u2029"
_ZERO_WIDTH_NON_JOINER, _ZERO_WIDTH_JOINER, _EMOJI_STYLE = "\u200c", "\u200d", "\ufe0f"
_JOINING_SCRIPTS = ((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x17FF), (0xFB50, 0xFDFF))
_SKIN_TONES = (0x1F3FB, 0x1F3FF)


def clean(text: str) -> tuple[str, Breaks]:
    """The text without invisible characters, its line ends all alike, and the way back to the offsets of the input.

    Joiners stay where a script or an emoji needs them; nothing visible is changed, nothing is normalised.
    """
    pieces: list[str] = []
    breaks = [(0, 0)]
    done = length = 0
    for found in _SUSPECT.finditer(text):
        kept = _kept(text, found.start())
        if kept == found[0]:
            continue
        pieces += (text[done : found.start()], kept)
        length += found.start() - done + len(kept)
        done = found.end()
        if not kept:
            breaks.append((length, done))
    pieces.append(text[done:])
    return "".join(pieces), _first_of_each_place(breaks)


def _kept(text: str, at: int) -> str:
    """What stands for a suspect character in the cleaned text: itself, a line end, or nothing."""
    character = text[at]
    if character in _NEW_LINES:
        return "" if text[at : at + 2] == "\r\n" else "\n"
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if character == _EMOJI_STYLE:
        return character if _is_pictorial(before) or after == "\u20e3" else ""
    if character in (_ZERO_WIDTH_JOINER, _ZERO_WIDTH_NON_JOINER) and _joins(before) and _joins(after):
        return character
    if character == _ZERO_WIDTH_JOINER and _is_pictorial(before) and _is_pictorial(after):
        return character
    return ""


def _joins(character: str) -> bool:
    return bool(character) and any(first <= ord(character) <= last for first, last in _JOINING_SCRIPTS)


def _is_pictorial(character: str) -> bool:
    """Whether a character is part of an emoji: a symbol, its style or its skin tone."""
    return bool(character) and (
        character == _EMOJI_STYLE
        or _SKIN_TONES[0] <= ord(character) <= _SKIN_TONES[1]
        or unicodedata.category(character) in ("So", "Sm")
    )


def _first_of_each_place(breaks: list[tuple[int, int]]) -> Breaks:
    """Where several characters went in one place, only the last offset in the input counts."""
    return tuple(dict(breaks).items())
