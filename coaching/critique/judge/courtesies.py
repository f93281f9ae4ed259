"""Words that say nothing of the task: filler, thanks, tips, flattery, and chat between people."""

from bisect import bisect_left
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from coaching.critique.judge.references import NAMED, POINTED
from coaching.critique.judge.signs import Signs
from coaching.knowledge.cues import Cues
from coaching.words import Token

_TELLING = (
    *("goal:", "audience:", "context:", "source:", "format:", "tone:", "constraints:", "examples:", "success_crit"),
    *("noun:", "technique:", "wish:", "private:", POINTED, NAMED, "signal:self", "signal:wish", "signal:live"),
)
"""Labels of signs that make a sentence say something of the task."""
_FEW = 3
"""Words of its own that chat has at most."""
_BARE_PERSONA = 12
"""Words within which a sentence about who the model is says nothing else."""


def idle_words(signs: Signs, cues: Cues) -> AbstractSet[int]:
    """The positions in `own` that say nothing of the task; none where nothing else is there."""
    idle = {at for match in signs.of("filler:") for at in range(match.first, match.last)}
    opening = {match.first for match in signs.starting("verb:")}
    idle |= set(_chat(signs, idle, opening, cues))
    polite = [match.first for match in signs.of("courtesy:") if match.first not in idle]
    roles = {match.first for match in signs.of("technique:role")}
    if polite or roles:
        asking = opening - {match.first for match in signs.of("verb:agent")}
        for first, last in signs.sentences:
            begin = _begin(first, last, idle)
            thanks = begin not in asking and bisect_left(polite, first) < bisect_left(polite, last)
            if thanks or (roles & {first, begin} and _flatters(signs.own[first:last], cues)):
                idle.update(range(first, last))
    return idle if len(idle) < len(signs.own) else set()


def _begin(first: int, last: int, idle: AbstractSet[int]) -> int:
    """Where a sentence begins after its filler; its end if there is nothing else."""
    return next((at for at in range(first, last) if at not in idle), last)


def _chat(signs: Signs, filler: AbstractSet[int], opening: AbstractSet[int], cues: Cues) -> Iterable[int]:
    """The positions of sentences between people that say nothing of the task: "You'd be doing me a favour"."""
    if len(signs.sentences) < 2:  # noqa: PLR2004
        return
    persons = frozenset(cues.grammar.persons)
    telling = sorted(match.first for match in signs.starting(*_TELLING))
    for first, last in signs.sentences:
        begin = _begin(first, last, filler)
        told = bisect_left(telling, first) < bisect_left(telling, last)
        asks = begin == last or begin in opening or signs.own[begin].word in cues.grammar.questions
        if not told and not asks and _is_between_people(signs.own[first:last], persons, cues.common_words):
            yield from range(first, last)


def _is_between_people(sentence: tuple[Token, ...], persons: AbstractSet[str], common: AbstractSet[str]) -> bool:
    """Whether words name a person and hardly anything else."""
    words = {token.word for token in sentence}
    figures = any(word[0].isdigit() for word in words)
    return not figures and not words.isdisjoint(persons) and len(words - common) <= _FEW


def _flatters(sentence: tuple[Token, ...], cues: Cues) -> bool:
    """Whether a sentence only calls the model an expert: that earns nothing, while a standpoint may."""
    return len(sentence) <= _BARE_PERSONA and any(token.word in cues.grammar.experts for token in sentence)
