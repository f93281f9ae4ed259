"""Whether a text is a prompt at all, or a fragment of a talk, small talk or nothing."""

from coaching.critique.reading import Reading
from coaching.knowledge.cues import Cues
from coaching.messages.critique import Kind
from coaching.words import Match

_SHORT = 9
_SHORT_ORDER = 8


def kind_of(reading: Reading, cues: Cues) -> Kind:
    """A prompt, unless it says nothing, is made of small talk, or changes a text that isn't there."""
    if not reading.tokens and not reading.secrets:
        return "empty"
    if reading.regions or reading.secrets or len(reading.tokens) > _SHORT:
        return "prompt"
    if _covered(cues.small_talk.find(reading.tokens), len(reading.tokens)):
        return "chatter"
    return "follow_up" if _follows_up(reading, cues) else "prompt"


def _covered(matches: list[Match], count: int) -> bool:
    """Whether the matches cover all of `count` tokens."""
    return len({at for match in matches for at in range(match.first, match.last)}) == count


def _follows_up(reading: Reading, cues: Cues) -> bool:
    """Whether a text begins like a change to something, and names nothing that it is a change to."""
    opening = [match for match in cues.follow_ups.find(reading.tokens) if match.first <= 1]
    if not opening:
        return False
    rest = reading.tokens[max(match.last for match in opening) :]
    return len(rest) <= _SHORT_ORDER and all(token.word in cues.closed_class for token in rest)
