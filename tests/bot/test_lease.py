"""A delivery is cut off as soon as another drain may deliver the same: it happens where no script can judge it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable

import pytest

from bot.keys import conversation_tag
from bot.redis_mailbox import Mailbox, Mailboxes
from tests.bot.conftest import TTL, Post, key
from tests.bot.desk import said

TAG = conversation_tag(key())


@pytest.fixture
async def boxes(post: Post) -> AsyncIterator[Mailboxes]:
    await post.queue().put(said("hello"))
    client = post.client()
    yield Mailboxes(client, TTL)
    await client.aclose()


async def _hang(box: Mailbox, meanwhile: Awaitable[object]) -> None:
    async with box.held():
        await meanwhile
        await asyncio.Event().wait()


async def _lose(boxes: Mailboxes, heir: Mailbox) -> None:
    assert await heir.take(over=True)
    await boxes.renew()


async def test_a_step_goes_on_while_the_mailbox_is_renewed(boxes: Mailboxes) -> None:
    with boxes.open(TAG, "one") as box:
        await box.take()
        async with box.held():
            first = _until(box)
            await boxes.renew()
            assert _until(box) > first
        await boxes.renew()


async def test_a_step_is_cut_off_when_another_drain_has_the_mailbox(boxes: Mailboxes) -> None:
    with boxes.open(TAG, "one") as before, boxes.open(TAG, "one") as after:
        await before.take()
        with pytest.raises(TimeoutError):
            await _hang(before, _lose(boxes, after))
        async with after.held():
            await boxes.renew()


async def test_a_step_is_cut_off_when_redis_was_not_heard_of(boxes: Mailboxes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.redis_mailbox._LEASE", 0.5)
    with boxes.open(TAG, "one") as box:
        await box.take()
        with pytest.raises(TimeoutError):
            await _hang(box, asyncio.sleep(0))


async def test_a_step_is_not_begun_after_standing_still(boxes: Mailboxes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.redis_mailbox._LEASE", 0.0)
    with boxes.open(TAG, "one") as box:
        await box.take()
        with pytest.raises(TimeoutError):
            await box.held().__aenter__()


def _until(box: Mailbox) -> float:
    assert box.lease
    return box.lease.when() or 0.0
