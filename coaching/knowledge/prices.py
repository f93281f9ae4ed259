"""What options cost, dated (`prices.toml`). All prices are US dollars."""

from collections.abc import Mapping
from datetime import date

from coaching.messages.base import Frozen
from coaching.messages.recommendation import Amount, Primary


class ModelPrice(Frozen):
    """A model; prices per million tokens are looked up in genai-prices unless they are given here with their date."""

    name: str
    provider: str
    input: float | None = None
    output: float | None = None
    as_of: date | None = None


class OptionPrice(Frozen):
    """What a request of an option takes in tokens, and what the option costs beside them: once, and a month."""

    model: str
    input_tokens: Amount
    output_tokens: Amount
    setup: Amount
    running: Amount


class Availability(Frozen):
    """Who still offers fine-tuning; `text` has blanks for the other fields."""

    as_of: str
    withdrawn: str
    offered: tuple[str, ...]
    text: str


class Prices(Frozen):
    """The dated price table: requests a month for each volume, models, options."""

    as_of: date
    sources: tuple[str, ...]
    requests: Mapping[str, Amount]
    models: Mapping[str, ModelPrice]
    options: Mapping[Primary, OptionPrice]
    availability: Availability
