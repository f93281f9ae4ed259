"""What the commands do, as other programs read it: the fields of one answer in the public format and order.

Each verb's modules are imported with its first use, so that a command loads what it needs.
"""

from collections.abc import Mapping
from typing import TypeAlias

from bot.errors import InputError
from bot.inputs import check_text
from bot.jsonl import Row, json_type
from coaching.knowledge.load import Knowledge

Fields: TypeAlias = dict[str, object]


def critique_fields(text: str, knowledge: Knowledge) -> Fields:
    """The critique of a text."""
    from coaching.critique.coach import critique
    from coaching.messages.critique import INTERNAL

    return critique(text, knowledge).model_dump(exclude=INTERNAL)


def triage_fields(situation: str, answers: Mapping[str, str], knowledge: Knowledge) -> Fields:
    """The recommendation for a situation.

    Raises:
        InputError: an answer names a fact or a value that there isn't.
    """
    from coaching.messages.recommendation import INTERNAL
    from coaching.triage.recommend import TriageInputError, triage

    try:
        return triage(situation, answers, knowledge).model_dump(exclude=INTERNAL)
    except TriageInputError as error:
        raise InputError(str(error)) from None


def explain_fields(question: str, knowledge: Knowledge) -> Fields:
    """The answer to a question."""
    from coaching.explain.answer import explain

    return explain(question, knowledge).model_dump()


def critique_row(knowledge: Knowledge, row: Row) -> Fields:
    """Answer a line {"id", "text"}."""
    return critique_fields(_text(row, "text"), knowledge)


def triage_row(knowledge: Knowledge, row: Row) -> Fields:
    """Answer a line {"id", "situation", "facts"?}; the situation may be empty where there are facts."""
    facts = _facts(row)
    return triage_fields(_text(row, "situation", may_be_empty=bool(facts)), facts, knowledge)


def explain_row(knowledge: Knowledge, row: Row) -> Fields:
    """Answer a line {"id", "question"}."""
    return explain_fields(_text(row, "question"), knowledge)


def _text(row: Row, field: str, *, may_be_empty: bool = False) -> str:
    if field not in row:
        raise InputError(f"field '{field}' is missing", f"a line needs id and {field}, other fields are ignored")
    text = row[field]
    if not isinstance(text, str):
        raise InputError(f"field '{field}' is {json_type(text)}, not a string")
    if not text.strip() and not may_be_empty:
        raise InputError(f"field '{field}' is empty")
    return check_text(text, f"field '{field}'")


def _facts(row: Row) -> dict[str, str]:
    facts = row.get("facts")
    if facts is None:
        return {}
    if not isinstance(facts, dict):
        raise InputError(f"field 'facts' is {json_type(facts)}, not an object")
    for fact, value in facts.items():
        if not isinstance(value, str):
            raise InputError(f"field 'facts': '{fact}' is {json_type(value)}, not a string")
    return facts
