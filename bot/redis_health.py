"""How a Redis or Valkey server is set up, as far as losing nothing depends on it."""

import asyncio
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisClusterException, RedisError

from bot.ports import StoreUnavailableError
from bot.redis_store import Client, connect

_SECONDS = 5.0
_PINGS = 5


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """What a server says of itself; `latency` is the median of some pings, in milliseconds."""

    version: str
    keeps_on_disk: bool
    """Whether every write goes to an append-only file."""
    eviction: str
    latency: float


def examine_store(url: str, *, cluster: bool = False) -> StoreHealth:
    """Ask a server, for at most some seconds.

    Raises:
        StoreUnavailableError: it can't be reached, or refuses to answer.
    """
    return asyncio.run(_examine(url, cluster=cluster))


async def _examine(url: str, *, cluster: bool) -> StoreHealth:
    client = connect(url, cluster=cluster)
    client.set_retry(Retry(NoBackoff(), 0))  # whoever asks how it is wants to know at once
    try:
        async with asyncio.timeout(_SECONDS):
            return await _health(client)
    except TimeoutError:
        raise StoreUnavailableError(f"no answer within {_SECONDS:.0f} seconds") from None
    except (RedisError, RedisClusterException, OSError) as error:
        raise StoreUnavailableError(str(error) or type(error).__name__) from error
    finally:
        await client.aclose()


async def _health(client: Client) -> StoreHealth:
    latencies = []
    for _ in range(_PINGS):
        began = perf_counter()
        await client.ping()
        latencies.append((perf_counter() - began) * 1000)
    facts = _of_one_node(await client.info("everything"))
    return StoreHealth(
        version=str(facts.get("valkey_version") or facts.get("redis_version") or "unknown"),
        keeps_on_disk=bool(facts.get("aof_enabled")),
        eviction=str(facts.get("maxmemory_policy") or "unknown"),
        latency=median(latencies),
    )


def _of_one_node(info: dict[str, Any]) -> dict[str, Any]:
    """A cluster answers with one dictionary for each node; they are set up alike."""
    first = next(iter(info.values()), None)
    return first if isinstance(first, dict) and "redis_version" not in info else info
