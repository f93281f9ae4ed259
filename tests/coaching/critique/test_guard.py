"""The guard lets the same request through, however it is worded, and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.critique.guard.guard import Fault, guard
from coaching.critique.reader.read import read
from coaching.knowledge.load import Knowledge
from tests.coaching.critique import fakes

KNOWLEDGE = Knowledge()
PROMPT = (
    "Write a reply to Jonas Weber about invoice F-2291 over €2,380, due on 15 March. "
    'Use {{tone}} and the line "we ship boxes", see https://x.example/a?b=1 and plan.csv. '
    "At most three sentences. Don't mention pricing."
)


def faults(prompt: str, rewrite: str, *allowed: str) -> list[Fault]:
    return list(guard(read(prompt, KNOWLEDGE), rewrite, allowed))


def kinds(prompt: str, rewrite: str, *allowed: str) -> set[str]:
    return {fault.kind for fault in faults(prompt, rewrite, *allowed)}


REWORDED = (
    "Reply to Jonas Weber.\n\nSubject matter: invoice F-2291 (2.380 EUR, due March 15).\n"
    'Tone: {{tone}}. Length: 3 sentences at most. Include the line "we ship boxes" and the link '
    "https://x.example/a?b=1; the file is plan.csv. Leave pricing out, never mention it.\nReader: {{reader: a client}}"
)


def test_the_same_request_in_other_words_passes() -> None:
    assert faults(PROMPT, REWORDED) == []


@pytest.mark.parametrize(
    "piece",
    [
        "Jonas Weber",
        "F-2291",
        "€2,380",
        "15 March",
        "{{tone}}",
        '"we ship boxes"',
        "https://x.example/a?b=1",
        "plan.csv",
        "three",
        "Don't mention pricing",
    ],
)
def test_a_lost_piece_is_named(piece: str) -> None:
    assert Fault("lost", piece) in faults(PROMPT, f"{PROMPT.replace(piece, 'it')} Reader: {{{{reader}}}}.")


def test_the_same_number_with_another_unit_is_lost() -> None:
    assert Fault("lost", "30 days") in faults("Pay within 30 days, please.", "Please pay within 30 weeks.")


def test_a_negation_turned_around_is_lost() -> None:
    assert kinds("Write the update. Don't mention pricing.", "Write the update. Mention pricing.") == {"lost"}


@pytest.mark.parametrize(
    ("addition", "piece"),
    [
        (" Use 250 words.", "250 words"),
        (" Give five examples.", "five"),
        (" Send it by 3 April.", "3 April"),
        (" Sources: https://y.example/z.", "https://y.example/z"),
        (" Write as if you worked at Globex.", "Globex"),
        (" Attach report.pdf to it.", "report.pdf"),
        (" Tag @marketing in it.", "@marketing"),
        (" Copy boss@y.example on it.", "boss@y.example"),
    ],
)
def test_an_invention_is_named_unless_somebody_said_it(addition: str, piece: str) -> None:
    assert Fault("invented", piece) in faults(PROMPT, PROMPT + addition)
    assert faults(PROMPT, PROMPT + addition, addition) == []


@pytest.mark.parametrize(
    "addition",
    [
        " Length: {{length: about 100 words}}. Date: {{date: 3 April 2031}}. For {{reader: Globex}}.",
        " If something is unknown, say so. Answer as Markdown.",
        "\n\n## Format\n- **Tone**: friendly\n- One paragraph",
    ],
)
def test_placeholders_and_plain_words_are_no_inventions(addition: str) -> None:
    assert faults(PROMPT, PROMPT + addition) == []


@pytest.mark.parametrize(
    "answer",
    [
        "Sure, here is a poem about travel.",
        "Here's something about travel:",
        "Dear traveller, I would like to write something about travel",
        "Klar, hier ist etwas about travel to write",
        "Subject: something about travel to write",
        "The sea is wide and blue.",
    ],
)
def test_an_answer_is_no_rewrite(answer: str) -> None:
    assert "answer" in kinds("write something about travel", answer)


def test_an_opening_that_the_prompt_has_is_no_answer() -> None:
    prompt = "Here is a list of towns. Sort it."

    assert faults(prompt, "Here is a list of towns. Sort it by name.") == []


def test_the_result_of_a_calculation_is_an_invention() -> None:
    assert "invented" in kinds("what is 123456*789", "What is 123456*789? It is 97406784.")


def test_the_original_and_nothing_at_all_are_no_rewrites() -> None:
    assert kinds(PROMPT, f"  {PROMPT.upper()} ") == {"unchanged"}
    assert kinds(PROMPT, " \n?! ") == {"empty"}


def test_a_secret_that_comes_back_is_caught_whatever_its_spacing() -> None:
    prompt = f"Why does {fakes.GITHUB_TOKEN} fail for anna@x.example?"

    spaced = " ".join(fakes.GITHUB_TOKEN)
    assert "leaked" in kinds(prompt, f"Explain why {{{{token}}}} fails for {{{{email}}}}: {spaced}")
    assert "leaked" in kinds(prompt, "Explain why {{token}} fails for {{email}}, anna@x.example")
    assert kinds(prompt, "Explain why {{token}} fails for {{email}}.") == set()


NAMES = st.sampled_from(["Linz", "Porto", "Agnes Berger", "Lumo", "Rotterdam"])
NUMBERS = st.sampled_from(["14 days", "€2,380", "22%", "40 km", "7.5 kg"])
LINKS = st.sampled_from(["https://x.example/a", "https://y.example/b?c=d"])
FILES = st.sampled_from(["plan.csv", "/srv/data/x.json"])
DATES = st.sampled_from(["3 June", "2026-04-01", "04:30", "next week"])
VARIABLES = st.sampled_from(["{{tone}}", "{name}", "[SIGNATURE]"])
EXCLUSIONS = st.sampled_from(["don't mention pricing", "no emojis", "without hashtags", "avoid jargon"])
FACTS = st.tuples(NAMES, NUMBERS, LINKS, FILES, DATES, VARIABLES, EXCLUSIONS)
FRAMES = (
    "write about {} and",
    "count {} in it, also",
    "read {} first and",
    "open {} as well,",
    "on {} we meet, so",
    "use {} once and",
    "{} please.",
)


def prompt_of(facts: tuple[str, ...]) -> str:
    return " ".join(frame.format(fact) for frame, fact in zip(FRAMES, facts, strict=True))


@given(FACTS)
@settings(max_examples=60, deadline=None)
def test_a_text_with_all_its_facts_and_an_addition_passes(facts: tuple[str, ...]) -> None:
    prompt = prompt_of(facts)

    assert faults(prompt, f"{prompt} Keep it short for {{{{reader: clients}}}}.") == []


@given(FACTS, st.integers(0, len(FRAMES) - 1))
@settings(max_examples=100, deadline=None)
def test_dropping_any_one_fact_is_caught(facts: tuple[str, ...], at: int) -> None:
    kept = [fact if number != at else "it" for number, fact in enumerate(facts)]

    assert "lost" in kinds(prompt_of(facts), f"{prompt_of(tuple(kept))} Keep it short.")


@given(FACTS, FACTS)
@settings(max_examples=100, deadline=None)
def test_adding_a_fact_of_another_prompt_is_caught(facts: tuple[str, ...], others: tuple[str, ...]) -> None:
    prompt = prompt_of(facts)
    for fact, other in list(zip(facts, others, strict=True))[:5]:
        expected = set() if fact == other else {"invented"}
        assert kinds(prompt, f"{prompt} Think of {other} too.") == expected


@given(st.text(max_size=120), st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_it_judges_any_two_texts(prompt: str, rewrite: str) -> None:
    assert guard(read(prompt, KNOWLEDGE), rewrite) == guard(read(prompt, KNOWLEDGE), rewrite)
