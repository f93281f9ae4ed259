"""An evaluation starter made of failing cases: one JSON object a line, ready for any evaluation tool.

A case is typed as "input => what it should have said", or "input => what it said => what it should have said".
"""

import json
from collections.abc import Iterator, Sequence

ENOUGH_CASES = 20
"""How many failing cases to aim for before anybody thinks of training."""
_ARROWS = ("=>", "->", "→", "⇒")
_SHORT = 60
"""Up to this many characters an ideal answer can be looked for literally."""


def starter(cases: Sequence[str]) -> str:
    """The starter as JSONL with the fields input, bad_output, ideal, what_was_wrong and check.

    As long as there are fewer than twenty cases, a last line with the same fields, empty, is the form for the next one
    and says how many are missing.
    """
    lines = list(_lines(cases))
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def cases_missing(cases: Sequence[str]) -> int:
    """How many more cases make twenty."""
    return max(ENOUGH_CASES - sum(bool(case.strip()) for case in cases), 0)


def _lines(cases: Sequence[str]) -> Iterator[dict[str, str]]:
    yield from (_line(case) for case in cases if case.strip())
    if missing := cases_missing(cases):
        note = f"{missing} to go until {ENOUGH_CASES} failing cases: fill in and copy this line"
        yield {"input": "", "bad_output": "", "ideal": "", "what_was_wrong": note, "check": ""}


def _line(case: str) -> dict[str, str]:
    asked, said, ideal = _parts(case)
    return {"input": asked, "bad_output": said, "ideal": ideal, "what_was_wrong": "", "check": _check(ideal)}


def _parts(case: str) -> tuple[str, str, str]:
    """Input, what was said, and the ideal answer, empty where not given; further arrows belong to the ideal."""
    for arrow in _ARROWS[1:]:
        case = case.replace(arrow, _ARROWS[0])
    asked, _, rest = (part.strip() for part in case.partition(_ARROWS[0]))
    said, arrow, ideal = (part.strip() for part in rest.partition(_ARROWS[0]))
    return (asked, said, ideal) if arrow else (asked, "", said)


def _check(ideal: str) -> str:
    if not ideal:
        return ""
    return f"contains: {ideal}" if len(ideal) <= _SHORT else "states every fact of the ideal answer and no other"
