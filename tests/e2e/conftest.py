"""A Slack, a server of the coach and people who talk, for the stories of a module."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from tests.bot.conftest import redis_server
from tests.e2e.people import Person, SlackServer, new_user
from tests.e2e.serving import Server
from tests.fakes.slack import FakeSlack

__all__ = ["redis_server"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fake() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server(fake: FakeSlack) -> AsyncIterator[Server]:
    """`promptcoach serve` on the embedded store, with one worker."""
    with tempfile.TemporaryDirectory(prefix="pc-") as folder:
        serving = Server(Path(folder), fake.url)
        serving.start()
        try:
            await serving.ready()
            yield serving
        finally:
            serving.end()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack(fake: FakeSlack, server: Server) -> AsyncIterator[SlackServer]:
    async with aiohttp.ClientSession() as http:
        yield SlackServer(server.url, fake, http)


@pytest.fixture
def ann(slack: SlackServer) -> Person:
    """Somebody the coach hasn't met."""
    return Person(new_user(), slack)


@pytest.fixture
def bob(slack: SlackServer) -> Person:
    return Person(new_user(), slack)
