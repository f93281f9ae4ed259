"""The result of a triage, as people see it and as other programs read it (`promptcoach triage --json`)."""

from typing import Literal, TypeAlias, get_args

from pydantic import Field

from coaching.messages.base import Frozen

Tried: TypeAlias = Literal["no", "yes_not_enough", "yes_enough", "unknown"]
Answer: TypeAlias = Literal["yes", "no", "unknown"]
Primary: TypeAlias = Literal["prompting", "rag", "fine_tuning", "rag+fine_tuning"]
Variant: TypeAlias = Literal["long_context", "tools", "distillation", "build_dataset_first", "measure_first"]
Amount: TypeAlias = tuple[float, float]


class Facts(Frozen):
    """What is known of a situation. The ids and values are the public data format."""

    prompting_tried: Tried = "unknown"
    rag_tried: Tried = "unknown"
    finetuning_tried: Tried = "unknown"
    missing_knowledge: Answer = "unknown"
    knowledge_changes: Literal["static", "slow", "fast", "unknown"] = "unknown"
    private_docs: Answer = "unknown"
    needs_citations: Answer = "unknown"
    format_or_tone_problem: Answer = "unknown"
    specialised_vocab_or_classification: Answer = "unknown"
    labelled_examples: Literal["none", "tens", "hundreds", "thousands", "100k+", "unknown"] = "unknown"
    volume: Literal["low", "medium", "high", "very_high", "unknown"] = "unknown"
    latency: Literal["interactive", "sub_second", "batch", "unknown"] = "unknown"
    cost: Literal["normal", "tight", "unknown"] = "unknown"
    privacy: Literal["standard", "strict", "self_host", "no_training_on_customer_data", "unknown"] = "unknown"


FACT_VALUES: dict[str, tuple[str, ...]] = {
    name: get_args(field.annotation) for name, field in Facts.model_fields.items()
}
"""Every fact with the values that it can take."""


class Reason(Frozen):
    """A criterion that decided, with where it comes from."""

    fact: str
    value: str
    points_to: str
    text: str
    source: str


class Flip(Frozen):
    """A change of one fact that would change the recommendation."""

    fact: str
    to: str
    then: str


class Cost(Frozen):
    """What one option costs: [low, high] in `currency`, once and a month."""

    option: str
    setup: Amount
    monthly: Amount
    currency: Literal["USD"] = "USD"
    as_of: str


class NextQuestion(Frozen):
    """What the dialogue would ask next; `options` are values of the fact."""

    fact: str
    text: str
    options: tuple[str, ...]


class Recommendation(Frozen):
    """What to do, why, what would change it, and what it takes."""

    facts: Facts
    primary: Primary
    variants: tuple[Variant, ...] = ()
    confidence: float = Field(ge=0, le=1)
    runner_up: str | None
    reasons: tuple[Reason, ...] = ()
    flips: tuple[Flip, ...] = ()
    costs: tuple[Cost, ...] = ()
    plan: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()
    next_question: NextQuestion | None = None
    table_version: str
    first_result: str = ""
    """How long until there is something to look at."""
    availability: str = ""
    """Whether providers still offer fine-tuning, with a date."""


INTERNAL = {"first_result", "availability"}
"""What `Recommendation.model_dump(exclude=…)` leaves out of the public format."""
