"""The coach's own words around a result, one file a language. `{…}` are places to fill."""

from coaching.messages.base import Frozen
from coaching.messages.critique import Verdict


class Labels(Frozen):
    """What stands on buttons."""

    just_rewrite: str
    skip: str
    shorter: str
    keep_wording: str
    changes: str
    undo: str
    details: str
    triage: str


class Dialogue(Frozen):
    """Everything around a critique and its rewrite, in one language."""

    verdicts: dict[Verdict, str]
    score: str
    send_as_is: str
    type_it: str
    open_places: str
    set_by_typing: str
    noted: str
    now: str
    now_when_filled: str
    nothing_to_undo: str
    resumed: str
    shared: str
    no_changes: str
    levels: tuple[str, str, str, str]
    dimensions: dict[str, str]
    triage_offer: str
    technique: str
    labels: Labels
