"""Which kind of task a prompt sets."""

from coaching.critique.judge.ask import Request
from coaching.critique.judge.signs import Signs
from coaching.knowledge.cues import Cues
from coaching.knowledge.tasks import Tasks

_COMPOUND, _MODIFIER, _HEAD = 8, 3, 4
"""Letters that a compound, what modifies its head, and its head have at least."""
_LISTED = "resource"
"""The task that it is to list things of no special kind."""
_MENDABLE = "coding"
"""The task that it is to mend a thing of this kind, however one asks."""


def task_type(signs: Signs, request: Request, cues: Cues, tasks: Tasks) -> str:
    """The name of the task: the verb's, unless that yields to the thing asked for."""
    thing = _thing(signs, request, cues)
    if thing == _MENDABLE and signs.has("signal:broken"):
        return _MENDABLE
    by_verb = _by_verb(signs, request)
    if _wants_list(signs, request):
        return thing or _LISTED
    if by_verb is None:
        return thing or ("answer" if request.mood == "question" else "writing")
    return thing if thing and thing in tasks.root[by_verb].yields else by_verb


def _wants_list(signs: Signs, request: Request) -> bool:
    """Whether an order to write asks for a list: such an order is about the things listed."""
    if request.verb is None or _name(request.verb.label) != "writing":
        return False
    return any(request.verb.last <= match.first <= request.verb.last + 1 for match in signs.of("list:"))


def _by_verb(signs: Signs, request: Request) -> str | None:
    named = _name(request.verb.label) if request.verb else None
    if named in (None, "answer") and signs.has("technique:role"):
        return "agent"
    if named:
        return named
    return "answer" if request.mood == "question" else None


def _thing(signs: Signs, request: Request, cues: Cues) -> str | None:
    """The task of the first thing that the request names, the longest name of it, or the end of a compound."""
    start = request.verb.last if request.verb else request.begin
    end = _thing_end(signs, request, start, cues)
    named = (match for match in signs.starting("noun:") if start <= match.first < end)
    first = min(named, key=lambda match: (match.first, -match.last), default=None)
    before = signs.own[start : first.first if first else end]
    compound = next((task for token in before if (task := _compound(token.word, cues))), None)
    return compound or (_name(first.label) if first else None)


def _thing_end(signs: Signs, request: Request, start: int, cues: Cues) -> int:
    """Where the thing to be written ends: "a notice | for our website"; elsewhere any thing in the request counts."""
    if request.verb is None or _name(request.verb.label) != "writing":
        return request.last
    ends = frozenset((*cues.grammar.ends, *cues.grammar.about))
    skips = frozenset(cues.grammar.skips) - ends
    begin = next((at for at in range(start, request.last) if signs.own[at].word not in skips), start)
    if begin < request.last and signs.own[begin].word in ends:
        return request.last
    return next((at for at in range(begin, request.last) if signs.own[at].word in ends), request.last)


def _compound(word: str, cues: Cues) -> str | None:
    """The task of the noun that a compound ends in: "Python-Funktion", "Vacaturetekst"."""
    head = cues.heads.get(word.rpartition("-")[2]) if "-" in word else None
    if head or not cues.grammar.compounds or len(word) < _COMPOUND:
        return head
    tails = (word[-length:] for length in range(len(word) - _MODIFIER, _HEAD - 1, -1))
    return next((task for tail in tails if (task := cues.heads.get(tail))), None)


def _name(label: str) -> str:
    return label.partition(":")[2]
