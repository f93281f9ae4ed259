"""Find the facts of a prompt that its rewrite doesn't hold."""

import re
from collections.abc import Callable, Iterator

from coaching.critique.guard.compare import PARTS, Text, find_piece, squeezed
from coaching.critique.guard.stems import stem
from coaching.critique.reader.exclusions import heads_of
from coaching.critique.reader.quantities import quantities
from coaching.critique.reading import Fact, FactKind, Reading
from coaching.words import tokenise

_MOST_MISSED = 200
"""Facts that are looked for letter by letter without success, at most: each costs a pass over the text."""
_LITERAL: tuple[FactKind, ...] = ("code", "url", "variable", "quote", "file", "handle", "name")


def losses(prompt: Reading, rewrite: Text) -> Iterator[str]:
    """Facts of the prompt that the rewrite doesn't hold; each different one once."""
    place = missed = 0
    different = {(fact.kind, fact.text): fact for fact in prompt.facts}
    for fact in different.values():
        at = find_piece(rewrite.text, fact.text, place) if missed < _MOST_MISSED else -1
        if at >= 0:
            place = at
            continue
        missed += 1
        if not _KEPT[fact.kind](fact, rewrite):
            yield fact.text


def _keeps_letters(fact: Fact, rewrite: Text) -> bool:
    """Letter by letter, but for capitals and white space."""
    return find_piece(rewrite.flat, _bare(fact), 0) >= 0


def _bare(fact: Fact) -> str:
    """The letters that count: code without its fence, a quote without its marks, and no white space to speak of."""
    text = fact.text
    if fact.kind == "code":
        text = _FENCE.sub("", text).strip("`")
    elif fact.kind == "quote":
        text = text[1:-1].rstrip(" .,;:!?")
    return squeezed(text)


_FENCE = re.compile(r"\A(?:```|~~~)[\w+-]{0,20}\n?|(?:```|~~~)\s*\Z")


def _keeps_number(fact: Fact, rewrite: Text) -> bool:
    quantity = next(quantities(fact.text, rewrite.lexicon), None)
    if quantity is None:
        return rewrite.lexicon.values_of(rewrite.language).get(fact.text.casefold(), "") in rewrite.numbers
    units = rewrite.numbers.get(quantity.value)
    if units is None:
        return not quantity.unit and fact.text.casefold() in rewrite.words
    return not quantity.unit or quantity.unit in units


def keeps_date(fact: Fact, rewrite: Text) -> bool:
    """Whether every number and word of a date is there, in whatever order."""
    wanted = PARTS.findall(fact.text.casefold())
    return all(part in rewrite.parts for part in wanted if part not in _ORDINALS)


_ORDINALS = frozenset("of de st nd rd th er".split())


def keeps_word(fact: Fact, rewrite: Text) -> bool:
    """Whether a word is there, be it in the plural."""
    word = fact.text.casefold()
    forms = (word, word.removesuffix("s"))
    return any(form in rewrite.words or find_piece(rewrite.flat, form, 0) >= 0 for form in forms)


def _keeps_exclusion(fact: Fact, rewrite: Text) -> bool:
    """The excluded words are there, the first of them near a negation."""
    negations = rewrite.lexicon.negations_of(rewrite.language)
    heads = [stem(head.word) for head in heads_of(tokenise(fact.text), negations, rewrite.lexicon)]
    return all(head in rewrite.stems for head in heads) and (not heads or heads[0] in rewrite.negated)


_KEPT: dict[FactKind, Callable[[Fact, Text], bool]] = {
    **dict.fromkeys(_LITERAL, _keeps_letters),
    "number": _keeps_number,
    "date": keeps_date,
    "acronym": keeps_word,
    "negation": _keeps_exclusion,
}
