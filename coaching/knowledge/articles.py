"""The articles that explanations are made of, and how questions about them are read.

An article is a Markdown file with TOML front matter between two lines of `+++`; its id is the file's name. Beside the
articles stand `sources.toml`, what they rest on, and `terms.toml`, the words by which questions are understood.
"""

from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import Field, field_validator

from coaching.knowledge.files import KnowledgeError, parse_toml, read_toml
from coaching.messages.base import Frozen

LONGEST_BODY = 200
"""Words of an article's body."""
LONGEST_ANSWER = 250
"""Words of an answer with the thing to try."""
_FOLDER = "articles"
_FENCE = "+++"


class Source(Frozen):
    """Something published; `as_of` is when it was read, where it ages."""

    name: str
    as_of: str = ""


class Sources(Frozen):
    """All sources by id."""

    source: Mapping[str, Source]


class Term(Frozen):
    """Phrases that mean the same; `field` terms place a question in the coach's field, `weight` scales them."""

    field: bool = False
    weight: float = Field(default=1.0, gt=0, le=1)
    phrases: tuple[Annotated[str, Field(pattern=r"^[^_#A-Z]+$")], ...] = Field(min_length=1)


class Vocabulary(Frozen):
    """How questions are read: `stop` words say nothing, `faint` words little, each term stands for its phrases.

    `surely` are phrases that place a question in the coach's field beyond doubt, `elsewhere` those that place it
    outside. `core` are words that misspelt ones most likely mean. A question begins with one of the words `asking`,
    after phrases of `courtesy`.
    """

    asking: frozenset[str]
    courtesy: tuple[str, ...]

    stop: frozenset[str]
    faint: frozenset[str]
    surely: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
    core: frozenset[str] = frozenset()
    term: Mapping[str, Term]

    @field_validator("asking", "stop", "faint", "core", mode="before")
    @classmethod
    def _words(cls, words: str) -> frozenset[str]:
        return frozenset(words.split())


class FrontMatter(Frozen):
    """An article's head. `questions` are wordings that it answers, one a line, in any language."""

    title: str
    sources: tuple[str, ...] = Field(min_length=1)
    try_this: str = Field(min_length=1)
    questions: tuple[str, ...] = Field(min_length=3)

    @field_validator("questions", mode="before")
    @classmethod
    def _lines(cls, questions: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in questions.splitlines() if line.strip())


class Article(Frozen):
    """One topic: what it answers, the answer in paragraphs, what it rests on, and one thing to try."""

    id: str
    title: str
    questions: tuple[str, ...]
    body: str
    try_this: str
    sources: tuple[str, ...]


class Articles(Frozen):
    """All articles by id, in alphabetical order, and the vocabulary for finding them."""

    by_id: Mapping[str, Article]
    vocabulary: Vocabulary


def read_articles(folder: Traversable) -> Articles:
    """Read and check every article below `folder`.

    Raises:
        KnowledgeError: saying which file and what is wrong with it.
    """
    sources = read_toml(folder, f"{_FOLDER}/sources.toml", Sources).source
    names = sorted(file.name for file in (folder / _FOLDER).iterdir() if file.name.endswith(".md"))
    articles = [_read_article(folder, name, sources) for name in names]
    vocabulary = read_toml(folder, f"{_FOLDER}/terms.toml", Vocabulary)
    return Articles(by_id={article.id: article for article in articles}, vocabulary=vocabulary)


def _read_article(folder: Traversable, name: str, sources: Mapping[str, Source]) -> Article:
    path = f"{_FOLDER}/{name}"
    before, _, rest = (folder / path).read_text(encoding="utf-8").partition(f"{_FENCE}\n")
    head, fence, markdown = rest.partition(f"\n{_FENCE}\n")
    if before or not fence:
        raise KnowledgeError(f"knowledge/{path}: no front matter between two lines of {_FENCE}")
    matter = parse_toml(path, head, FrontMatter)
    body = _unwrap(markdown)
    _check_length(path, body, matter.try_this)
    return Article(
        id=name.removesuffix(".md"),
        title=matter.title,
        questions=matter.questions,
        body=body,
        try_this=matter.try_this,
        sources=_cited(path, matter.sources, sources),
    )


def _unwrap(markdown: str) -> str:
    """Paragraphs without the line breaks of the file, so that a chat shows them as they flow."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in markdown.split("\n\n") if paragraph.strip())


def _check_length(path: str, body: str, try_this: str) -> None:
    words = len(body.split())
    if not 0 < words <= LONGEST_BODY or words + len(try_this.split()) >= LONGEST_ANSWER:
        raise KnowledgeError(f"knowledge/{path}: the body has {words} words; 1 to {LONGEST_BODY} are allowed")


def _cited(path: str, ids: tuple[str, ...], sources: Mapping[str, Source]) -> tuple[str, ...]:
    if unknown := [name for name in ids if name not in sources]:
        raise KnowledgeError(f"knowledge/{path}: sources: {unknown[0]!r} is not in sources.toml")
    return tuple(_citation(sources[name]) for name in ids)


def _citation(source: Source) -> str:
    return f"{source.name} (as of {source.as_of})" if source.as_of else source.name
