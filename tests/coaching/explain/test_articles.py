"""The articles as data: complete, distinct, short, and refused with file and place where they are not."""

from collections import Counter
from pathlib import Path

import pytest

from coaching.explain.search import index_of
from coaching.knowledge.articles import LONGEST_BODY, read_articles
from coaching.knowledge.files import KnowledgeError
from coaching.knowledge.load import Knowledge

TERMS = "asking = 'what'\ncourtesy = []\nstop = ''\nfaint = ''\nsurely = []\n[term.rag]\nphrases = ['rag']\n"
SOURCES = "[source.guide]\nname = 'A guide'\nas_of = '2026-11'\n"
HEAD = 'title = "What is RAG?"\nsources = ["guide"]\ntry_this = "Paste it."\nquestions = """\na\nb\nc\n"""\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "terms.toml").write_text(TERMS)
    (tmp_path / "articles" / "sources.toml").write_text(SOURCES)
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "articles" / "rag.md").write_text(text)


def test_there_is_an_article_for_every_topic(knowledge: Knowledge) -> None:
    assert len(knowledge.articles.by_id) >= 35


def test_titles_are_distinct(knowledge: Knowledge) -> None:
    titles = Counter(article.title.casefold() for article in knowledge.articles.by_id.values())

    assert [title for title, count in titles.items() if count > 1] == []


def test_no_wording_stands_in_two_articles(knowledge: Knowledge) -> None:
    wordings = Counter(
        question.casefold() for article in knowledge.articles.by_id.values() for question in set(article.questions)
    )

    assert [wording for wording, count in wordings.items() if count > 1] == []


def test_nearly_every_wording_finds_its_own_article(knowledge: Knowledge) -> None:
    index = index_of(knowledge)
    wordings = [(q, article.id) for article in knowledge.articles.by_id.values() for q in article.questions]
    astray = [(question, id_) for question, id_ in wordings if index.find(question).ids[0] != id_]

    assert len(astray) / len(wordings) <= 0.05, astray


def test_an_article_is_read_with_its_paragraphs_and_dated_sources(folder: Path) -> None:
    write(folder, f"+++\n{HEAD}+++\n\nIt looks\nthings up.\n\nThen it answers.\n")

    article = read_articles(folder).by_id["rag"]

    assert article.body == "It looks things up.\n\nThen it answers."
    assert article.questions == ("a", "b", "c")
    assert article.sources == ("A guide (as of 2026-11)",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("It looks things up.", "no front matter"),
        (f"+++\n{HEAD}It looks things up.", "no front matter"),
        (f"+++\n{HEAD}colour = 'red'\n+++\nText.", "colour"),
        (f"+++\n{HEAD.replace('guide', 'gossip')}+++\nText.", "gossip"),
        (f"+++\n{HEAD}+++\n\n", "0 words"),
        (f"+++\n{HEAD}+++\n{'word ' * (LONGEST_BODY + 1)}", f"{LONGEST_BODY + 1} words"),
        ("+++\ntitle = \n+++\nText.", "Invalid value"),
    ],
)
def test_a_faulty_article_is_refused_by_file_and_place(folder: Path, text: str, complaint: str) -> None:
    write(folder, text)

    with pytest.raises(KnowledgeError, match=r"articles/rag\.md") as refused:
        read_articles(folder)

    assert complaint in str(refused.value)
