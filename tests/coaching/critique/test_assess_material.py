"""Material that a prompt points at: found to be absent where it is, and not where it stands in the prompt."""

import pytest

from coaching.critique.judge.assess import assess
from coaching.critique.reader.read import read
from coaching.critique.reading import Assessment
from coaching.knowledge.load import Knowledge

KNOWLEDGE = Knowledge()


def judged(text: str) -> Assessment:
    return assess(read(text, KNOWLEDGE), KNOWLEDGE)


@pytest.mark.parametrize(
    "text",
    [
        "Review this licence agreement for hidden costs",
        "Shorten the text below",
        "integration tests for the class below",
        "our macro crashes every morning",
        "why does my sql script run out of memory",
        "Compare these three bids",
        "Reply to this complaint",
        "Check my offer",
        "Translate this into Polish",
        "Summarise the ruling",
        "Extract the due dates from the invoices",
        "Fasse den Text unten zusammen",
        "mein Makro stürzt ab",
        "Prüfe diesen Mietvertrag auf Fallen",
        "Corrige la lettre ci-jointe",
        "mon script plante",
        "Revisa el texto de abajo",
        "mi script no funciona",
        "Traduza o contrato abaixo",
        "meu script não funciona",
        "Verbeter de tekst hieronder",
        "mijn macro werkt niet",
    ],
)
def test_absent_material_is_missed_and_leaves_the_prompt_vague(text: str) -> None:
    found = judged(text)
    assert "source" in found.missing
    assert found.verdict == "vague"
    assert any(finding.dimension == "source" and finding.severity == "high" for finding in found.findings)


@pytest.mark.parametrize(
    "text",
    [
        "Summarise the minutes below in five bullets for the board: {{minutes}}",
        "Shorten the letter below to half a page: [LETTER]",
        "List the risks in the contract below: ${rental_contract}",
        "Which month of this CSV is the weakest?\nmonth,sales\nMay,12\nJune,9\nJuly,15",
        "Shorten the text below:\n\nThe lift in staircase B stays closed until Friday because a part is late.",
        'Reply to this complaint: "The chair came without screws and nobody answers the phone."',
        "Summarise https://example.org/report.html for tenants in three sentences.",
        "Proofread {{text}} and keep the tone.",
        "How acceptable are the following sentences?\n1. The cat sat on mats.\n2. The cat sit on mats.\n3. Cats sat.",
        "Plan this week for two cashiers",
        "Write a report on heat pumps. The report should have 300 words.",
        "Write an invitation to the opening of our workshop",
        "Summarise the plot of Hamlet in two sentences.",
    ],
)
def test_material_that_is_there_or_not_meant_is_not_missed(text: str) -> None:
    assert not [f for f in judged(text).findings if f.dimension == "source" and f.severity == "high"]


def test_the_headline_quotes_what_is_pointed_at() -> None:
    assert '"the figures below"' in judged("Analyse the figures below").headline


def test_a_limit_that_is_given_is_not_called_open() -> None:
    found = judged("Plan a stand at the trade fair in Graz with a budget of 9,000 euros")
    assert not [finding for finding in found.findings if finding.dimension == "constraints"]
    assert "budget" not in found.headline
