"""Rewrite a prompt: a list of edits on the person's own text."""

from coaching.critique.reading import Assessment, Reading
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Rewrite, Wishes


def rewrite(reading: Reading, assessment: Assessment, wishes: Wishes, knowledge: Knowledge) -> Rewrite | None:
    """The better prompt, or None where nothing would make it better."""
    return None
