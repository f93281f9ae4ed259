"""Rewrite a prompt: propose edits on the person's own text, choose the most useful, and prove that nothing is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from coaching.critique.guard.guard import guard
from coaching.critique.reading import Assessment, Reading
from coaching.critique.rewriter.edits import Edit, Place, changes, compatible, placeholders, render, suggestions
from coaching.critique.rewriter.material import announced
from coaching.critique.rewriter.places import place_for
from coaching.critique.rewriter.propose import Desk, desk, proposals, trimmed
from coaching.critique.rewriter.settle import settled, takes_setting
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Change, Concern, Rewrite, Wishes

_DETAILED = 160
"""Characters of instruction from which a prompt counts as detailed."""
_ORDER: tuple[Concern, ...] = (
    *("consistency", "goal", "audience", "context", "source", "constraints"),
    *("examples", "success_criteria", "format", "tone", "safety"),
)
_MOST_VAGUE, _MOST_WORKABLE = 3, 2
_MOST_DETAILED = ((88, 0), (82, 2), (0, 3))
"""(least score, edits at most) for a detailed prompt that is workable: the better it is, the less is done to it."""
_STEM = 4
"""Letters before a placeholder from which a line is recognised in a text."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A rewrite in the making."""

    desk: Desk
    place: Place
    capital: bool
    allowed: tuple[str, ...]

    def text(self, edits: Sequence[Edit]) -> str:
        """The prompt after these edits."""
        return render(self.desk.reading.text, self.place, edits, capital=self.capital)

    def holds(self, edits: Sequence[Edit]) -> bool:
        """Whether nothing is lost or invented by these edits."""
        return not guard(self.desk.reading, self.text(edits), self.allowed)


def rewrite(reading: Reading, assessment: Assessment, wishes: Wishes, knowledge: Knowledge) -> Rewrite | None:
    """The better prompt, or None where nothing would make it better."""
    if assessment.kind != "prompt" or assessment.verdict in (None, "strong"):
        return None
    masks = _masks(reading, knowledge)
    if not reading.supported:
        return _result(reading, reading.text, masks) if masks else None
    work = desk(reading, assessment, knowledge, weaving=not wishes.keep_wording)
    draft = _draft(work, wishes)
    edits = _proved(draft, _chosen(work, wishes, draft.place))
    if not edits and not masks and wishes == Wishes():
        return None
    return _result(reading, draft.text(edits), (*masks, *changes(reading.text, edits)))


def _chosen(work: Desk, wishes: Wishes, place: Place) -> list[Edit]:
    """The edits to make: those that carry an answer, then the most useful ones, within the measure."""
    found = [edit for edit in proposals(work) if _new(work.reading.text, edit)]
    ordered = compatible(_first_of_each(found), place)
    made = ordered[: _measure(work)]
    most = len(made) // 2 if wishes.shorter else len(made)
    kept = made[:most] + [edit for edit in ordered[most:] if takes_setting(edit, wishes.settings)]
    kept.sort(key=_reading_order)
    kept = settled(kept, wishes.settings, work.texts, work.asking)
    if made:
        kept += trimmed(work, fully=wishes.shorter)
    kept = compatible(kept, place)
    return [edit for edit in kept if edit.id not in wishes.undone]


def _reading_order(edit: Edit) -> int:
    """Where a line stands among the added ones: what is wanted and for whom first, size and sound last."""
    return _ORDER.index(edit.dimension)


def _first_of_each(edits: list[Edit]) -> list[Edit]:
    by_id: dict[str, Edit] = {}
    for edit in edits:
        by_id.setdefault(edit.id, edit)
    return list(by_id.values())


def _draft(work: Desk, wishes: Wishes) -> Draft:
    asked = work.assessment.ask.sentence if work.assessment.ask else None
    question = bool(work.request and work.request.question) and not _polite(work, wishes)
    colon = announced(work.reading, work.texts)
    place = place_for(work.reading, asked, question=question, colon=colon, rule_lists=work.texts.rule_lists)
    starts_with_verb = bool(
        work.request
        and work.request.words
        and work.request.words[0].start == 0
        and work.request.words[0].word.isalpha()
    )
    return Draft(work, place, starts_with_verb and not wishes.keep_wording, tuple(wishes.settings.values()))


def _polite(work: Desk, wishes: Wishes) -> bool:
    """Whether the question is a polite order, whose hedge goes."""
    return any(edit.id == "opener" and "opener" not in wishes.undone for edit in trimmed(work, fully=False))


def _proved(draft: Draft, edits: list[Edit]) -> list[Edit]:
    """The edits that the guard lets pass: all of them, or as many as can stand together."""
    if not edits or draft.holds(edits):
        return edits
    kept: list[Edit] = []
    for edit in edits:
        if draft.holds([*kept, edit]):
            kept.append(edit)
    return kept


def _new(text: str, edit: Edit) -> bool:
    """Whether the text doesn't say it yet, and doesn't use the placeholder's name for something else."""
    said = text.casefold()
    stems = [part.split("{{")[0].strip().casefold() for part in (edit.line, edit.slot) if part]
    names = [name.casefold() for name in placeholders(edit.added)]
    named = any(f"{{{{{name}}}}}" in said or f"{{{{{name}:" in said for name in names)
    return not named and not any(len(stem) >= _STEM and stem in said for stem in stems)


def _measure(work: Desk) -> int:
    """How many edits at most. A prompt with open places gets no more: they want to be filled first."""
    score = work.assessment.score or 0
    if suggestions(work.reading.text) or work.asking.known_places.intersection(placeholders(work.reading.text)):
        return 0
    if work.assessment.verdict == "vague":
        most = _MOST_VAGUE
    elif _detailed(work.reading):
        most = next(most for least, most in _MOST_DETAILED if score >= least)
    else:
        most = _MOST_WORKABLE
    return most


def _detailed(reading: Reading) -> bool:
    """Whether the instruction itself is long, material apart."""
    pasted = sum(region.end - region.start for region in reading.regions)
    return len(reading.text) - pasted > _DETAILED


def _masks(reading: Reading, knowledge: Knowledge) -> tuple[Change, ...]:
    reason = knowledge.rewrite_texts(reading.language).reasons["safety"]
    masks = dict.fromkeys(secret.mask for secret in reading.secrets)
    return tuple(
        Change(id=f"safety_{at}", dimension="safety", before=None, after=mask, reason=reason)
        for at, mask in enumerate(masks, 1)
    )


def _result(reading: Reading, text: str, ledger: tuple[Change, ...]) -> Rewrite:
    own = set(placeholders(reading.source))
    return Rewrite(
        text=text, placeholders=tuple(name for name in placeholders(text) if name not in own), changes=ledger
    )
