"""A real Redis server, started for tests and stopped by its process."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

BINARY = shutil.which("redis-server")
_SLOTS = 16384


class RedisServer:
    """Redis with an append-only file, on a unix socket; as a cluster of one node on a free port."""

    def __init__(self, folder: Path, *, cluster: bool = False) -> None:
        if BINARY is None:
            pytest.skip("redis-server is not installed")
        self._folder = folder
        self._cluster = cluster
        self._port = _free_port() if cluster else 0
        self.url = f"redis://127.0.0.1:{self._port}" if cluster else f"unix://{folder}/redis.sock"
        self.start()

    def start(self) -> None:
        assert BINARY
        place = ["--port", str(self._port), "--bind", "127.0.0.1", "--unixsocket", f"{self._folder}/redis.sock"]
        store = ["--dir", str(self._folder), "--appendonly", "yes", "--save", "", "--logfile", "redis.log"]
        cluster = ["--cluster-enabled", "yes"] if self._cluster else []
        self._process = subprocess.Popen([BINARY, *place, *store, *cluster])
        self._until(lambda client: client.ping())
        if self._cluster and not self.client().cluster("slots"):
            self.client().cluster("addslotsrange", 0, _SLOTS - 1)
        if self._cluster:
            self._until(lambda client: client.cluster("info")["cluster_state"] == "ok")

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def signal(self, what: signal.Signals) -> None:
        """Freeze it, or let it go on."""
        self._process.send_signal(what)

    def restart(self) -> None:
        self.kill()
        self.start()

    def client(self) -> Redis:
        return Redis(unix_socket_path=f"{self._folder}/redis.sock", decode_responses=True)

    def _until(self, ready: Callable[[Redis], object]) -> None:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                if ready(self.client()):
                    return
            except RedisError:
                pass
            time.sleep(0.01)
        pytest.fail(f"redis-server did not start: {(self._folder / 'redis.log').read_text()}")


def _free_port() -> int:
    """A port whose cluster bus port (10,000 above it) exists too."""
    while True:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            port: int = taken.getsockname()[1]
        if port < 50_000:
            return port
