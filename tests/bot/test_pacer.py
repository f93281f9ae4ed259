"""The contract of a `Pacer`. Times are the pacer's own answers: no test depends on the clock's speed."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.keys import pace_key
from bot.ports import Pacer
from bot.redis_pacer import RedisPacer
from tests.bot.conftest import Post

MINUTE = 60.0
CLOSE = 5.0
"""Seconds that a test may take between two answers."""


class TestContract:
    @pytest.fixture
    async def pacer(self, post: Post) -> AsyncIterator[Pacer]:
        client = post.client()
        yield RedisPacer(client)
        await client.aclose()

    async def test_the_first_message_goes_at_once(self, pacer: Pacer) -> None:
        assert await pacer.slot("C1", "m1", MINUTE) == 0

    async def test_messages_get_places_one_interval_apart(self, pacer: Pacer) -> None:
        waits = [await pacer.slot("C1", f"m{number}", MINUTE) for number in range(4)]
        assert waits == pytest.approx([0, MINUTE, 2 * MINUTE, 3 * MINUTE], abs=CLOSE)

    async def test_messages_that_ask_at_once_get_different_places(self, pacer: Pacer) -> None:
        waits = await asyncio.gather(*(pacer.slot("C1", f"m{number}", MINUTE) for number in range(10)))
        assert sorted(waits) == pytest.approx([number * MINUTE for number in range(10)], abs=CLOSE)

    async def test_who_asks_again_keeps_the_place(self, pacer: Pacer) -> None:
        await pacer.slot("C1", "m1", MINUTE)
        first = await pacer.slot("C1", "m2", MINUTE)
        await pacer.slot("C1", "m3", MINUTE)
        again = await pacer.slot("C1", "m2", MINUTE)
        assert first - CLOSE < again <= first

    async def test_a_place_that_was_used_is_used_up(self, pacer: Pacer) -> None:
        assert await pacer.slot("C1", "m1", MINUTE) == 0
        assert await pacer.slot("C1", "m1", MINUTE) > 0

    async def test_lanes_do_not_wait_for_each_other(self, pacer: Pacer) -> None:
        assert [await pacer.slot(lane, "m1", MINUTE) for lane in ("C1", "C2", "C{1}", "C:1")] == [0] * 4

    async def test_places_come_round(self, pacer: Pacer) -> None:
        assert await pacer.slot("C1", "m1", 0.05) == 0
        async with asyncio.timeout(CLOSE):
            while wait := await pacer.slot("C1", "m2", 0.05):  # noqa: ASYNC110  (this is what a sender does)
                await asyncio.sleep(wait)

    async def test_nothing_goes_out_while_the_platform_said_to_wait(self, pacer: Pacer) -> None:
        await pacer.hold("C1", 2 * MINUTE)
        await pacer.hold("C1", MINUTE)
        assert await pacer.slot("C1", "m1", 1) == pytest.approx(2 * MINUTE, abs=CLOSE)
        assert await pacer.slot("C2", "m1", 1) == 0

    async def test_a_hold_reaches_places_that_were_given_before(self, pacer: Pacer) -> None:
        await pacer.slot("C1", "m1", 1)
        await pacer.slot("C1", "m2", 1)
        await pacer.hold("C1", MINUTE)
        assert await pacer.slot("C1", "m2", 1) == pytest.approx(MINUTE, abs=CLOSE)

    async def test_a_lane_expires_after_its_last_place(self, pacer: Pacer, post: Post) -> None:
        await pacer.hold("C1", 60 * MINUTE)
        assert 60 * MINUTE < int(str(post.look.ttl(pace_key("C1")))) <= 71 * MINUTE
