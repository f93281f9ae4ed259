"""Places in a line, for all processes together: one message at a time goes out on a lane.

A lane is a sorted set: each ticket by the time of its place, and the time before which nothing may go out, because a
message has just gone out or the platform said to wait. A place that nobody takes is given up after ten minutes.
"""

from redis.commands.core import AsyncScript

from bot.keys import pace_key
from bot.redis_store import Client, mapped_errors

_SLOT = """
local time = redis.call('TIME')
local now, interval, ticket = time[1] + time[2] / 1000000, tonumber(ARGV[2]), 'ticket:' .. ARGV[1]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 600)
local free = tonumber(redis.call('ZSCORE', KEYS[1], 'free') or 0)
local place = tonumber(redis.call('ZSCORE', KEYS[1], ticket) or 0)
if place == 0 then
  local last = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  place = math.max(now, free, last[1] and last[1] ~= 'free' and last[2] + interval or 0)
end
local at = math.max(place, free)
if at <= now then
  redis.call('ZREM', KEYS[1], ticket)
  redis.call('ZADD', KEYS[1], now + interval, 'free')
else
  redis.call('ZADD', KEYS[1], place, ticket)
end
redis.call('EXPIRE', KEYS[1], math.ceil(math.max(at - now, interval)) + 600)
return string.format('%.6f', math.max(0, at - now))
"""
_HOLD = """
local time = redis.call('TIME')
redis.call('ZADD', KEYS[1], 'GT', time[1] + time[2] / 1000000 + ARGV[1], 'free')
if redis.call('TTL', KEYS[1]) < ARGV[1] + 600 then
  redis.call('EXPIRE', KEYS[1], math.ceil(ARGV[1]) + 600)
end
"""


class RedisPacer:
    """A `Pacer` on a Redis, a Valkey or a cluster."""

    def __init__(self, client: Client) -> None:
        """Use a client that was made with `decode_responses=True`."""
        self._slot, self._hold = AsyncScript(client, _SLOT), AsyncScript(client, _HOLD)

    async def slot(self, lane: str, ticket: str, interval: float) -> float:
        """Seconds until the message named `ticket` may go out on `lane`, one message every `interval` seconds.

        Raises:
            StoreUnavailableError: Redis can't be reached.
        """
        with mapped_errors():
            return float(await self._slot([pace_key(lane)], [ticket, interval]))

    async def hold(self, lane: str, seconds: float) -> None:
        """Let nothing out on `lane` for so long.

        Raises:
            StoreUnavailableError: Redis can't be reached.
        """
        with mapped_errors():
            await self._hold([pace_key(lane)], [seconds])
