"""Find what a text excludes: a negation, and the words that it negates."""

from collections.abc import Iterator, Sequence

from coaching.knowledge.lexicon import Lexicon, Negations
from coaching.words import Token, places_of

_REACH, _HEADS = 8, 2
_SHORTEST_HEAD = 3
_BREAKS = frozenset(".;:!?()\n")


def exclusions(text: str, tokens: Sequence[Token], language: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Spans from a negation to the last of at most two words that it excludes."""
    negations = lexicon.negations_of(language)
    for at in places_of(tokens, negations.starts):
        length = negator_length(tokens, at, negations)
        if length and not _is_harmless(text, tokens, at, lexicon):
            heads = _heads(text, tokens, at + length, lexicon)
            if heads:
                yield tokens[at].start, heads[-1].end


def negator_length(tokens: Sequence[Token], at: int, negations: Negations) -> int:
    """How many words of a negation start here: none, one, or two ("instead of")."""
    word = tokens[at].word
    if word in negations.words:
        return 1
    second = negations.by_first.get(word)
    return 2 if second and at + 1 < len(tokens) and tokens[at + 1].word == second else 0


def heads_of(tokens: Sequence[Token], negations: Negations, lexicon: Lexicon) -> list[Token]:
    """The excluded words of an exclusion that was found: all that is neither negation nor filler."""
    length = negator_length(tokens, 0, negations) if tokens else 0
    return [token for token in tokens[length:] if _is_head(token, lexicon)]


def _heads(text: str, tokens: Sequence[Token], first: int, lexicon: Lexicon) -> list[Token]:
    found: list[Token] = []
    end = tokens[first - 1].end
    for token in tokens[first : first + _REACH]:
        between = text[end : token.start]
        if not _BREAKS.isdisjoint(between) or (found and "," in between) or token.word in lexicon.clause_starts:
            break
        end = token.end
        if _is_head(token, lexicon):
            found.append(token)
            if len(found) == _HEADS:
                break
    return found


def _is_head(token: Token, lexicon: Lexicon) -> bool:
    word = token.word
    return (
        word not in lexicon.stop
        and not any(map(str.isdigit, word))
        and (len(word) >= _SHORTEST_HEAD or not word.isascii())
    )


def _is_harmless(text: str, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether nothing is excluded: "not sure", "no more than 5", "why not"."""
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    before = tokens[at - 1].word if at else ""
    joined = text[tokens[at].end : tokens[at].end + 1] == "-"
    return joined or after in lexicon.harmless.after or before in lexicon.harmless.before
