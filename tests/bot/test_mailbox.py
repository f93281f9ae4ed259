"""Who owns a mailbox, and what becomes of a drain that was cut off: all that workers in good health never show."""

from collections.abc import AsyncIterator

import pytest

from bot.dead_letters import DeadLetters, Letter
from bot.keys import LETTERS, conversation_tag, mailbox_keys
from bot.redis_mailbox import Head, Mailbox, Mailboxes
from bot.redis_queue import RedisTurnQueue
from coaching.session import Session
from tests.bot.conftest import TTL, Post, key
from tests.bot.desk import said

TAG = conversation_tag(key())
OWNER = mailbox_keys(TAG)[2]
SESSION = Session().model_dump_json()


@pytest.fixture
def queue(post: Post) -> RedisTurnQueue:
    return post.queue()


@pytest.fixture
async def boxes(post: Post) -> AsyncIterator[Mailboxes]:
    client = post.client()
    yield Mailboxes(client, TTL)
    await client.aclose()


def box(boxes: Mailboxes, task: str) -> Mailbox:
    with boxes.open(TAG, task) as opened:
        return opened


async def taken(box: Mailbox, *, over: bool = False) -> Head:
    head = await box.take(over=over)
    assert head is not None
    return head


async def test_an_owned_mailbox_is_nobody_elses(boxes: Mailboxes, queue: RedisTurnQueue) -> None:
    await queue.put(said("hello"))
    assert await box(boxes, "one").take()
    assert await box(boxes, "two").take(over=True) is None
    assert await box(boxes, "one").take() is None


async def test_an_empty_mailbox_has_no_owner(boxes: Mailboxes, post: Post) -> None:
    assert await box(boxes, "one").take() is None
    assert not post.look.exists(OWNER)


async def test_who_is_cut_off_changes_nothing_any_more(boxes: Mailboxes, queue: RedisTurnQueue) -> None:
    await queue.put(said("hello"))
    before, after = box(boxes, "one"), box(boxes, "one")
    lost = await taken(before)
    head = await taken(after, over=True)
    assert (head.takes, head.lapsed) == (2, True)
    assert await before.commit(lost, SESSION, ["too late"]) is None
    await before.free(attempted=True)
    reply = await after.commit(head, SESSION, ["in time"])
    assert reply is not None
    assert (reply.entry, reply.takes, reply.lapsed) == ("in time", 1, False)


async def test_a_reply_that_was_delivered_by_who_is_cut_off_is_not_delivered_again(
    boxes: Mailboxes, queue: RedisTurnQueue
) -> None:
    await queue.put(said("hello"))
    before, after = box(boxes, "one"), box(boxes, "one")
    reply = await before.commit(await taken(before), None, ["reply"])
    assert reply is not None
    assert (await taken(after, over=True)).is_reply
    assert await before.sent(reply) is None
    assert await after.take() is None


async def test_words_that_the_client_repeats_do_no_harm(boxes: Mailboxes, queue: RedisTurnQueue, post: Post) -> None:
    await queue.put(said("hello"))
    mine = box(boxes, "one")
    request = await taken(mine)
    first, same = [await mine.commit(request, SESSION, ["reply 1", "reply 2"]) for _ in range(2)]
    assert first
    assert same
    assert first.entry == same.entry == "reply 1"
    second, same = [await mine.sent(first) for _ in range(2)]
    assert second
    assert same
    assert second.entry == same.entry == "reply 2"
    assert [await mine.sent(second) for _ in range(2)] == [None, None]
    assert not post.look.exists(OWNER)


async def test_a_mailbox_is_kept_by_renewing_and_else_falls_free(
    boxes: Mailboxes, queue: RedisTurnQueue, post: Post
) -> None:
    await queue.put(said("hello"))
    with boxes.open(TAG, "one") as mine:
        await mine.take()
        post.look.expire(OWNER, 3)
        await boxes.renew()
        assert int(str(post.look.ttl(OWNER))) > 3
    post.look.expire(OWNER, 3)
    await boxes.renew()
    assert int(str(post.look.ttl(OWNER))) <= 3
    post.look.delete(OWNER)  # its time has run out
    assert (await taken(box(boxes, "two"))).lapsed


async def test_what_is_parked_waits_and_counts_only_where_it_was_attempted(
    boxes: Mailboxes, queue: RedisTurnQueue
) -> None:
    await queue.put(said("hello"))
    for attempted, takes in ((False, 1), (True, 1), (True, 2)):
        mine = box(boxes, "one")
        head = await taken(mine)
        assert (head.takes, head.lapsed) == (takes, False)
        await mine.free(attempted=attempted)
    mine = box(boxes, "one")
    await mine.take()
    await mine.free(attempted=True, pause=60)
    assert await box(boxes, "two").take() is None


async def test_forget_me_reaches_dead_letters_and_only_those_of_the_person(boxes: Mailboxes, post: Post) -> None:
    letters = DeadLetters(boxes.client, TTL, TTL)
    for person in ("ann", "bob"):
        tag = conversation_tag(key(person=person))
        for _ in range(2):
            await letters.bury(tag, Letter(id="m1", kind="reply", reason="no_such_channel", entry="{}"))
    assert len(await letters.list()) == 2
    assert await post.store().forget(key()) == 1
    assert [letter.conversation.person for letter in await letters.list()] == ["bob"]


async def test_old_dead_letters_make_room_for_new_ones(boxes: Mailboxes, post: Post) -> None:
    letters = DeadLetters(boxes.client, TTL, TTL)
    letter = Letter(id="m1", kind="reply", reason="no_such_channel", entry="{}")
    await letters.bury(TAG, letter)
    ((old, _),) = post.look.zscan_iter(LETTERS)
    post.look.zincrby(LETTERS, -TTL.total_seconds(), str(old))
    await letters.bury(TAG, letter.model_copy(update={"id": "m2"}))
    assert [letter.id for letter in await letters.list()] == ["m2"]
