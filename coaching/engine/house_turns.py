"""What works everywhere: explain, help, vote, cancel, restart, forget; and what is said where nothing else can be."""

from coaching.engine.events import Outcome, Turn
from coaching.engine.show_triage import ask_again
from coaching.engine.topics import beginning, topic_of
from coaching.explain.answer import explain_found
from coaching.messages.conversation import Action
from coaching.messages.delivery import Vote
from coaching.messages.reply import Actions, Bullets, Choice, Notice, Part, Text
from coaching.session import Decided, Idle, Triaging
from coaching.words import LONGEST_TEXT


def ask(turn: Turn) -> Outcome:
    """Explain something; what is on screen stays there."""
    question, knowledge = turn.action.value, turn.knowledge
    if not question.strip():
        return Outcome(turn.state, (Text(text=knowledge.talk.ask_what),))
    found = explain_found(turn.memo.find(question), knowledge)
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
    text = talk.nothing_going_on if isinstance(turn.state, Idle) else talk.cancelled
    return Outcome(Idle(), (Text(text=text),))


def restart(turn: Turn) -> Outcome:
    """Start afresh."""
    return Outcome(Idle(), (Text(text=turn.knowledge.talk.restarted),))


def forget(turn: Turn) -> Outcome:
    """Erase everything kept about the person."""
    return Outcome(Idle(), (Text(text=turn.knowledge.talk.forgotten),), forget=True)


def nothing_going_on(turn: Turn) -> Outcome:
    """Say that there is nothing to resume, and what to do."""
    return Outcome(turn.state, (Text(text=turn.knowledge.talk.nothing_going_on),))


def nothing_to_share(turn: Turn) -> Outcome:
    """Say that neither a rewrite nor a recommendation is there yet."""
    return Outcome(turn.state, (Notice(text=turn.knowledge.talk.nothing_to_share),))


def vote(turn: Turn) -> Outcome:
    """Keep whether an answer helped: the reply that the button stands on, or the latest subject.

    Only the voter sees the thanks. The state stays empty where it isn't known what kind of answer it was.
    """
    talk, subject = turn.knowledge.talk, turn.request.about or turn.session.subject
    about = turn.action.target or subject
    if not about:
        return Outcome(turn.state, (Notice(text=talk.nothing_to_vote_on),), audience="person")
    on_triage = isinstance(turn.state, Triaging | Decided)
    thanks = {"up": talk.voted_up, "down": talk.voted_down_triage if on_triage else talk.voted_down}
    if turn.action.value not in thanks:
        return stale(turn)
    cast = Vote(about=about, value=turn.action.value, state=turn.state.state if subject == turn.session.subject else "")
    return Outcome(turn.state, (Text(text=thanks[cast.value]),), audience="person", vote=cast)


def stale(turn: Turn) -> Outcome:
    """Answer an action that the state doesn't know."""
    return Outcome(turn.state, (Notice(text=turn.knowledge.talk.stale),))


def old_button(turn: Turn) -> Outcome:
    """Answer a button of something earlier, and say what it is about now."""
    talk, state = turn.knowledge.talk, turn.state
    topic = beginning(topic_of(state)) or talk.triage_open
    said = talk.old_button_idle if isinstance(state, Idle) else talk.old_button.format(topic=topic)
    return Outcome(state, (Notice(text=said),))


def only_unreadable(turn: Turn) -> Outcome:
    """Answer a message that is nothing but files which can't be read."""
    return Outcome(turn.state, (Notice(text=_unreadable(turn, turn.knowledge.talk.unreadable_alone)),))


def show_unreadable(turn: Turn) -> tuple[Part, ...]:
    """One quiet line about the files of a text that could not be read; nothing where all could."""
    if not turn.request.unreadable or not turn.request.text.strip():
        return ()
    return (Notice(text=_unreadable(turn, turn.knowledge.talk.unreadable)),)


def _unreadable(turn: Turn, sentence: str) -> str:
    names = ", ".join(f'"{beginning(turn.memo.read(name).text)}"' for name in turn.request.unreadable)
    return sentence.format(names=names, most=LONGEST_TEXT)
