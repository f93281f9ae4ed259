"""The triage in people's words: labels, questions, what was understood, where one stands."""

from rapidfuzz import fuzz, process

from coaching.knowledge.load import Knowledge
from coaching.messages.recommendation import FACT_VALUES, NextQuestion, Recommendation
from coaching.triage.questions import MOST_QUESTIONS
from coaching.triage.reader import account

_USUAL_QUESTIONS = 3
"""How many questions are promised at most before they are asked."""
_CLOSE_ENOUGH = 75


def fact_label(fact: str, knowledge: Knowledge) -> str:
    """A fact's or signal's name."""
    texts = knowledge.triage
    return texts.facts[fact].label if fact in texts.facts else texts.signals[fact].label


def value_label(fact: str, value: str, knowledge: Knowledge) -> str:
    """A value as its button says it; a signal's value as it reads in a table."""
    texts = knowledge.triage
    return texts.facts[fact].values[value].label if fact in texts.facts else texts.signals[fact].value


def option_label(option: str, knowledge: Knowledge) -> str:
    """What an option is called."""
    return knowledge.triage.options[option]


def variant_label(variant: str, knowledge: Knowledge) -> str:
    """What a variant is called."""
    return knowledge.triage.variants[variant]


def question_for(fact: str, knowledge: Knowledge) -> NextQuestion:
    """The question that asks for a fact, "not sure" last."""
    text = knowledge.triage.facts[fact]
    return NextQuestion(fact=fact, text=text.question, options=tuple(text.values))


def hint(fact: str, knowledge: Knowledge) -> str:
    """Which typed answers to the question about a fact work."""
    return knowledge.triage.facts[fact].hint


def understood(situation: str, knowledge: Knowledge) -> str:
    """What was read off a situation, in one sentence; empty if nothing was."""
    texts, told = knowledge.triage, account(situation, knowledge)
    said = [texts.facts[fact].values[read.value].said for fact, read in told.facts.items()]
    said += [texts.signals[signal].said for signal in told.signals]
    return texts.lines.understood.format(facts="; ".join(said)) if said else ""


def progress(found: Recommendation, asked: int) -> str:
    """Where one stands after `asked` questions, as in "2 of about 3"."""
    ahead = min(max(len(found.open_questions), 1), max(_USUAL_QUESTIONS - asked, 1), MOST_QUESTIONS - asked)
    return f"{asked + 1} of about {max(asked + ahead, asked + 1)}"


def find_fact(words: str, knowledge: Knowledge) -> str | None:
    """The fact that somebody names, by its id or its label, spelled roughly; None if no fact is meant."""
    said = " ".join(words.casefold().replace("_", " ").split())
    names = {fact.replace("_", " "): fact for fact in FACT_VALUES}
    names |= {text.label.casefold(): fact for fact, text in knowledge.triage.facts.items()}
    best = process.extractOne(said, names.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_ENOUGH)
    return names[best[0]] if best else None


def summary(found: Recommendation, knowledge: Knowledge) -> str:
    """The recommendation in two or three sentences: what, how sure, why, and its variants."""
    texts = knowledge.triage
    line = texts.lines.summary if found.runner_up else texts.lines.summary_alone
    head = line.format(
        primary=_named(found, knowledge),
        confidence=f"{found.confidence:.2f}",
        runner_up=texts.options[found.runner_up] if found.runner_up else "",
        why=found.reasons[0].text if found.reasons else "",
    )
    return head.strip()


def _named(found: Recommendation, knowledge: Knowledge) -> str:
    names = ", ".join(variant_label(variant, knowledge) for variant in found.variants)
    option = option_label(found.primary, knowledge)
    return f"{option}: {names}" if names else option
