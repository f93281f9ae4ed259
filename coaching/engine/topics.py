"""How a prompt or a situation is named later on: by its beginning."""

import json

from coaching.session import Clarifying, Decided, Rewritten, State, Triaging

LONGEST = 120
"""Characters of a beginning."""
KEPT = 4
"""Beginnings that a session keeps."""
_BYTES = 140
"""Of one beginning as JSON: four fit into a small session in any script."""


def beginning(text: str) -> str:
    """The beginning of a text on one line: whole words where there are any, "…" where something is left out."""
    line = " ".join(text.split())
    if _fits(line):
        return line
    most = next((size for size in range(LONGEST - 1, 0, -1) if _fits(f"{line[:size]}…")), 0)
    head, _, _ = line[: most + 1].rpartition(" ")
    return f"{head if 2 * len(head) >= most else line[:most]}…"


def _fits(line: str) -> bool:
    return len(line) <= LONGEST and len(json.dumps(line, ensure_ascii=False).encode()) <= _BYTES


def remember(topic: str, recent: tuple[str, ...]) -> tuple[str, ...]:
    """The beginnings of the latest topics, newest first and none twice, after one more; no topic adds nothing."""
    if not topic.strip():
        return recent
    return tuple(dict.fromkeys((beginning(topic), *recent)))[:KEPT]


def topic_of(state: State) -> str:
    """The prompt or the situation that a state is about; empty where there is none."""
    match state:
        case Clarifying() | Rewritten():
            return state.prompt
        case Triaging() | Decided():
            return state.situation
    return ""
