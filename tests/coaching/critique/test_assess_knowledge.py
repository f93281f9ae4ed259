"""The data files of the assessor fit together in every language."""

from pathlib import Path
from typing import get_args

import pytest

from coaching.knowledge.files import KnowledgeError, read_toml
from coaching.knowledge.load import Knowledge
from coaching.knowledge.rubric import Rubric
from coaching.messages.critique import Dimension, Hint

KNOWLEDGE = Knowledge()
LANGUAGES = ["en", "de", "fr", "es", "pt", "nl"]
DIMENSIONS = set(get_args(Dimension))


def test_the_rubric_covers_every_dimension() -> None:
    assert set(KNOWLEDGE.rubric.dimensions) == DIMENSIONS


def test_at_least_fifteen_tasks_with_known_needs_techniques_and_yields() -> None:
    tasks = KNOWLEDGE.tasks.root
    assert len(tasks) >= 15
    known = KNOWLEDGE.finding_texts("en").techniques
    for task in tasks.values():
        assert set(task.needs.values()) <= {1, 2, 3}
        assert set(task.yields) <= set(tasks)
        assert set(task.techniques) <= set(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_cues_name_known_tasks_and_dimensions(language: str) -> None:
    cues = KNOWLEDGE.cues(language)
    assert set(cues.verbs) | set(cues.nouns) <= set(KNOWLEDGE.tasks.root)
    assert cues.evidence
    assert set(cues.placeholders) <= DIMENSIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_complete_and_their_gaps_can_be_filled(language: str) -> None:
    texts = KNOWLEDGE.finding_texts(language)
    assert set(texts.gaps) == DIMENSIONS
    assert set(texts.absent) == DIMENSIONS - {"consistency"}
    assert set(texts.things) == set(KNOWLEDGE.tasks.root)
    assert set(texts.hints) == set(get_args(Hint))
    assert set(texts.techniques) == set(KNOWLEDGE.finding_texts("en").techniques)
    said = dict.fromkeys(("quote", "other", "thing", "topic", "gaps", "contrast", "count", "name", "list"), "x")
    remarks = [*texts.absent.values(), *texts.faults.values(), *texts.safety.values(), *texts.hints.values()]
    remarks += [remark for named in texts.task_absent.values() for remark in named.values()]
    forms = [*texts.headlines.values(), *(part for remark in remarks for part in (remark.message, remark.advice))]
    assert all("{" not in form.format(**said) for form in forms)


def test_signals_that_are_weighed_are_signals_or_traits_that_exist() -> None:
    computed = {
        *(
            "situation",
            "role",
            "subject",
            "no_product",
            "untold",
            "hollow",
            "definites",
            "indefinites",
            "owned",
            "question",
        ),
        *("detail", "numbers", "years", "names", "material"),
        *KNOWLEDGE.finding_texts("en").faults,
    }
    known = set(KNOWLEDGE.cues("en").signals) | computed
    assert set(KNOWLEDGE.rubric.score.traits) <= known
    assert {trait for dimension in KNOWLEDGE.rubric.dimensions.values() for trait in dimension.needed_by} <= known


def test_a_broken_rubric_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "rubric.toml").write_text('[score]\nbase = "high"\n', encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"knowledge/rubric\.toml: dimensions"):
        read_toml(tmp_path, "rubric.toml", Rubric)
