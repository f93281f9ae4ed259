"""What free words tell: facts of a situation, and the answer to one question."""

from collections.abc import Mapping

from coaching.knowledge.load import Knowledge
from coaching.messages.recommendation import FACT_VALUES
from coaching.triage.reader import FactRead, account, reader
from coaching.triage.wording import question_for, value_label


def read_facts(text: str, knowledge: Knowledge) -> Mapping[str, FactRead]:
    """The facts that a text tells, each with the words that it was read from."""
    return account(text, knowledge).facts


def understand(fact: str, text: str, knowledge: Knowledge) -> str | None:
    """The value that a typed answer to the question about a fact means, or None where it can't be read.

    Takes an option's number, its label or id, words that only make sense as an answer ("no", "monthly", "about 500"),
    and whatever the reader of situations understands. `unknown` is an answer too ("no idea").
    """
    if fact not in FACT_VALUES:
        return None
    return _option(fact, text.strip().strip(".!\"'“”„()*`").casefold(), knowledge) or reader(knowledge).reply(
        fact, text
    )


def _option(fact: str, said: str, knowledge: Knowledge) -> str | None:
    options = question_for(fact, knowledge).options
    for number, value in enumerate(options, start=1):
        if said in {str(number), value.casefold(), value_label(fact, value, knowledge).casefold()}:
            return value
    return None
