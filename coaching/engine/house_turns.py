"""What works everywhere: explain, help, cancel, restart, forget."""

from coaching.engine.events import Outcome, Turn
from coaching.engine.show_triage import ask_again
from coaching.explain.answer import explain
from coaching.messages.conversation import Action
from coaching.messages.reply import Actions, Bullets, Choice, Part, Text
from coaching.session import Idle


def ask(turn: Turn) -> Outcome:
    """Explain something; what is on screen stays there."""
    question, knowledge = turn.action.value, turn.knowledge
    if not question.strip():
        return Outcome(turn.state, (Text(text=knowledge.talk.ask_what),))
    found = explain(question, knowledge)
    parts: tuple[Part, ...] = (Text(text=found.answer),)
    if found.article:
        parts += (Bullets(title=knowledge.talk.sources, items=found.sources),)
    elif found.nearest:
        parts += (Actions(choices=tuple(_nearest(article, turn) for article in found.nearest)),)
    return Outcome(turn.state, parts + ask_again(turn.state, knowledge))


def _nearest(article: str, turn: Turn) -> Choice:
    title = turn.knowledge.articles.by_id[article].title
    return Choice(label=title, action=Action(name="ask", value=title), says=f"/ask {title}")


def give_help(turn: Turn) -> Outcome:
    """What the coach can do."""
    return Outcome(turn.state, (Text(text=turn.knowledge.talk.help),))


def cancel(turn: Turn) -> Outcome:
    """Stop what is going on."""
    talk = turn.knowledge.talk
    text = talk.nothing_to_cancel if isinstance(turn.state, Idle) else talk.cancelled
    return Outcome(Idle(), (Text(text=text),))


def restart(turn: Turn) -> Outcome:
    """Start afresh."""
    return Outcome(Idle(), (Text(text=turn.knowledge.talk.restarted),))


def forget(turn: Turn) -> Outcome:
    """Erase everything kept about the person."""
    return Outcome(Idle(), (Text(text=turn.knowledge.talk.forgotten),), forget=True)
