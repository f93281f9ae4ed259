"""The decision brief: one page of Markdown that somebody who wasn't there can follow."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from coaching.knowledge.load import Knowledge
from coaching.messages.recommendation import Amount, Flip, Recommendation
from coaching.triage.costs import assumed_requests
from coaching.triage.wording import fact_label, option_label, summary, value_label

_SITUATION_LENGTH = 400


def brief(recommendation: Recommendation, situation: str, now: date | None, knowledge: Knowledge) -> str:
    """The brief in under sixty lines, dated `now` if given."""
    sections = (
        _head(recommendation, situation, now, knowledge),
        _reasons(recommendation, knowledge),
        _flips(recommendation, knowledge),
        _costs(recommendation, knowledge),
        _numbered("Plan", recommendation.plan),
        _bullets("Risks", recommendation.risks),
        _foot(recommendation, knowledge),
    )
    return "\n".join(line for section in sections for line in section)


def _head(found: Recommendation, situation: str, now: date | None, knowledge: Knowledge) -> Iterator[str]:
    yield "# Decision brief" + (f", {now.isoformat()}" if now else "")
    yield ""
    if situation.strip():
        yield f"> {_one_line(situation)}"
        yield ""
    yield summary(found, knowledge)
    if facts := "; ".join(_facts(found, knowledge)):
        yield ""
        yield f"Known: {facts}."
    yield ""


def _facts(found: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    for fact, value in found.facts.model_dump().items():
        if value != "unknown":
            yield f"{fact_label(fact, knowledge)}: {value_label(fact, value, knowledge)}"


def _reasons(found: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    rows = (
        (r.text, f"{fact_label(r.fact, knowledge)}: {value_label(r.fact, r.value, knowledge)}", r.source)
        for r in found.reasons
    )
    return _table("Why", ("why", "your answer", "source"), rows)


def _flips(found: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    return _bullets("What would change it", [_flip(flip, knowledge) for flip in found.flips])


def _flip(flip: Flip, knowledge: Knowledge) -> str:
    fact, value = fact_label(flip.fact, knowledge), value_label(flip.fact, flip.to, knowledge)
    return f"{fact}: {value} → {option_label(flip.then, knowledge)}"


def _costs(found: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    low, high = assumed_requests(found.facts.volume, knowledge.prices)
    as_of = knowledge.prices.as_of.isoformat()
    title = f"Costs at {low:,.0f} to {high:,.0f} requests a month (US dollars, prices as of {as_of})"
    rows = ((option_label(c.option, knowledge), _range(c.setup), _range(c.monthly)) for c in found.costs)
    return _table(title, ("option", "setup", "a month"), rows)


def _range(amount: Amount) -> str:
    return f"{amount[0]:,.0f} to {amount[1]:,.0f}"


def _foot(found: Recommendation, knowledge: Knowledge) -> Iterator[str]:
    if found.open_questions:
        yield "Still open: " + ", ".join(fact_label(fact, knowledge) for fact in found.open_questions) + "."
        yield ""
    notes = [note for note in (found.first_result, found.availability) if note]
    yield " ".join([*notes, f"Decision table {found.table_version}."])
    yield ""


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"## {title}"
    yield _row(columns)
    yield _row(["---"] * len(columns))
    yield from (_row(row) for row in rows)
    yield ""


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _numbered(title: str, items: Sequence[str]) -> Iterator[str]:
    yield f"## {title}"
    yield from (f"{number}. {item}" for number, item in enumerate(items, start=1))
    yield ""


def _bullets(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"## {title}"
        yield from (f"- {item}" for item in items)
        yield ""


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SITUATION_LENGTH else line[: _SITUATION_LENGTH - 1] + "…"
