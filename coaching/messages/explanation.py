"""An explanation, as people see it and as other programs read it (`promptcoach ask --json`)."""

from coaching.messages.base import Frozen


class Explanation(Frozen):
    """An answer of at most 250 words from one article, or an honest "I don't know" with the nearest articles."""

    answer: str
    article: str | None
    sources: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
