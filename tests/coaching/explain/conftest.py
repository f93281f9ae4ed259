"""What the tests of the explanations share: the knowledge, and questions with the articles that answer them."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from coaching.knowledge.load import Knowledge


@dataclass(frozen=True)
class Asked:
    """A question and the articles that would answer it; none, if it is outside the coach's field."""

    question: str
    articles: tuple[str, ...]
    language: str


@pytest.fixture(scope="package")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture(scope="package")
def asked() -> tuple[Asked, ...]:
    lines = (Path(__file__).parent / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return tuple(Asked(row["question"], tuple(row["articles"]), row["language"]) for row in rows)
