"""What waits is sealed; what doesn't open is put aside, and nothing stops because of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keys import conversation_tag, mailbox_keys
from bot.seal import Seal, SealError
from tests.bot.conftest import SEAL, Post, key
from tests.bot.desk import RecordingDesk, said, until, until_empty, working

OTHERS = Seal("a secret of another deployment")


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_what_was_sealed_opens_in_its_place(text: str, place: str) -> None:
    assert SEAL.open(SEAL.close(text, place), place) == text


@pytest.mark.parametrize(
    "sealed", [OTHERS.close("hello", "here"), SEAL.close("hello", "elsewhere"), "", "{}", "é", "AAAA", "A" * 400]
)
def test_what_was_not_sealed_here_does_not_open(sealed: str) -> None:
    with pytest.raises(SealError):
        SEAL.open(sealed, "here")


@given(st.integers(min_value=0, max_value=50), st.integers(min_value=1, max_value=63))
def test_a_changed_text_does_not_open(at: int, by: int) -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    sealed = SEAL.close("a text of thirty letters or so", "here")
    other = alphabet[(alphabet.index(sealed[at]) + by) % 64]
    with pytest.raises(SealError):
        SEAL.open(sealed[:at] + other + sealed[at + 1 :], "here")


async def test_nothing_that_waits_can_be_read_in_the_store(post: Post) -> None:
    queue, desk = post.queue(), RecordingDesk()
    await queue.put(said("my password"))
    requests, replies, *_ = mailbox_keys(conversation_tag(key()))
    assert "my password" not in str(post.look.zrange(requests, 0, -1))
    waiting: list[object] = []

    async def look(_: object) -> None:
        waiting.append(post.look.lrange(replies, 0, -1))

    desk.delivering = look
    async with working(queue, desk):
        await until(lambda: desk.sent == ["my password"])
    assert waiting
    assert "my password" not in str(waiting)


async def test_what_another_key_sealed_is_put_aside_until_that_key_is_back(post: Post) -> None:
    await post.queue(OTHERS).put(said("sealed before the key was changed"))
    queue, desk = post.queue(), RecordingDesk()
    await queue.put(said("hello"))
    async with working(queue, desk):
        await until_empty(queue)
    assert desk.sent == ["hello"]
    assert [letter.reason.partition(" ")[0] for letter in await queue.dead_letters()] == ["SealError"]
    assert await queue.requeue() == 1
    old = post.queue(OTHERS)
    async with working(old, desk):
        await until(lambda: desk.sent == ["hello", "sealed before the key was changed"])
