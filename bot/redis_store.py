"""Sessions in Redis, Valkey or a Redis cluster.

A session is a hash with its version, its JSON, and the token of the save that wrote it. A person's index is written
before the session and outlives it by a minute, so that nothing can be kept that "forget me" doesn't find.
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeAlias, cast

import structlog
from pydantic import ValidationError
from redis.asyncio import Redis, RedisCluster
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import RedisError

from bot.keys import conversation_tag, index_key, person_tag, session_key
from bot.ports import StoreUnavailableError, VersionConflictError
from coaching.messages.conversation import ConversationKey
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
_INDEX = """
local now = redis.call('TIME')[1]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
"""
_INDEX_OUTLIVES = 60  # seconds
_RETRIES = 6


def connect(url: str, *, cluster: bool = False) -> Client:
    """A client for `redis://`, `rediss://` or `unix://`; it connects when it is first used.

    Short outages are bridged by retries within about four seconds; then the store counts as unavailable.
    """
    retry = Retry(ExponentialBackoff(cap=1, base=0.05), _RETRIES)
    if cluster:
        return RedisCluster.from_url(url, decode_responses=True, retry=retry, socket_timeout=5)
    return Redis.from_url(url, decode_responses=True, retry=retry, socket_timeout=5, socket_connect_timeout=2)


class RedisSessionStore:
    """A `SessionStore` whose every key expires `ttl` after the conversation's last turn."""

    def __init__(self, client: Client, ttl: timedelta) -> None:
        """Use a client that was made with `decode_responses=True`."""
        self._client = client
        self._ttl = max(1, int(ttl.total_seconds()))

    async def load(self, key: ConversationKey) -> tuple[Session, int]:
        """The session with its version; an empty one where there is none, or none that this program can read."""
        with _mapped_errors():
            version, data = await self._client.hmget(session_key(conversation_tag(key)), ["version", "data"])
        return (_parse(data or ""), int(version)) if version else (Session(), 0)

    async def save(self, key: ConversationKey, session: Session, version: int) -> int:
        """Keep a session that was loaded with `version`, and return its new version.

        Raises:
            VersionConflictError: somebody else has saved it since.
            StoreUnavailableError: Redis can't be reached.
        """
        tag = conversation_tag(key)
        arguments = (str(version), session.model_dump_json(), uuid.uuid4().hex, str(self._ttl))
        with _mapped_errors():
            await self._run(_INDEX, index_key(person_tag(key)), tag, str(self._ttl + _INDEX_OUTLIVES))
            saved = await self._run(_SAVE, session_key(tag), *arguments)
        if saved is None:
            raise VersionConflictError
        return int(saved)

    async def forget(self, key: ConversationKey) -> int:
        """Erase every session of the key's person in its tenant, and return how many those were."""
        index = index_key(person_tag(key))
        with _mapped_errors():
            tags = cast("list[str]", await self._client.zrange(index, 0, -1))
            # One at a time, because the conversations of a person live on different nodes of a cluster.
            erased = [await self._client.delete(session_key(tag)) for tag in tags]
            if tags:
                await self._client.zrem(index, *tags)
        return sum(erased)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _run(self, script: str, key: str, *arguments: str) -> str | None:
        return cast("str | None", await self._client.eval(script, 1, key, *arguments))


def _parse(data: str | bytes) -> Session:
    """The stored session, or a fresh one where its schema is newer than this program, or broken."""
    try:
        return Session.model_validate_json(data)
    except ValidationError as error:
        faults = sorted({fault["type"] for fault in error.errors(include_url=False, include_input=False)})
        _log.warning("session_unreadable", faults=faults)
        return Session()


@contextmanager
def _mapped_errors() -> Iterator[None]:
    try:
        yield
    except (RedisError, OSError) as error:
        raise StoreUnavailableError(f"Redis: {type(error).__name__}") from error
