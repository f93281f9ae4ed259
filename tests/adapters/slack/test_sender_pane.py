"""Replies in the assistant's pane: built up before the person's eyes, and there once whatever breaks."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from coaching.messages.conversation import ConversationKey, Platform, Request
from coaching.messages.delivery import Delivery, DeliveryError
from coaching.messages.reply import PromptBlock, Text
from tests.adapters.slack.sending import ASKED, FILE, LONG, Sending, delivery, direct, pane, sending

ANSWER = (Text(text="Here it is."), PromptBlock(text="List the refund rules for EU customers, each with its source."))


@pytest.fixture
async def here() -> AsyncIterator[Sending]:
    async with sending() as here:
        yield here


async def posted_blocks(*, to: dict[str, str]) -> list[object]:
    """The blocks of the answer, posted in one piece."""
    async with sending() as other:
        other.slack.fail("chat.startStream", error="unknown_method")
        await other.sender.send(delivery(*ANSWER, to=to))
        [message] = other.slack.messages("D1")
        return list(message["blocks"])


def about(topic: str) -> Delivery:
    """A delivery that puts something on the table."""
    sent = delivery(*ANSWER, to=pane())
    return sent.model_copy(update={"reply": sent.reply.model_copy(update={"topic": topic})})


def metadata(part: int = 0) -> dict[str, object]:
    return {"event_type": "promptcoach_reply", "event_payload": {"id": "C1:1:1", "part": part}}


async def assert_whole(here: Sending) -> None:
    [message] = here.slack.messages("D1")
    assert message["metadata"] == metadata()
    assert message["blocks"] == await posted_blocks(to=pane())
    assert not message.get("streaming")


async def test_an_answer_is_streamed_into_its_thread(here: Sending) -> None:
    await here.sender.send(delivery(*ANSWER, to=pane()))
    await assert_whole(here)
    [begun] = here.slack.calls("chat.startStream")
    assert (begun["thread_ts"], begun["recipient_user_id"], begun["recipient_team_id"]) == (ASKED, "U1", "T1")
    assert here.calls("chat.postMessage") == 0


async def test_a_direct_message_outside_the_pane_is_posted(here: Sending) -> None:
    await here.sender.send(delivery(*ANSWER, to=direct()))
    assert here.calls("chat.startStream") == 0


async def test_where_streams_are_refused_the_answer_is_posted_and_no_other_is_tried(here: Sending) -> None:
    here.slack.fail("chat.startStream", error="unknown_method")
    await here.sender.send(delivery(*ANSWER, to=pane()))
    await here.sender.send(delivery(*ANSWER, to=pane()).model_copy(update={"id": "C1:2:1"}))
    assert [message["metadata"]["event_payload"]["id"] for message in here.slack.messages("D1")] == ["C1:1:1", "C1:2:1"]
    assert here.calls("chat.startStream") == 1


@pytest.mark.parametrize("method", ["chat.startStream", "chat.stopStream"])
@pytest.mark.parametrize("fault", [{"drop": True}, {"refuse": True}, {"status": 500}])
async def test_a_stream_that_breaks_is_finished_by_the_next_attempt(
    here: Sending, method: str, fault: dict[str, object]
) -> None:
    here.slack.state.add("D1", {"ts": ASKED, "text": "the person's prompt", "user": "U1"})
    here.slack.fail(method, **fault)  # type: ignore[arg-type]
    with pytest.raises(DeliveryError) as caught:
        await here.sender.send(delivery(*ANSWER, to=pane()))
    assert (caught.value.permanent, caught.value.wait) == (False, None)
    await here.sender.send(delivery(*ANSWER, to=pane()), again=True)
    prompt, answer = here.slack.messages("D1")
    assert prompt["user"] == "U1"
    assert answer["metadata"] == metadata()
    assert answer["blocks"] == await posted_blocks(to=pane())
    assert here.calls("chat.startStream") == 1


async def test_a_stream_whose_time_is_over_is_finished_by_rewriting_it(here: Sending) -> None:
    here.slack.fail("chat.stopStream", error="message_not_in_streaming_state")
    await here.sender.send(delivery(*ANSWER, to=pane()))
    await assert_whole(here)


async def test_blocks_that_are_refused_at_the_end_of_a_stream_are_replaced_by_plain_words(here: Sending) -> None:
    here.slack.fail("chat.stopStream", error="invalid_blocks")
    here.slack.fail("chat.update", error="invalid_blocks")
    await here.sender.send(delivery(*ANSWER, to=pane()))
    [message] = here.slack.messages("D1")
    assert "refund rules" in message["text"]
    assert message["metadata"] == metadata()


async def test_every_message_of_a_long_answer_is_streamed_and_files_follow(here: Sending) -> None:
    await here.sender.send(delivery(*LONG, FILE, to=pane()))
    assert [message.get("metadata") for message in here.slack.messages("D1")] == [metadata(0), metadata(1), None]
    assert (here.calls("chat.startStream"), here.calls("chat.postMessage")) == (2, 0)


async def test_a_later_message_that_breaks_is_finished_by_another_process(here: Sending) -> None:
    here.slack.state.add("D1", {"ts": ASKED, "text": "the person's prompt", "user": "U1"})
    here.slack.fail("chat.stopStream", after=1, drop=True)
    here.slack.fail("chat.stopStream", refuse=True)
    with pytest.raises(DeliveryError):
        await here.sender.send(delivery(*LONG, FILE, to=pane()))
    async with sending() as other:
        other.slack.state = here.slack.state
        await other.sender.send(delivery(*LONG, FILE, to=pane()), again=True)
    kept = [message.get("metadata") for message in here.slack.messages("D1")[1:]]
    assert kept == [metadata(0), metadata(1), None]


async def test_a_stream_is_paced_like_a_message(here: Sending) -> None:
    await here.sender.send(delivery(*ANSWER, to=pane()))
    assert here.pacer.asked == [("slack:T1:D1", "C1:1:1:0", 1.0)]


async def test_a_thread_is_called_by_what_began_in_it(here: Sending) -> None:
    await here.sender.send(about("Compare the refund rules of our five largest markets, each with its source."))
    [title] = here.slack.calls("assistant.threads.setTitle")
    assert title["title"] == "Compare the refund rules of our five largest markets, each…"
    assert (title["channel_id"], title["thread_ts"]) == ("D1", ASKED)


async def test_a_follow_up_leaves_the_title_alone(here: Sending) -> None:
    await here.sender.send(delivery(*ANSWER, to=pane()))
    assert here.calls("assistant.threads.setTitle") == 0


def asked_in_the_pane() -> Request:
    key = ConversationKey(platform=Platform.SLACK, tenant="T1", channel="D1", thread=ASKED, person="U1")
    return Request(id="D1:1", conversation=key, text="write something", address=pane())


async def test_a_status_shows_that_somebody_is_at_work(here: Sending) -> None:
    assert await here.sender.complete(asked_in_the_pane()) == asked_in_the_pane()
    [status] = here.slack.calls("assistant.threads.setStatus")
    assert (status["channel_id"], status["thread_ts"]) == ("D1", ASKED)
    assert status["status"]
    assert len(status["loading_messages"]) > 1


async def test_a_status_is_shown_nowhere_else(here: Sending) -> None:
    await here.sender.complete(asked_in_the_pane().model_copy(update={"address": direct()}))
    assert here.slack.state.calls == []


@pytest.mark.parametrize("fault", [{"error": "not_allowed"}, {"status": 500}, {"drop": True}, {"hang": True}])
@pytest.mark.parametrize("method", ["assistant.threads.setStatus", "assistant.threads.setTitle"])
async def test_a_courtesy_that_fails_is_in_nobodys_way(here: Sending, fault: dict[str, object], method: str) -> None:
    here.slack.fail(method, **fault)  # type: ignore[arg-type]
    async with asyncio.timeout(5):
        assert (await here.sender.complete(asked_in_the_pane())).text == "write something"
        await here.sender.send(about("refund rules"))
    assert len(here.slack.messages("D1")) == 1
