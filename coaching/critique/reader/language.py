"""Tell the language of a text: by its script, or by its function words, request words, letters and endings.

A small table does better on a prompt of three words than the libraries that were tried (py3langid, lingua), which
need 130 to 900 MiB and half a second or more to start.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from coaching.critique.reading import Region
from coaching.knowledge.languages import Languages
from coaching.words import Token, outside

_ENOUGH = 120
"""Words that are looked at: more of them don't change the outcome."""
_LETTER_WEIGHT, _AFFIX_WEIGHT = 0.4, 0.3
_AFFIX_LENGTHS = range(2, 7)
_LONG_WORD = 5
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f]")


def language_of(text: str, tokens: Sequence[Token], regions: Sequence[Region], languages: Languages) -> str:
    """The ISO 639-1 code of the language that the person speaks; code and pasted material count only if all is such."""
    own = outside(tokens, [(region.start, region.end) for region in regions])
    words = (own if len(own) > 1 else tokens)[:_ENOUGH]
    return _by_script(text, words, languages) or _by_words(words, languages)


def _by_script(text: str, words: Sequence[Token], languages: Languages) -> str | None:
    """The language of the script that most letters belong to, None for Latin letters."""
    sample = "".join(word.word for word in words) or text[:_ENOUGH]
    if sample.isascii():
        return None
    letters = _FOREIGN.findall(sample)
    if len(letters) * 3 < sum(map(str.isalpha, sample)):
        return None
    scripts: Counter[str] = Counter(script for letter in letters if (script := _script_of(letter, languages)))
    if not scripts:
        return None
    first = "ja" if scripts["ja"] else scripts.most_common(1)[0][0]
    return _neighbour(first, sample, languages)


def _script_of(letter: str, languages: Languages) -> str | None:
    code = ord(letter)
    for language, ranges in languages.scripts.items():
        if any(first <= code <= last for first, last in ranges):
            return language
    return None


_NEIGHBOURS = {"ru": ("uk",), "ar": ("ur", "fa")}


def _neighbour(language: str, sample: str, languages: Languages) -> str:
    """Another language of the same script, if its own letters are there."""
    for other in _NEIGHBOURS.get(language, ()):
        if any(letter in sample for letter in languages.letters[other]):
            return other
    return language


def _by_words(words: Iterable[Token], languages: Languages) -> str:
    votes: dict[str, float] = dict.fromkeys(languages.profiles, 0.0)
    for word in dict.fromkeys(token.word for token in words):
        known = languages.by_word.get(word)
        if known:
            _vote(votes, known, 1.0)
        elif len(word) >= _LONG_WORD:
            _vote_by_affixes(votes, word, languages)
        if not word.isascii():
            for letter in word:
                _vote(votes, languages.by_letter.get(letter, ()), _LETTER_WEIGHT)
    best = max(votes, key=lambda language: (votes[language], language == languages.default))
    return best if votes[best] > votes[languages.default] else languages.default


def _vote_by_affixes(votes: dict[str, float], word: str, languages: Languages) -> None:
    for length in _AFFIX_LENGTHS:
        if ended := languages.by_end.get(word[-length:]):
            _vote(votes, ended, _AFFIX_WEIGHT)
        if begun := languages.by_start.get(word[:length]):
            _vote(votes, begun, _AFFIX_WEIGHT)


def _vote(votes: dict[str, float], languages: tuple[str, ...], weight: float) -> None:
    for language in languages:
        votes[language] += weight / len(languages)
