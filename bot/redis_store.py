"""Sessions in Redis, Valkey or a Redis cluster.

A session is a hash with its version, its JSON, and the token of the save that wrote it. A person's index is written
before anything is kept in a conversation and outlives it by a day, so that "forget me" finds everything. "Forget me"
takes a conversation off the index last, and only if nothing has come into it meanwhile.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeAlias, cast

import structlog
from pydantic import ValidationError
from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import RedisClusterException, RedisError

from bot.keys import (
    LETTERS,
    conversation_named,
    conversation_tag,
    index_key,
    mailbox_keys,
    person_tag,
    session_key,
    votes_key,
)
from bot.ports import StoreUnavailableError, VersionConflictError
from coaching.messages.conversation import ConversationKey
from coaching.messages.delivery import Vote
from coaching.session import Session

Client: TypeAlias = Redis | RedisCluster

_log = structlog.get_logger(__name__)

# A save that the client repeats after a broken connection carries the same token and is no conflict with itself.
# Versions come from the clock, so that none is used twice, not even after the session was erased.
_SAVE = """
local version, token = unpack(redis.call('HMGET', KEYS[1], 'version', 'token'))
if token == ARGV[3] then return version end
if (version or '0') ~= ARGV[1] then return false end
local now = redis.call('TIME')
local new = string.format('%.0f', math.max(ARGV[1] + 1, now[1] * 1000000 + now[2]))
redis.call('HSET', KEYS[1], 'version', new, 'data', ARGV[2], 'token', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return new
"""
INDEX = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
"""
"""Puts a conversation (its tag) on a person's index for so many seconds."""
REMOVE_UNCHANGED = """
for i = 1, #ARGV, 2 do
  if tonumber(redis.call('ZSCORE', KEYS[1], ARGV[i]) or 0) == tonumber(ARGV[i + 1]) then
    redis.call('ZREM', KEYS[1], ARGV[i])
  end
end
"""
"""Removes members of a sorted set (argument: each with its score) whose score is still the same."""
_DAY = 86400  # seconds
WAITING = 7 * _DAY
"""How long a message waits for a worker, or a reply for its platform, at most; seconds."""
_REDELIVERY = 900
"""How long platforms deliver a message again, at most; seconds."""
_RETRIES = 6
_CONNECTIONS = 500  # the client's own limit is as many as a worker has drains


def index_seconds(ttl: timedelta) -> int:
    """How long a conversation stays on a person's index, where sessions live for `ttl`."""
    return max(WAITING, int(ttl.total_seconds())) + _DAY


def connect(url: str, *, cluster: bool = False) -> Client:
    """A client for `redis://`, `rediss://` or `unix://`; it connects when it is first used.

    Short outages are bridged by retries within about four seconds; then the store counts as unavailable.
    """
    retry = Retry(ExponentialBackoff(cap=1, base=0.05), _RETRIES)
    if cluster:
        return RedisCluster.from_url(
            url, decode_responses=True, retry=retry, socket_timeout=5, max_connections=_CONNECTIONS
        )
    return Redis.from_url(
        url,
        decode_responses=True,
        retry=retry,
        socket_timeout=5,
        socket_connect_timeout=2,
        max_connections=_CONNECTIONS,
    )


class RedisSessionStore:
    """A `SessionStore` whose every key expires: sessions `ttl` after the last turn, votes after the `retention`."""

    def __init__(self, client: Client, ttl: timedelta, retention: timedelta = timedelta(days=90)) -> None:
        """Use a client that was made with `decode_responses=True`."""
        self._client = client
        self._ttl = max(1, int(ttl.total_seconds()))
        self._index_ttl = index_seconds(ttl)
        self._retention = retention

    async def load(self, key: ConversationKey) -> tuple[Session, int]:
        """The session with its version; an empty one where there is none, or none that this program can read."""
        with mapped_errors():
            version, data = await self._client.hmget(session_key(conversation_tag(key)), ["version", "data"])
        return (parse_session(data), int(version)) if version else (Session(), 0)

    async def save(self, key: ConversationKey, session: Session, version: int) -> int:
        """Keep a session that was loaded with `version`, and return its new version.

        Raises:
            VersionConflictError: somebody else has saved it since.
            StoreUnavailableError: Redis can't be reached.
        """
        tag = conversation_tag(key)
        arguments = (str(version), session.model_dump_json(), uuid.uuid4().hex, str(self._ttl))
        with mapped_errors():
            await self._run(INDEX, index_key(person_tag(key)), tag, str(self._index_ttl))
            saved = await self._run(_SAVE, session_key(tag), *arguments)
        if saved is None:
            raise VersionConflictError
        return int(saved)

    async def conversations(self, person: ConversationKey) -> Sequence[tuple[ConversationKey, Session]]:
        """The conversations of the key's person that have a session, the latest first."""
        with mapped_errors():
            tags = [tag for tag, _ in await self._index(person)]
            pipeline = self._client.pipeline(transaction=False)
            for tag in tags:
                pipeline.hmget(session_key(tag), ["version", "data"])
            kept = await pipeline.execute() if tags else []
        found = [(int(fields[0]), tag, fields[1]) for tag, fields in zip(tags, kept, strict=True) if fields[0]]
        return [(conversation_named(tag), parse_session(data)) for _, tag, data in sorted(found, reverse=True)]

    async def keep_vote(self, person: ConversationKey, vote: Vote) -> None:
        """Keep a vote of the key's person until the retention ends; a second vote on the same replaces the first."""
        votes = votes_key(person_tag(person))
        with mapped_errors():
            pipeline = self._client.pipeline(transaction=False)
            pipeline.hset(votes, vote.about, vote.model_dump_json())
            pipeline.expire(votes, self._retention)
            await pipeline.execute()

    async def forget(self, key: ConversationKey) -> int:
        """Erase everything kept about the key's person in its tenant, and return how many entries that were.

        What still waits in the key's own conversation stays, because it was said after the wish to be forgotten.
        """
        person = person_tag(key)
        with mapped_errors():
            index = await self._index(key)
            # One at a time, because the conversations of a person live on different nodes of a cluster.
            erased = [await self._erase(tag, own=tag == conversation_tag(key)) for tag, _ in index]
            erased.append(int(await self._client.hlen(votes_key(person))))
            await self._client.delete(votes_key(person))
            erased.append(await self._erase_letters(person))
            known = [str(word) for entry in index for word in entry]
            await self._run(REMOVE_UNCHANGED, index_key(person), *known)
        return sum(erased)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _index(self, person: ConversationKey) -> list[tuple[str, float]]:
        """The tags of a person's conversations, with the time until which each is known."""
        entries = await self._client.zrange(index_key(person_tag(person)), 0, -1, withscores=True)
        return cast("list[tuple[str, float]]", entries)

    async def _erase(self, tag: str, *, own: bool) -> int:
        """Erase a conversation, down to the ids of its messages, which stay as long as they may be delivered again."""
        waiting, replies, _, tries, session, seen = mailbox_keys(tag)
        pipeline = self._client.pipeline(transaction=False)
        pipeline.delete(session)
        pipeline.expire(seen, _REDELIVERY, lt=True)
        if not own:
            pipeline.zcard(waiting)
            pipeline.llen(replies)
            pipeline.delete(waiting, replies, tries)
        erased, _, *waited = await pipeline.execute()
        return int(erased) + sum(map(int, waited[:2]))

    async def _erase_letters(self, person: str) -> int:
        """Erase the dead letters of a person."""
        letters = [str(letter) for letter in await self._client.zrange(LETTERS, 0, -1)]
        mine = [letter for letter in letters if person_tag(conversation_named(letter.split(" ", 1)[0])) == person]
        return int(await self._client.zrem(LETTERS, *mine)) if mine else 0

    async def _run(self, script: str, key: str, *arguments: str) -> str | None:
        return cast("str | None", await self._client.eval(script, 1, key, *arguments))


def parse_session(data: str | bytes | None) -> Session:
    """The stored session, or a fresh one where its schema is newer than this program, or broken."""
    try:
        return Session.model_validate_json(data or "")
    except ValidationError as error:
        faults = sorted({fault["type"] for fault in error.errors(include_url=False, include_input=False)})
        _log.warning("session_unreadable", faults=faults)
        return Session()


@contextmanager
def mapped_errors() -> Iterator[None]:
    """Say of every error of Redis or of the way to it that the store is unavailable."""
    try:
        yield
    except (RedisError, RedisClusterException, OSError) as error:
        raise StoreUnavailableError(f"Redis: {type(error).__name__}") from error
