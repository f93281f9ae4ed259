"""Cutting long texts where a reader would: at paragraphs, else lines, else sentences, else words.

Lengths are UTF-16 units, the larger of the two ways in which Slack may count. No cut falls inside a code fence that
fits whole, nor inside what a reader sees as one letter or one emoji.
"""

import re
from unicodedata import category

_ENDS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n", r"\n", r"[.!?…。！？]['\")\]”’»]?\s+", r"\s+"))
_FENCE = re.compile(r"^```.*?^```[^\n]*\n?", re.MULTILINE | re.DOTALL)
_JOINER = "\u200d"
_LONGEST_LETTER = 64
"""Code points of what is still kept together as one letter."""


def length(text: str) -> int:
    """UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def pieces(text: str, most: int) -> tuple[str, ...]:
    """The text in pieces of at most `most` units, which joined are the text again; `most` is at least 64."""
    found: list[str] = []
    while length(text) > most:
        end = _cut(text, _reach(text, most))
        found.append(text[:end])
        text = text[end:]
    return (*found, text) if text else tuple(found)


def shorten(text: str, most: int) -> str:
    """The text, or as much of its beginning as fits, ending in "…"."""
    if length(text) <= most:
        return text
    return text[: _between_letters(text, _reach(text, most - 1))].rstrip() + "…"


def _reach(text: str, most: int) -> int:
    """How many code points fit."""
    end = min(len(text), most)
    while (over := length(text[:end]) - most) > 0:
        end -= (over + 1) // 2
    return end


def _cut(text: str, reach: int) -> int:
    """Where to cut within the first `reach` code points; a break in their first third is too early."""
    fence = _fence_at(text, reach)
    window = text[: fence or reach]
    for ends in _ENDS:
        places = [found.end() for found in ends.finditer(window)]
        if fence and fence > reach // 3:
            places.append(fence)
        if places and places[-1] > reach // 3 and not _fence_at(text, places[-1]):
            return places[-1]
    return _between_letters(text, reach)


def _fence_at(text: str, at: int) -> int:
    """Where the code fence begins that a cut would fall into; 0 where there is none, or where it begins the text."""
    return next((found.start() for found in _FENCE.finditer(text) if found.start() < at < found.end()), 0)


def _between_letters(text: str, at: int) -> int:
    """The last place up to `at` that isn't inside a letter."""
    for end in range(at, max(0, at - _LONGEST_LETTER), -1):
        if not _inside(text, end):
            return end
    return at


def _inside(text: str, at: int) -> bool:
    if at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if before == _JOINER or _extends(after) or (before == "\r" and after == "\n"):
        return True
    return _flag(before) and _flag(after) and _flags_before(text, at) % 2 == 1


def _extends(letter: str) -> bool:
    """Whether it belongs to the letter before it: accents, joiners, skin tones, tags, the tail of a Hangul syllable."""
    return (
        letter == _JOINER
        or category(letter) in {"Mn", "Me", "Mc"}
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U000e0020" <= letter <= "\U000e007f"
        or "\u1160" <= letter <= "\u11ff"
    )


def _flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _flags_before(text: str, at: int) -> int:
    start = at
    while start and _flag(text[start - 1]):
        start -= 1
    return at - start
