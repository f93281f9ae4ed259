"""Every message is answered, none twice, in order: with workers and Redis killed meanwhile. (Large: tests.bench.)"""

from pathlib import Path

from tests.bot.storm import Storm
from tests.fakes.redis_server import RedisServer

MOMENTS = ["worker killed", "redis killed", "worker frozen", "worker stopped", "worker killed"]


async def test_nothing_is_lost_doubled_or_out_of_order_when_workers_and_redis_die(
    redis_server: RedisServer, tmp_path: Path
) -> None:
    redis_server.client().flushall()
    storm = Storm(redis_server, tmp_path / "answers", people=12, messages=10)
    await storm.run(MOMENTS, pause=1.2)
    assert storm.faults() == {"lost": 0, "doubled": 0, "out of order": 0, "in a wrong session": 0}
    assert storm.put > 12 * 10
