"""Replies for one person among others: never shown to anybody else, and never without a way."""

from collections.abc import AsyncIterator

import pytest

from adapters.slack.sender.private import FILE_HERE, WHY_HERE
from adapters.slack.sender.sender import INVITE
from coaching.messages.delivery import DeliveryError
from coaching.messages.reply import Text
from tests.adapters.slack.sending import ASKED, FILE, LONG, Sending, delivery, mention, sending, slash

WHY = WHY_HERE.format(place="<#C1>")


@pytest.fixture
async def here() -> AsyncIterator[Sending]:
    async with sending() as here:
        yield here


@pytest.fixture
def url(here: Sending) -> str:
    return here.slack.response_url()


def received(here: Sending, url: str) -> list[str]:
    return [body["text"] for body in here.slack.hook(url).received]


async def test_a_slash_command_is_answered_by_its_response_url(here: Sending, url: str) -> None:
    await here.sender.send(delivery(to=slash(url)))
    [body] = here.slack.hook(url).received
    assert (body["response_type"], body["replace_original"]) == ("ephemeral", False)
    assert "Hello" in body["text"]
    assert here.slack.state.calls == []


async def test_after_half_an_hour_the_answer_is_ephemeral(here: Sending, url: str) -> None:
    await here.sender.send(delivery(to=slash(url, lives=-1)))
    [shown] = here.slack.state.ephemerals
    assert (shown["channel"], shown["user"]) == ("C1", "U1")
    assert received(here, url) == []


async def test_a_response_url_that_slack_calls_expired_is_left_for_an_ephemeral_message(
    here: Sending, url: str
) -> None:
    here.slack.state.skew = 3600
    await here.sender.send(delivery(to=slash(url)))
    assert len(here.slack.state.ephemerals) == 1


@pytest.mark.parametrize("status", [404, 410])
async def test_a_response_url_that_is_gone_is_left_for_an_ephemeral_message(
    here: Sending, url: str, status: int
) -> None:
    here.slack.fail("respond", status=status)
    await here.sender.send(delivery(to=slash(url)))
    assert len(here.slack.state.ephemerals) == 1


async def test_the_sixth_use_of_a_response_url_is_not_tried(here: Sending, url: str) -> None:
    for number in range(6):
        one = delivery(to=slash(url))
        await here.sender.send(one.model_copy(update={"id": str(number)}))
    assert len(received(here, url)) == 5
    assert len(here.slack.state.ephemerals) == 1


async def test_uses_that_another_process_made_are_heard_of_from_slack(here: Sending, url: str) -> None:
    here.slack.hook(url).uses = 5
    await here.sender.send(delivery(to=slash(url)))
    assert len(here.slack.state.ephemerals) == 1


async def test_a_private_answer_in_a_thread_stays_there(here: Sending) -> None:
    await here.sender.send(delivery(to=mention(), audience="person"))
    [shown] = here.slack.state.ephemerals
    assert shown["thread_ts"] == ASKED
    assert here.slack.messages("C1") == []


async def test_where_nothing_can_be_shown_the_answer_comes_as_a_direct_message_that_says_why(here: Sending) -> None:
    here.slack.state.channel_faults["C1"] = "not_in_channel"
    await here.sender.send(delivery(*LONG, to=slash()))
    first, second = here.slack.messages("D1")
    assert first["text"].startswith(WHY)
    assert first["blocks"][0]["elements"][0]["text"] == WHY
    assert WHY not in second["text"]


async def test_a_direct_message_that_was_sent_is_not_sent_again(here: Sending) -> None:
    here.slack.state.channel_faults["C1"] = "channel_not_found"
    await here.sender.send(delivery(to=slash()))
    async with sending() as other:
        other.slack.state.messages, other.slack.state.channel_faults = here.slack.state.messages, {"C1": "x"}
        await other.sender.send(delivery(to=slash()), again=True)
        assert len(other.slack.messages("D1")) == 1


async def test_a_file_comes_as_a_direct_message(here: Sending, url: str) -> None:
    await here.sender.send(delivery(Text(text="Your brief"), FILE, to=slash(url)))
    [shared] = here.slack.messages("D1")
    assert shared["files"][0]["name"] == "brief.md"
    assert shared["text"] == FILE_HERE.format(place="<#C1>")
    assert len(received(here, url)) == 1


async def test_what_this_process_has_shown_is_not_shown_again(here: Sending, url: str) -> None:
    here.slack.fail("respond", after=1, status=500)
    one = delivery(*LONG, to=slash(url))
    with pytest.raises(DeliveryError) as caught:
        await here.sender.send(one)
    assert not caught.value.permanent
    await here.sender.send(one, again=True)
    assert len(received(here, url)) == 2
    assert len(set(received(here, url))) == 2


async def test_once_something_was_shown_the_file_waits_for_its_place(
    here: Sending, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.sender.posting._PATIENCE", 0.01)
    here.pacer.waits = [0.02, 0.01]
    await here.sender.send(delivery(Text(text="Your brief"), FILE, to=slash(url)))
    assert (len(received(here, url)), len(here.slack.messages("D1"))) == (1, 1)


async def test_a_response_url_in_trouble_is_tried_again_later(here: Sending, url: str) -> None:
    here.slack.fail("respond", retry_after=3)
    with pytest.raises(DeliveryError) as caught:
        await here.sender.send(delivery(to=slash(url)))
    assert (caught.value.wait, here.slack.state.ephemerals) == (3, [])


async def test_blocks_that_a_response_url_refuses_are_replaced_by_plain_words(here: Sending, url: str) -> None:
    here.slack.fail("respond", status=400, body="invalid_blocks")
    await here.sender.send(delivery(to=slash(url)))
    [body] = here.slack.hook(url).received
    assert "blocks" not in body
    assert "Hello" in body["text"]


async def test_thanks_in_a_direct_message_go_by_the_response_url_of_the_button(here: Sending, url: str) -> None:
    await here.sender.send(delivery(to=slash(url, channel="D1"), audience="person"))
    assert len(received(here, url)) == 1
    assert here.slack.messages("D1") == []


async def test_thanks_in_a_direct_message_stay_there_without_a_word_about_it(here: Sending) -> None:
    address = {"way": "button", "channel": "D1", "user": "U1", "thread": ASKED}
    await here.sender.send(delivery(to=address, audience="person"))
    [message] = here.slack.messages("D1")
    assert (message["thread_ts"], message["text"][:5]) == (ASKED, "Hello")


async def test_sharing_posts_to_the_channel(here: Sending, url: str) -> None:
    await here.sender.send(delivery(to=slash(url), audience="channel"))
    [message] = here.slack.messages("C1")
    assert message["metadata"]["event_payload"]["id"] == "C1:1:1"
    assert received(here, url) == []


async def test_where_the_app_is_no_member_sharing_takes_the_response_url(here: Sending, url: str) -> None:
    here.slack.state.channel_faults["C1"] = "not_in_channel"
    await here.sender.send(delivery(to=slash(url), audience="channel"))
    [body] = here.slack.hook(url).received
    assert body["response_type"] == "in_channel"


async def test_where_sharing_is_impossible_the_person_hears_what_to_do(here: Sending, url: str) -> None:
    here.slack.state.channel_faults["C1"] = "not_in_channel"
    here.slack.hook(url).uses = 5
    await here.sender.send(delivery(to=slash(url), audience="channel"))
    [message] = here.slack.messages("D1")
    assert INVITE in message["text"]


async def test_trouble_that_passes_is_no_reason_to_take_another_way(here: Sending) -> None:
    here.slack.fail("chat.postEphemeral", status=503)
    with pytest.raises(DeliveryError) as caught:
        await here.sender.send(delivery(to=slash()))
    assert not caught.value.permanent
    assert here.slack.messages("D1") == []
