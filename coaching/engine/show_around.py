"""What stands around the results of all three jobs: what it is about, and who may see it."""

from coaching.engine.events import Outcome, Turn
from coaching.engine.topics import beginning, topic_of
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Platform
from coaching.messages.reply import Notice, Part
from coaching.session import State


def show_topic(state: State, language: str, knowledge: Knowledge) -> tuple[Part, ...]:
    """One quiet line that says what is on the table, for somebody who comes back to it."""
    topic = topic_of(state)
    if not topic:
        return ()
    return (Notice(text=knowledge.dialogue(language).resumed.format(topic=beginning(topic))),)


def share_with_all(turn: Turn, parts: tuple[Part, ...]) -> Outcome:
    """These parts for everybody in the channel; an honest line on a platform that has none."""
    if turn.request.conversation.platform is Platform.CONSOLE:
        return Outcome(turn.state, (Notice(text=turn.knowledge.talk.no_channel),))
    return Outcome(turn.state, parts, audience="channel")
