"""The composition root: the only place that decides what a deployment is made of.

What both processes share hangs on one Redis, by its address: `settled` sees to it that there is one. The web process
then takes Slack's way in (`open_slack`), a worker the way out (`open_senders`).
"""

import secrets
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from time import time
from typing import TYPE_CHECKING, Protocol

from pydantic import SecretStr

from bot.config import Settings
from bot.errors import CoachError
from bot.ports import Intake, Pacer, Sender, SessionStore, StoreUnavailableError, TurnQueue, Vault, Watch
from bot.serve_config import ServeSettings
from coaching.messages.conversation import Platform

if TYPE_CHECKING:
    from adapters.slack.app import SlackApp
    from adapters.slack.edge import SlackEdge
    from bot.metrics import EdgeMetrics


def open_store(settings: Settings) -> SessionStore:
    """The store that the settings name: Redis by its address, else the embedded one in the data folder.

    Blocks while an embedded server starts. A Redis is connected to when it is first used.

    Raises:
        StoreUnavailableError: the embedded store can't be had.
    """
    if settings.redis_url is None:
        from bot.redis_embedded import EmbeddedSessionStore

        return EmbeddedSessionStore(settings.data, settings.session_ttl)
    from bot.redis_store import RedisSessionStore, connect

    client = connect(settings.redis_url.get_secret_value(), cluster=settings.redis_cluster)
    return RedisSessionStore(client, settings.session_ttl, settings.retention)


@contextmanager
def settled(settings: ServeSettings) -> Iterator[ServeSettings]:
    """The settings with the address of a Redis: of the embedded one, kept open meanwhile, where they name none.

    Raises:
        CoachError: there is no embedded store here.
    """
    if settings.redis_url is not None:
        yield settings
        return
    from bot.redis_embedded import EmbeddedServer

    server = EmbeddedServer(settings.data)
    try:
        address = SecretStr(server.open())
    except StoreUnavailableError as error:
        raise CoachError(str(error), "set REDIS_URL, or PROMPTCOACH_DATA to another folder") from None
    try:
        yield settings.model_copy(update={"redis_url": address})
    finally:
        server.close()


@dataclass(frozen=True, slots=True)
class Backend:
    """What is kept in Redis."""

    store: SessionStore
    queue: TurnQueue
    pacer: Pacer
    vault: Vault


@asynccontextmanager
async def open_backend(settings: ServeSettings, watch: Watch | None = None) -> AsyncIterator[Backend]:
    """Everything on the Redis that `settings`, once settled, name; it's connected to when it is first used."""
    from bot.redis_pacer import RedisPacer
    from bot.redis_queue import RedisTurnQueue
    from bot.redis_store import connect
    from bot.redis_vault import RedisVault
    from bot.seal import Seal

    url = _secret(settings.redis_url)
    client = connect(url, cluster=settings.redis_cluster)
    store = open_store(settings)
    ttl, retention = settings.session_ttl, settings.retention
    # Without a key nothing is kept that another process, or a later one, would have to read.
    secret = _secret(settings.secret_key) or secrets.token_hex()
    seal, cluster = Seal(_queue_secret(settings) or secret), settings.redis_cluster
    queue = RedisTurnQueue(url, store, seal, ttl=ttl, retention=retention, cluster=cluster, watch=watch)
    vault = RedisVault(client, secret)
    try:
        yield Backend(store, queue, RedisPacer(client), vault)
    finally:
        await queue.close()
        await store.close()
        await client.aclose()


def open_slack(settings: ServeSettings, backend: Backend) -> "SlackApp":
    """Slack's way in, but for what the edge takes."""
    from adapters.slack.app import SlackApp, SlackSettings

    given = SlackSettings(
        signing_secret=_secret(settings.slack_signing_secret),
        bot_token=_secret(settings.slack_bot_token),
        app_token=_secret(settings.slack_app_token),
        client_id=settings.slack_client_id or "",
        client_secret=_secret(settings.slack_client_secret),
        base_url=settings.slack_api_url,
    )
    return SlackApp(given, accept=backend.queue.put, vault=backend.vault, conversations=backend.store.conversations)


def open_edge(settings: ServeSettings, backend: Backend, slack: "SlackApp", watch: "EdgeMetrics") -> "SlackEdge | None":
    """Where Slack's events come in by HTTP; None where they come by Socket Mode alone."""
    if settings.slack_signing_secret is None:
        return None
    from adapters.slack.edge import SlackEdge

    secret = _secret(settings.slack_signing_secret)
    return SlackEdge(secret, accept=backend.queue.put, dispatch=slack.dispatch, clock=time, watch=watch)


class Outlet(Sender, Intake, Protocol):
    """A platform's way out, with what it has to fetch from there before a request can be answered."""


@asynccontextmanager
async def open_outlets(settings: ServeSettings, backend: Backend) -> AsyncIterator[Mapping[Platform, Outlet]]:
    """The ways out."""
    from adapters.slack.install.installations import open_workspaces
    from adapters.slack.sender.clients import open_session
    from adapters.slack.sender.sender import SlackSender

    workspaces = open_workspaces(_secret(settings.slack_bot_token), backend.vault)
    async with open_session() as session:
        yield {Platform.SLACK: SlackSender(workspaces, backend.pacer, session, settings.slack_api_url)}


def _queue_secret(settings: ServeSettings) -> str:
    """What every process of a deployment has, and nobody else: its own key, or else what it shares with Slack."""
    return _secret(settings.secret_key or settings.slack_signing_secret or settings.slack_app_token)


def _secret(value: SecretStr | None) -> str:
    return value.get_secret_value() if value else ""
