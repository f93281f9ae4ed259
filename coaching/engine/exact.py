"""Answers that can be nothing else: numbers, an option's own words, "name: value", a wish for the rewrite.

Where everything typed reaches the coach by the same door as new prompts, only these are taken for answers.
"""

from coaching.critique.judge.ask import requests
from coaching.critique.judge.instruction import find_signs
from coaching.critique.rewriter.wishes import open_places
from coaching.engine.answers import SHORTEST_NEW_PROMPT, is_numbers, waiting_questions, wish
from coaching.engine.memo import Memo
from coaching.messages.conversation import Action
from coaching.messages.critique import Critique
from coaching.session import Clarifying, Rewritten, State, Triaging
from coaching.triage.read import understand
from coaching.triage.wording import find_fact, question_for, value_label


def exact_answer(text: str, state: State, memo: Memo) -> Action | None:
    """The answer that a text can only be in a state; None where it may be anything else."""
    match state:
        case Clarifying() | Triaging() if is_numbers(text):
            return Action(name="answer", value=text)
        case Clarifying():
            return _to_a_question(text, state, memo)
        case Triaging():
            return _to_the_triage(text, state, memo)
        case Rewritten():
            found = memo.critique(state.prompt, state.wishes)
            wished = wish(text, found, state.wishes, memo.knowledge) and not asks_anew(text, memo)
            return Action(name="set", value=text) if wished else None
    return None


def asks_anew(text: str, memo: Memo, *, shortest: int = SHORTEST_NEW_PROMPT) -> bool:
    """Whether a text of at least so many words holds an order or a question of its own: it is no answer then."""
    reading = memo.read(text)
    cues = memo.knowledge.cues(reading.language)
    asked = requests(reading, find_signs(reading, cues), cues)
    return len(reading.tokens) >= shortest and any(each.mood in {"order", "question"} for each in asked)


def _to_a_question(text: str, state: Clarifying, memo: Memo) -> Action | None:
    found = memo.critique(state.prompt)
    for question in waiting_questions(found, state, memo):
        for option in question.options:
            if _same(option, text):
                return Action(name="answer", target=question.dimension, value=option)
    name, colon, words = text.partition(":")
    place = _place(name, found, memo) if colon and words.strip() else ""
    return Action(name="answer", target=place, value=words.strip()) if place else None


def _place(name: str, found: Critique, memo: Memo) -> str:
    """The dimension or the open place that somebody names by its id, its label or a word for it; else empty."""
    words = memo.knowledge.rewrite_texts(found.language).wishes
    names = {word: key for key, said in words.keys.items() for word in said}
    names |= {
        label.casefold(): dimension for dimension, label in memo.knowledge.dialogue(found.language).dimensions.items()
    }
    names |= {place.casefold(): place for place in (open_places(found.rewrite) if found.rewrite else ())}
    return names.get(name.strip().casefold(), "")


def _to_the_triage(text: str, state: Triaging, memo: Memo) -> Action | None:
    knowledge = memo.knowledge
    if state.pending in knowledge.triage.facts:
        for value in question_for(state.pending, knowledge).options:
            if _same(value, text) or _same(value_label(state.pending, value, knowledge), text):
                return Action(name="answer", target=state.pending, value=value)
    name, colon, words = text.partition(":")
    fact = find_fact(name, knowledge) if colon else None
    said = understand(fact, words, knowledge) if fact else None
    return Action(name="answer", target=fact, value=said) if fact and said else None


def _same(option: str, text: str) -> bool:
    return option.casefold() == " ".join(text.split()).casefold().strip(" .!")
