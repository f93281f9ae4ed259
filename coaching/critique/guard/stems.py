"""Words as they are compared across their endings: "prices" and "pricing" are the same."""

_ENDINGS = ("ungen", "ciones", "ment", "ies", "ing", "ung", "ed", "es", "en", "er", "em", "s", "e", "y", "n", "t")
_SHORTEST = 4


def stem(word: str) -> str:
    """A casefolded word without its ending, never shorter than four letters."""
    word = word.removesuffix("'s")
    for ending in _ENDINGS:
        if len(word) - len(ending) >= _SHORTEST and word.endswith(ending):
            return word[: -len(ending)]
    return word.removesuffix("s") if len(word) == _SHORTEST else word
