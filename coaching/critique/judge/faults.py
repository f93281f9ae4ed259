"""Faults in the words of a prompt: contradictions, bundled jobs, empty words, things that aren't there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from coaching.critique.judge.case import Case
from coaching.critique.judge.references import NAMED, POINTED
from coaching.critique.judge.signs import Signs, span
from coaching.critique.reading import Level, Span
from coaching.knowledge.findings import Fault
from coaching.messages.critique import Dimension, Severity
from coaching.words import Match

_USABLE = 2
_SHORT_PROMPT = 80
"""Words within which two wishes are taken to be about the same thing."""
_MANY_JOBS = 4
_SMALL_LIMIT = 600
"""Words that a comprehensive text doesn't fit into."""
_DIGITS = 3
_MOST_LINKS = 5
_MOST_COMPARED = 8
_MUCH_PRAISE = 2
_WORKING = frozenset(
    f"verb:{task}"
    for task in (
        *("editing", "summarising", "translation", "extraction", "classification"),
        *("analysis", "comparison"),
    )
)
"""The verbs that need something to work on."""
_WHOLE = frozenset(("editing", "summarising", "translation"))
"""The tasks whose object is the text itself."""
_POINTED_WORDS = 4


@dataclass(frozen=True, slots=True)
class Flaw:
    """A fault and the words it lies in; `other` is what they pull against, `count` how many jobs there are."""

    fault: Fault
    dimension: Dimension
    severity: Severity
    at: Span
    other: Span | None = None
    count: int = 0


def find_flaws(case: Case, levels: Mapping[Dimension, Level]) -> tuple[Flaw, ...]:
    """All faults, those first that decide what can become of the prompt."""
    return (
        *_contradictions(case),
        *_bundle(case),
        *(() if levels["source"].level >= _USABLE else _absent_material(case)),
        *_vague_words(case),
        *_open_words(case, levels),
        *_inflation(case.signs),
    )


def _contradictions(case: Case) -> Iterable[Flaw]:
    """Pairs of wishes that can't both be met, each word in one pair only."""
    signs, named = case.signs, set[int]()
    links = frozenset(case.cues.contradiction.links)
    for number, pair in enumerate(case.cues.contradiction.pairs):
        ones, others = signs.of(f"one:{number}")[:_MOST_COMPARED], signs.of(f"other:{number}")[:_MOST_COMPARED]
        anywhere = pair.anywhere and len(signs.own) <= _SHORT_PROMPT
        for one, other in product(ones, others):
            fresh = one.first not in named and other.first not in named and not _overlap(one, other)
            if fresh and _tight(signs, one) and (anywhere or _linked(signs, one, other, links)):
                named |= {one.first, other.first}
                yield Flaw("conflict", "consistency", "high", span(one), span(other))


def _tight(signs: Signs, match: Match) -> bool:
    """Whether a length limit, if it is one, is a small one."""
    numbers = (token.word for token in signs.own[match.first : match.last] if token.word.isdecimal())
    return all(len(number) <= _DIGITS and int(number) <= _SMALL_LIMIT for number in numbers)


def _overlap(one: Match, other: Match) -> bool:
    return one.first < other.last and other.first < one.last


def _linked(signs: Signs, one: Match, other: Match, links: frozenset[str]) -> bool:
    """Whether nothing but linking words stands between two matches."""
    between = signs.own[min(one.last, other.last) : max(one.first, other.first)]
    return len(between) <= _MOST_LINKS and all(token.word in links for token in between)


def _bundle(case: Case) -> Iterable[Flaw]:
    """Several orders of different kinds, each at the head of a clause of the main request."""
    heads: dict[int, Match] = {}
    for verb in case.signs.starting("verb:"):
        inside = case.main.first <= verb.first < case.main.last
        if inside and verb.label != "verb:answer" and _heads_clause(case, verb):
            heads.setdefault(verb.first, verb)
    if len(heads) >= _MANY_JOBS and len({verb.label for verb in heads.values()}) >= _MANY_JOBS - 1:
        start, end = heads[min(heads)].start, case.signs.own[case.main.last - 1].end
        yield Flaw("bundled", "consistency", "medium", Span(start, end), count=len(heads))


def _heads_clause(case: Case, verb: Match) -> bool:
    """Whether a verb opens the request, or follows a comma or an "and"."""
    if verb.first == case.main.begin:
        return True
    before = case.signs.own[verb.first - 1]
    parted = case.reading.text[before.end : verb.start].strip()
    return parted in (",", ";") or (not parted and before.word in case.cues.grammar.joints)


def _absent_material(case: Case) -> Iterable[Flaw]:
    """What the prompt points at and doesn't hold: the organisation's own knowledge, or a text to paste."""
    signs = case.signs
    if private := signs.of("private:"):
        yield Flaw("private", "source", "high", span(private[0]))
    elif unseen := signs.of(POINTED) or signs.of("signal:unseen") or _worked_on(case):
        yield Flaw("unseen", "source", "high", span(unseen[0]))


def _worked_on(case: Case) -> Sequence[Match]:
    """What the request is to work on, or what is broken: "check the draft", "this NDA", "my script fails"."""
    if case.signs.has("signal:broken"):
        return case.signs.of(NAMED)
    if case.main.verb is None or case.main.verb.label not in _WORKING:
        return ()
    named = (match for match in case.signs.of(NAMED) if case.main.first <= match.first < case.main.last)
    worked_on = [match for match in named if _is_worked_on(case, match)]
    return _pointed(case, case.main.verb.last) or worked_on or _definite(case, case.main.verb.last)


def _definite(case: Case, first: int) -> Sequence[Match]:
    """The object of a task that needs a text, if it is one that only the person can mean: "summarise the ruling"."""
    own, grammar, thing = case.signs.own, case.cues.grammar, case.ask.deliverable
    if thing is None or case.kind not in _WHOLE or own[first].word not in grammar.definite:
        return ()
    last = next((at for at in range(first, case.main.last) if own[at].end >= thing.end), first) + 1
    public = last < case.main.last and own[last].word in grammar.about
    named = any(thing.start <= fact.start < thing.end for fact in case.reading.facts)
    current = any(first <= match.first < last for match in case.signs.starting("signal:latest", "signal:live"))
    return () if public or named or current else [Match(NAMED, first, last, own[first].start, thing.end)]


def _pointed(case: Case, first: int) -> Sequence[Match]:
    """Whatever follows a pointer right after the verb."""
    own, material = case.signs.own, case.cues.material
    last = min(first + _POINTED_WORDS, case.main.last)
    if first == last or own[first].word not in material.pointers:
        return ()
    if first + 1 < last and own[first + 1].word in material.passing:
        return ()
    ends = frozenset(case.cues.grammar.ends)
    end = next((at for at in range(first + 1, last) if own[at].word in ends), last)
    return [Match(POINTED, first, end, own[first].start, own[end - 1].end)]


def _is_worked_on(case: Case, match: Match) -> bool:
    """Whether a thing is the object of the main verb, or where that is to look ("from the contract").

    Words after it may say which public one is meant: "the plot of Hamlet".
    """
    own, grammar, verb = case.signs.own, case.cues.grammar, case.main.verb
    public = match.last < case.main.last and own[match.last].word in grammar.about
    if verb is None or (public and own[match.first].word in grammar.definite):
        return False
    return verb.last - 1 <= match.first <= verb.last or own[match.first - 1].word in case.cues.material.inside


def _vague_words(case: Case) -> Iterable[Flaw]:
    """A word for anything in the place of the thing asked for."""
    thing = case.ask.deliverable
    for match in case.signs.of("signal:vague_words"):
        if thing and thing.start <= match.start < thing.end:
            yield Flaw("vague_word", "goal", "high", span(match))
            return


def _open_words(case: Case, levels: Mapping[Dimension, Level]) -> Iterable[Flaw]:
    """Words that hang on something unsaid: where the person is, what "best" is measured by."""
    for match in case.signs.of("signal:near")[:1]:
        yield Flaw("near", "context", "medium", span(match))
    if levels["success_criteria"].level < _USABLE:
        asked = (m for m in case.signs.of("signal:ranked") if case.main.first <= m.first < case.main.last)
        for match in list(asked)[:1]:
            yield Flaw("ranked", "success_criteria", "low", span(match))
    for match in case.signs.of("signal:soft_words")[: len(case.signs.own) <= _SHORT_PROMPT]:
        yield Flaw("soft_word", "constraints", "low", span(match))


def _inflation(signs: Signs) -> Iterable[Flaw]:
    praise = signs.of("signal:inflated")
    if len(praise) >= _MUCH_PRAISE:
        yield Flaw("inflated", "consistency", "low", span(praise[0]))
