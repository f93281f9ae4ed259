"""A triage as parts of a reply: what was understood, the next question, the decision."""

from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action
from coaching.messages.recommendation import Amount, Recommendation
from coaching.messages.reply import Actions, Asked, Bullets, Choice, Part, Table, Text
from coaching.session import State, Triaging
from coaching.triage.recommend import triage
from coaching.triage.wording import (
    fact_label,
    option_label,
    progress,
    question_for,
    summary,
    understood,
    value_label,
)


def show_understood(situation: str, knowledge: Knowledge) -> tuple[Part, ...]:
    """What was read off the opening, in one line."""
    said = understood(situation, knowledge)
    return (Text(text=said),) if said else ()


def show_next_question(found: Recommendation, state: Triaging, knowledge: Knowledge) -> tuple[Part, ...]:
    """The question that the triage would ask next."""
    if not found.next_question:
        return ()
    return _asked(found.next_question.fact, progress(found, len(state.asked)), state, knowledge)


def show_fact_question(fact: str, state: Triaging, knowledge: Knowledge) -> tuple[Part, ...]:
    """A question asked once more."""
    if fact not in knowledge.triage.facts:
        return (Text(text=knowledge.talk.triage_open),)
    found = triage(state.situation, state.answers, knowledge)
    return _asked(fact, progress(found, len(state.asked)), state, knowledge)


def ask_again(state: State, knowledge: Knowledge) -> tuple[Part, ...]:
    """The question on screen once more, after something else was answered; nothing outside a triage."""
    return show_fact_question(state.pending, state, knowledge) if isinstance(state, Triaging) else ()


def _asked(fact: str, where: str, state: Triaging, knowledge: Knowledge) -> tuple[Part, ...]:
    question, labels = question_for(fact, knowledge), knowledge.talk.labels
    choices = tuple(
        Choice(
            label=value_label(fact, value, knowledge),
            action=Action(name="answer", target=fact, value=value),
            says=str(number),
        )
        for number, value in enumerate(question.options, 1)
    )
    ways = [Choice(label=labels.skip, action=Action(name="skip", target=fact), says="skip")]
    if state.asked:
        ways.insert(0, Choice(label=labels.back, action=Action(name="back"), says="back"))
    ways.append(Choice(label=labels.stop, action=Action(name="cancel"), says="stop"))
    hint = knowledge.dialogue("en").type_it
    return (
        Asked(id=fact, text=question.text, choices=choices, progress=where, hint=hint),
        Actions(choices=tuple(ways)),
    )


def show_decision(found: Recommendation, knowledge: Knowledge) -> tuple[Part, ...]:
    """The recommendation with everything that speaks for it, against it and after it."""
    return (
        Text(text=summary(found, knowledge)),
        _reasons(found, knowledge),
        *_list(
            knowledge.talk.titles.flips, tuple(_flip(flip.fact, flip.to, flip.then, knowledge) for flip in found.flips)
        ),
        _costs(found, knowledge),
        *_list(knowledge.talk.titles.plan, found.plan, numbered=True),
        *_list(knowledge.talk.titles.risks, found.risks),
        *(Text(text=text) for text in (found.first_result, found.availability) if text),
        _keep(knowledge),
    )


def show_shared(found: Recommendation, knowledge: Knowledge) -> tuple[Part, ...]:
    """What others need of a recommendation: what it is, and what it rests on."""
    return (Text(text=summary(found, knowledge)), _reasons(found, knowledge))


def _list(title: str, items: tuple[str, ...], *, numbered: bool = False) -> tuple[Part, ...]:
    return (Bullets(title=title, items=items, numbered=numbered),) if items else ()


def _flip(fact: str, to: str, then: str, knowledge: Knowledge) -> str:
    return f"{fact_label(fact, knowledge)}: {value_label(fact, to, knowledge)} → {option_label(then, knowledge)}"


def _reasons(found: Recommendation, knowledge: Knowledge) -> Table:
    heads = knowledge.talk.columns
    rows = tuple((r.text, value_label(r.fact, r.value, knowledge), r.source) for r in found.reasons)
    return Table(columns=(heads.why, heads.answer, heads.source), rows=rows)


def _costs(found: Recommendation, knowledge: Knowledge) -> Table:
    heads = knowledge.talk.columns
    rows = tuple((option_label(c.option, knowledge), _money(c.setup), _money(c.monthly)) for c in found.costs)
    title = knowledge.talk.titles.costs.format(as_of=found.costs[0].as_of) if found.costs else ""
    return Table(title=title, columns=(heads.option, heads.setup, heads.monthly), rows=rows)


def _money(amount: Amount) -> str:
    low, high = amount
    return f"${low:,.0f}" if low == high else f"${low:,.0f}–{high:,.0f}"


def _keep(knowledge: Knowledge) -> Actions:
    labels = knowledge.talk.labels
    return Actions(
        choices=(
            Choice(label=labels.brief, action=Action(name="brief"), says="brief"),
            Choice(label=labels.starter, action=Action(name="starter"), says="starter"),
            Choice(label=labels.change, action=Action(name="change"), says="change …"),
        )
    )
