"""The ten dimensions on their anchored scales, each with the words that earned it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypeAlias, get_args

from coaching.critique.judge.case import Case
from coaching.critique.judge.faults import Flaw
from coaching.critique.judge.needs import FULL
from coaching.critique.judge.references import NAMED, POINTED
from coaching.critique.judge.signs import PASSAGE, is_passage, span
from coaching.critique.reading import Fact, Level, Region, Span
from coaching.knowledge.findings import Fault
from coaching.messages.critique import Dimension
from coaching.words import Match

DIMENSIONS: tuple[Dimension, ...] = get_args(Dimension)
Earned: TypeAlias = tuple[int, Span | None]
"""A level and the words that earned it."""

_NOTHING: Earned = (0, None)
_CONSISTENT = Level(3, applies=True)
_PULLS_DOWN: Mapping[Fault, int] = {"conflict": 0, "bundled": 1, "inflated": 2}
_PLACEHOLDER = re.compile(r"\$?\{\{?[ \t]{0,4}([^{}:\n]{1,60})|\[([A-Z][A-Z _]{1,40})\]")
_HEADING = re.compile(
    r"(?m)^[ \t]{0,8}(?:#{1,6}[ \t]{0,4}\w|<\w{1,32}[^<>\n]{0,60}>|\*\*[^*\n]{1,60}\*\*:?[ \t]{0,8}$)"
)
_NAMES = frozenset(("name", "acronym", "handle"))
_STANDS_FOR_SOURCE = frozenset(("code", "url", "file"))
_READER_WITHIN = 5
"""Words between "for" and a reader, at most."""
_SEVERAL = 3
"""So many different usable phrases leave nothing to guess."""
_SAYS_SOMETHING = 3
"""Words of its own that a sentence about the situation has at least."""
_ROOM_FOR_A_THING = 3
_LAST_ITEM = 5
"""Words within which the last of several things is joined by "and"."""
_MATERIAL_WORDS = 10
"""From so many words on, statements beside a pointer are the material."""


def read_levels(case: Case) -> dict[Dimension, Level]:
    """Every dimension's level; one that the task has no use for applies only where the person spoke of it."""
    reading = case.reading
    named, facts = _placeholders(case), _own_facts(case)
    structural: Mapping[Dimension, Iterable[Earned]] = {
        "goal": (_goal(case),),
        "audience": (_readers(case), _addressee(case, facts)),
        "source": (_source(reading.text, reading.regions, facts), _after_colon(case), _unmarked(case)),
        "format": (_sections(reading.text),),
        "constraints": (*_exclusions(facts), *_required_terms(facts), *_further_orders(case), _enumeration(case)),
        "examples": (_examples(reading.regions), _announced_example(case)),
    }
    found: dict[Dimension, Earned] = {
        dimension: max(
            (*structural.get(dimension, ()), *named.get(dimension, ()), _cued(case, dimension)),
            key=lambda earned: earned[0],
        )
        for dimension in DIMENSIONS
        if dimension != "consistency"
    }
    return {
        dimension: Level(level, level > 0 or dimension in ("goal", *case.task.needs), evidence)
        for dimension, (level, evidence) in found.items()
    }


def with_consistency(levels: Mapping[Dimension, Level], flaws: Iterable[Flaw]) -> dict[Dimension, Level]:
    """The levels, with that of consistency as the gravest flaw in it leaves it."""
    pulling = (flaw for flaw in flaws if flaw.fault in _PULLS_DOWN)
    worst = min(pulling, key=lambda flaw: _PULLS_DOWN[flaw.fault], default=None)
    consistency = Level(_PULLS_DOWN[worst.fault], applies=True, evidence=worst.at) if worst else _CONSISTENT
    return {**levels, "consistency": consistency}


def _cued(case: Case, dimension: Dimension) -> Earned:
    """The level that words earn: the highest, and 3 where several usable ones stand together."""
    signs = case.signs
    for level in (3, 2, 1):
        matches = signs.of(f"{dimension}:{level}")
        if matches and dimension == "context":
            matches = _telling(case, matches)
        if matches:
            several = level == 2 and len({match.first for match in matches}) >= _SEVERAL  # noqa: PLR2004
            return 3 if several else level, span(matches[0])
    return _NOTHING


def _telling(case: Case, matches: Iterable[Match]) -> tuple[Match, ...]:
    """Of words about the situation those that stand in a sentence that says something of it."""
    sentences, telling = case.signs.sentences, _telling_sentences(case)
    beyond = len(case.signs.own)
    return tuple(
        match for match in matches if sentences[bisect_right(sentences, (match.first, beyond)) - 1][0] in telling
    )


def _telling_sentences(case: Case) -> frozenset[int]:
    """The first tokens of the sentences that say something of their own."""
    own, common = case.signs.own, case.cues.common_words
    return frozenset(
        first
        for first, last in case.signs.sentences
        if len({token.word for token in own[first:last]} - common) >= _SAYS_SOMETHING
    )


def _goal(case: Case) -> Earned:
    """A task alone; what it should produce; what that is for."""
    ask = case.ask
    if ask.verb is None:
        return 2, ask.sentence
    if ask.sentence.end - ask.verb.end < _ROOM_FOR_A_THING or (_only_help(case) and ask.deliverable is None):
        return 1, ask.verb
    if purpose := case.signs.of("goal:3"):
        return 3, span(purpose[0])
    return 2, Span(ask.verb.start, ask.deliverable.end) if ask.deliverable else ask.verb


def _only_help(case: Case) -> bool:
    return case.main.verb is not None and case.main.verb.label == "verb:answer"


def _readers(case: Case) -> Earned:
    """A person right after the verb, or after "for", "to" and the like within the reach of a noun phrase."""
    own, grammar = case.signs.own, case.cues.grammar
    prepositions, others = frozenset(grammar.readers), frozenset((*grammar.ends, *grammar.about))
    for match in case.signs.of("people:"):
        if case.main.verb and match.first == case.main.verb.last:
            return 2, span(match)
        for at in range(match.first - 1, max(match.first - _READER_WITHIN, 0) - 1, -1):
            if own[at].word in prepositions:
                return 2, Span(own[at].start, match.end)
            if own[at].word in others:
                break
    return _NOTHING


def _addressee(case: Case, facts: Iterable[Fact]) -> Earned:
    """A name that a mail goes to."""
    if case.kind != "email":
        return _NOTHING
    own, names = case.signs.own, {fact.start: fact for fact in facts if fact.kind in _NAMES}
    prepositions = frozenset(case.cues.grammar.readers)
    for before, token in pairwise(own):
        if token.start in names and before.word in prepositions:
            return 2, Span(before.start, names[token.start].end)
    return _NOTHING


def _source(text: str, regions: Iterable[Region], facts: Iterable[Fact]) -> Earned:
    """Material in the prompt, or what stands for it: a link, a file, a quoted passage."""
    for region in regions:
        if region.kind != "example" and is_passage(text, region):
            return 3, Span(region.start, region.end)
    for fact in facts:
        if fact.kind in _STANDS_FOR_SOURCE or (fact.kind == "quote" and _is_passage(fact.text)):
            return 2, Span(fact.start, fact.end)
    return _NOTHING


def _after_colon(case: Case) -> Earned:
    """Material after the line that points at it, or after a colon on it: "polish this: …"."""
    text, rest = case.reading.text, case.signs.material
    if rest is not None:
        return 3, Span(rest, len(text))
    for match in (*case.signs.of(POINTED), *case.signs.of(NAMED), *case.signs.of("verb:editing"))[:1]:
        line_end = text.find("\n", match.end)
        line = text[match.end : line_end if line_end >= 0 else len(text)]
        before, colon, after = line.partition(": ")
        if colon and _is_passage(after):
            return 2, Span(match.end + len(before) + len(colon), match.end + len(line))
    return _NOTHING


def _unmarked(case: Case) -> Earned:
    """Statements that don't speak of the person: the material, where the prompt points at some or its task needs it."""
    pointers, own = case.signs.of(POINTED), case.signs.own
    if not pointers and case.task.needs.get("source") != FULL:
        return _NOTHING
    speaking = {match.first for match in (*pointers, *case.signs.of("signal:self"), *case.signs.of("signal:wish"))}
    persons = frozenset((*case.cues.grammar.persons, *case.cues.grammar.owners))
    plain = [
        (request.first, request.last)
        for request in case.requests
        if request.mood == "statement"
        and own[request.begin].word not in persons
        and speaking.isdisjoint(range(request.first, request.last))
    ]
    if sum(last - first for first, last in plain) < _MATERIAL_WORDS:
        return _NOTHING
    return 2, Span(own[plain[0][0]].start, own[plain[-1][1] - 1].end)


def _is_passage(said: str) -> bool:
    return len(said.split(maxsplit=PASSAGE)) >= PASSAGE


def _sections(text: str) -> Earned:
    """Headings or tags lay a prompt out; two of them make sections."""
    first = _HEADING.search(text)
    second = first and _HEADING.search(text, first.end())
    return (1, Span(first.start(), first.end())) if first and second else _NOTHING


def _own_facts(case: Case) -> tuple[Fact, ...]:
    """The facts that hold a word of the instruction: none in material, none in filler."""
    own = case.signs.own
    starts = [token.start for token in own]
    return tuple(
        fact
        for fact in case.reading.facts
        if (at := bisect_left(starts, fact.start)) < len(starts) and starts[at] < fact.end
    )


def _exclusions(facts: Iterable[Fact]) -> Iterable[Earned]:
    return [(2, Span(fact.start, fact.end)) for fact in facts if fact.kind == "negation"][:1]


def _required_terms(facts: Iterable[Fact]) -> Iterable[Earned]:
    """Two short quotes or more are terms that have to be in."""
    terms = [fact for fact in facts if fact.kind == "quote" and not _is_passage(fact.text)]
    return [(2, Span(terms[0].start, terms[-1].end))] if len(terms) > 1 else []


def _further_orders(case: Case) -> Iterable[Earned]:
    """An order beside the main one ("delve into the causes") says what must be in."""
    own, common = case.signs.own, case.cues.common_words
    for request in case.requests:
        if request.mood == "order" and request != case.main and case.main.mood != "statement":
            words = {token.word for token in own[request.first : request.last]}
            if len(words - common) >= _SAYS_SOMETHING:
                yield 2, Span(own[request.first].start, own[request.last - 1].end)
                return


def _examples(regions: Iterable[Region]) -> Earned:
    shown = [region for region in regions if region.kind == "example"]
    return (min(len(shown) + 1, 3), Span(shown[0].start, shown[0].end)) if shown else _NOTHING


def _enumeration(case: Case) -> Earned:
    """Three things or more in a row, in a sentence that asks, are what must be in: "its cost, risks and owners"."""
    own, text, joints = case.signs.own, case.reading.text, case.cues.grammar.joints
    for request in case.requests:
        if request.mood == "statement":
            continue
        commas = [at for at in range(request.begin + 1, request.last) if text.startswith(",", own[at - 1].end)]
        if len(commas) > 1 and any(token.word in joints for token in own[commas[-1] : commas[-1] + _LAST_ITEM]):
            return 2, Span(own[max(commas[0] - 1, request.begin)].start, own[request.last - 1].end)
    return _NOTHING


def _announced_example(case: Case) -> Earned:
    """What follows "Example:"."""
    text, names = case.reading.text, case.cues.placeholders.get("examples", ())
    for token in case.signs.own:
        if text.startswith(":", token.end) and token.word in names:
            return 2, Span(token.start, token.end)
    return _NOTHING


def _meant_by(variable: str, case: Case) -> tuple[Dimension, ...]:
    """The dimensions that a variable's name speaks of; one named after material ("Q3 report") is the source."""
    if named := case.cues.placeholder_names.get(variable):
        return tuple(named)
    return ("source",) if {*variable.replace("_", " ").split()} & {*case.cues.material.things} else ()


def _placeholders(case: Case) -> Mapping[Dimension, list[Earned]]:
    """Named variables count as the element being there: whoever fills them in knows what belongs."""
    found: dict[Dimension, list[Earned]] = {}
    if "{" not in case.reading.text and "[" not in case.reading.text:
        return found
    for variable in _PLACEHOLDER.finditer(case.reading.text):
        name = (variable[1] or variable[2]).strip().casefold()
        for dimension in _meant_by(name, case):
            found.setdefault(dimension, []).append((2, Span(variable.start(), variable.end())))
    return found
