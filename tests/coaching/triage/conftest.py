"""What every triage test needs."""

import pytest

from coaching.knowledge.load import Knowledge

_KNOWLEDGE = Knowledge()


@pytest.fixture
def knowledge() -> Knowledge:
    """The installed data files, read once for all tests."""
    return _KNOWLEDGE
