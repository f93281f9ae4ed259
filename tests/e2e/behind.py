"""A look behind the server: everything that it keeps."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from redis import Redis

_READ: Mapping[bytes | str, Callable[[Redis, bytes], Any]] = {
    b"string": lambda store, key: store.get(key),
    b"hash": lambda store, key: store.hgetall(key),
    b"list": lambda store, key: store.lrange(key, 0, -1),
    b"set": lambda store, key: store.smembers(key),
    b"zset": lambda store, key: store.zrange(key, 0, -1, withscores=True),
    b"stream": lambda store, key: store.xrange(key),
}


def embedded(data: Path) -> Redis:
    """The embedded store of a data folder; it answers in bytes."""
    return Redis(unix_socket_path=str(data / "store.sock"))


def in_store(store: Redis) -> bytes:
    """All keys with their values."""
    return repr([(key, _READ[store.type(key)](store, key)) for key in store.scan_iter()]).encode()


def on_disk(data: Path) -> bytes:
    """All files of a data folder, among them the store's log of all that was ever written since the last rewriting."""
    return b"\n".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())
