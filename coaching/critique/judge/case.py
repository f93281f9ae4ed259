"""A prompt as the assessor sees it: the reading, the signs in it, its main request, and the kind of task it sets."""

from dataclasses import dataclass

from coaching.critique.judge.ask import Request, main_request, read_ask, requests
from coaching.critique.judge.instruction import find_signs
from coaching.critique.judge.signs import Signs
from coaching.critique.judge.tasks import task_type
from coaching.critique.reading import Ask, Reading
from coaching.knowledge.cues import Cues
from coaching.knowledge.load import Knowledge
from coaching.knowledge.tasks import Task


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that is read off a prompt before it is judged."""

    reading: Reading
    cues: Cues
    signs: Signs
    requests: tuple[Request, ...]
    main: Request
    ask: Ask
    kind: str
    """The kind of task, by its name in tasks.toml."""
    task: Task


def open_case(reading: Reading, knowledge: Knowledge) -> Case:
    """Read what a prompt asks for."""
    cues = knowledge.cues(reading.language)
    signs = find_signs(reading, cues)
    found = requests(reading, signs, cues)
    main = main_request(found)
    kind = task_type(signs, main, cues, knowledge.tasks)
    ask = read_ask(reading, signs, main, cues)
    return Case(reading, cues, signs, found, main, ask, kind, knowledge.tasks.root[kind])
