"""The contract of a `TurnQueue`, kept on every store that it runs on, with workers as they run in earnest."""

import asyncio

import pytest

from bot.keys import ACTIVE, WAKE, conversation_tag, mailbox_keys, person_tag, votes_key
from bot.ports import TurnQueue
from coaching.messages.conversation import Request
from coaching.messages.delivery import Delivery, DeliveryError
from coaching.session import Clarifying, Session
from tests.bot.conftest import SEAL, Post, key
from tests.bot.desk import RecordingDesk, failing, prompts, said, until, until_depth, until_empty, working

ELSEWHERE = key(channel="random")


@pytest.fixture
def queue(post: Post) -> TurnQueue:
    return post.queue()


@pytest.fixture
def desk() -> RecordingDesk:
    return RecordingDesk()


class TestContract:
    async def test_a_conversation_is_answered_in_the_order_in_which_it_was_said(
        self, queue: TurnQueue, desk: RecordingDesk
    ) -> None:
        for second in (3, 1, 4, 2):
            assert await queue.put(said(f"no. {second}", at=1_700_000_000 + second))
        async with working(queue, desk):
            await until_empty(queue)
        assert desk.sent == ["no. 1", "no. 2", "no. 3", "no. 4"]
        assert desk.decided[-1] == ("no. 4", "no. 1 no. 2 no. 3")

    async def test_conversations_do_not_wait_for_each_other(self, queue: TurnQueue, desk: RecordingDesk) -> None:
        go_on = asyncio.Event()

        async def wait(request: Request) -> None:
            if request.text == "slow":
                await go_on.wait()

        desk.deciding = wait
        async with working(queue, desk):
            await queue.put(said("slow"))
            await until(lambda: bool(desk.decided))
            await queue.put(said("after it"))
            await queue.put(said("elsewhere", ELSEWHERE))
            await until(desk.sent_to("elsewhere"))
            assert desk.sent == ["elsewhere"]
            go_on.set()
            await until_empty(queue)
        assert desk.sent == ["elsewhere", "slow", "after it"]

    async def test_a_message_is_taken_once_however_often_it_comes(self, queue: TurnQueue, desk: RecordingDesk) -> None:
        first, same, other = said("hello"), said("hello"), said("hello, other id")
        assert await asyncio.gather(*(queue.put(first, ["e1"]) for _ in range(3))) == [True, False, False]
        assert not await queue.put(same, ["e2"])
        assert not await queue.put(other, ["e1"])
        async with working(queue, desk):
            await until_empty(queue)
            assert not await queue.put(first, ["e1"])
            await queue.put(said("last"))
            await until(desk.sent_to("last"))
        assert desk.sent == ["hello", "last"]

    async def test_what_is_overheard_is_kept_only_where_somebody_talks_with_the_coach(
        self, queue: TurnQueue, desk: RecordingDesk, post: Post
    ) -> None:
        assert not await queue.put(said("by the way", overheard=True))
        assert post.look.keys("pc:{slack:*") == []
        assert await queue.put(said("hello"))
        assert await queue.put(said("shorter", overheard=True))
        async with working(queue, desk):
            await until_empty(queue)
            assert await queue.put(said("by the way", overheard=True))
            await until_empty(queue)
        assert desk.sent == ["hello", "shorter", "by the way"]

    async def test_a_turn_that_breaks_is_taken_again(self, queue: TurnQueue, desk: RecordingDesk) -> None:
        desk.deciding = failing("hello", 2, ValueError("hello"))
        await queue.put(said("hello"))
        async with working(queue, desk):
            await until_empty(queue)
        assert (len(desk.decided), desk.sent) == (3, ["hello"])
        assert await queue.dead_letters() == []

    async def test_a_message_that_always_breaks_gets_an_honest_line_and_the_conversation_goes_on(
        self, queue: TurnQueue, desk: RecordingDesk
    ) -> None:
        desk.deciding = failing("poison", 3, ValueError("poison"))
        await queue.put(said("poison", at=1))
        await queue.put(said("next", at=2))
        async with working(queue, desk):
            await until_empty(queue)
        assert desk.sent == ["sorry: poison", "next"]
        (letter,) = await queue.dead_letters()
        assert (letter.id, letter.kind, letter.conversation) == ("general:poison", "request", key())
        assert letter.reason.startswith("ValueError in desk.py:")
        assert (await queue.depth()).dead == 1

    async def test_an_entry_that_nobody_can_read_does_not_stop_the_conversation(
        self, queue: TurnQueue, desk: RecordingDesk, post: Post
    ) -> None:
        await queue.put(said("hello", at=2))
        post.look.zadd(mailbox_keys(conversation_tag(key()))[0], {"1.0 {}": 1})
        async with working(queue, desk):
            await until_empty(queue)
        assert desk.sent == ["hello"]
        assert [letter.kind for letter in await queue.dead_letters()] == ["request"]

    @pytest.mark.parametrize("wait", [0.01, 1.6])
    async def test_a_platform_that_says_when_is_obeyed_and_order_is_kept(
        self, queue: TurnQueue, desk: RecordingDesk, wait: float
    ) -> None:
        desk.delivering = failing("first", 2, DeliveryError("too fast", wait=wait))
        async with working(queue, desk):
            await queue.put(said("first"))
            await until(lambda: bool(desk.attempts))
            await queue.put(said("second"))
            await until(desk.sent_to("first", "second"))
        assert desk.attempts == [("first", False)] * 3 + [("second", False)]

    async def test_a_delivery_that_fails_is_tried_again_and_looks_first(
        self, queue: TurnQueue, desk: RecordingDesk
    ) -> None:
        desk.delivering = failing("first", 1, RuntimeError("first"))
        await queue.put(said("first", at=1))
        await queue.put(said("second", at=2))
        async with working(queue, desk):
            await until(desk.sent_to("second"))
        assert desk.attempts == [("first", False), ("first", True), ("second", False)]

    async def test_a_delivery_that_cannot_succeed_is_given_up_at_once(
        self, queue: TurnQueue, desk: RecordingDesk
    ) -> None:
        desk.delivering = failing("first", 1, DeliveryError("channel_not_found", permanent=True))
        await queue.put(said("first", at=1))
        await queue.put(said("second", at=2))
        async with working(queue, desk):
            await until(desk.sent_to("second"))
        (letter,) = await queue.dead_letters()
        assert (letter.id, letter.kind, letter.reason) == ("general:first:1", "reply", "channel_not_found")

    async def test_dead_letters_can_be_put_back(self, queue: TurnQueue, desk: RecordingDesk) -> None:
        desk.deciding = failing("poison", 3, ValueError("poison"))
        desk.delivering = failing("lost", 1, DeliveryError("channel_not_found", permanent=True))
        async with working(queue, desk):
            await queue.put(said("poison"))
            await queue.put(said("lost", ELSEWHERE))
            await until_empty(queue)
            assert await queue.requeue() == 2
            await until(desk.sent_to("poison", "lost"))
        assert desk.attempts[-1] == ("lost", True) or desk.attempts[-2] == ("lost", True)
        assert await queue.dead_letters() == []
        assert await queue.requeue() == 0

    async def test_forget_me_takes_along_what_waits_elsewhere(
        self, queue: TurnQueue, desk: RecordingDesk, post: Post
    ) -> None:
        go_on = asyncio.Event()

        async def wait(request: Request) -> None:
            if request.text == "before":
                await go_on.wait()

        desk.deciding = wait
        async with working(queue, desk):
            await queue.put(said("vote"))
            await until_empty(queue)
            assert post.look.hkeys(votes_key(person_tag(key()))) == ["m1"]
            await queue.put(said("before", ELSEWHERE))
            await queue.put(said("waits", ELSEWHERE))
            await queue.put(said("of another", key(person="bob")))
            await until(lambda: ("before", "") in desk.decided)
            await queue.put(said("forget me"))
            await until(desk.sent_to("forget me"))
            go_on.set()
            await queue.put(said("after", ELSEWHERE))
            await until_empty(queue)
        assert desk.sent[-1] == "after"
        assert not {"before", "waits"} & set(desk.sent)
        assert ("after", "") in desk.decided
        assert not post.look.exists(votes_key(person_tag(key())))
        assert await prompts(post.store(), "ann", "bob") == ["after", "of another"]
        seen = mailbox_keys(conversation_tag(key()))[5]
        assert 0 < int(str(post.look.ttl(seen))) <= 900

    async def test_a_turn_during_which_the_session_changed_is_taken_anew(
        self, queue: TurnQueue, desk: RecordingDesk, post: Post
    ) -> None:
        store = post.store()

        async def change(_: Request) -> None:
            if len(desk.decided) == 1:
                await store.save(key(), Session(state=Clarifying(prompt="by another")), 0)

        desk.deciding = change
        await queue.put(said("hello"))
        async with working(queue, desk):
            await until_empty(queue)
        assert desk.decided == [("hello", ""), ("hello", "by another")]
        assert desk.sent == ["hello"]

    async def test_a_worker_that_stops_finishes_what_is_under_way_and_leaves_the_rest(
        self, queue: TurnQueue, desk: RecordingDesk
    ) -> None:
        stopping, other = asyncio.Event(), RecordingDesk()

        async def stop(_: Request) -> None:
            stopping.set()

        desk.deciding = stop
        await queue.put(said("first", at=1))
        await queue.put(said("second", at=2))
        await queue.work(desk, stopping)
        assert (desk.decided, desk.sent) == ([("first", "")], [])
        async with working(queue, other):
            await until(other.sent_to("first", "second"))
        assert other.decided == [("second", "first")]

    async def test_a_delivery_that_outlives_its_worker_is_looked_for_by_the_next(
        self, queue: TurnQueue, desk: RecordingDesk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.redis_worker._GRACE", 0.1)
        stopping, other = asyncio.Event(), RecordingDesk()

        async def hang(_: Delivery) -> None:
            stopping.set()
            await asyncio.Event().wait()

        desk.delivering = hang
        await queue.put(said("hello"))
        await queue.work(desk, stopping)
        async with working(queue, other):
            await until(other.sent_to("hello"))
        assert other.attempts == [("hello", True)]

    async def test_two_workers_share_the_work_and_keep_order(self, post: Post) -> None:
        desks, queues = [RecordingDesk(), RecordingDesk()], [post.queue(), post.queue()]
        sent: list[str] = []
        for desk in desks:
            desk.sent = sent
        async with working(queues[0], desks[0]), working(queues[1], desks[1]):
            messages = [said(f"{person} {n}", key(person=f"p{person}")) for n in range(5) for person in range(20)]
            await asyncio.gather(*(queues[number % 2].put(message) for number, message in enumerate(messages)))
            await until_empty(queues[0])
        assert sorted(sent) == sorted(message.text for message in messages)
        for person in range(20):
            own = [text for text in sent if text.startswith(f"{person} ")]
            assert own == sorted(own)

    async def test_a_message_whose_wake_up_was_lost_is_found(
        self, queue: TurnQueue, desk: RecordingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.redis_worker._SWEEP_SECONDS", 1)
        await queue.put(said("before the start"))
        post.look.delete(WAKE)
        async with working(queue, desk):
            await until(desk.sent_to("before the start"))
            # As if a worker had died between hearing of it and doing anything.
            box = mailbox_keys(conversation_tag(ELSEWHERE))[0]
            sealed = SEAL.close(said("later", ELSEWHERE).model_dump_json(), conversation_tag(ELSEWHERE))
            post.look.zadd(box, {f"1.0 {sealed}": 1})
            post.look.expire(box, 60)
            post.look.zadd(ACTIVE, {conversation_tag(ELSEWHERE): 1})
            await until(desk.sent_to("later"))

    async def test_a_mailbox_out_of_use_leaves_nothing_but_the_session(
        self, queue: TurnQueue, desk: RecordingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.redis_worker._SWEEP_SECONDS", 1)
        monkeypatch.setattr("bot.redis_worker._SETTLED", 0)
        await queue.put(said("hello"))
        async with working(queue, desk):
            await until(lambda: desk.sent == ["hello"] and not post.look.exists(ACTIVE))
        left = {str(name).rpartition(":")[2] for name in post.look.keys("pc:{slack*")}
        assert left == {"session", "seen", "conversations"}

    async def test_workers_count_as_long_as_they_work(self, post: Post) -> None:
        one, other = post.queue(), post.queue()
        async with working(one, RecordingDesk()), working(other, RecordingDesk()):
            await until_depth(one, lambda depth: depth.workers == 2)
        assert (await one.depth()).workers == 0

    async def test_depth_tells_what_waits(self, queue: TurnQueue) -> None:
        await queue.put(said("one"))
        await queue.put(said("two"))
        await queue.put(said("elsewhere", ELSEWHERE))
        depth = await queue.depth()
        assert (depth.requests, depth.replies, depth.dead, depth.workers) == (3, 0, 0, 0)
