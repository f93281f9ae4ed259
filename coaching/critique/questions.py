"""The clarifying questions that would change the answer most."""

from coaching.critique.reading import Assessment, Reading
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Question


def questions(reading: Reading, assessment: Assessment, knowledge: Knowledge) -> tuple[Question, ...]:
    """At most three questions, the most important first; none for a strong prompt, at least one for a vague one."""
    return ()
