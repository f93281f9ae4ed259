"""What people see of the triage (`triage/wording.toml`)."""

from collections.abc import Mapping
from typing import Self, get_args

from pydantic import model_validator

from coaching.messages.base import Frozen
from coaching.messages.recommendation import FACT_VALUES, Primary, Variant


class ValueText(Frozen):
    """A value's button, and how it is said after "Understood:" (empty where there is nothing to say)."""

    label: str
    said: str


class FactText(Frozen):
    """A fact's name, the question that asks for it, and which typed answers work."""

    label: str
    question: str
    hint: str
    values: Mapping[str, ValueText]


class SignalText(Frozen):
    """What is told unasked: its name, how it is said after "Understood:", and how it reads as an answer."""

    label: str
    said: str
    value: str


class TriageLines(Frozen):
    """Sentences with blanks in braces."""

    understood: str
    summary: str
    summary_alone: str
    assumed: str


class TriageTexts(Frozen):
    """All texts of the triage's questions and of its result's headline."""

    facts: Mapping[str, FactText]
    signals: Mapping[str, SignalText]
    options: Mapping[str, str]
    variants: Mapping[str, str]
    lines: TriageLines

    @model_validator(mode="after")
    def _covers_every_value(self) -> Self:
        for fact, values in FACT_VALUES.items():
            if fact not in self.facts or set(self.facts[fact].values) != set(values):
                raise ValueError(f"{fact} needs a text for each of {', '.join(values)}")
        if set(self.options) != set(get_args(Primary)) or set(self.variants) != set(get_args(Variant)):
            raise ValueError("every option and every variant needs a name")
        return self
