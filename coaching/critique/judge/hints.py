"""What no wording of a prompt can mend: exact arithmetic, what changes daily, what the model has never seen."""

from collections.abc import Iterable, Mapping
from itertools import pairwise

from coaching.critique.judge.case import Case
from coaching.critique.judge.faults import Flaw
from coaching.critique.reading import Level
from coaching.messages.critique import Dimension, Hint

_OPERATORS = frozenset("*×÷^+")
_USABLE = 2


def find_hints(case: Case, levels: Mapping[Dimension, Level], flaws: Iterable[Flaw]) -> tuple[Hint, ...]:
    """The hints that hold, the weightiest first."""
    holds: dict[Hint, bool] = {
        "private_data": any(flaw.fault == "private" for flaw in flaws),
        "calculation": case.kind != "coding" and (_written_out(case) or _reckons(case)),
        "live_data": case.task.changing
        and levels["source"].level < _USABLE
        and (case.signs.has("signal:live") or case.signs.has("signal:latest")),
    }
    return tuple(hint for hint, held in holds.items() if held)


def _written_out(case: Case) -> bool:
    """Whether the prompt holds a sum, such as 12 * 7."""
    own, text = case.signs.own, case.reading.text
    return not _OPERATORS.isdisjoint(text) and any(
        one.word[0].isdigit() and two.word[0].isdigit() and text[one.end : two.start].strip() in _OPERATORS
        for one, two in pairwise(own)
    )


def _reckons(case: Case) -> bool:
    """Whether figures are there, in the prompt or its material, and something is to be worked out from them."""
    figures = bool(case.reading.regions) or any(token.word[0].isdigit() for token in case.signs.own)
    return figures and (case.kind == "calculation" or case.signs.has("signal:numbers"))
