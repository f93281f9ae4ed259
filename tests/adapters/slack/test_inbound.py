import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.inbound.translate import Answer, Dispatch, Ignore, Turn, translate
from adapters.slack.values import ACTION_ID_LIMIT, encode
from coaching.messages.conversation import Action, Attachment, Request
from tests.adapters.slack.payloads import (
    AUTHORIZATION,
    BOT,
    CHANNEL,
    DIRECT,
    FILE,
    NOW,
    RESPONSE_URL,
    TEAM,
    THREAD,
    TRIGGER,
    TS,
    USER,
    button,
    command,
    conversation,
    direct,
    event,
    mention,
    message,
    pressed,
    shortcut,
    value,
)

SKIP = Action(name="skip", target="audience")
UNTIL = str(NOW + 1800)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def request(payload: object) -> Request:
    outcome = translate(payload, NOW)
    assert isinstance(outcome, Turn)
    return outcome.request


# Messages


def test_a_mention_is_answered_in_a_thread_below_it() -> None:
    assert translate(event(mention()), NOW) == Turn(
        Request(
            id=f"{CHANNEL}:{TS}",
            conversation=conversation(thread=TS),
            text="write a poem",
            address={"channel": CHANNEL, "thread": TS, "user": USER, "team": TEAM, "ts": TS, "way": "mention"},
            sent_at=float(TS),
        ),
        claims=("Ev0001",),
    )


def test_a_mention_in_a_thread_is_answered_there() -> None:
    said = request(event(mention(thread_ts=THREAD)))
    assert said.conversation == conversation(thread=THREAD)
    assert said.address["thread"] == THREAD


def test_a_mention_and_its_message_are_the_same_request_but_for_the_delivery() -> None:
    text = f"hey <@{BOT}> write a poem"
    assert request(event(mention(text))) == request(event(message(text), event_id="Ev2"))


def test_a_direct_message_is_answered_at_the_top_level() -> None:
    said = request(event(direct()))
    assert said.conversation == conversation(DIRECT, thread="")
    assert said.address == {"channel": DIRECT, "user": USER, "team": TEAM, "ts": TS, "way": "dm"}
    assert not said.overheard


def test_a_message_in_the_pane_is_answered_in_its_thread() -> None:
    said = request(event(direct(thread_ts=THREAD)))
    assert said.conversation == conversation(DIRECT, thread=THREAD)
    assert (said.address["way"], said.address["thread"]) == ("pane", THREAD)


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast"])
def test_files_and_broadcasts_of_a_thread_are_messages(subtype: str) -> None:
    assert request(event(message(thread_ts=THREAD, subtype=subtype))).text == "write a poem"


def test_a_message_in_a_thread_that_mentions_nobody_is_overheard() -> None:
    said = request(event(message("for <@U2>, and shorter", thread_ts=THREAD)))
    assert said.overheard
    assert said.text == "for @U2, and shorter"


@pytest.mark.parametrize("kind", ["channel", "group", "mpim"])
def test_a_message_at_the_top_level_that_mentions_nobody_is_ignored(kind: str) -> None:
    assert translate(event(message(channel_type=kind)), NOW) == Ignore()


def test_a_message_in_a_thread_that_addresses_somebody_else_is_ignored() -> None:
    assert translate(event(message("<@U2> what do you think?", thread_ts=THREAD)), NOW) == Ignore()
    assert request(event(message(f"<@U2> ask <@{BOT}>", thread_ts=THREAD))).text == "@U2 ask"


@pytest.mark.parametrize(
    "ignored",
    [
        {"subtype": "message_changed", "message": {"user": USER, "text": "x", "ts": TS}},
        {"subtype": "message_deleted"},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "assistant_app_thread"},
        {"subtype": ["file_share"]},
        {"bot_id": "B0001"},
        {"app_id": "A0002"},
        {"user": BOT},
        {"user": "USLACKBOT"},
        {"user": None},
        {"channel": {"id": DIRECT}},
        {"ts": 1700000000.0001},
    ],
)
def test_what_no_person_says_is_ignored(ignored: dict[str, object]) -> None:
    assert translate(event(direct() | ignored), NOW) == Ignore()
    assert translate(event(mention() | ignored), NOW) == Ignore()


def test_a_mention_of_nothing_is_a_request_without_text() -> None:
    assert request(event(mention(f"<@{BOT}>"))).text == ""


def test_marks_become_plain_text() -> None:
    said = request(event(direct("a &lt; b, see <http://x.de|x.de> in <#C9|general>\n```\n  &amp;x\n```")))
    assert said.text == "a < b, see x.de in #general\n```\n  &x\n```"


def test_a_message_that_was_forwarded_without_a_word_is_the_prompt() -> None:
    shared = direct("", attachments=[{"is_share": True, "text": "write a &lt;poem&gt;"}])
    assert request(event(shared)).text == "write a <poem>"


def test_an_event_without_an_id_claims_nothing() -> None:
    outcome = translate(event(direct(), event_id=None), NOW)
    assert isinstance(outcome, Turn)
    assert outcome.claims == ()


# Files


def test_text_files_and_others_come_along() -> None:
    snippet = FILE | {"mode": "snippet", "mimetype": "", "filetype": "unheard_of", "url_private_download": None}
    code = FILE | {"mimetype": "application/octet-stream", "filetype": "yaml"}
    picture = {"id": "F9", "mimetype": "image/png", "filetype": "png", "mode": "hosted", "size": -1, "url_private": "u"}
    hidden = {"id": "F8", "mode": "hidden_by_limit", "name": None, "size": "9"}
    files = [FILE, snippet, code, picture, hidden, "F7", None]
    download, private = FILE["url_private_download"], FILE["url_private"]
    assert request(event(direct("", subtype="file_share", files=files))).attachments == (
        Attachment(name="prompt.md", url=str(download), media_type="text/plain", size=321),
        Attachment(name="prompt.md", url=str(private), media_type="text/unheard_of", size=321),
        Attachment(name="prompt.md", url=str(download), media_type="text/yaml", size=321),
        Attachment(name="F9", url="u", media_type="image/png"),
        Attachment(name="F8", url=""),
    )


# Installations


def test_a_shared_channel_belongs_to_the_installation_and_not_to_the_sender() -> None:
    granted = AUTHORIZATION | {"team_id": "T2", "enterprise_id": None}
    said = request(event(mention(user_team="T9"), team_id="T9", enterprise_id="E9", authorizations=[granted]))
    assert said.conversation.tenant == "T2"
    assert said.address["team"] == "T2"
    assert "enterprise" not in said.address


def test_an_installation_of_an_organisation_keeps_its_workspaces_apart() -> None:
    granted = AUTHORIZATION | {"team_id": None, "enterprise_id": "E1", "is_enterprise_install": True}
    said = request(event(mention(), context_team_id="T5", team_id="T6", authorizations=[granted]))
    assert (said.conversation.tenant, said.address["team"], said.address["enterprise"]) == ("T5", "T5", "E1")


def test_without_authorizations_the_team_of_the_event_counts() -> None:
    assert request(event(mention(), authorizations=[])).conversation.tenant == TEAM
    assert translate(event(mention(), authorizations=None, team_id=None), NOW) == Ignore()


def test_a_press_in_an_organisation_has_the_team_of_its_person() -> None:
    organisation = {"id": "E1", "name": "org"}
    said = request(pressed(button(value(SKIP)), team=None, enterprise=organisation, is_enterprise_install=True))
    assert (said.conversation.tenant, said.address["enterprise"]) == (TEAM, "E1")


# Commands


def test_a_command_is_answered_privately() -> None:
    assert translate(command(), NOW) == Turn(
        Request(
            id=f"{CHANNEL}:{TRIGGER}",
            conversation=conversation(thread=""),
            text="/coach write a poem",
            address={
                "channel": CHANNEL,
                "user": USER,
                "team": TEAM,
                "way": "slash",
                "private": "1",
                "response_url": RESPONSE_URL,
                "response_until": UNTIL,
            },
            sent_at=NOW,
        )
    )


@pytest.mark.parametrize(
    ("name", "text", "heard"),
    [("/coach", " ", "/coach"), ("/triage", "", "/triage"), ("/triage", "a &amp; b", "/triage a & b")],
)
def test_commands_say_what_they_mean(name: str, text: str, heard: str) -> None:
    assert request(command(name, text)).text == heard


def test_an_organisations_command_names_it() -> None:
    said = request(command(enterprise_id="E1", is_enterprise_install="true"))
    assert said.address["enterprise"] == "E1"


def test_another_command_is_answered_with_a_hint() -> None:
    outcome = translate(command("/nope"), NOW)
    assert isinstance(outcome, Answer)
    assert json.loads(outcome.body)["response_type"] == "ephemeral"


def test_a_command_that_lacks_its_person_is_ignored() -> None:
    assert translate(command(user_id=""), NOW) == Ignore()


# Buttons and menus


def test_a_press_belongs_to_the_conversation_of_the_button() -> None:
    assert translate(pressed(button(value(SKIP))), NOW) == Turn(
        Request(
            id=f"{CHANNEL}:{TRIGGER}",
            conversation=conversation(),
            action=SKIP,
            about="C0001:1",
            address={
                "channel": CHANNEL,
                "thread": THREAD,
                "user": USER,
                "team": TEAM,
                "way": "button",
                "response_url": RESPONSE_URL,
                "response_until": UNTIL,
            },
            sent_at=float(TS),
        )
    )


def test_a_press_on_a_private_answer_is_answered_privately() -> None:
    said = request(pressed(button(value(SKIP, conversation(thread=""), private=True))))
    assert said.conversation == conversation(thread="")
    assert said.address["private"] == "1"


def test_a_vote_is_a_press() -> None:
    up = Action(name="vote", value="up")
    assert request(pressed(button(value(up), type="feedback_buttons", action_id="vote"))).action == up


def test_a_choice_from_a_menu_is_a_press() -> None:
    action_id = encode(Action(name="set", target="tone"), "s", conversation(), private=False, limit=ACTION_ID_LIMIT)
    chosen = {"type": "static_select", "action_id": action_id, "selected_option": {"value": "warm"}}
    assert request(pressed(chosen)).action == Action(name="set", target="tone", value="warm")
    assert translate(pressed({**chosen, "selected_option": None}), NOW) == Dispatch()


@pytest.mark.parametrize(
    "payload",
    [
        pressed(button(value(SKIP), action_id="open:answer:audience")),
        pressed(button(value(SKIP, conversation(person="U2")))),
        pressed(button("of an older release")),
        pressed({"type": "datepicker", "action_id": "a"}),
        pressed(button(value(SKIP)), user=None),
        pressed(button(value(SKIP)), channel=None, container={"type": "view"}, view={"type": "home", "id": "V1"}),
    ],
)
def test_a_press_that_is_no_turn_goes_to_the_listeners(payload: object) -> None:
    assert translate(payload, NOW) == Dispatch()


@pytest.mark.parametrize("payload", [pressed(), pressed("x"), pressed(button("", url="https://x.de")), pressed(None)])
def test_links_and_presses_of_nothing_are_ignored(payload: object) -> None:
    assert translate(payload, NOW) == Ignore()


# The shortcut


def test_somebodys_message_is_coached_privately() -> None:
    said = {"type": "message", "user": "U2", "ts": THREAD, "text": "write &amp; send", "files": [FILE]}
    coached = request(shortcut(said))
    assert coached.id == f"{CHANNEL}:{TRIGGER}"
    assert coached.action == Action(name="coach", value="write & send")
    assert coached.conversation == conversation(thread="")
    assert [file.name for file in coached.attachments] == ["prompt.md"]
    assert coached.address == {
        "channel": CHANNEL,
        "user": USER,
        "team": TEAM,
        "way": "shortcut",
        "private": "1",
        "response_url": RESPONSE_URL,
        "response_until": UNTIL,
    }


def test_a_message_of_a_thread_is_coached_in_that_thread() -> None:
    coached = request(shortcut({"user": "U2", "ts": TS, "text": "x", "thread_ts": THREAD}))
    assert coached.address["thread"] == THREAD
    assert coached.conversation.thread == ""


def test_another_shortcut_goes_to_the_listeners() -> None:
    assert translate(shortcut({"text": "x"}, callback_id="other"), NOW) == Dispatch()
    assert translate(shortcut({}), NOW) == Ignore()


# The rest


@pytest.mark.parametrize("kind", ["view_submission", "view_closed", "shortcut", "block_suggestion"])
def test_what_needs_an_answer_inside_the_request_goes_to_the_listeners(kind: str) -> None:
    assert translate({"type": kind}, NOW) == Dispatch()


@pytest.mark.parametrize(
    "kind",
    """
    app_home_opened app_uninstalled assistant_thread_started assistant_thread_context_changed team_rename tokens_revoked
    """.split(),
)
def test_what_concerns_the_app_goes_to_the_listeners(kind: str) -> None:
    assert translate(event({"type": kind}), NOW) == Dispatch()


@pytest.mark.parametrize("inner", [None, {}, [], "x", 7, {"type": "brand_new_event"}, {"type": ["message"]}])
def test_other_events_are_ignored(inner: object) -> None:
    assert translate(event(inner), NOW) == Ignore()


def test_the_address_is_verified_with_the_challenge() -> None:
    outcome = translate({"type": "url_verification", "token": "t", "challenge": 'a"b'}, NOW)
    assert isinstance(outcome, Answer)
    assert json.loads(outcome.body) == {"challenge": 'a"b'}


def test_a_check_of_the_certificate_is_answered() -> None:
    assert translate({"ssl_check": "1", "token": "t"}, NOW) == Answer()


def test_half_a_character_is_replaced() -> None:
    assert request(event(direct("a \ud800 für 😀"))).text == "a ? für 😀"


WHOLE = [event(mention()), event(direct(files=[FILE])), command(), pressed(button(value(SKIP))), shortcut(message())]


def check(payload: object) -> None:
    """Whatever it is, it comes to something, and a turn can be stored."""
    outcome = translate(payload, NOW)
    if isinstance(outcome, Turn):
        assert Request.model_validate_json(outcome.request.model_dump_json()) == outcome.request


@given(junk)
def test_no_json_raises(payload: object) -> None:
    check(payload)


@settings(max_examples=300)
@given(st.data())
def test_no_payload_with_something_absurd_in_it_raises(data: st.DataObject) -> None:
    payload = json.loads(json.dumps(data.draw(st.sampled_from(WHOLE))))
    inner = payload
    while True:
        name = data.draw(st.sampled_from(sorted(inner)))
        if not isinstance(inner[name], dict) or not inner[name] or data.draw(st.booleans()):
            break
        inner = inner[name]
    inner[name] = data.draw(junk)
    check(payload)
