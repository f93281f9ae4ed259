"""Find what a rewrite says that neither the prompt nor the person has said."""

import re
from collections.abc import Callable, Iterator

from coaching.critique.guard.compare import PARTS, Text, find_piece, squeezed
from coaching.critique.guard.losses import keeps_date, keeps_word
from coaching.critique.guard.stems import stem
from coaching.critique.reader.facts import facts_of
from coaching.critique.reader.quantities import quantities
from coaching.critique.reader.sentences import sentences_of
from coaching.critique.reading import Fact, FactKind
from coaching.words import tokenise

_PLACEHOLDER = re.compile(r"\{\{[^{}]{0,300}\}\}")
_MOST_MISSED = 200
"""Pieces that are looked for letter by letter without success, at most: each costs a pass over the text."""
_UNHEARD_OF: frozenset[FactKind] = frozenset({"url", "file", "handle"})


def inventions(known: Text, rewrite: Text) -> Iterator[str]:
    """Numbers, dates, links, names and files outside placeholders that nobody gave."""
    own = _PLACEHOLDER.sub(lambda found: _unless_given(found[0], known), _new_lines(known, rewrite))
    tokens = tokenise(own)
    facts = facts_of(own, tokens, sentences_of(own, tokens), (), rewrite.language, rewrite.lexicon)
    different = {(fact.kind, fact.text): fact for fact in facts}
    place = missed = 0
    for fact in different.values():
        at = find_piece(known.text, fact.text, place) if missed < _MOST_MISSED else -1
        if at >= 0:
            place = at
            continue
        missed += 1
        if not _is_heard(fact, own, known):
            yield fact.text


def _new_lines(known: Text, rewrite: Text) -> str:
    """The rewrite without the lines that it has taken over; what stays of a changed line is what can be invented."""
    given = set(known.text.split("\n"))
    return "\n".join("" if line in given else line for line in rewrite.text.split("\n"))


def _is_heard(fact: Fact, text: str, known: Text) -> bool:
    """Whether the prompt, or the person since, has said a piece of the rewrite in some other form."""
    if fact.kind == "number":
        return _is_known_number(fact, text, known)
    if check := _CHECKS.get(fact.kind):
        return check(fact, known)
    return fact.kind not in _UNHEARD_OF or squeezed(fact.text) in known.flat


def _unless_given(placeholder: str, known: Text) -> str:
    """The person's own variables and the masks stay, so that a link around them is the same link."""
    return placeholder if placeholder in known.text else "x" * len(placeholder)


def _is_known_number(fact: Fact, text: str, known: Text) -> bool:
    quantity = next(quantities(fact.text, known.lexicon), None)
    if quantity:
        return quantity.value in known.numbers or quantity.value in known.parts
    value = known.lexicon.values_of(known.language).get(fact.text.casefold(), "")
    following = [token.word for token in tokenise(text[fact.end : fact.end + 40])[:2]]
    limits = any(word in known.lexicon.counted or word in known.lexicon.unit_of for word in following)
    return value in known.numbers or not limits


def _is_known_name(fact: Fact, known: Text) -> bool:
    return all(
        not word[0].isupper() or word.casefold() in known.lexicon.form_names or stem(word.casefold()) in known.stems
        for word in PARTS.findall(fact.text.replace("’s", "").replace("'s", ""))
    )


def _is_known_id(fact: Fact, known: Text) -> bool:
    """Abbreviations of letters alone may come in: they name forms ("JSON", "FAQ") more often than things."""
    return not any(map(str.isdigit, fact.text)) or keeps_word(fact, known)


def _has_known_numbers(fact: Fact, known: Text) -> bool:
    return all(found.value in known.numbers for found in quantities(fact.text, known.lexicon))


_CHECKS: dict[FactKind, Callable[[Fact, Text], bool]] = {
    "name": _is_known_name,
    "date": keeps_date,
    "acronym": _is_known_id,
    "quote": _has_known_numbers,
}
