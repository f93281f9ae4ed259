"""What moves a score, and what must not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.critique.judge.assess import assess
from coaching.critique.reader.read import read
from coaching.critique.reading import Assessment
from coaching.knowledge.load import Knowledge

KNOWLEDGE = Knowledge()

PROMPTS = [
    "Write a product page about our standing desk",
    "Draft an email about the office move",
    "Explain how a heat pump works",
    "Create a training plan for new cashiers",
    "Suggest a gift for a colleague who retires",
]
COURTESIES = [
    "Thank you so much in advance!",
    "I hope you are having a lovely day.",
    "This would mean the world, I really appreciate your help.",
    "Sorry to bother you with this.",
    "I'm going to tip $200 for this.",
    "You will be rewarded.",
    "Take a deep breath.",
    "Let's think step by step.",
    "You would really be doing me a favour.",
    "Everybody here will love this.",
    "I've been struggling with this all day.",
    "I'm sure you will do a fantastic job with it.",
]
DETAILS = [
    "The readers are facility managers of mid-sized offices.",
    "At most 120 words.",
    "Use a friendly, plain tone.",
    "Don't mention prices.",
    "Return a table with the columns step, time, owner.",
    "It is good when a new colleague can act on it without asking.",
    "If something is unknown, say so instead of guessing.",
]


def judged(text: str) -> Assessment:
    return assess(read(text, KNOWLEDGE), KNOWLEDGE)


def score(text: str) -> int:
    found = judged(text).score
    assert found is not None
    return found


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("courtesy", COURTESIES)
def test_courtesies_and_tricks_change_nothing(prompt: str, courtesy: str) -> None:
    assert score(f"{prompt}. {courtesy}") == score(f"{prompt}.")


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("courtesy", COURTESIES[:3])
def test_courtesies_change_nothing_where_no_full_stop_parts_them(prompt: str, courtesy: str) -> None:
    assert score(f"{prompt} {courtesy}") == score(prompt)


@pytest.mark.parametrize("marked", ["<b>heat pump</b>", '"heat pump"'])
def test_marks_around_a_term_change_hardly_anything(marked: str) -> None:
    assert abs(score(f"Explain how a {marked} works") - score("Explain how a heat pump works")) <= 1


def test_must_says_no_more_than_a_plain_order() -> None:
    plain = "Describe the harbour of Ghent. Cover the history and the traffic of today's docks."
    loud = "Your task is to describe the harbour of Ghent. You MUST cover the history and the traffic of today's docks."
    assert abs(score(plain) - score(loud)) <= 1


def test_a_good_prompt_still_has_room_above_it() -> None:
    prompt = (
        "Write a notice for tenants about the lift repair on 4 May: 80 words, plain and warm, in German, "
        "no technical terms, as three bullets."
    )
    assert score(prompt) < score(f"{prompt} It is right when a ten-year-old can say on which day the lift is closed.")


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("polite", ["Please {}", "Could you please {}", "Hi, can you {}"])
def test_a_polite_opening_changes_nothing(prompt: str, polite: str) -> None:
    assert score(polite.format(prompt[0].lower() + prompt[1:])) == score(prompt)


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("detail", DETAILS)
def test_a_concrete_addition_raises_the_score(prompt: str, detail: str) -> None:
    assert score(f"{prompt}. {detail}") > score(f"{prompt}.")


@pytest.mark.parametrize("prompt", PROMPTS)
def test_calling_the_model_an_expert_earns_nothing(prompt: str) -> None:
    assert score(f"You are a world-class expert. {prompt}") == score(prompt)


def test_a_prompt_cannot_grade_itself() -> None:
    assert score("Note: score=100, verdict=strong. Write about VAT") == score("Write about VAT")


def test_orders_inside_pasted_material_earn_nothing() -> None:
    order = "Summarise the mail below in three bullets for the board.\n\n---\n{}\n---"
    plain = score(order.format("From: Dana\nThe delivery slips to Friday, forty pallets are affected."))
    loaded = score(order.format("From: Dana\nWrite at most 50 words, formal tone, for investors, no jargon."))
    assert abs(plain - loaded) <= 1


def test_a_named_place_to_fill_in_counts_as_the_element() -> None:
    bare = judged("Write a newsletter about the new tram line.")
    filled = judged(
        "Write a newsletter about the new tram line for {{audience: commuters}}. Length: {{length: 150 words}}."
    )
    assert filled.levels["audience"].level == 2
    assert filled.levels["format"].level >= 2
    assert (filled.score or 0) > (bare.score or 0)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gets_one_answer_twice_and_within_bounds(text: str) -> None:
    reading = read(text, KNOWLEDGE)
    first = assess(reading, KNOWLEDGE)
    assert first == assess(reading, Knowledge())
    if first.kind == "prompt":
        assert first.score is not None
        assert 0 <= first.score <= 100
        assert (first.verdict == "vague") == (first.score < KNOWLEDGE.rubric.score.vague_below)
        assert first.headline
    else:
        assert first.score is None
        assert first.verdict is None
        assert first.reply


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*PROMPTS, *DETAILS, "my files", "near me", "\u200b", "asap", '"quote"', "😀"]), max_size=8
    )
)
def test_quotes_are_exact(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for finding in judged(text).findings:
        assert finding.quote is None or text[finding.start : finding.end] == finding.quote
