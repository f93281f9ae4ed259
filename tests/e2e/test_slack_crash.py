"""Every message in Slack is answered, none twice, in order, whatever dies meanwhile. (Large: tests.bench.)"""

from pathlib import Path

from tests.e2e.serving import Server
from tests.e2e.storm import SlackStorm
from tests.fakes.redis_server import RedisServer
from tests.fakes.slack import FakeSlack

MOMENTS = ["worker killed", "server killed", "redis killed", "redis frozen", "server stopped"]


async def test_every_message_is_answered_once_and_in_order(redis_server: RedisServer, tmp_path: Path) -> None:
    async with FakeSlack() as fake:
        server = Server(tmp_path, fake.url, settings={"REDIS_URL": redis_server.url})
        server.start()
        try:
            await server.ready()
            storm = SlackStorm(fake, server, redis_server, people=12, messages=6)
            await storm.run(MOMENTS, pause=2.0)
            assert storm.faults() == {"lost": 0, "doubled": 0, "out of order": 0}
        finally:
            server.end()
