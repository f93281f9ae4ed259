"""The verdict in one sentence that says why, and what is good about a strong prompt."""

from collections.abc import Mapping

from coaching.critique.judge.case import Case
from coaching.critique.judge.faults import Flaw
from coaching.critique.judge.judgement import USABLE, Judgement
from coaching.critique.judge.needs import FULL
from coaching.critique.judge.wording import listed_gaps, product, short, words
from coaching.critique.reading import Span
from coaching.knowledge.findings import Fault, FindingTexts, Headline
from coaching.messages.critique import Dimension

_NAMED_GAPS = 2
_BARE_WORDS, _SPARSE_WORDS = 8, 1
"""Words within which a request could mean two things, with and without a word for anything in it."""
_CLOSED = frozenset(("lookup", "answer", "calculation"))
_TELLING: Mapping[Fault, Headline] = {
    "conflict": "conflict",
    "private": "private",
    "unseen": "unseen",
    "bundled": "bundled",
}


def headline(case: Case, judgement: Judgement, texts: FindingTexts) -> str:
    """Why the verdict is what it is, in the person's own words where they are short enough."""
    if judgement.verdict == "strong":
        return texts.headlines["strong"]
    telling = next((flaw for flaw in judgement.flaws if flaw.fault in _TELLING), None)
    return _of_flaw(case, telling, texts) if telling else _of_gaps(case, judgement, texts)


def _of_flaw(case: Case, flaw: Flaw, texts: FindingTexts) -> str:
    text = case.reading.text
    other = short(text[slice(*flaw.other)]) if flaw.other else ""
    form = texts.headlines[_TELLING[flaw.fault]]
    return form.format(quote=short(text[slice(*flaw.at)]), other=other, count=flaw.count)


def _of_gaps(case: Case, judgement: Judgement, texts: FindingTexts) -> str:
    gaps = listed_gaps(case.kind, _telling(case, judgement)[:_NAMED_GAPS], texts)
    if judgement.verdict == "vague":
        return _of_vagueness(case, gaps or texts.gaps["context"], texts)
    if not gaps:
        return texts.headlines["workable_open"]
    own = product(case)
    return texts.headlines["workable_thing" if own else "workable"].format(gaps=gaps, quote=own)


def _telling(case: Case, judgement: Judgement) -> tuple[Dimension, ...]:
    """What is missing: first what no good answer can do without; what is there in part only if nothing else lacks."""
    wholly = [name for name in judgement.missing if judgement.levels[name].level < USABLE]
    return tuple(sorted(wholly or judgement.missing, key=lambda name: case.task.needs.get(name, 0) < FULL))


def _of_vagueness(case: Case, gaps: str, texts: FindingTexts) -> str:
    if (bare := _bare_request(case)) and case.kind in texts.contrasts:
        return texts.headlines["contrast"].format(quote=bare, contrast=texts.contrasts[case.kind])
    if own := product(case):
        return texts.headlines["vague_thing"].format(gaps=gaps, quote=own)
    topic = words(case, case.ask.topic)
    return texts.headlines["vague_topic" if topic else "vague"].format(gaps=gaps, topic=topic)


def _bare_request(case: Case) -> str:
    """A request that could be anything, without its verb and with a capital letter; "" where it says more."""
    ask = case.ask
    start = ask.deliverable.start if ask.deliverable else ask.sentence.start
    said = words(case, Span(start, ask.sentence.end))
    anything = case.cues.vague_words & set(said.casefold().split()) and len(said.split()) <= _BARE_WORDS
    bare = len(said.split()) <= _SPARSE_WORDS and not case.signs.has("noun:writing")
    return said[:1].upper() + said[1:] if anything or bare else ""


def praise(case: Case, judgement: Judgement, texts: FindingTexts) -> str:
    """What is good about a strong prompt, by name; nothing for others."""
    if judgement.verdict != "strong":
        return ""
    found = [name for name, level in judgement.levels.items() if level.level >= USABLE]
    names = tuple(texts.strengths[name] for name in (*found, *judgement.used) if name in texts.strengths)
    if not names:
        return texts.praise.closed if case.kind in _CLOSED else texts.praise.plain
    said = (texts.praise.some if len(names) > 1 else texts.praise.one).format(list=texts.listed(names))
    return said[:1].upper() + said[1:]
