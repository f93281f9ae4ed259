"""A rewrite is the person's own text with edits that can each be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.critique.guard.guard import guard
from coaching.critique.judge.assess import assess
from coaching.critique.reader.read import read
from coaching.critique.rewriter.edits import placeholders
from coaching.critique.rewriter.rewrite import rewrite
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Rewrite, Wishes

KNOWLEDGE = Knowledge()
TRAVEL = "write something about travel"
CHURN = (
    "Summarize the churn numbers below and explain why we lost customers.\n\n| month | churn |\n|---|---|\n| May | 3% |"
)
OPENINGS = [
    "Write",
    "can you please write",
    "Summarize",
    "Plan",
    "Find",
    "Explain",
    "Schreib",
    "Rédige",
    "Escribe",
    "fix",
]
THINGS = [
    "something",
    "an email",
    "our report",
    "this document",
    "a plan for 14 people",
    "eine Mail",
    "un correo",
    "it",
]
TAILS = [
    "",
    " about travel",
    " for the board",
    ", max 80 words",
    ", don't mention pricing",
    ": https://example.org/a?b=1",
    "?",
]
MATERIAL = [
    "",
    "\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "\n```python\nx = 1\n```",
    '\n\n"We ship on 12 May."',
    "\n- be short\n- no jargon",
]


def made(text: str, wishes: Wishes | None = None) -> Rewrite | None:
    reading = read(text, KNOWLEDGE)
    return rewrite(reading, assess(reading, KNOWLEDGE), wishes or Wishes(), KNOWLEDGE)


def sure(text: str, wishes: Wishes | None = None) -> Rewrite:
    result = made(text, wishes)
    assert result is not None
    return result


def prompts() -> Iterator[st.SearchStrategy[str]]:
    realistic = st.tuples(*map(st.sampled_from, (OPENINGS, THINGS, TAILS, MATERIAL)))
    yield realistic.map(lambda parts: f"{parts[0]} {''.join(parts[1:])}")
    yield st.text(min_size=1, max_size=200)
    yield st.text(alphabet="ab {}:\n-*\"'`.,?!<>/|#1$€@", min_size=1, max_size=120)


ANY_PROMPT = st.one_of(*prompts())


@settings(max_examples=250, deadline=None)
@given(ANY_PROMPT)
def test_nothing_is_lost_or_invented(text: str) -> None:
    result = made(text)
    reading = read(text, KNOWLEDGE)
    if result and result.text != reading.text:
        assert guard(reading, result.text) == ()


@settings(max_examples=250, deadline=None)
@given(ANY_PROMPT)
def test_the_ledger_is_true(text: str) -> None:
    if result := made(text):
        before = read(text, KNOWLEDGE).text
        assert result.changes
        for change in result.changes:
            assert change.reason
            assert change.before is None or change.before in before
            assert change.after in result.text or change.after.casefold() in result.text.casefold()


@settings(max_examples=250, deadline=None)
@given(ANY_PROMPT)
def test_placeholders_are_those_in_the_text(text: str) -> None:
    if result := made(text):
        own = set(placeholders(text))
        assert set(result.placeholders) == set(placeholders(result.text)) - own


@settings(max_examples=250, deadline=None)
@given(ANY_PROMPT)
def test_taking_everything_back_gives_the_prompt(text: str) -> None:
    if result := made(text):
        bare = sure(text, Wishes(undone=tuple(change.id for change in result.changes)))
        assert bare.text == read(text, KNOWLEDGE).text


@settings(max_examples=100, deadline=None)
@given(ANY_PROMPT)
def test_the_same_prompt_gets_the_same_rewrite(text: str) -> None:
    assert made(text) == made(text)


@settings(max_examples=100, deadline=None)
@given(ANY_PROMPT)
def test_a_rewrite_coached_again_stays_as_it_is(text: str) -> None:
    if (result := made(text)) and result.placeholders:
        again = made(result.text)
        assert again is None or len(again.text) <= 1.3 * len(result.text)


def test_a_vague_word_becomes_a_choice_and_the_reader_is_woven_in() -> None:
    text = sure(TRAVEL).text
    assert text.startswith("Write {{format: a blog introduction}} about travel for {{audience: families}}. ")
    assert "something" not in text


def test_every_edit_can_be_taken_back_by_itself() -> None:
    whole = sure(TRAVEL)
    ids = [change.id for change in whole.changes]
    for gone in (*combinations(ids, 1), *combinations(ids, 2)):
        left = sure(TRAVEL, Wishes(undone=gone))
        assert [change.id for change in left.changes] == [each for each in ids if each not in gone]


def test_additions_stand_before_pasted_material() -> None:
    text = sure(CHURN).text
    assert text.endswith(CHURN[CHURN.index("\n\n|") :])
    assert text.index("{{") < text.index("| month")


def test_material_that_is_not_there_gets_a_place_at_the_end() -> None:
    assert sure("Summarize this document").text.endswith("\nDocument: {{document text}}")


def test_a_question_about_private_papers_is_tied_to_them() -> None:
    text = sure("what is our refund policy for EU customers").text
    assert text.startswith("Using only the policy pasted below, answer: what is our refund policy for EU customers? ")
    assert text.endswith("\nPolicy: {{policy text}}")
    assert 'answer "not covered"' in text


def test_that_question_stays_a_question_when_the_rest_is_taken_back() -> None:
    text = sure("what is our refund policy for EU customers", Wishes(undone=("fallback",))).text
    assert text.endswith("for EU customers?\nPolicy: {{policy text}}")


def test_an_answer_does_not_call_up_other_edits() -> None:
    before, after = sure("email"), sure("email", Wishes(settings={"recipient": "Ms Kern"}))
    assert [change.id for change in after.changes] == [change.id for change in before.changes]
    assert after.text.startswith("Write an email to Ms Kern about ")


def test_a_contradiction_is_marked_rather_than_settled() -> None:
    prompt = "Write a brief but comprehensive onboarding guide, keep it short, cover everything"
    text = sure(prompt).text
    assert text.startswith(prompt)
    assert "{{priority: " in text


def test_a_hedge_goes_with_an_entry_in_the_ledger() -> None:
    result = sure("pls can you maybe write a job ad for a payroll clerk")
    assert result.text.startswith("Write a job ad for a payroll clerk. ")
    assert ("pls can you maybe write", "Write") in [(change.before, change.after) for change in result.changes]


def test_a_bare_noun_becomes_a_request() -> None:
    assert sure("email").text.startswith("Write an email to {{recipient: a customer}} about {{topic: ")


def test_secrets_stay_masked_and_are_in_the_ledger() -> None:
    result = sure("Write a mail about our server, its password is Winter#4471-fake")
    assert "4471" not in result.model_dump_json()
    assert [change.after for change in result.changes if change.dimension == "safety"] == ["{{password}}"]
    assert "password" in result.placeholders


def test_additions_join_the_list_of_rules() -> None:
    prompt = (
        "# Task\nWrite release notes.\n\n## Rules\n- one line each\n- no ids\n\n## Commits\nfix: crash\nfeat: dark mode"
    )
    text = sure(prompt).text
    assert "- no ids\n- " in text
    assert text.endswith("\n\n## Commits\nfix: crash\nfeat: dark mode")


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("Schreib etwas über Reisen", "Schreib {{Form: "),
        ("Écris quelque chose sur le télétravail", "Écris {{forme: "),
        ("Escribe algo sobre ahorro energético", "Escribe {{forma: "),
        ("Escreva algo sobre economia de energia", "Escreva {{formato: "),
        ("Schrijf iets over duurzaam reizen", "Schrijf {{vorm: "),
    ],
)
def test_each_language_has_its_own_words(prompt: str, words: str) -> None:
    assert sure(prompt).text.startswith(words)


def test_a_language_that_the_coach_does_not_speak_is_left_alone() -> None:
    assert made("帮我写一份周报") is None


def test_a_strong_prompt_is_left_alone() -> None:
    reading = read(TRAVEL, KNOWLEDGE)
    strong = replace(assess(reading, KNOWLEDGE), verdict="strong")
    assert rewrite(reading, strong, Wishes(), KNOWLEDGE) is None


def test_answers_take_the_places_of_their_placeholders() -> None:
    answers = {"format": "blog intro", "audience": "Families", "context": "eco-friendly tips"}
    text = sure(TRAVEL, Wishes(settings=answers)).text
    assert text.startswith("Write a blog intro about travel for families. Focus on eco-friendly tips.")


def test_an_answer_without_a_place_gets_its_own_line() -> None:
    assert sure(TRAVEL, Wishes(settings={"language": "German"})).text.endswith(" Answer in German.")


def test_keeping_ones_wording_leaves_only_additions() -> None:
    result = sure(TRAVEL, Wishes(keep_wording=True))
    assert result.text.startswith(TRAVEL + ". ")
    assert all(change.before is None for change in result.changes)


def test_shorter_keeps_the_most_useful_edits() -> None:
    whole, short = sure(TRAVEL), sure(TRAVEL, Wishes(shorter=True))
    assert len(short.changes) < len(whole.changes)
    assert set(short.changes) <= set(whole.changes)


def test_shorter_drops_hedges_within_the_sentence() -> None:
    prompt = "Write maybe a post about our new bikes"
    assert " maybe " in sure(prompt).text
    assert " maybe " not in sure(prompt, Wishes(shorter=True)).text


def test_a_polite_question_becomes_an_order() -> None:
    text = sure("can you write 3 captions for our summer sale").text
    assert text.startswith("Write 3 captions for our summer sale. ")


def test_a_hedge_and_a_vague_word_may_both_go() -> None:
    assert sure("pls can you maybe write something nice about our new prices").text.startswith("Write {{format: ")


def test_an_answer_that_promises_something_leaves_the_place_open() -> None:
    text = sure("Summarize this document", Wishes(settings={"source": "I'll paste it"})).text
    assert text.endswith("\nDocument: {{document text}}")
    assert "paste it" not in text


def test_an_answer_that_there_is_nothing_takes_the_line_away() -> None:
    prompt = "Reply to an angry customer"
    assert "promise" in sure(prompt).text
    assert "promise" not in sure(prompt, Wishes(settings={"constraints": "Nothing"})).text


def test_an_answer_goes_to_the_place_with_a_suggestion() -> None:
    text = sure("Plan our office move to Vienna in March", Wishes(settings={"context": "Deliveries"})).text
    assert "meanwhile deliveries must keep running" in text


def test_uncounted_nouns_take_no_article() -> None:
    text = sure("Explain force majeure", Wishes(settings={"audience": "management"})).text
    assert "for management" in text


def test_the_colon_before_material_goes_with_its_space() -> None:
    text = sure("Résume ce texte :\n\nLes scanners tombent en panne par grand froid. Ben doute de la date.").text
    assert " ." not in text
