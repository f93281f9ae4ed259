"""One answer for people, outside a conversation: the same parts as in the chat, without what only a chat can do."""

from collections.abc import Iterable

from coaching.knowledge.load import Knowledge
from coaching.messages.reply import Actions, Bullets, Part, Reply, Text


def show_critique(text: str, knowledge: Knowledge) -> int:
    """Print the verdict, the questions and the rewrite of a text."""
    from coaching.critique.coach import critique
    from coaching.engine import show_critique as show

    found = critique(text, knowledge)
    if found.kind != "prompt":
        return _print([Text(text=found.reply or "")])
    words = knowledge.dialogue(found.language)
    asked = show.worth_asking(found, found.questions)
    questions = show.show_questions(asked, words) if asked else ()
    opening = (*show.show_masks(found), *show.show_language(found, knowledge), *show.show_verdict(found, knowledge))
    rewrite = show.show_rewrite(found, knowledge) if found.rewrite else ()
    return _print([*opening, *questions, *rewrite])


def show_triage(situation: str, knowledge: Knowledge) -> int:
    """Print the recommendation for a situation, decided without asking back."""
    from coaching.engine.show_triage import show_decision, show_understood
    from coaching.triage.recommend import triage

    found = triage(situation, {}, knowledge)
    return _print([*show_understood(situation, knowledge), *show_decision(found, knowledge)])


def show_explanation(question: str, knowledge: Knowledge) -> int:
    """Print the answer to a question with its sources."""
    from coaching.explain.answer import explain

    found = explain(question, knowledge)
    sources = [Bullets(title=knowledge.talk.sources, items=found.sources)] if found.sources else []
    return _print([Text(text=found.answer), *sources])


def _print(parts: Iterable[Part]) -> int:
    """Draw the parts on standard output; what would need an answer to be of use is left out."""
    from rich.console import Console

    from adapters.console.render import draw
    from adapters.console.surface import Surface

    console = Console()
    reply = Reply(id="once", parts=tuple(part for part in parts if not isinstance(part, Actions)))
    for drawn in draw(reply, Surface(console)):
        console.print(drawn, soft_wrap=True, highlight=False)
    return 0
