"""How replies look in Slack, and that Slack would take them."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from adapters.slack.inbound.translate import Turn, translate
from adapters.slack.message import Message, Place, Upload
from adapters.slack.render import render as renderer
from adapters.slack.render.blocks import clean
from adapters.slack.render.limits import faults_of
from adapters.slack.render.render import render
from adapters.slack.values import decode
from coaching.messages import reply as parts
from coaching.messages.conversation import Action, Request
from coaching.messages.reply import Choice, OpenPlace, Part, Reply
from tests.adapters.slack.payloads import NOW, pressed
from tests.adapters.slack.replies import ANY_REPLY, KEY, OPEN, PARTS, PRIVATE, REAL, SUBJECT, choice, for_place, said
from tests.adapters.slack.second_opinion import approve


def reply(*given: Part, audience: Any = "conversation") -> Reply:  # noqa: ANN401  (one of three words)
    return Reply(id="r", parts=given, subject=SUBJECT, audience=audience)


def messages(answer: Reply, place: Place = OPEN) -> list[Message]:
    return [one for one in render(answer, place) if isinstance(one, Message)]


def uploads(answer: Reply, place: Place = OPEN) -> list[Upload]:
    return [one for one in render(answer, place) if isinstance(one, Upload)]


def blocks(answer: Reply, place: Place = OPEN) -> list[dict[str, Any]]:
    return [block for message in messages(answer, place) for block in message.blocks]


def drawn(answer: Reply, place: Place = OPEN) -> str:
    """A block a line."""
    lines = []
    for one in render(answer, place):
        if isinstance(one, Message):
            lines += [f"-- {one.text}", *(json.dumps(block, ensure_ascii=False) for block in one.blocks)]
        else:
            lines.append(f"-- {one.name}: {one.title}, {len(one.content)} characters")
    return "\n".join(lines)


def texts_in(shape: Any) -> Iterator[str]:  # noqa: ANN401  (any JSON)
    """Every text that Slack shows."""
    if isinstance(shape, dict):
        yield from (shape[name] for name in ("text", "url") if isinstance(shape.get(name), str))
        shape = list(shape.values())
    if isinstance(shape, list):
        for inner in shape:
            yield from texts_in(inner)


def buttons(answer: Reply, place: Place = OPEN) -> dict[str, dict[str, Any]]:
    """The buttons of a reply by what stands on them."""
    return {one["text"]["text"]: one for one in elements(answer, place) if one["type"] == "button"}


def menus(answer: Reply, place: Place = OPEN) -> dict[str, dict[str, Any]]:
    """The menus of a reply by what stands on them."""
    return {one["placeholder"]["text"]: one for one in elements(answer, place) if one["type"] == "static_select"}


def elements(answer: Reply, place: Place) -> list[dict[str, Any]]:
    return [one for block in blocks(answer, place) if block["type"] == "actions" for one in block["elements"]]


@pytest.mark.parametrize("name", PARTS)
def test_each_part_as_it_is_sent(snapshot: SnapshotAssertion, name: str) -> None:
    assert drawn(reply(PARTS[name])) == snapshot


@pytest.mark.parametrize("name", REAL)
def test_real_replies_as_they_are_sent(snapshot: SnapshotAssertion, name: str) -> None:
    assert drawn(said(*REAL[name])) == snapshot


@pytest.mark.parametrize("name", ["rewrite", "triage", "decision"])
def test_private_replies_as_they_are_sent(snapshot: SnapshotAssertion, name: str) -> None:
    assert drawn(said(*REAL[name]), PRIVATE) == snapshot


@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize("place", [OPEN, PRIVATE], ids=["open", "private"])
def test_slack_would_take_real_replies(name: str, place: Place) -> None:
    for message in messages(said(*REAL[name]), place):
        assert faults_of(message.blocks, message.text) == ()
        approve(message)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ANY_REPLY, st.sampled_from([OPEN, PRIVATE]))
def test_any_reply_breaks_no_limit_and_loses_nothing(answer: Reply, place: Place) -> None:
    sent = render(answer, place)
    found = [one for one in sent if isinstance(one, Message)]
    assert [faults_of(message.blocks, message.text) for message in found] == [()] * len(found)
    assert len(found) <= renderer.MOST_MESSAGES
    for message in found:
        approve(message)
    shown = squeezed(" ".join([*texts_in([b for m in found for b in m.blocks])]))
    shown += "".join(squeezed(one.content) for one in sent if isinstance(one, Upload))
    for part in answer.parts:
        for text in TEXTS[type(part)](part):
            for word in squeezed(text).split():
                assert word in shown


def squeezed(text: str) -> str:
    """The words of a text: drawing may change the signs and blanks between them."""
    for sign, letter in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(sign, letter)
    return " ".join("".join(letter if letter.isalnum() else " " for letter in clean(text)).split())


# Every text of a part that a person should see; words for buttons that stand for themselves are left aside.
TEXTS: dict[type, Callable[[Any], list[str]]] = {
    parts.Text: lambda part: [part.text],
    parts.PromptBlock: lambda part: [part.text],
    parts.Notice: lambda part: [part.text],
    parts.File: lambda part: [part.content],
    parts.Score: lambda part: [part.label, part.headline, *(t for name, _, word in part.levels for t in (name, word))],
    parts.Findings: lambda part: [text for f in part.findings for text in (f.message, f.advice, f.quote or "")],
    parts.Asked: lambda part: [part.text, part.progress, *map(renderer_label, part.choices)],
    parts.Open: lambda part: [
        *([part.label, part.hint] if part.places else []),
        *(text for place in part.places for text in (place.name, *(c.label for c in place.choices))),
        *part.assumptions,
    ],
    parts.Changes: lambda part: [
        text for about, c, undo in part.changes for text in (about, c.before or "", c.after, c.reason, undo.label)
    ],
    parts.Bullets: lambda part: [part.title, *part.items],
    parts.Actions: lambda part: [c.label for c in part.choices],
    parts.Table: lambda part: [
        part.title,
        *(part.columns[1:] if part.rows else ()),
        *(c for row in part.rows for c in row),
    ],
}


def renderer_label(option: Choice) -> str:
    return f"{option.says} {option.label}" if option.says.isdecimal() else option.label


def test_a_button_carries_its_action_its_subject_and_its_conversation() -> None:
    press = decode(buttons(reply(PARTS["asked"]), PRIVATE)["1 Families"]["value"])
    assert press
    assert press.action == Action(name="answer", target="audience", value="Families")
    assert (press.subject, press.private) == (SUBJECT, True)
    assert (press.channel, press.thread, press.person) == (KEY.channel, "", KEY.person)


def test_ones_own_words_are_asked_for_in_a_modal_that_knows_the_question() -> None:
    button = buttons(reply(PARTS["asked"]))["Or type it…"]
    assert button["action_id"] == "open:answer:audience"
    press = decode(button["value"], "retired people")
    assert press
    assert press.action == Action(name="answer", target="audience", value="retired people")
    asked = decode(button["value"])
    assert asked
    assert asked.action.value == "Who reads it?"


def test_an_open_place_without_a_suggestion_has_a_button_for_ones_own_words() -> None:
    shown = buttons(reply(PARTS["open"]))
    assert shown["tone: …"]["action_id"] == "open:set:tone"
    assert decode(shown["audience: families"]["value"])


def test_what_an_open_place_could_be_is_a_menu_with_the_suggestion_first() -> None:
    answer = reply(PARTS["open"])
    options = menus(answer)["length"]["options"]
    assert [option["text"]["text"] for option in options] == ["100 words", "One page"]
    assert [option["value"] for option in options] == ["100 words", "One page"]
    assert "length: …" in buttons(answer)


@pytest.mark.parametrize("place", [OPEN, PRIVATE], ids=["open", "private"])
def test_a_choice_from_a_menu_is_the_request_of_its_button(place: Place) -> None:
    given = OpenPlace(name="length", others=(for_place("length", "100 words"), for_place("length", "One page")))
    alone = given.model_copy(update={"others": given.others[1:]})
    (menu,) = menus(reply(parts.Open(label="Open", places=(given,))), place).values()
    button = buttons(reply(parts.Open(label="Open", places=(alone,))), place)["length: One page"]
    assert requested(menu | {"selected_option": menu["options"][1]}) == requested(button)


def requested(element: dict[str, Any]) -> Request:
    outcome = translate(pressed(element, user={"id": KEY.person}), NOW)
    assert isinstance(outcome, Turn)
    return outcome.request


@pytest.mark.parametrize("words", ["x" * 151, ""])
def test_what_a_menu_has_no_room_for_are_buttons(words: str) -> None:
    given = OpenPlace(name="length", suggested=for_place("length", "100 words"), others=(for_place("length", words),))
    answer = reply(parts.Open(label="Open", places=(given,)))
    assert not menus(answer)
    assert "length: 100 words" in buttons(answer)


def test_a_label_too_long_for_a_menu_is_told_whole_below_it() -> None:
    label = "as many words as it takes to say what has changed and whom it concerns, and no more"
    given = OpenPlace(name="length", suggested=for_place("length", "100 words"), others=(for_place("length", label),))
    answer = reply(parts.Open(label="Open", places=(given,)))
    assert menus(answer)["length"]["options"][1]["value"] == label
    assert label in set(texts_in(blocks(answer)))


def test_a_question_can_be_skipped_where_the_coach_lets_it() -> None:
    assert "Überspringen" in buttons(reply(PARTS["asked"]))
    assert "Skip" not in buttons(said(*REAL["german"]))
    assert [name for name in buttons(said(*REAL["triage"])) if name.startswith("Skip")] == ["Skip"]


def test_the_prompt_is_exactly_the_prompt() -> None:
    text = "Write {{format: a blog}}\n\n\tfor <b>you</b> & *me*, `x` \n  https://e.org."
    (element,) = blocks(reply(parts.PromptBlock(text=text)))[0]["elements"]
    assert element["type"] == "rich_text_preformatted"
    assert [inner["text"] for inner in element["elements"]] == [text]


def test_a_prompt_too_long_to_show_comes_as_a_file_and_a_line_says_so() -> None:
    text = "word " * 3000
    answer = reply(parts.PromptBlock(text=text))
    assert [(one.name, one.content) for one in uploads(answer)] == [("prompt.txt", text)]
    assert "prompt.txt" in messages(answer)[0].text


def test_what_does_not_fit_into_three_messages_comes_as_a_file() -> None:
    given = [parts.Text(text=f"{number}: " + "so many words " * 170) for number in range(30)]
    answer = reply(*given)
    assert len(messages(answer)) == renderer.MOST_MESSAGES
    (rest,) = uploads(answer)
    assert "29: so many words" in rest.content
    assert "rest comes as a file" in blocks(answer)[-1]["elements"][0]["text"]


def test_a_message_that_would_break_a_limit_after_all_comes_as_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(renderer, "faults_of", lambda *_: ("a limit that was not known",))
    answer = reply(parts.Text(text="Something to say."))
    assert uploads(answer)[0].content == "Something to say."
    assert "rest comes as a file" in messages(answer)[0].text


def test_a_label_too_long_for_a_button_is_told_whole_beside_it() -> None:
    label = "Complete, with a one-paragraph summary on top and everything else below it in the order of the source"
    answer = reply(parts.Actions(choices=(choice(label, "2"),)))
    (button,) = buttons(answer)
    assert button.startswith("2 Complete, with")
    assert len(button) <= 75
    assert f"2 {label}" in set(texts_in(blocks(answer)))


def test_an_action_too_long_for_a_button_is_told_in_words() -> None:
    long = Action(name="set", target="tone", value="x" * 2000)
    answer = reply(parts.Actions(choices=(choice("Formal", "tone: formal", long),)))
    assert not buttons(answer)
    assert "Formal (type: tone: formal)" in set(texts_in(blocks(answer)))


def test_one_table_a_message_the_others_are_lists() -> None:
    first = parts.Table(title="Why", columns=("why", "your answer"), rows=(("it changes", "monthly"),))
    answer = reply(first, PARTS["table"])
    kinds = [block["type"] for block in blocks(answer)]
    assert kinds.count("table") == 1
    assert "it changes\nyour answer: monthly" in set(texts_in(blocks(answer)))


@pytest.mark.parametrize("size", [(101, 2), (3, 21)])
def test_a_table_too_large_for_slack_is_a_list(size: tuple[int, int]) -> None:
    rows, columns = size
    table = parts.Table(columns=("c",) * columns, rows=(("cell",) * columns,) * rows)
    assert "table" not in [block["type"] for block in blocks(reply(table))]


def test_nobody_is_mentioned_by_anybodys_words() -> None:
    attack = "<!channel> <!here> <@U1> <!subteam^S1> <#C1> @everyone"
    answer = reply(parts.Text(text=attack), parts.Notice(text=attack), parts.Bullets(items=(attack,)))
    for message in messages(answer):
        assert "<" not in message.text
    kinds = {shape["type"] for block in blocks(answer) for shape in inner(block)}
    assert not kinds & {"broadcast", "user", "usergroup", "channel"}
    assert "<" not in "".join(e["text"] for b in blocks(answer) if b["type"] == "context" for e in b["elements"])


def inner(shape: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  (any JSON)
    """Every object with a type."""
    if isinstance(shape, dict):
        if "type" in shape:
            yield shape
        shape = list(shape.values())
    if isinstance(shape, list):
        for one in shape:
            yield from inner(one)


@pytest.mark.parametrize("name", ["rewrite", "decision", "explanation"])
def test_an_answer_worth_keeping_can_be_voted_on_once(name: str) -> None:
    votes = [block for block in blocks(said(*REAL[name])) if block["type"] == "context_actions"]
    (block,) = votes
    (element,) = block["elements"]
    assert element["action_id"] == "vote"
    press = decode(element["negative_button"]["value"])
    assert press
    assert press.action == Action(name="vote", value="down")


@pytest.mark.parametrize("name", ["vague", "help", "changes", "unknown question"])
def test_other_answers_can_not(name: str) -> None:
    assert "context_actions" not in [block["type"] for block in blocks(said(*REAL[name]))]


def test_a_private_answer_can_be_shared_and_an_open_one_need_not() -> None:
    answer = said(*REAL["rewrite"])
    assert "Share to channel" in buttons(answer, PRIVATE)
    assert "Share to channel" not in buttons(answer, OPEN)


def test_there_is_nobody_to_share_with_in_a_direct_message() -> None:
    direct = Place(KEY.model_copy(update={"channel": "D1"}), private=True, way="slash")
    assert "Share to channel" not in buttons(said(*REAL["rewrite"]), direct)


def test_a_shared_answer_has_no_buttons_of_its_own() -> None:
    shared = reply(PARTS["prompt"], audience="channel")
    assert [block["type"] for block in blocks(shared, PRIVATE)] == ["rich_text"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("vague", "/coach 1"),
        ("rewrite", "/coach format: a blog introduction"),
        ("strong", "/coach details"),
        ("triage", "/triage 1"),
        ("decision", "/triage brief"),
        ("unknown question", "/coach ask What is prompt engineering?"),
    ],
)
def test_a_private_answer_says_what_to_type_next(name: str, typed: str) -> None:
    answer = said(*REAL[name])
    assert blocks(answer, PRIVATE)[-1]["elements"][0]["text"].endswith(f"type: `{typed}`")
    assert typed not in json.dumps(blocks(answer, OPEN))


def test_in_a_triage_an_unknown_question_leads_back_to_the_triage() -> None:
    answer = said(*REAL["triage"], "/ask what is the capital of France?")
    assert blocks(answer, PRIVATE)[-1]["elements"][0]["text"].endswith("type: `/triage 1`")


def test_in_private_the_hint_of_the_open_places_names_the_command() -> None:
    assert "type `/coach tone: …`" in drawn(reply(PARTS["open"]), PRIVATE)


def test_where_there_is_nothing_to_type_nothing_is_said_of_it() -> None:
    assert "type:" not in json.dumps(blocks(said(*REAL["help"]), PRIVATE))


def test_equal_messages_are_all_sent_or_filed() -> None:
    text = parts.Text(text="the same words " * 150)
    answer = reply(*[text] * 30)
    shown = json.dumps(blocks(answer)) + uploads(answer)[0].content
    assert shown.count("the same words") == 30 * 150


def test_an_answer_that_says_nothing_sends_nothing() -> None:
    assert render(reply(parts.Text(text=" \n")), OPEN) == ()
