"""Which kind of task a prompt sets."""

from coaching.critique.ask import Request
from coaching.critique.signs import Signs
from coaching.knowledge.tasks import Tasks


def task_type(signs: Signs, request: Request, tasks: Tasks) -> str:
    """The name of the task: the verb's, unless that yields to the thing asked for."""
    thing = _thing(signs, request)
    by_verb = _by_verb(signs, request)
    if by_verb is None:
        return thing or ("answer" if request.mood == "question" else "writing")
    return thing if thing and thing in tasks.root[by_verb].yields else by_verb


def _by_verb(signs: Signs, request: Request) -> str | None:
    if request.verb:
        return _name(request.verb.label)
    if signs.has("technique:role"):
        return "agent"
    return "answer" if request.mood == "question" else None


def _thing(signs: Signs, request: Request) -> str | None:
    """The task of the first thing that the request names, the longest name of it."""
    start = request.verb.last if request.verb else request.begin
    named = (match for match in signs.starting("noun:") if start <= match.first < request.last)
    first = min(named, key=lambda match: (match.first, -match.last), default=None)
    return _name(first.label) if first else None


def _name(label: str) -> str:
    return label.partition(":")[2]
