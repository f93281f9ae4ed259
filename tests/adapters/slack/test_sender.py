"""Replies to a conversation: posted once, in order, at Slack's pace, whatever breaks."""

import json
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from adapters.slack.workspaces import OneWorkspace, Workspace
from coaching.messages.delivery import DeliveryError
from coaching.messages.reply import Text
from tests.adapters.slack.sending import ASKED, FILE, LONG, Sending, delivery, direct, mention, sending
from tests.fakes.slack.state import Installed


@pytest.fixture
async def here() -> AsyncIterator[Sending]:
    async with sending() as here:
        yield here


async def refused(here: Sending, **kind: bool) -> DeliveryError:
    """The error that a delivery ends in."""
    with pytest.raises(DeliveryError) as caught:
        await here.sender.send(delivery(), again=kind.get("again", False))
    return caught.value


async def test_a_mention_is_answered_in_its_thread(here: Sending) -> None:
    await here.sender.send(delivery())
    [message] = here.slack.messages("C1")
    assert message["thread_ts"] == ASKED
    assert "Hello" in message["text"]
    assert message["metadata"] == {"event_type": "promptcoach_reply", "event_payload": {"id": "C1:1:1", "part": 0}}
    [args] = here.slack.calls("chat.postMessage")
    assert args["unfurl_links"] is args["unfurl_media"] is False


async def test_a_direct_message_is_answered_at_the_top_level(here: Sending) -> None:
    await here.sender.send(delivery(to=direct()))
    [message] = here.slack.messages("D1")
    assert "thread_ts" not in message


async def test_an_answer_without_a_channel_goes_to_the_direct_messages_of_the_person(here: Sending) -> None:
    await here.sender.send(delivery(to={"way": "home", "team": "T1", "user": "U7"}))
    assert len(here.slack.messages("D7")) == 1


async def test_one_answer_takes_one_call_and_one_place_in_its_channel(here: Sending) -> None:
    await here.sender.send(delivery())
    assert [call.method for call in here.slack.state.calls] == ["chat.postMessage"]
    assert here.pacer.asked == [("slack:T1:C1", "C1:1:1:0", 1.0)]


async def test_a_file_is_shared_in_the_thread(here: Sending) -> None:
    await here.sender.send(delivery(Text(text="Your brief"), FILE))
    message, shared = here.slack.messages("C1")
    assert (shared["thread_ts"], shared["files"][0]["name"]) == (ASKED, "brief.md")
    [file] = here.slack.state.files.values()
    assert file["content"] == FILE.content.encode()
    assert "Your brief" in message["text"]


async def test_what_was_posted_before_the_connection_broke_is_not_posted_again(here: Sending) -> None:
    here.slack.fail("chat.postMessage", drop=True)
    error = await refused(here)
    assert (error.permanent, error.wait) == (False, None)
    await here.sender.send(delivery(), again=True)
    assert len(here.slack.messages("C1")) == 1


async def test_another_process_finds_what_was_posted(here: Sending) -> None:
    await here.sender.send(delivery(*LONG, FILE))
    before = json.dumps(here.slack.messages("C1"))
    async with sending() as other:
        other.slack.state.messages = here.slack.state.messages
        await other.sender.send(delivery(*LONG, FILE), again=True)
        assert json.dumps(other.slack.messages("C1")) == before
        assert other.calls("conversations.replies") == 1


@pytest.mark.parametrize("done", range(4))
async def test_only_the_missing_parts_are_posted_after_a_crash_in_the_middle(here: Sending, done: int) -> None:
    await here.sender.send(delivery(*LONG, FILE))
    whole = here.slack.messages("C1")
    async with sending() as other:
        other.slack.state.messages = {"C1": whole[:done]}
        other.slack.state.add("C1", {"ts": ASKED, "text": "the person's prompt", "user": "U1"})
        await other.sender.send(delivery(*LONG, FILE), again=True)
        posted = [message for message in other.slack.messages("C1") if message["user"] != "U1"]
        assert [m.get("metadata") or m["files"][0]["name"] for m in posted] == [
            m.get("metadata") or m["files"][0]["name"] for m in whole
        ]


async def test_a_direct_message_that_was_sent_is_found(here: Sending) -> None:
    await here.sender.send(delivery(to=direct()))
    async with sending() as other:
        other.slack.state.messages = here.slack.state.messages
        await other.sender.send(delivery(to=direct()), again=True)
        assert len(other.slack.messages("D1")) == 1


async def test_a_file_of_an_earlier_answer_is_not_taken_for_this_one(here: Sending) -> None:
    await here.sender.send(delivery(FILE))
    later = f"{int(ASKED[:10]) + 60}.000000"
    here.slack.state.skew = 120
    async with sending() as other:
        other.slack.state.messages, other.slack.state.skew = here.slack.state.messages, 120
        await other.sender.send(delivery(FILE, to=mention(ts=later)), again=True)
        assert len(other.slack.messages("C1")) == 2


async def test_a_file_of_the_same_name_by_the_person_is_not_taken_for_the_answer(here: Sending) -> None:
    here.slack.state.add("C1", {"ts": ASKED, "text": "Here is mine", "user": "U1"})
    here.slack.state.add("C1", {"thread_ts": ASKED, "user": "U1", "files": [{"name": "brief.md"}]})
    await here.sender.send(delivery(FILE), again=True)
    assert len(here.slack.messages("C1")) == 3


async def test_a_look_that_fails_for_now_is_tried_later(here: Sending) -> None:
    here.slack.fail("conversations.replies", retry_after=60)
    error = await refused(here, again=True)
    assert (error.wait, here.calls("chat.postMessage")) == (60, 0)


async def test_where_nothing_may_be_looked_at_the_answer_is_sent(here: Sending) -> None:
    here.slack.fail("conversations.replies", error="missing_scope")
    await here.sender.send(delivery(), again=True)
    assert len(here.slack.messages("C1")) == 1


async def test_a_rate_limit_holds_the_channel_and_names_the_wait(here: Sending) -> None:
    here.slack.fail("chat.postMessage", retry_after=7)
    error = await refused(here)
    assert (error.wait, error.permanent) == (7, False)
    assert here.pacer.held == [("slack:T1:C1", 7)]


async def test_a_rate_limit_in_the_middle_counts_as_an_attempt(here: Sending) -> None:
    here.slack.fail("chat.postMessage", after=1, retry_after=7)
    with pytest.raises(DeliveryError) as caught:
        await here.sender.send(delivery(*LONG))
    assert (caught.value.wait, caught.value.permanent) == (None, False)
    assert here.pacer.held == [("slack:T1:C1", 7)]
    await here.sender.send(delivery(*LONG), again=True)
    parts = [message["metadata"]["event_payload"]["part"] for message in here.slack.messages("C1")]
    assert parts == [0, 1]


async def test_a_short_wait_for_a_place_is_waited_here(here: Sending) -> None:
    here.pacer.waits = [0.01, 0.01]
    await here.sender.send(delivery())
    assert [ticket for _, ticket, _ in here.pacer.asked] == ["C1:1:1:0"] * 3


async def test_a_long_wait_for_a_place_is_the_queues_business(here: Sending) -> None:
    here.pacer.waits = [30.0]
    assert (await refused(here)).wait == 30
    assert here.slack.state.calls == []


async def test_once_something_was_sent_the_rest_waits_for_its_place(here: Sending) -> None:
    here.pacer.waits = [0.0, 2.01]
    await here.sender.send(delivery(*LONG))
    assert len(here.slack.messages("C1")) == 2


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 503}, {"error": "internal_error"}, {"refuse": True}])
async def test_trouble_that_passes_may_be_tried_again(here: Sending, fault: dict[str, object]) -> None:
    here.slack.fail("chat.postMessage", **fault)  # type: ignore[arg-type]
    error = await refused(here)
    assert (error.permanent, error.wait) == (False, None)
    await here.sender.send(delivery(), again=True)
    assert len(here.slack.messages("C1")) == 1


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived", "not_in_channel", "no_permission"])
async def test_what_slack_will_always_refuse_is_final(here: Sending, code: str) -> None:
    here.slack.state.channel_faults["C1"] = code
    error = await refused(here)
    assert (error.permanent, error.reason) == (True, code)


@pytest.mark.parametrize("code", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"])
async def test_refused_blocks_are_replaced_by_plain_words_and_logged_without_them(here: Sending, code: str) -> None:
    here.slack.fail("chat.postMessage", error=code)
    with capture_logs() as logs:
        await here.sender.send(delivery(Text(text="Very private")))
    [message] = here.slack.messages("C1")
    assert "Very private" in message["text"]
    assert not message.get("blocks")
    assert [(line["event"], line["code"]) for line in logs] == [("slack_refused_blocks", code)]
    assert "private" not in json.dumps(logs)


class Rotating:
    """`Workspaces` whose token has changed since it was last looked at."""

    def __init__(self) -> None:
        self.evicted = False

    async def find(self, team: str, enterprise: str = "") -> Workspace | None:
        assert (team, enterprise) == ("T1", "E1")
        return Workspace("xoxb-new" if self.evicted else "xoxb-old")

    async def evict(self, team: str, enterprise: str = "") -> None:
        assert (team, enterprise) == ("T1", "E1")
        self.evicted = True


async def test_a_refused_token_is_looked_up_anew_and_tried_once_more() -> None:
    async with sending(Rotating()) as here:
        here.slack.state.tokens = {"xoxb-new": Installed()}
        await here.sender.send(delivery(to=mention(enterprise="E1")))
        assert [call.token for call in here.slack.state.calls] == ["xoxb-old", "xoxb-new"]
        assert len(here.slack.messages("C1")) == 1


async def test_a_token_that_stays_refused_is_final() -> None:
    async with sending(OneWorkspace("xoxb-wrong")) as here:
        error = await refused(here)
        assert (error.permanent, error.reason) == (True, "invalid_auth")


class Nowhere(OneWorkspace):
    async def find(self, team: str, enterprise: str = "") -> Workspace | None:  # noqa: ARG002
        return None


async def test_without_an_installation_nothing_can_be_delivered() -> None:
    async with sending(Nowhere("")) as here:
        error = await refused(here)
        assert (error.permanent, error.reason) == (True, "not_installed")
