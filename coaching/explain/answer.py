"""The answer to a question: an article, or an honest "I don't know that one" with the nearest articles."""

from coaching.explain.search import Found, index_of
from coaching.knowledge.articles import Article
from coaching.knowledge.load import Knowledge
from coaching.messages.explanation import Explanation

NEAREST = 3
"""How many articles are offered beside an answer, or instead of one."""


def explain(question: str, knowledge: Knowledge) -> Explanation:
    """Answer a question about prompting, RAG or fine-tuning from the articles, in at most 250 English words."""
    return explain_found(index_of(knowledge).find(question), knowledge)


def explain_found(found: Found, knowledge: Knowledge) -> Explanation:
    """The same for a question that the articles were searched for already."""
    articles = knowledge.articles.by_id
    if not found.confident:
        return _unknown([articles[id_] for id_ in found.ids[:NEAREST]])
    article = articles[found.ids[0]]
    return Explanation(
        answer=f"{article.body}\n\n**Try:** {article.try_this}",
        article=article.id,
        sources=article.sources,
        nearest=found.ids[1 : 1 + NEAREST],
    )


def _unknown(nearest: list[Article]) -> Explanation:
    titles = "\n".join(f"- {article.title}" for article in nearest)
    return Explanation(
        answer=f"I don't know that one. I can talk about prompting, RAG and fine-tuning, for example:\n{titles}",
        article=None,
        nearest=tuple(article.id for article in nearest),
    )
