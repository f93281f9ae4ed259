"""What free words tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.knowledge.load import Knowledge
from coaching.triage.amounts import amounts
from coaching.triage.read import read_facts
from coaching.triage.reader import account
from coaching.words import tokenise


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("We have about 150,000 labelled records.", "labelled_examples", "100k+"),
        ("There are some 500 dialogues with the right answer.", "labelled_examples", "hundreds"),
        ("We have no labelled data.", "labelled_examples", "none"),
        ("Es gibt 20.000 markierte Fälle.", "labelled_examples", "thousands"),
        ("Two million requests a day come in.", "volume", "very_high"),
        ("About 200 questions a day.", "volume", "low"),
        ("300 employees will use it.", "volume", "low"),
        ("The prices change weekly.", "knowledge_changes", "fast"),
        ("The rules are revised once a year.", "knowledge_changes", "slow"),
        ("The format has never changed and is stable.", "knowledge_changes", "static"),
        ("The data may not leave our network.", "privacy", "self_host"),
        ("We are not allowed to send it out.", "privacy", "self_host"),
        ("Nothing confidential is in it.", "privacy", "standard"),
        ("It must not be used for training.", "privacy", "no_training_on_customer_data"),
        ("Every answer must show its source.", "needs_citations", "yes"),
        ("Nobody needs citations; answers come without sources shown.", "needs_citations", "no"),
        ("A plain prompt gets 68 % right.", "prompting_tried", "yes_not_enough"),
        ("The prompt gets 97% right.", "prompting_tried", "yes_enough"),
        ("A few-shot prompt isn't good enough.", "prompting_tried", "yes_not_enough"),
        ("We haven't tried anything.", "prompting_tried", "no"),
        ("We tried fine-tuning and saw no improvement.", "finetuning_tried", "yes_not_enough"),
        ("Retrieval finds the wrong page.", "rag_tried", "yes_not_enough"),
        ("The answers must be in our house style.", "format_or_tone_problem", "yes"),
        ("We sort mails into categories of our own.", "specialised_vocab_or_classification", "yes"),
        ("It has to answer within 300 ms.", "latency", "sub_second"),
        ("It runs overnight.", "latency", "batch"),
        ("Our budget is tight.", "cost", "tight"),
        ("Cost is not a worry.", "cost", "normal"),
        ("The model knows nothing of our products.", "missing_knowledge", "yes"),
        ("The text contains everything the summary needs.", "missing_knowledge", "no"),
        ("Nobody has made any good examples.", "labelled_examples", "none"),
        ("We have 85,000 essays with two human marks.", "labelled_examples", "thousands"),
        ("An answer must show the clause.", "needs_citations", "yes"),
        ("About a handful of reports a week.", "volume", "low"),
        ("The model knows neither our systems nor our jargon.", "specialised_vocab_or_classification", "yes"),
        ("The rules run to 800 pages and 12 million cases came in last year.", "volume", "very_high"),
    ],
)
def test_a_sentence_tells_a_fact(text: str, fact: str, value: str, knowledge: Knowledge) -> None:
    assert read_facts(text, knowledge)[fact].value == value


def test_a_fact_quotes_the_words_it_was_read_from(knowledge: Knowledge) -> None:
    text = "Policies change monthly. We have 500 labelled tickets."
    read = read_facts(text, knowledge)
    assert read["knowledge_changes"].quote == "change monthly"
    assert read["labelled_examples"].quote == "500"


def test_what_one_has_does_not_come_in(knowledge: Knowledge) -> None:
    assert "volume" not in read_facts("We have 200,000 old queries.", knowledge)


def test_things_at_hand_make_examples_likelier_and_documents_do_not(knowledge: Knowledge) -> None:
    assert account("We keep 8,000 lines.", knowledge).hints["labelled_examples"] == {"thousands": 6.0}
    assert "labelled_examples" not in account("We have 8,000 manuals.", knowledge).hints


def test_made_up_facts_are_a_symptom_and_settle_nothing(knowledge: Knowledge) -> None:
    told = account("The model makes up values.", knowledge)
    assert "missing_knowledge" not in told.facts
    assert told.hints["missing_knowledge"]["yes"] > 1


def test_what_is_said_in_passing_is_a_hint_and_no_fact(knowledge: Knowledge) -> None:
    told = account("We detect fraud.", knowledge)
    assert "specialised_vocab_or_classification" not in told.facts
    assert told.hints["specialised_vocab_or_classification"]["yes"] > 1


@pytest.mark.parametrize("text", ["", "   ", "hello", "Write a poem about the sea."])
def test_nothing_told_is_nothing_read(text: str, knowledge: Knowledge) -> None:
    assert read_facts(text, knowledge) == {}


@given(st.text(max_size=300))
def test_reading_takes_any_text(text: str) -> None:
    for read in read_facts(text, _KNOWLEDGE).values():
        assert read.quote in text


_KNOWLEDGE = Knowledge()
_PIECES = (
    "not",
    "our",
    "wiki",
    "change",
    "weekly",
    "500",
    "labelled",
    "68",
    "%",
    ".",
    ",",
    "of",
    "thousand",
    "a",
    "day",
    "prompt",
    "fails",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=60).map(" ".join))
def test_reading_takes_any_mixture_of_its_own_words(text: str) -> None:
    for read in read_facts(text, _KNOWLEDGE).values():
        assert read.quote in text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", 1500),
        ("150.000", 150_000),
        ("1 000 000", 1_000_000),
        ("0.15", 0.15),
        ("20 to 30 million", 30_000_000),
        ("60-70", 70),
        ("2k", 2000),
        ("a few hundred", 300),
        ("tens of thousands", 30_000),
        ("half a million", 500_000),
        ("ein paar hundert", 200),
        ("deux mille", 2000),
    ],
)
def test_amounts_in_words_and_digits(text: str, value: float) -> None:
    assert [amount.value for amount in amounts(text, tokenise(text))] == [value]
