"""What free text answers while questions are open: options by number, several answers at once, or one in own words."""

from coaching.critique.rewriter.wishes import answer as settle
from coaching.critique.rewriter.wishes import interpret, open_places
from coaching.engine.memo import Memo
from coaching.engine.show_critique import worth_asking
from coaching.knowledge.load import Knowledge
from coaching.messages.critique import Critique, Question, Wishes
from coaching.session import Clarifying

SHORTEST_NEW_PROMPT = 6
"""Words; what is shorter is taken for an answer to the question on screen."""


def waiting_questions(found: Critique, state: Clarifying, memo: Memo) -> tuple[Question, ...]:
    """The questions that are neither answered nor skipped.

    One sentence may answer several of them, so after the first answer the rewrite says which places are still open.
    """
    settled = {*state.wishes.settings, *state.skipped}
    waiting = tuple(question for question in found.questions if question.dimension not in settled)
    if not state.wishes.settings:
        return worth_asking(found, waiting)
    rewrite = memo.critique(state.prompt, state.wishes).rewrite
    still_open = {change.dimension for change in rewrite.changes if "{{" in change.after} if rewrite else set()
    return tuple(question for question in waiting if question.dimension in still_open)


def is_numbers(text: str) -> bool:
    """Whether a text is nothing but numbers ("1", "1 4", "1, 4.")."""
    numbers = _numbers(text)
    return bool(numbers) and all(number.isdecimal() for number in numbers)


def pick(text: str, waiting: tuple[Question, ...], wishes: Wishes) -> Wishes | None:
    """The wishes after options named by numbers, which run on from question to question; None if one doesn't exist."""
    options = [(question.dimension, option) for question in waiting for option in question.options]
    for number in map(int, _numbers(text)):
        if not 1 <= number <= len(options):
            return None
        dimension, option = options[number - 1]
        wishes = settle(dimension, option, wishes)
    return wishes


def _numbers(text: str) -> list[str]:
    return text.replace(",", " ").replace(".", " ").split()


def wish(text: str, found: Critique, wishes: Wishes, knowledge: Knowledge) -> Wishes | None:
    """The wishes after what is said of a rewrite; None where there is none, or the text is about something else."""
    if not found.rewrite:
        return None
    name, colon, words = text.partition(":")
    places = {place.casefold(): place for place in open_places(found.rewrite)}
    if colon and words.strip() and (place := places.get(name.strip().casefold())):
        return settle(place, words, wishes)
    return interpret(text, found.rewrite, wishes, knowledge, found.language)


def tell(text: str, waiting: tuple[Question, ...], found: Critique, wishes: Wishes, memo: Memo) -> Wishes | None:
    """The wishes after an answer in own words; None where the text is a new prompt or small talk."""
    if memo.critique(text).kind in {"chatter", "empty"}:
        return None
    if told := wish(text, found, wishes, memo.knowledge):
        return told
    if not waiting or _is_new_prompt(text, memo):
        return None
    return settle(waiting[0].dimension, text, wishes)


def _is_new_prompt(text: str, memo: Memo) -> bool:
    """Whether a text stands on its own: a request with its own verb that is more than an answer."""
    found = memo.critique(text)
    return found.kind == "prompt" and "goal" in found.present and len(text.split()) >= SHORTEST_NEW_PROMPT
