"""One story for each way to the coach in Slack, with the real server, its worker and the embedded store."""

import json
from typing import Any

import pytest

from tests.e2e.people import Payload, Person, new_ts
from tests.e2e.waiting import eventually
from tests.fakes.slack import FakeSlack, Hook

pytestmark = pytest.mark.asyncio(loop_scope="module")

VAGUE = "write something about travel"
MEMO = "We want a bot for questions about our HR policies"


def said(message: Payload) -> str:
    """All that a message shows, as text."""
    return json.dumps(message.get("blocks", []), ensure_ascii=False) + str(message.get("text", ""))


async def replies(fake: FakeSlack, channel: str, thread: str, count: int = 1) -> list[Payload]:
    """The messages of a thread, once there are as many."""

    def look() -> list[Payload]:
        found = [m for m in fake.messages(channel) if m.get("thread_ts", "") == thread]
        return found if len(found) >= count else []

    return await eventually(look)


async def answers(hook: Hook, count: int = 1) -> list[dict[str, Any]]:
    """What came to a response URL, once there is as much."""
    return await eventually(lambda: hook.received if len(hook.received) >= count else [])


async def test_a_mention_is_answered_in_its_thread_and_goes_on_there(ann: Person, fake: FakeSlack) -> None:
    thread = await ann.mention("C0MENTION", VAGUE)
    [asked] = await replies(fake, "C0MENTION", thread)
    assert "Vague" in said(asked)
    await ann.press(asked, "ust rewrite it", "C0MENTION")
    rewritten = (await replies(fake, "C0MENTION", thread, 2))[1]
    assert "{{" in said(rewritten)
    await ann.say("C0MENTION", "audience is families with small children", thread)
    filled = (await replies(fake, "C0MENTION", thread, 3))[2]
    assert "families with small children" in said(filled)
    await ann.say("C0MENTION", "undo", thread)
    undone = (await replies(fake, "C0MENTION", thread, 4))[3]
    assert "families with small children" not in said(undone)


async def test_a_mention_and_its_message_get_one_answer(ann: Person, fake: FakeSlack) -> None:
    thread = await ann.mention("C0ONCE", VAGUE)
    await ann.mention("C0ONCE", "help", thread)
    assert len(await replies(fake, "C0ONCE", thread, 2)) == 2


async def test_talk_of_others_in_the_thread_is_left_alone(ann: Person, bob: Person, fake: FakeSlack) -> None:
    thread = await ann.mention("C0OTHERS", VAGUE)
    await replies(fake, "C0OTHERS", thread)
    await bob.say("C0OTHERS", "1", thread)
    await bob.say("C0OTHERS", "I like this bot", thread)
    await ann.say("C0OTHERS", f"<@{bob.id}> me too", thread)
    await ann.mention("C0OTHERS", "cancel", thread)
    assert len(await replies(fake, "C0OTHERS", thread, 2)) == 2


async def test_a_direct_message_needs_no_mention(ann: Person, fake: FakeSlack) -> None:
    await ann.write(VAGUE)
    [asked] = await replies(fake, ann.dm, "")
    assert "Vague" in said(asked)
    await ann.write("just rewrite it")
    assert "{{" in said((await replies(fake, ann.dm, "", 2))[1])


async def test_the_assistant_pane_suggests_prompts_and_answers_with_a_status(ann: Person, fake: FakeSlack) -> None:
    thread = new_ts()
    opened = {"user_id": ann.id, "channel_id": ann.dm, "thread_ts": thread, "context": {}}
    await ann.slack.event({"type": "assistant_thread_started", "assistant_thread": opened, "event_ts": new_ts()})
    suggested = await eventually(lambda: fake.calls("assistant.threads.setSuggestedPrompts"))
    assert suggested[-1]["thread_ts"] == thread
    await ann.write(VAGUE, thread)
    await eventually(lambda: [message for message in fake.messages(ann.dm) if "Vague" in said(message)])
    assert any(call["thread_ts"] == thread for call in fake.calls("assistant.threads.setStatus"))
    titles = await eventually(lambda: [c for c in fake.calls("assistant.threads.setTitle") if c["thread_ts"] == thread])
    assert "travel" in titles[0]["title"]


async def test_a_slash_command_is_answered_privately_and_goes_on_by_button_and_by_command(
    ann: Person, fake: FakeSlack
) -> None:
    hook = await ann.command("/coach", VAGUE, "C0SLASH")
    [asked] = await answers(hook)
    assert asked["response_type"] == "ephemeral"
    pressed = await ann.press(asked, "ust rewrite it", "C0SLASH", ephemeral=True)
    assert "{{" in said((await answers(pressed))[0])
    typed = await ann.command("/coach", "audience is CFOs", "C0SLASH")
    assert "CFOs" in said((await answers(typed))[0])
    assert not fake.messages("C0SLASH")


async def test_a_private_answer_can_be_shared(ann: Person, fake: FakeSlack) -> None:
    await answers(await ann.command("/coach", VAGUE, "C0SHARE"))
    [rewritten] = await answers(await ann.command("/coach", "just rewrite it", "C0SHARE"))
    await ann.press(rewritten, "Share", "C0SHARE", ephemeral=True)
    [shared] = await eventually(lambda: fake.messages("C0SHARE"))
    assert "travel" in said(shared)


async def test_a_triage_by_command_ends_in_a_decision(ann: Person, fake: FakeSlack) -> None:
    [shown] = await answers(await ann.command("/triage", MEMO, "C0TRIAGE"))
    for _ in range(9):
        if "brief" in said(shown).lower():
            break
        [shown] = await answers(await ann.press(shown, "Skip", "C0TRIAGE", ephemeral=True))
    assert "table" in [block["type"] for block in shown["blocks"]]
    await ann.press(shown, "Brief", "C0TRIAGE", ephemeral=True)
    uploaded = await eventually(lambda: [f for f in fake.state.files.values() if "brief" in str(f)])
    assert b"# " in uploaded[0]["content"]


async def test_somebody_elses_message_is_coached_privately(ann: Person, bob: Person, fake: FakeSlack) -> None:
    hook = await ann.shortcut("C0SHORT", bob.id, VAGUE)
    [asked] = await answers(hook)
    assert asked["response_type"] == "ephemeral"
    assert "Vague" in said(asked)
    assert not fake.messages("C0SHORT")


async def test_an_answer_can_be_typed_into_a_form(ann: Person, fake: FakeSlack) -> None:
    thread = await ann.mention("C0FORM", VAGUE)
    [asked] = await replies(fake, "C0FORM", thread)
    opened = len(fake.calls("views.open"))
    await ann.press(asked, "type it", "C0FORM")
    view = (await eventually(lambda: fake.calls("views.open")[opened:]))[0]["view"]
    assert await ann.submit(view, "beekeepers in Tyrol") == 200
    await ann.say("C0FORM", "just rewrite it", thread)
    shown = (await replies(fake, "C0FORM", thread, 3))[2]
    assert "beekeepers in Tyrol" in said(shown)


async def test_a_text_file_is_a_prompt(ann: Person, fake: FakeSlack) -> None:
    url = fake.file("prompt.txt", b"write a blog post about our new bike")
    file = {"id": "F1", "name": "prompt.txt", "mimetype": "text/plain", "filetype": "text", "mode": "snippet"}
    shared = {**file, "size": 36, "url_private": url, "url_private_download": url}
    await ann.write("", subtype="file_share", files=[shared])
    [asked] = await replies(fake, ann.dm, "")
    assert "bike" in said(asked) or "Vague" in said(asked)


async def test_home_shows_my_prompts_and_lets_me_go_on_and_be_forgotten(ann: Person, fake: FakeSlack) -> None:
    await ann.write("write something about our harbour festival")
    await replies(fake, ann.dm, "")
    await ann.open_home()

    def home() -> Payload | None:
        mine = [call["view"] for call in fake.calls("views.publish") if call["user_id"] == ann.id]
        return mine[-1] if mine else None

    view = await eventually(home)
    assert view
    assert "harbour festival" in said(view)
    await ann.press_at_home(view, "Continue")
    await replies(fake, ann.dm, "", 2)
    await ann.press_at_home(view, "Forget me")
    erased = (await replies(fake, ann.dm, "", 3))[2]
    assert "erased" in said(erased)
    await ann.open_home()
    await eventually(lambda: "harbour festival" not in said(home() or {}))


async def test_a_vote_is_taken_quietly(ann: Person, fake: FakeSlack) -> None:
    thread = await ann.mention("C0VOTE", "what is few-shot prompting?")
    [explained] = await replies(fake, "C0VOTE", thread)
    hook = await ann.press(explained, "Good answer", "C0VOTE")
    assert (await answers(hook))[0]["response_type"] == "ephemeral"
    assert len(fake.messages("C0VOTE")) == 1


async def test_a_button_of_somebody_else_does_nothing_but_says_so(ann: Person, bob: Person, fake: FakeSlack) -> None:
    thread = await ann.mention("C0THEIRS", VAGUE)
    [asked] = await replies(fake, "C0THEIRS", thread)
    hook = await bob.press(asked, "ust rewrite it", "C0THEIRS")
    assert (await answers(hook))[0]["response_type"] == "ephemeral"
    assert len(fake.messages("C0THEIRS")) == 1


async def test_people_channels_and_threads_are_kept_apart(ann: Person, bob: Person, fake: FakeSlack) -> None:
    first = await ann.mention("C0APART", VAGUE)
    await replies(fake, "C0APART", first)
    second = await ann.mention("C0APART", "just rewrite it")
    assert "{{" not in said((await replies(fake, "C0APART", second))[0])
    await bob.mention("C0APART", "just rewrite it", first)
    assert "{{" not in said((await replies(fake, "C0APART", first, 2))[1])
