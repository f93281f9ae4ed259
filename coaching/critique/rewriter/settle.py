"""Put the person's answers into the edits: where a placeholder waits for one, or as a sentence of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coaching.critique.rewriter.edits import Edit, Piece, placeholders, replace_placeholder, suggestions
from coaching.knowledge.questions import QuestionTexts
from coaching.knowledge.rewrites import RewriteTexts
from coaching.messages.critique import Concern, Dimension

_DIMENSION_OF: Mapping[str, Dimension] = {
    "length": "format", "language": "format", "focus": "context", "topic": "context", "exclusions": "constraints",
}  # fmt: skip
_SENTENCE_STARTS = ".!?\n"
OWN_SENTENCE = "said "
"""How the key of a setting begins that is a sentence of its own ("the deadline is Friday")."""


def settled(
    edits: Iterable[Edit], settings: Mapping[str, str], texts: RewriteTexts, asking: QuestionTexts
) -> list[Edit]:
    """The edits with every answer in its place; answers without a place become edits of their own.

    An answer that promises something leaves its place open, and one that there is nothing takes the edit away.
    """
    said = {key.casefold(): " ".join(words.split()) for key, words in settings.items() if words.strip()}
    nothing = {key for key, words in said.items() if words in asking.nothing}
    waiting = {key: words for key, words in said.items() if words not in (*asking.nothing, *asking.later)}
    kept = [edit for edit in edits if not _is_of(edit, nothing)]
    options = asking.known_options
    out = [_filled(edit, waiting, texts, options) for edit in _by_name_first(kept, waiting)]
    rest = [_own_line(key, words, texts, options) for key, words in waiting.items()]
    return [*out, *rest]


def takes_setting(edit: Edit, settings: Mapping[str, str]) -> bool:
    """Whether one of the answers is for this edit."""
    return _is_of(edit, {key.casefold() for key in settings})


def _is_of(edit: Edit, keys: set[str]) -> bool:
    """Whether one of the keys names the edit's dimension, or a place in it."""
    return edit.dimension in keys or any(name.casefold() in keys for name in placeholders(edit.added))


def _by_name_first(edits: list[Edit], waiting: dict[str, str]) -> list[Edit]:
    """Move each answer for a dimension to the name of its placeholder, if it is no name: to one with a suggestion."""
    names = {name.casefold() for edit in edits for name in placeholders(edit.added)}
    for edit in edits:
        own = (*suggestions(edit.added), *placeholders(edit.added))
        if own and edit.dimension in waiting and edit.dimension not in names:
            waiting[own[0].casefold()] = waiting.pop(edit.dimension)
    return edits


def _filled(edit: Edit, waiting: dict[str, str], texts: RewriteTexts, options: frozenset[str]) -> Edit:
    """The edit with its answers in place; answers that are used are taken from `waiting`."""
    for name in placeholders(edit.added):
        if words := waiting.pop(name.casefold(), ""):
            fill = _Filler(name, words, texts, options)
            pieces = tuple(Piece(each.start, each.end, fill.into(each.new, inside=True)) for each in edit.pieces)
            edit = replace(edit, pieces=pieces, line=fill.into(edit.line), slot=fill.into(edit.slot))
    return edit


class _Filler:
    """Puts one answer into a line so that it reads on."""

    def __init__(self, name: str, words: str, texts: RewriteTexts, options: frozenset[str]) -> None:
        self._name, self._texts = name, texts
        self._words = lowered(words) if _lowers(words, texts, options) else words

    def into(self, line: str, *, inside: bool = False) -> str:
        """The line with the answer; `inside` says that it continues a sentence."""
        if self._name not in placeholders(line):
            return line
        words = self._words
        before = line[: line.index("{{" + self._name)].rstrip()
        opens = suggestions(line).get(self._name, "").split(" ")[0]
        if opens in ("a", "an") and not before.endswith(":"):
            words = _with_article(words, self._texts)
        if before[-1:] in _SENTENCE_STARTS and (before or not inside):
            words = words[:1].upper() + words[1:]
        return _tidy(replace_placeholder(line, self._name, words), words)


def _lowers(words: str, texts: RewriteTexts, options: frozenset[str]) -> bool:
    """Whether the words are a button's, whose capital goes inside a sentence."""
    goes = texts.lower_options or words.partition(" ")[0].casefold() in texts.lower_words
    return goes and words in options and words.casefold() not in texts.wishes.languages


def lowered(words: str) -> str:
    """An option as it reads inside a sentence: "Families" → "families", but "EU customers"."""
    keeps = words[1:2].isupper() or words.startswith(("I ", "I'"))
    return words if keeps else words[:1].lower() + words[1:]


def _with_article(words: str, texts: RewriteTexts) -> str:
    first, last = words.partition(" ")[0].casefold(), words.rpartition(" ")[2].casefold()
    uncounted = (last.endswith("s") and not last.endswith("ss")) or last in texts.uncounted
    if first in texts.articles or first[:1].isdigit() or uncounted or words[:1].isupper():
        return words
    return f"{'an' if first[:1] in 'aeiou' else 'a'} {words}"


def _tidy(line: str, words: str) -> str:
    """No second full stop after an answer that brought its own."""
    return line.replace(words + ".", words) if words[-1:] in ".!?" else line


def _own_line(key: str, words: str, texts: RewriteTexts, options: frozenset[str]) -> Edit:
    dimension: Concern = _DIMENSION_OF.get(key) or _known(key)
    line = "{}." if key.startswith(OWN_SENTENCE) else texts.settings.get(key) or texts.settings[dimension]
    said = lowered(words) if _lowers(words, texts, options) else words
    if line.startswith("{}"):
        said = said[:1].upper() + said[1:]
    return Edit(key, dimension, texts.more_reasons["answer"], line=_tidy(line.replace("{}", said), said))


def _known(key: str) -> Dimension:
    for dimension in ("goal", "audience", "context", "source", "format", "tone", "constraints", "examples"):
        if dimension == key:
            return dimension
    if key == "success_criteria":
        return "success_criteria"
    return "consistency" if key == "consistency" else "context"
