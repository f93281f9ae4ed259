"""What of a prompt bears on whether a good answer still needs something from the person: traits as numbers."""

from collections.abc import Iterable, Mapping
from itertools import islice
from math import log1p
from typing import get_args

from coaching.critique.judge.case import Case
from coaching.critique.judge.faults import Flaw
from coaching.critique.judge.needs import FULL
from coaching.critique.judge.signs import is_passage
from coaching.critique.reading import Level
from coaching.messages.critique import Dimension
from coaching.words import Token

_USABLE = 2
_NAMING = frozenset(("name", "acronym", "handle"))
_OF_THE_TASK = frozenset(get_args(Dimension))
_STEM = 6
"""Letters by which two forms of a word count as one."""
_YEAR_DIGITS = 4
_MOST_COUNTED = 3
_MOST_NUMBERS = 2


def read_traits(case: Case, levels: Mapping[Dimension, Level], flaws: Iterable[Flaw]) -> Mapping[str, float]:
    """Traits by name; those that are not there are left out or 0.

    `untold`: a task that hangs on a situation, without a word about it, a figure or a name.
    `hollow`: a request that points at material that isn't there.
    """
    specifics = _specifics(case)
    hangs_on_situation = case.task.needs.get("context") == FULL and not levels["context"].level
    told = any(specifics[name] for name in ("numbers", "years", "names", "material"))
    untold = {"untold": 1.0} if hangs_on_situation and not told else {}
    hollow = {"hollow": 1.0} if any(_is_object(case, flaw) for flaw in flaws) else {}
    return {**_signalled(case), **_said(case, levels, flaws), **_grammar(case), **specifics, **untold, **hollow}


def _is_object(case: Case, flaw: Flaw) -> bool:
    """Whether a flaw is that what the main request is to work on isn't there."""
    sentence = case.ask.sentence
    return flaw.fault == "unseen" and sentence.start <= flaw.at.start < sentence.end


def _signalled(case: Case) -> Mapping[str, float]:
    """The signals of the main request."""
    asked = range(case.main.first, case.main.last)
    return {
        name: 1.0
        for name in case.cues.signals
        if any(match.first in asked for match in case.signs.of(f"signal:{name}"))
    }


def _said(case: Case, levels: Mapping[Dimension, Level], flaws: Iterable[Flaw]) -> Mapping[str, float]:
    """What the person says around the request, and what is wrong with it."""
    told = ("signal:self", "signal:wish")
    ask = case.ask
    after_thing = ask.deliverable is not None and ask.sentence.end - ask.deliverable.end > 1
    traits = {
        "situation": any(match.first < case.main.first for label in told for match in case.signs.of(label)),
        "role": any(match.first >= 0 for match in case.signs.of("technique:role")),
        "subject": ask.topic is not None or after_thing,
        "no_product": levels["goal"].level < _USABLE,
    }
    return {**{name: 1.0 for name, there in traits.items() if there}, **{flaw.fault: 1.0 for flaw in flaws}}


def _grammar(case: Case) -> Mapping[str, float]:
    """Whether definite things are asked for ("the capital of …") or any of a kind ("a recipe"), and whose."""
    main, grammar = case.main, case.cues.grammar
    words = [token.word for token in case.signs.own[main.verb.last if main.verb else main.begin : main.last]]
    return {
        "definites": float(min(sum(word in grammar.definite for word in words), _MOST_COUNTED)),
        "indefinites": float(min(sum(word in grammar.indefinite for word in words), _MOST_COUNTED)),
        "owned": float(any(word in grammar.owners for word in words)),
        "question": float(main.mood == "question"),
    }


def _telling(case: Case) -> tuple[Token, ...]:
    """The tokens of the sentences that ask, or that say something of this task: no truths about the world."""
    signs = case.signs
    marked = {match.first for label, matches in signs.by_label.items() if _says(label) for match in matches}
    kept: list[Token] = []
    for request in case.requests:
        if request.mood != "statement" or not marked.isdisjoint(range(request.first, request.last)):
            kept += signs.own[request.first : request.last]
    return tuple(kept) or signs.own


def _says(label: str) -> bool:
    return label.partition(":")[0] in _OF_THE_TASK or label in ("signal:self", "signal:wish", "signal:mine")


def _specifics(case: Case) -> Mapping[str, float]:
    """How much the prompt says that only this prompt would say."""
    own, common = _telling(case), case.cues.common_words
    numbers = [token.word for token in own if token.word[0].isdigit()]
    years = [word for word in numbers if len(word) == _YEAR_DIGITS and word[:2] in ("19", "20")]
    informing = [token for token in own if token.word not in common]
    places = {fact.start for fact in case.reading.facts if fact.kind in _NAMING}
    names = (token for token in own if token.start in places)
    return {
        "detail": log1p(len({token.word[:_STEM] for token in informing})),
        "numbers": float(min(len(numbers) - len(years), _MOST_NUMBERS)),
        "years": float(bool(years)),
        "names": float(len(list(islice(names, _MOST_COUNTED)))),
        "material": float(any(is_passage(case.reading.text, region) for region in case.reading.regions)),
    }
