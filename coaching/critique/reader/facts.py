"""Find every piece of a text that a rewrite must keep.

Kinds are looked for from the surest to the least sure; what one kind has claimed, the later ones don't see.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from coaching.critique.reader.dates import dates
from coaching.critique.reader.exclusions import exclusions
from coaching.critique.reader.names import acronyms, names
from coaching.critique.reader.quantities import measures
from coaching.critique.reading import Fact, FactKind, Region, Sentence
from coaching.knowledge.lexicon import Lexicon
from coaching.words import Token, outside

# Patterns begin with the signs that they can begin with, and look behind them afterwards: so the search skips all the
# rest of a text at once. What can begin with any letter is looked for by its end.
_LINK_SIGN = re.compile(r"://|www\.(?<![\w.+-]www\.)")
_SCHEME_LENGTH = 16
_SCHEME = re.compile(r"(?<![\w.+-])[A-Za-z][A-Za-z0-9+.-]{1,15}\Z")
_LINK_REST = re.compile(r"[^\s<>\"'“”`|]{1,2000}")
_URL_TAIL = ".,;:!?*_"
_VARIABLES = (
    ("{{", re.compile(r"\{\{[^{}]{0,300}\}\}")),
    ("{", re.compile(r"[${](?:(?<=\{)|(?<=\$)\{)[^{}\n]{1,60}\}")),
    ("[", re.compile(r"\[[A-Z][A-Z0-9 _/-]{1,60}\]|\[(?:insert|your|add|paste)\b[^\[\]\n]{0,80}\]")),
    ("<", re.compile(r"</?[A-Za-z][\w-]{0,40}(?: [^<>\n]{0,200})?/?>")),
)
_QUOTES = (
    (("“", "”", '"', "„"), re.compile(r"[\"“„](?<!\w.)(?!\s)[^\"“”„\n]{2,300}[\"”“](?!\w)")),
    (("«", "»"), re.compile(r"[«»](?:(?<=«)[^«»\n]{2,300}»|(?<=»)[^«»\n]{2,300}«)")),
    (("'", "‘"), re.compile(r"['‘](?<!\w.)(?!\s)[^'‘’\n]{1,200}(?:['’](?=\w)[^'‘’\n]{1,200}){0,3}['’](?!\w)")),
    (("「", "『"), re.compile(r"「[^「」]{2,300}」|『[^『』]{2,300}』")),
)
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})(?![\w-])")
_FILE_LEFT = re.compile(r"[\w.~:\\/-]{1,120}\Z")
_PATH = re.compile(
    r"[~./A-Z](?:(?<=[A-Z])(?<!\w.):\\[^\s\"'<>|]{1,250}"
    r"|(?<![^\s(\"'`=].)(?:(?<=~)/|(?<=\.)\.?/|(?<=/))[\w.-]{1,80}(?:/[\w.-]{1,80}){1,30}/?)"
)
_FOLDER_END = re.compile(r"/(?=[\s.,;)]|\Z)")
_FOLDER_LENGTH = 60
_FOLDER_LEFT = re.compile(r"(?<![^\s(\"'`=])[\w.-]{2,60}\Z")
_PATH_TAIL = ".,;:!?)-"
_HANDLE = re.compile(r"[@#](?<![\w&/].)[^\W\d_][\w.-]{0,60}\w")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_LIST_MARK = re.compile(r"\n[ \t]{0,20}(?:\(?[0-9]{1,2}[.)]|Step [0-9]{1,2})(?=[ \t:])")


@dataclass(slots=True)
class _Claims:
    """The facts found so far, and a map of the text that they cover."""

    text: str
    facts: list[Fact] = field(default_factory=list)
    taken: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.taken = bytearray(len(self.text))

    def add_around(self, kind: FactKind, pieces: Iterable["re.Match[str]"]) -> None:
        """Claim pieces that may have claimed ones inside, as quotes have variables, if their own ends are free."""
        for piece in pieces:
            start, end = piece.span()
            if self.taken[start] or self.taken[end - 1]:
                continue
            self.taken[start:end] = b"\x01" * (end - start)
            self.facts.append(Fact(kind, self.text[start:end], start, end))

    def add_all(self, kind: FactKind, pieces: Iterable["re.Match[str]"]) -> None:
        """Claim all matches of a pattern."""
        self.add_spans(kind, (piece.span() for piece in pieces))

    def add_spans(self, kind: FactKind, spans: Iterable[tuple[int, int]]) -> None:
        """Claim all spans, but for those of which a part is claimed."""
        for start, end in spans:
            if end > start and self.free(start, end):
                self.taken[start:end] = b"\x01" * (end - start)
                self.facts.append(Fact(kind, self.text[start:end], start, end))

    def take(self, spans: Iterable[tuple[int, int]]) -> None:
        """Keep pieces that are no facts from being taken for some."""
        for start, end in spans:
            self.taken[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing in a span is claimed."""
        return self.taken.find(1, start, end) < 0


def facts_of(  # noqa: PLR0913, PLR0917 - what a reader has found so far
    text: str,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    regions: Sequence[Region],
    language: str,
    lexicon: Lexicon,
) -> tuple[Fact, ...]:
    """All facts by where they start; exclusions may overlap with what they exclude."""
    claims = _Claims(text)
    claims.add_spans("code", ((region.start, region.end) for region in regions if region.kind == "code"))
    _literal(claims, lexicon)
    literal = [(fact.start, fact.end) for fact in claims.facts]
    free = outside(tokens, literal)
    marked = _marked(text, tokens)
    claims.add_spans("date", dates(text, free, lexicon))
    claims.take(_list_marks(text))
    numbers = [(found.start, found.end) for found in measures(text, lexicon)]
    claims.add_spans("acronym", acronyms(text, outside(marked, literal), numbers, lexicon))
    claims.add_spans("number", numbers)
    claims.add_spans("number", _spelled_out(free, language, lexicon))
    claims.add_spans("name", names(text, tokens, marked, sentences, claims.free, language, lexicon))
    excluded = [
        Fact("negation", text[start:end], start, end) for start, end in exclusions(text, free, language, lexicon)
    ]
    return tuple(sorted([*claims.facts, *excluded], key=attrgetter("start", "end")))


def _marked(text: str, tokens: Iterable[Token]) -> list[Token]:
    """The tokens that are neither small letters alone nor digits alone: names and abbreviations are among them."""
    return [
        token
        for token in tokens
        if not (text.startswith(token.word, token.start) and (token.word.isalpha() or token.word.isdecimal()))
    ]


def _list_marks(text: str) -> Iterable[tuple[int, int]]:
    """The numbers of list items, at the beginnings of lines."""
    for mark in _LIST_MARK.finditer("\n" + text):  # a line end before each line: a plain letter is quick to find
        yield mark.start(), mark.end() - 1


def _literal(claims: _Claims, lexicon: Lexicon) -> None:
    """What has to be kept letter by letter."""
    text = claims.text
    if "://" in text or "www." in text:
        claims.add_spans("url", _links(text))
    for sign, pattern in _VARIABLES:
        if sign in text:
            claims.add_all("variable", pattern.finditer(text))
    for signs, pattern in _QUOTES:
        if any(sign in text for sign in signs):
            claims.add_around("quote", pattern.finditer(text))
    if "/" in text or ":\\" in text:
        claims.add_spans("file", (_trimmed(found) for found in _PATH.finditer(text)))
        claims.add_spans("file", _folders(text))
    claims.add_spans("file", _files(text, lexicon))
    if "@" in text or "#" in text:
        claims.add_spans("handle", _addresses(text))
        claims.add_all("handle", _HANDLE.finditer(text))


def _links(text: str) -> Iterable[tuple[int, int]]:
    """Links with a scheme or a www, without the punctuation of the sentence around them."""
    done = 0
    for sign in _LINK_SIGN.finditer(text):
        start = _link_start(text, sign)
        rest = _LINK_REST.match(text, sign.end()) if start >= done else None
        if rest:
            done = rest.end()
            yield start, start + len(_trimmed_url(text[start:done]))


def _link_start(text: str, sign: "re.Match[str]") -> int:
    """Where the link begins that a sign belongs to, -1 if it belongs to none."""
    if sign[0] == "www.":
        return sign.start()
    scheme = _SCHEME.search(text, max(0, sign.start() - _SCHEME_LENGTH), sign.start())
    return scheme.start() if scheme else -1


def _trimmed_url(url: str) -> str:
    url = url.rstrip(_URL_TAIL)
    for opening, closing in ("()", "[]", "{}"):
        while url.endswith(closing) and url.count(closing) > url.count(opening):
            url = url[:-1].rstrip(_URL_TAIL)
    return url


def _trimmed(found: "re.Match[str]") -> tuple[int, int]:
    return found.start(), found.start() + len(found[0].rstrip(_PATH_TAIL))


def _folders(text: str) -> Iterable[tuple[int, int]]:
    """Names with a slash at their end."""
    for slash in _FOLDER_END.finditer(text):
        if left := _FOLDER_LEFT.search(text, max(0, slash.start() - _FOLDER_LENGTH), slash.start()):
            yield left.start(), slash.end()


def _files(text: str, lexicon: Lexicon) -> Iterable[tuple[int, int]]:
    """Names with a known extension, with the folders before them."""
    for found in _EXTENSION.finditer(text):
        if found[1].casefold() in lexicon.file_extensions:
            left = _FILE_LEFT.search(text, max(0, found.start() - 120), found.start())
            if left and left[0][-1:].isalnum():
                yield left.start(), found.end()


def _addresses(text: str) -> Iterable[tuple[int, int]]:
    at = text.find("@")
    while at >= 0:
        left = _LOCAL_PART.search(text, max(0, at - 64), at)
        found = _ADDRESS.match(text, left.start()) if left else None
        if found:
            yield found.span()
        at = text.find("@", found.end() if found else at + 1)


_LOCAL_PART = re.compile(r"[\w.+-]{1,64}\Z")


def _spelled_out(tokens: Iterable[Token], language: str, lexicon: Lexicon) -> Iterable[tuple[int, int]]:
    values = lexicon.values_of(language)
    return ((token.start, token.end) for token in tokens if token.word in values)
