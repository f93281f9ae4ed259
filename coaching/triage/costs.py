"""What every option costs at a volume, side by side: once, and a month."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from functools import lru_cache

from coaching.knowledge.load import Knowledge
from coaching.knowledge.prices import ModelPrice, OptionPrice, Prices
from coaching.messages.recommendation import Amount, Cost

_MILLION = 1_000_000
_SAMPLE = 1_000
"""Tokens priced to learn a rate; a whole million would be priced as a long prompt by some providers."""


@lru_cache(maxsize=32)
def costs(volume: str, knowledge: Knowledge) -> tuple[Cost, ...]:
    """The cost of each option at a volume (a value of the fact); ranges from the cheapest to the dearest case."""
    return tuple(_costs(volume, knowledge.prices))


def assumed_requests(volume: str, prices: Prices) -> Amount:
    """The requests a month that a volume is reckoned with."""
    return prices.requests[volume]


def _costs(volume: str, prices: Prices) -> Iterator[Cost]:
    requests = assumed_requests(volume, prices)
    for option, price in prices.options.items():
        rates = _rates(prices.models[price.model], prices)
        monthly = (_monthly(price, rates, requests, 0), _monthly(price, rates, requests, 1))
        yield Cost(option=option, setup=price.setup, monthly=monthly, as_of=prices.as_of.isoformat())


def _monthly(price: OptionPrice, rates: Amount, requests: Amount, end: int) -> float:
    tokens = price.input_tokens[end] * rates[0] + price.output_tokens[end] * rates[1]
    return _rounded(requests[end] * tokens / _MILLION + price.running[end])


def _rounded(dollars: float) -> float:
    """To two figures, since the assumptions bear no more."""
    return float(f"{dollars:.2g}")


def _rates(model: ModelPrice, prices: Prices) -> Amount:
    """Dollars per million input and output tokens.

    genai-prices is imported here because that takes a third of a second. Its prices come with the package; nothing is
    fetched.
    """
    if model.input is not None and model.output is not None:
        return model.input, model.output
    from genai_prices import Usage, calc_price

    found = calc_price(
        Usage(input_tokens=_SAMPLE, output_tokens=_SAMPLE),
        model_ref=model.name,
        provider_id=model.provider,
        genai_request_timestamp=datetime.combine(prices.as_of, time(), UTC),
    )
    per_million = _MILLION // _SAMPLE
    return float(found.input_price * per_million), float(found.output_price * per_million)
