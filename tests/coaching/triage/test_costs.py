"""The costs of all options side by side."""

from itertools import pairwise

import pytest

from coaching.knowledge.load import Knowledge
from coaching.knowledge.prices import ModelPrice
from coaching.messages.recommendation import FACT_VALUES
from coaching.triage.costs import costs

VOLUMES = ("low", "medium", "high", "very_high")


def test_every_option_is_priced_at_every_volume(knowledge: Knowledge) -> None:
    for volume in FACT_VALUES["volume"]:
        found = costs(volume, knowledge)
        assert [cost.option for cost in found] == ["prompting", "rag", "fine_tuning", "rag+fine_tuning"]
        assert all(cost.as_of == knowledge.prices.as_of.isoformat() for cost in found)
        assert all(low <= high for cost in found for low, high in (cost.setup, cost.monthly))


def test_more_requests_cost_more(knowledge: Knowledge) -> None:
    for fewer, more in pairwise(VOLUMES):
        for less, dearer in zip(costs(fewer, knowledge), costs(more, knowledge), strict=True):
            assert less.monthly[0] < dearer.monthly[0]
            assert less.monthly[1] < dearer.monthly[1]


def test_prompting_is_cheapest_to_begin_with_and_training_at_great_volume(knowledge: Knowledge) -> None:
    few, many = costs("low", knowledge), costs("very_high", knowledge)
    assert min(few, key=lambda cost: cost.setup[1] + cost.monthly[1]).option == "prompting"
    assert min(many, key=lambda cost: cost.monthly[1]).option == "fine_tuning"


def test_a_price_in_the_file_wins(knowledge: Knowledge) -> None:
    prices = knowledge.prices
    dear = {
        name: ModelPrice(name=model.name, provider=model.provider, input=100, output=100)
        for name, model in prices.models.items()
    }
    other = Knowledge()
    other.__dict__["prices"] = prices.model_copy(update={"models": dear})
    assert costs("high", other)[0].monthly[0] > 10 * costs("high", knowledge)[0].monthly[0]


def test_looking_up_prices_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert costs("low", Knowledge())
