"""A critique as parts of a reply: verdict first, then what would change the answer most, then the rewrite."""

from itertools import count

from coaching.critique.coach import critique
from coaching.critique.rewriter.edits import suggestions
from coaching.critique.rewriter.wishes import open_places
from coaching.knowledge.dialogue import Dialogue
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action, ActionName
from coaching.messages.critique import Critique, Question, Rewrite
from coaching.messages.reply import (
    Actions,
    Asked,
    Bullets,
    Changes,
    Choice,
    Findings,
    Notice,
    Open,
    OpenPlace,
    Part,
    PromptBlock,
    Score,
    Text,
)

_MOST_CHOICES = 5
"""Of an open place."""


def show_masks(found: Critique) -> tuple[Part, ...]:
    """One urgent line for each kind of secret that was masked."""
    masked = dict.fromkeys(f"{f.message} {f.advice}" for f in found.findings if f.dimension == "safety")
    return tuple(Notice(text=line, urgent=True) for line in masked)


def show_language(found: Critique, knowledge: Knowledge) -> tuple[Part, ...]:
    """One line where the prompt is in a language that the coach doesn't speak."""
    languages = knowledge.languages
    if found.language in languages.supported:
        return ()
    name = languages.names[found.language]
    return (Notice(text=knowledge.talk.unsupported_language.format(language=name)),)


def show_verdict(found: Critique, knowledge: Knowledge) -> tuple[Part, ...]:
    """The score with its reason; for a strong prompt what is good about it and no more."""
    words = knowledge.dialogue(found.language)
    said = [found.praise] if found.verdict == "strong" else []
    if found.verdict == "strong" or {*found.hints} - {"private_data"}:  # the headline says what is private
        said += _one_thing(found)
    return (_score(found, words), *(Text(text=text) for text in said if text))


def _score(found: Critique, words: Dialogue) -> Score:
    verdict, score = found.verdict or "vague", found.score or 0
    label = words.score.format(verdict=words.verdicts[verdict], score=score)
    if verdict == "strong":
        label = f"{label} {words.send_as_is}"
    return Score(score=score, verdict=verdict, label=label, headline=found.headline)


def _one_thing(found: Critique) -> list[str]:
    """The one finding worth a line beside the verdict."""
    return [f"{f.message} {f.advice}" for f in found.findings if f.dimension != "safety"][:1]


def worth_asking(found: Critique, waiting: tuple[Question, ...]) -> tuple[Question, ...]:
    """The questions to put on screen: where no prompt can help without the material, only the first."""
    return waiting[:1] if "private_data" in found.hints else waiting


def show_questions(waiting: tuple[Question, ...], words: Dialogue) -> tuple[Part, ...]:
    """The questions; their options are numbered through, so that one number names one option."""
    numbers = count(1)
    asked = tuple(
        Asked(
            id=question.dimension,
            text=question.text,
            choices=tuple(_option(question.dimension, option, next(numbers)) for option in question.options),
            skip=Choice(label=words.labels.skip, action=Action(name="skip", target=question.dimension), says="skip"),
            hint=words.type_it,
        )
        for question in waiting
    )
    return (*asked, Actions(choices=(_button("rewrite", words.labels.just_rewrite, "rewrite"),)))


def show_gaps(waiting: tuple[Question, ...], knowledge: Knowledge) -> tuple[Part, ...]:
    """The questions as a list of what the prompt should say, where the coach can't write it in."""
    items = tuple(f"{question.text} ({', '.join(question.options)} …)" for question in waiting)
    return (Bullets(title=knowledge.talk.say_in_prompt, items=items),)


def _option(dimension: str, option: str, number: int) -> Choice:
    return Choice(label=option, action=Action(name="answer", target=dimension, value=option), says=str(number))


def show_rewrite(found: Critique, knowledge: Knowledge) -> tuple[Part, ...]:
    """The rewrite to copy, what is still open in it, and what can be done next."""
    words = knowledge.dialogue(found.language)
    if not found.rewrite:
        return (Actions(choices=(_button("details", words.labels.details, "details"),)),)
    parts: tuple[Part, ...] = (PromptBlock(text=found.rewrite.text),)
    places = open_places(found.rewrite)
    if places or found.rewrite.assumptions:
        parts += (_open_places(found, found.rewrite, places, knowledge),)
    parts += (Text(text=_gain(found, found.rewrite, knowledge, words)),)
    if "private_data" in found.hints:
        parts += (Text(text=words.triage_offer),)
    return (*parts, _next_steps(found, words))


def _open_places(found: Critique, rewrite: Rewrite, names: tuple[str, ...], knowledge: Knowledge) -> Open:
    """Each open place can be set to what is on offer by a button, and to anything by typing its name."""
    words, texts = knowledge.dialogue(found.language), knowledge.question_texts(found.language)
    suggested = {name: suggestions(rewrite.text).get(name, "") for name in names}
    asked = [question.options for question in found.questions]
    return Open(
        label=words.open_places,
        places=tuple(_place(name, said, texts.values(name, said, asked)) for name, said in suggested.items()),
        assumptions=rewrite.assumptions,
        hint=words.set_by_typing.format(name=names[0]) if names else "",
    )


def _place(name: str, suggested: str, options: tuple[str, ...]) -> OpenPlace:
    said = suggested.casefold()
    same = {said, said.partition(" ")[2]}  # "a blog post" offers what "Blog post" does
    others = [option for option in options if option.casefold() not in same]
    return OpenPlace(
        name=name,
        suggested=_value(name, suggested) if suggested else None,
        others=tuple(_value(name, option) for option in others[: _MOST_CHOICES - bool(suggested)]),
    )


def _value(name: str, value: str) -> Choice:
    return Choice(label=value, action=Action(name="set", target=name, value=value), says=f"{name}: {value}")


def _gain(found: Critique, rewrite: Rewrite, knowledge: Knowledge, words: Dialogue) -> str:
    after = critique(rewrite.text, knowledge).score or 0
    sentence = words.now_when_filled if open_places(rewrite) else words.now
    return sentence.format(before=found.score, after=max(after, found.score or 0))


def _next_steps(found: Critique, words: Dialogue) -> Actions:
    labels = words.labels
    buttons = [
        _button("changes", labels.changes, "changes"),
        _button("shorter", labels.shorter, "shorter"),
        _button("keep_wording", labels.keep_wording, "keep my wording"),
        _button("undo", labels.undo, "undo"),
        _button("details", labels.details, "details"),
    ]
    if "private_data" in found.hints or "live_data" in found.hints:
        buttons.insert(0, _button("triage", labels.triage, "triage"))
    return Actions(choices=tuple(buttons))


def _button(name: ActionName, label: str, says: str) -> Choice:
    return Choice(label=label, action=Action(name=name), says=says)


def show_changes(found: Critique, knowledge: Knowledge) -> tuple[Part, ...]:
    """The ledger: each edit with its reason and a way to take it back."""
    words = knowledge.dialogue(found.language)
    if not found.rewrite or not found.rewrite.changes:
        return (Text(text=words.no_changes),)
    listed = tuple(
        (
            words.dimensions[change.dimension],
            change,
            Choice(
                label=f"{words.labels.undo} {number}",
                action=Action(name="undo", target=change.id),
                says=f"undo {number}",
            ),
        )
        for number, change in enumerate(found.rewrite.changes, 1)
    )
    return (Changes(changes=listed),)


def show_details(prompt: str, found: Critique, knowledge: Knowledge) -> tuple[Part, ...]:
    """Every level and finding, and the techniques that this task gains from."""
    words = knowledge.dialogue(found.language)
    levels = tuple(
        (words.dimensions[d.dimension], d.level, words.levels[d.level]) for d in found.dimensions if d.applies
    )
    parts: list[Part] = [_score(found, words).model_copy(update={"levels": levels})]
    if found.findings:
        parts.append(Findings(prompt=prompt, findings=found.findings))
    if found.techniques:
        lines = tuple(f"{t.reason} `{t.line}`" for t in found.techniques)
        parts.append(Bullets(title=words.technique, items=lines))
    return tuple(parts)
