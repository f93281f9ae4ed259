"""Stores to run the contract against: in memory, embedded, on a real Redis, and on a Redis cluster."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from redis import Redis

from bot.memory_store import MemorySessionStore
from bot.ports import SessionStore
from bot.redis_embedded import EmbeddedServer, EmbeddedSessionStore
from bot.redis_queue import RedisTurnQueue
from bot.redis_store import Client, RedisSessionStore, connect
from bot.seal import Seal
from coaching.messages.conversation import ConversationKey, Platform
from tests.fakes.redis_server import RedisServer

TTL = timedelta(days=30)
SEAL = Seal("a secret of this deployment")
STORES = ("memory", "embedded", "redis", "cluster")


@dataclass
class Place:
    """Where sessions are kept in a test: stores on it, and a look behind them."""

    open: Callable[[], SessionStore]
    client: Callable[[], Redis] | None = None
    opened: list[SessionStore] = field(default_factory=list)

    def store(self) -> SessionStore:
        """A store that is closed when the test ends."""
        self.opened.append(self.open())
        return self.opened[-1]

    def keys_without_ttl(self) -> list[str]:
        if self.client is None:
            return []
        return keys_without_ttl(self.client())


def keys_without_ttl(client: Redis) -> list[str]:
    """All keys that would stay for ever, but for the task library's own stream and sets."""
    keys = [str(key) for key in client.scan_iter() if not str(key).strip("{}").startswith("turns")]
    return [key for key in keys if client.ttl(key) == -1]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder with a short name: a socket's path has to fit into about a hundred bytes."""
    path = Path(tempfile.mkdtemp(prefix="pc-"))
    yield path
    shutil.rmtree(path)


@pytest.fixture(scope="module")
def redis_server() -> Iterator[RedisServer]:
    with tempfile.TemporaryDirectory(prefix="pc-") as path:
        server = RedisServer(Path(path))
        yield server
        server.kill()


@pytest.fixture(scope="module")
def redis_cluster() -> Iterator[RedisServer]:
    with tempfile.TemporaryDirectory(prefix="pc-") as path:
        server = RedisServer(Path(path), cluster=True)
        yield server
        server.kill()


def place_named(name: str, request: pytest.FixtureRequest) -> Place:
    if name == "memory":
        shared = MemorySessionStore(TTL)
        return Place(lambda: shared)
    if name == "embedded":
        folder: Path = request.getfixturevalue("folder")
        return Place(lambda: EmbeddedSessionStore(folder, TTL), lambda: embedded_client(folder))
    server: RedisServer = request.getfixturevalue("redis_server" if name == "redis" else "redis_cluster")
    server.client().flushall()
    return Place(lambda: RedisSessionStore(connect(server.url, cluster=name == "cluster"), TTL), server.client)


def embedded_client(folder: Path) -> Redis:
    return Redis(unix_socket_path=str(folder / "store.sock"), decode_responses=True)


@pytest.fixture(params=STORES)
async def place(request: pytest.FixtureRequest) -> AsyncIterator[Place]:
    """Fails a test that leaves a key without a time to live."""
    here = place_named(request.param, request)
    yield here
    forgotten = here.keys_without_ttl() if here.opened else []
    for store in here.opened:
        await store.close()
    assert not forgotten, "keys without a TTL"


@pytest.fixture
def store(place: Place) -> SessionStore:
    return place.store()


def key(
    person: str = "ann", channel: str = "general", tenant: str = "acme", platform: Platform = Platform.SLACK
) -> ConversationKey:
    return ConversationKey(platform=platform, tenant=tenant, channel=channel, thread="1700000000.1", person=person)


@dataclass
class Post:
    """A Redis for the queue in a test: queues and stores on it, and a look behind them."""

    url: str
    look: Redis
    cluster: bool = False
    opened: list[RedisTurnQueue | RedisSessionStore] = field(default_factory=list)

    def client(self) -> Client:
        """A client of its own for each."""
        return connect(self.url, cluster=self.cluster)

    def store(self) -> RedisSessionStore:
        """A store that is closed when the test ends."""
        store = RedisSessionStore(self.client(), TTL)
        self.opened.append(store)
        return store

    def queue(self, seal: Seal = SEAL) -> RedisTurnQueue:
        """A queue that is closed when the test ends."""
        queue = RedisTurnQueue(self.url, self.store(), seal, ttl=TTL, retention=TTL, cluster=self.cluster)
        self.opened.append(queue)
        return queue


def post_named(name: str, request: pytest.FixtureRequest) -> Iterator[Post]:
    if name == "embedded":
        folder: Path = request.getfixturevalue("folder")
        server = EmbeddedServer(folder)
        yield Post(server.open(), embedded_client(folder))
        server.close()
        return
    real: RedisServer = request.getfixturevalue("redis_server" if name == "redis" else "redis_cluster")
    real.client().flushall()
    yield Post(real.url, real.client(), cluster=name == "cluster")


@pytest.fixture(params=STORES[1:])
def bare_post(request: pytest.FixtureRequest) -> Iterator[Post]:
    yield from post_named(request.param, request)


@pytest.fixture
async def post(bare_post: Post) -> AsyncIterator[Post]:
    """Fails a test that leaves a key without a time to live."""
    yield bare_post
    forgotten = keys_without_ttl(bare_post.look)
    for opened in bare_post.opened:
        await opened.close()
    assert not forgotten, "keys without a TTL"
