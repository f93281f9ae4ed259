"""What is worked out in a turn, so that it is worked out once. A memo ends with its turn: no prompt outlives it."""

from functools import cache, partial

from coaching.critique.coach import NO_WISHES
from coaching.critique.coach import critique as whole_critique
from coaching.critique.reader.read import read
from coaching.explain.search import Found, index_of
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Critique, Wishes


class Memo:
    """The readings, critiques and article searches of one turn."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Begin a turn; nothing is worked out before it is asked for."""
        self.knowledge = knowledge
        # The caches hold no reference to the memo, so that all of it is gone as soon as the turn is.
        self.read = cache(partial(read, knowledge=knowledge))
        self.find = cache(partial(_find, knowledge=knowledge))
        self._critiques: dict[tuple[str, str], Critique] = {}

    def critique(self, text: str, wishes: Wishes = NO_WISHES) -> Critique:
        """The critique of a text, with the rewrite that the wishes ask for."""
        key = (text, wishes.model_dump_json())
        if key not in self._critiques:
            self._critiques[key] = whole_critique(text, self.knowledge, wishes)
        return self._critiques[key]


def _find(question: str, knowledge: Knowledge) -> Found:
    """The articles near a question; the index is built when it is first searched."""
    return index_of(knowledge).find(question)
