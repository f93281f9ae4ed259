"""The forecaster for the installed knowledge, built once."""

from functools import lru_cache

from coaching.knowledge.load import Knowledge
from coaching.triage.outlook import Forecaster, forecaster_of


@lru_cache(maxsize=4)
def forecaster(knowledge: Knowledge) -> Forecaster:
    """The forecaster that goes by this knowledge."""
    return forecaster_of(knowledge.decision_table, knowledge.kinds.kinds)
