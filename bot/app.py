"""The composition root: the only place that decides which store a deployment has."""

from bot.config import Settings
from bot.ports import SessionStore


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
    return RedisSessionStore(client, settings.session_ttl)
