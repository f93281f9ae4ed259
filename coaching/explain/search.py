"""Finding the article that answers a question.

Full-text search (SQLite FTS5, bm25) proposes articles; each proposal is then judged by its own wordings: how much of
what the question says does the best wording say too? A question is *about* an article if that agreement is high enough
and at least one of its terms belongs to the coach's field, so that "fine tune my guitar" finds nothing.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import inf, log

from coaching.explain.terms import Reading, TermReader, label, words_of
from coaching.knowledge.articles import Article, Vocabulary
from coaching.knowledge.load import Knowledge

_IN_FIELD, _LIKELY, _LIKELY_DESPITE_STRANGE_WORDS = 0.25, 0.5, 0.54
"""From this agreement on an article is taken for the answer, where the question is surely or likely in the field;
calibrated, like the next ones, on tests/coaching/explain/questions.jsonl."""
_UNPLACED, _UNPLACED_RICH, _UNPLACED_TOPICAL = 0.85, 0.68, 0.62
"""The same where nothing places the question in the field; lower for a rich question without a strange word, and for
one with two terms of the vocabulary."""
_TELLING, _RICH = 1.2, 6.0
"""What the terms of such a question must weigh to be answered at all, and to count as rich."""
_ASKED = 0.65
"""From this agreement on a text in a chat is taken for a question: a prompt must not be mistaken for one."""
_LONGEST_ASKED, _KEYWORDS = 200, 5
"""Characters of a question in a chat, and words of one that doesn't begin like a question ("rag vs fine-tuning")."""
_PROPOSALS = 100
"""How many wordings (and bodies) full-text search proposes."""
_TITLE_WEIGHT, _WORDING_WEIGHT, _BODY_WEIGHT = 8.0, 6.0, 1.0
_FAINT_WEIGHT, _BODY_ONLY_WEIGHT = 0.3, 1.5
_UNKNOWN_WEIGHT, _UNKNOWN_WEIGHT_IN_FIELD = 3.0, 1.5
_MENTIONED = 0.5
"""What a term counts that the article mentions, though not in the wording at hand."""
_UNSAID = 0.35
"""What a term counts that the wording has and the question lacks."""
_FULL_TEXT_SHARE = 0.15
"""How much the full-text rank adds to the agreement when proposals are put in order."""
_HABIT_SHARE, _HABIT = 0.6, 4.0
"""How much it adds that an article's wordings say a term again and again; a quarter of them is as good as all."""
_PROPOSE = """
SELECT rowid, bm25(search, ?, ?, ?) AS rank
FROM search WHERE search MATCH ? ORDER BY rank, rowid LIMIT ?
"""
_WORD_FOR_WORD, _WORD_FOR_WORD_BONUS = 0.99, 0.3
"""From this agreement on a question is what a wording says, and how much that adds when proposals are put in order."""
_START = ("what-is-prompting", "what-is-rag", "what-is-fine-tuning")
"""What is offered where nothing is near."""


@dataclass(frozen=True, slots=True)
class Found:
    """The articles near a question by id, best first, and whether the first answers it.

    `in_field` says that a term of the question belongs to the coach's field, whatever its wordings say.
    """

    ids: tuple[str, ...]
    agreement: float
    confident: bool
    in_field: bool


@dataclass(frozen=True, slots=True)
class _Texts:
    """An article as terms."""

    id: str
    title: frozenset[str]
    questions: tuple[frozenset[str], ...]
    body: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Wording:
    """One row of the full-text search: a title or a wording of an article as weighed terms; none for its body."""

    id: str
    terms: Mapping[str, float]


class ArticleIndex:
    """All articles, ready to be searched."""

    def __init__(self, articles: Mapping[str, Article], vocabulary: Vocabulary) -> None:
        """Read the articles into terms and index them."""
        self._reader = TermReader(vocabulary, _texts(articles.values()))
        texts = list(self._read(articles.values()))
        self._mentioned = {text.id: text.title.union(text.body, *text.questions) for text in texts}
        self._habits = {text.id: _habits(text) for text in texts}
        self._weights = _weigh(texts, vocabulary)
        self._wordings = [self._weighed(id_, f"{title} {wording}") for id_, (title, wording, _) in _rows(texts)]
        self._database = _build_database(row for _, row in _rows(texts))

    def find(self, question: str) -> Found:
        """The articles near a question, best first."""
        reading = self._reader.read_question(question)
        unknown = _UNKNOWN_WEIGHT_IN_FIELD if reading.surely else _UNKNOWN_WEIGHT
        weights = {
            term: self._weights.get(term, _FAINT_WEIGHT if term.isdigit() else unknown) for term in reading.terms
        }
        order, agreements = self._judge(weights)
        ids = sorted(order, key=lambda id_: (-order[id_], id_))
        ids += [id_ for id_ in _START if id_ not in order]
        best = agreements.get(ids[0], 0.0)
        strange = any(term not in self._weights and not term.isdigit() for term in weights)
        threshold = _threshold(reading, sum(weights.values()), strange=strange)
        return Found(tuple(ids), best, confident=best >= threshold, in_field=reading.in_field)

    def _judge(self, weights: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
        """Of each proposed article, what it is put in order by, and the agreement of its best wording (0 to 1)."""
        order: dict[str, float] = {}
        agreements: dict[str, float] = {}
        for wording, rank in self._propose(weights):
            id_ = wording.id
            agreement = _agreement(weights, wording.terms, self._mentioned[id_])
            agreements[id_] = max(agreement, agreements.get(id_, 0.0))
            bonus = _WORD_FOR_WORD_BONUS if agreement >= _WORD_FOR_WORD else 0.0
            order[id_] = max(agreement + bonus + _FULL_TEXT_SHARE * rank, order.get(id_, 0.0))
        return {id_: order[id_] + _HABIT_SHARE * self._habit(weights, id_) for id_ in order}, agreements

    def _habit(self, weights: Mapping[str, float], id_: str) -> float:
        """How far a question says what the wordings of an article say again and again, between 0 and 1."""
        habits = self._habits[id_]
        said = sum(weight * habits.get(term, 0.0) for term, weight in weights.items())
        return said / (sum(weights.values()) or 1.0)

    def _propose(self, terms: Iterable[str]) -> Iterator[tuple[_Wording, float]]:
        """The wordings that share a term with the question, each with its full-text rank between 0 and 1."""
        query = " OR ".join(f'"{term}"' for term in sorted(terms))
        if not query:
            return
        rows = self._database.execute(
            _PROPOSE, (_TITLE_WEIGHT, _WORDING_WEIGHT, _BODY_WEIGHT, query, _PROPOSALS)
        ).fetchall()
        for row, rank in rows:
            yield self._wordings[row - 1], rank / rows[0][1]

    def _weighed(self, id_: str, wording: str) -> _Wording:
        return _Wording(id_, {term: self._weights[term] for term in wording.split()})

    def _read(self, articles: Collection[Article]) -> Iterator[_Texts]:
        wordings = iter(self._reader.read(text for article in articles for text in (article.title, *article.questions)))
        for article in articles:
            title, *questions = map(frozenset, islice(wordings, 1 + len(article.questions)))
            yield _Texts(article.id, title, tuple(dict.fromkeys(questions)), self._reader.skim(article.body))


def _agreement(weights: Mapping[str, float], wording: Mapping[str, float], mentioned: frozenset[str]) -> float:
    """How far a question and a wording say the same, between 0 and 1."""
    shared = sum(weight for term, weight in weights.items() if term in wording)
    beside = sum(weight for term, weight in weights.items() if term not in wording and term in mentioned)
    unsaid = sum(weight for term, weight in wording.items() if term not in weights)
    return (shared + _MENTIONED * beside) / ((sum(weights.values()) + _UNSAID * unsaid) or 1.0)


def _threshold(reading: Reading, weight: float, *, strange: bool) -> float:
    """The agreement from which an article is taken for the answer to a question whose terms weigh so much."""
    if reading.elsewhere:
        return inf
    if reading.surely:
        return _IN_FIELD
    if reading.in_field:
        return _LIKELY_DESPITE_STRANGE_WORDS if strange else _LIKELY
    if not strange and len({term for term in reading.terms if term.isupper()}) > 1:
        return _UNPLACED_TOPICAL
    if not strange and weight >= _RICH:
        return _UNPLACED_RICH
    return _UNPLACED if weight >= _TELLING else inf


def _weigh(texts: Iterable[_Texts], vocabulary: Vocabulary) -> dict[str, float]:
    """A term's weight: the fewer articles have it in their wordings, the heavier."""
    used = [frozenset(text.title.union(*text.questions)) for text in texts]
    counts = Counter(term for terms in used for term in terms)
    weights = {term: _BODY_ONLY_WEIGHT for text in texts for term in text.body}
    weights |= {term: 0.5 + log(len(used) / count) for term, count in counts.items()}
    weights |= {label(name): term.weight * weights.get(label(name), 1.0) for name, term in vocabulary.term.items()}
    return weights | dict.fromkeys(vocabulary.faint, _FAINT_WEIGHT)


def _habits(text: _Texts) -> dict[str, float]:
    """How usual each term is in the wordings of an article, between 0 and 1."""
    counts = Counter(term for wording in (text.title, *text.questions) for term in wording)
    wordings = 1 + len(text.questions)
    return {term: min(1.0, _HABIT * count / wordings) for term, count in counts.items()}


def _build_database(rows: Iterable[tuple[str, str, str]]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute("CREATE VIRTUAL TABLE search USING fts5(title, wording, body)")
    database.executemany("INSERT INTO search VALUES (?, ?, ?)", rows)
    return database


def _rows(texts: Iterable[_Texts]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """By article, a row for the title, one for each wording, one for the body: so no short wording is drowned."""
    for text in texts:
        yield text.id, (" ".join(sorted(text.title)), "", "")
        for question in text.questions:
            yield text.id, ("", " ".join(sorted(question)), "")
        yield text.id, ("", "", " ".join(text.body))


@lru_cache(maxsize=4)
def index_of(knowledge: Knowledge) -> ArticleIndex:
    """The index of these articles, built when it is first asked for."""
    return ArticleIndex(knowledge.articles.by_id, knowledge.articles.vocabulary)


def looks_like_question(
    text: str, knowledge: Knowledge, find: Callable[[str], Found] | None = None, *, key_words: bool = True
) -> bool:
    """Whether a short text asks about prompting, RAG or fine-tuning, and an article answers it with confidence.

    A task that merely mentions them ("write a blog post about RAG") is a prompt to be coached. Bare `key_words`
    ("rag vs fine-tuning") count as a question if they are of the field, unless something else may be meant by them,
    such as an answer. `find` stands for the index's own search, where its findings are kept for a while.
    """
    text = text.strip()
    words = _without_courtesy(words_of(text[:_LONGEST_ASKED]), knowledge.articles.vocabulary.courtesy)
    if len(text) >= _LONGEST_ASKED or "\n" in text or not words:
        return False
    asking = words[0] in knowledge.articles.vocabulary.asking or text.endswith("?")
    if not asking and (len(words) > _KEYWORDS or not key_words):
        return False
    found = (find or index_of(knowledge).find)(text)
    return found.confident and found.agreement >= _ASKED and (asking or found.in_field)


def _without_courtesy(words: list[str], courtesy: tuple[str, ...]) -> list[str]:
    rest = " ".join(words)
    while opening := next((phrase for phrase in courtesy if rest.startswith(f"{phrase} ")), None):
        rest = rest.removeprefix(opening).lstrip()
    return rest.split()


def _texts(articles: Iterable[Article]) -> Iterable[str]:
    for article in articles:
        yield from (article.title, article.body, *article.questions)
