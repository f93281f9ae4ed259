"""Find examples: behind the word "example", as input and output, or as `this -> that`."""

from collections.abc import Iterable

from coaching.critique.reader.lines import Line, block_end
from coaching.critique.reading import Region
from coaching.knowledge.regions import RegionWords

_ARROWS = (" -> ", " → ", " => ", " ⇒ ")


def samples(text: str, lines: list[Line], words: RegionWords) -> Iterable[Region]:
    """Examples by their labels and arrows; a label's example ends with its paragraph."""
    arrows = [arrow for arrow in _ARROWS if arrow in text]
    done = -1
    for at, line in enumerate(lines):
        if at <= done or line.is_blank:
            continue
        if line.label in words.example_labels:
            following = at if text[line.said : line.end].strip() else _next_said(lines, at)
            done = max(at, _last_sample(text, lines, following, words))
            yield Region("example", line.said, lines[done].end)
        elif line.label in words.input_labels and (last := _output_below(lines, at, words)):
            done = last
            yield Region("example", line.start, lines[last].end)
        elif (opening := _inline_label(line, words)) >= 0 or (arrows and any(arrow in line.text for arrow in arrows)):
            yield Region("example", line.start + max(opening, 0), line.end)


def _next_said(lines: list[Line], at: int) -> int:
    """The line that a label with nothing beside it speaks of: the next one, over one empty line."""
    return at + 2 if at + 2 < len(lines) and lines[at + 1].is_blank else min(at + 1, len(lines) - 1)


def _last_sample(text: str, lines: list[Line], first: int, words: RegionWords) -> int:
    """The last line of a paragraph of examples: an input without an output at its end is the question itself."""
    last = block_end(lines, first) - 1
    for number in range(last, first, -1):
        line = lines[number]
        if line.label in words.output_labels and text[line.said : line.end].strip():
            return last
        if line.label in words.input_labels:
            return number - 1
    return last


_NEAR = 6


def _output_below(lines: list[Line], at: int, words: RegionWords) -> int:
    """The last line of the output that answers an input, 0 if there is none near."""
    for number in range(at + 1, min(at + _NEAR, len(lines))):
        if lines[number].label in words.output_labels:
            return block_end(lines, number) - 1
    return 0


def _inline_label(line: Line, words: RegionWords) -> int:
    """Where `Example: …` starts within a line, -1 if it doesn't."""
    at = line.text.find(": ")
    while at >= 0:
        before = line.text[max(0, at - 20) : at].split()
        if before and before[-1].casefold() in words.example_labels and before[-1][0].isupper():
            return at - len(before[-1])
        at = line.text.find(": ", at + 2)
    return -1
