"""The contract of a `SessionStore`, kept by every one of them, and what only those on a server can show."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.keys import conversation_named, conversation_tag, index_key, person_tag, session_key
from bot.memory_store import MemorySessionStore
from bot.ports import SessionStore, StoreUnavailableError, VersionConflictError
from bot.redis_store import _SAVE, RedisSessionStore, connect
from coaching.messages.conversation import ConversationKey, Platform
from coaching.messages.delivery import Vote
from coaching.session import Clarifying, Session, Triaging
from tests.bot.conftest import TTL, Place, key
from tests.fakes.redis_server import RedisServer

MEMO = Session(state=Clarifying(prompt="Write a memo 📝"), updated=datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
TRIAGE = Session(state=Triaging(situation="HR bot", answers={"volume": "low"}, asked=("volume",)))


class TestContract:
    async def test_nothing_is_there_at_first(self, store: SessionStore) -> None:
        assert await store.load(key()) == (Session(), 0)

    async def test_what_was_saved_is_loaded(self, store: SessionStore) -> None:
        version = await store.save(key(), MEMO, 0)
        assert await store.load(key()) == (MEMO, version)

    async def test_a_second_process_sees_the_same(self, place: Place) -> None:
        version = await place.store().save(key(), MEMO, 0)
        assert await place.store().load(key()) == (MEMO, version)

    async def test_each_save_has_a_version_of_its_own(self, store: SessionStore) -> None:
        first = await store.save(key(), MEMO, 0)
        second = await store.save(key(), TRIAGE, first)
        assert len({0, first, second}) == 3
        assert await store.load(key()) == (TRIAGE, second)

    @pytest.mark.parametrize("stale", ["none", "older", "made up"])
    async def test_a_stale_version_conflicts_and_changes_nothing(self, store: SessionStore, stale: str) -> None:
        older = await store.save(key(), TRIAGE, 0)
        newest = await store.save(key(), MEMO, older)
        with pytest.raises(VersionConflictError):
            await store.save(key(), TRIAGE, {"none": 0, "older": older, "made up": 7}[stale])
        assert await store.load(key()) == (MEMO, newest)

    async def test_of_saves_at_once_exactly_one_wins(self, place: Place) -> None:
        stores = [place.store() for _ in range(3)]
        version = await stores[0].save(key(), Session(), 0)
        prompts = [Session(state=Clarifying(prompt=str(n))) for n in range(12)]
        saves = [stores[n % 3].save(key(), prompt, version) for n, prompt in enumerate(prompts)]
        results = await asyncio.gather(*saves, return_exceptions=True)
        winners = [n for n, result in enumerate(results) if isinstance(result, int)]
        assert len(winners) == 1
        assert sum(isinstance(result, VersionConflictError) for result in results) == len(prompts) - 1
        assert await stores[0].load(key()) == (prompts[winners[0]], results[winners[0]])

    async def test_equal_sessions_saved_at_once_conflict_too(self, store: SessionStore) -> None:
        results = await asyncio.gather(*(store.save(key(), MEMO, 0) for _ in range(5)), return_exceptions=True)
        assert sum(isinstance(result, int) for result in results) == 1

    async def test_two_persons_in_one_channel_do_not_see_each_other(self, store: SessionStore) -> None:
        await store.save(key("ann"), MEMO, 0)
        assert await store.load(key("bob")) == (Session(), 0)

    async def test_forget_erases_all_and_only_the_persons_own(self, store: SessionStore) -> None:
        mine = [key(channel="general"), key(channel="random"), key(channel="")]
        others = [
            key(person="bob"),
            key(tenant="other"),
            key(platform=Platform.TEAMS),
            key(person="ann2"),
            key(tenant="acme:ann", person=""),
        ]
        for conversation in mine + others:
            await store.save(conversation, MEMO, 0)
        assert await store.forget(key(channel="anywhere")) == len(mine)
        assert [(await store.load(one))[0] for one in mine] == [Session()] * len(mine)
        assert [(await store.load(one))[0] for one in others] == [MEMO] * len(others)

    async def test_forget_leaves_no_trace_of_the_person(self, place: Place, store: SessionStore) -> None:
        await store.save(key(), MEMO, 0)
        await store.forget(key())
        assert place.client is None or place.client().keys() == []

    async def test_the_conversations_of_a_person_are_found_the_latest_first(self, store: SessionStore) -> None:
        here, there = key(channel="general"), key(channel="a:b{c}")
        await store.save(here, MEMO, 0)
        await store.save(key(person="bob"), MEMO, 0)
        version = await store.save(there, MEMO, 0)
        assert await store.conversations(key(channel="")) == [(there, MEMO), (here, MEMO)]
        await store.save(here, TRIAGE, (await store.load(here))[1])
        assert await store.conversations(key(channel="")) == [(here, TRIAGE), (there, MEMO)]
        assert (await store.load(there))[1] == version

    async def test_a_stranger_has_no_conversations(self, store: SessionStore) -> None:
        assert await store.conversations(key()) == []

    async def test_a_second_vote_on_the_same_replaces_the_first_and_both_can_be_forgotten(
        self, place: Place, store: SessionStore
    ) -> None:
        for about, value in (("m1", "up"), ("m1", "down"), ("m2", "up")):
            await store.keep_vote(key(channel=about), Vote(about=about, value=value, state="rewritten"))
        await store.keep_vote(key(person="bob"), Vote(about="m1", value="up", state="rewritten"))
        assert await store.forget(key()) == 2
        assert await store.forget(key()) == 0
        assert await place.store().forget(key(person="bob")) == 1

    async def test_forget_of_a_stranger_erases_nothing(self, store: SessionStore) -> None:
        assert await store.forget(key()) == 0

    async def test_one_can_come_back_after_forget(self, store: SessionStore) -> None:
        await store.save(key(), MEMO, 0)
        await store.forget(key())
        await store.save(key(), TRIAGE, 0)
        assert await store.forget(key()) == 1

    async def test_a_turn_from_before_forget_cannot_overwrite_what_came_after(self, store: SessionStore) -> None:
        before = await store.save(key(), MEMO, 0)
        await store.forget(key())
        after = await store.save(key(), TRIAGE, 0)
        with pytest.raises(VersionConflictError):
            await store.save(key(), MEMO, before)
        assert await store.load(key()) == (TRIAGE, after)


def test_memory_expires_by_itself() -> None:
    now = 0.0
    store = MemorySessionStore(timedelta(minutes=10), lambda: now)
    asyncio.run(store.save(key(), MEMO, 0))
    now = 599.0
    assert asyncio.run(store.load(key()))[0] == MEMO
    now = 600.0
    assert asyncio.run(store.load(key())) == (Session(), 0)
    assert asyncio.run(store.forget(key())) == 0


class TestOnRedis:
    @pytest.fixture
    def server(self, redis_server: RedisServer) -> RedisServer:
        redis_server.client().flushall()
        return redis_server

    @pytest.fixture
    async def store(self, server: RedisServer) -> AsyncIterator[RedisSessionStore]:
        opened = RedisSessionStore(connect(server.url), TTL)
        yield opened
        await opened.close()

    async def test_every_save_gives_the_session_its_whole_time_again(
        self, store: RedisSessionStore, server: RedisServer
    ) -> None:
        version = await store.save(key(), MEMO, 0)
        client, session = server.client(), session_key(conversation_tag(key()))
        client.expire(session, 10)
        await store.save(key(), TRIAGE, version)
        assert client.ttl(session) > 10

    async def test_the_index_outlives_every_session_it_names(
        self, store: RedisSessionStore, server: RedisServer
    ) -> None:
        await store.save(key(), MEMO, 0)
        client = server.client()
        assert client.ttl(index_key(person_tag(key()))) > client.ttl(session_key(conversation_tag(key())))

    async def test_the_index_drops_what_has_expired(self, store: RedisSessionStore, server: RedisServer) -> None:
        client, index = server.client(), index_key(person_tag(key()))
        client.zadd(index, {"slack:acme:long-ago::ann": 1})
        await store.save(key(), MEMO, 0)
        assert client.zrange(index, 0, -1) == [conversation_tag(key())]

    async def test_a_save_that_the_client_repeats_is_no_conflict(
        self, store: RedisSessionStore, server: RedisServer
    ) -> None:
        # What redis-py does when the connection breaks between a save and its answer: the same words once more.
        saved = await store.save(key(), MEMO, 0)
        kept = session_key(conversation_tag(key()))
        token = str(server.client().hget(kept, "token"))
        assert await store._run(_SAVE, kept, "0", MEMO.model_dump_json(), token, "60") == str(saved)

    @pytest.mark.parametrize(
        "stored",
        ['{"schema_version": 2, "state": {"state": "idle"}}', '{"state": {"state": "dreaming"}}', "{", "", "null"],
    )
    async def test_a_session_that_cannot_be_read_starts_afresh_and_can_be_saved(
        self, store: RedisSessionStore, server: RedisServer, stored: str
    ) -> None:
        version = await store.save(key(), MEMO, 0)
        server.client().hset(session_key(conversation_tag(key())), "data", stored)
        assert await store.load(key()) == (Session(), version)
        await store.save(key(), TRIAGE, version)
        assert (await store.load(key()))[0] == TRIAGE

    async def test_goes_on_after_the_server_restarts(self, store: RedisSessionStore, server: RedisServer) -> None:
        version = await store.save(key(), MEMO, 0)
        server.restart()
        assert await store.load(key()) == (MEMO, version)
        assert await store.save(key(), TRIAGE, version) != version


async def test_an_unreachable_redis_is_reported_as_unavailable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.redis_store._RETRIES", 0)
    store = RedisSessionStore(connect(f"unix://{folder}/nobody.sock"), TTL)
    for operation in (store.load(key()), store.save(key(), MEMO, 0), store.forget(key())):
        with pytest.raises(StoreUnavailableError):
            await operation
    await store.close()


IDS = st.text(alphabet=st.one_of(st.sampled_from(":{}%/ \n"), st.characters(exclude_categories=["Cs"])), max_size=6)
KEYS = st.builds(ConversationKey, platform=st.sampled_from(Platform), tenant=IDS, channel=IDS, thread=IDS, person=IDS)


@given(KEYS, KEYS)
def test_different_conversations_never_share_a_key(one: ConversationKey, other: ConversationKey) -> None:
    assert (session_key(conversation_tag(one)) == session_key(conversation_tag(other))) == (one == other)


@given(KEYS)
def test_a_conversation_is_found_by_its_tag(conversation: ConversationKey) -> None:
    assert conversation_named(conversation_tag(conversation)) == conversation


@given(KEYS, KEYS)
def test_an_index_is_one_persons_alone_and_no_session(one: ConversationKey, other: ConversationKey) -> None:
    same_person = (one.platform, one.tenant, one.person) == (other.platform, other.tenant, other.person)
    assert (index_key(person_tag(one)) == index_key(person_tag(other))) == same_person
    assert index_key(person_tag(one)) != session_key(conversation_tag(other))


@given(KEYS)
def test_all_keys_of_a_conversation_carry_it_as_their_one_hash_tag(conversation: ConversationKey) -> None:
    name = session_key(conversation_tag(conversation))
    assert name.count("{") == name.count("}") == 1
    assert name[name.index("{") + 1 : name.index("}")] == conversation_tag(conversation)
