"""The embedded server: who shares it, who stops it, and what it survives."""

import fcntl
import os
import signal
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ports import StoreUnavailableError
from bot.redis_embedded import EmbeddedServer, EmbeddedSessionStore
from coaching.session import Clarifying, Session
from tests.bot.conftest import TTL, embedded_client, key

MEMO = Session(state=Clarifying(prompt="Write a memo"))


@pytest.fixture
def servers(folder: Path) -> Iterator[list[EmbeddedServer]]:
    """Three users of one folder; whatever a test leaves open is closed."""
    users = [EmbeddedServer(folder) for _ in range(3)]
    yield users
    for user in users:
        user.close()


def is_running(folder: Path) -> bool:
    return (folder / "store.sock").exists() and bool(embedded_client(folder).ping())


def kill(folder: Path) -> None:
    """What the system does when memory runs out: no farewell, and the socket stays behind."""
    os.kill(int((folder / "store.pid").read_text()), signal.SIGKILL)
    with (folder / "store.server").open("ab") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)  # the server holds it as long as it lives


async def test_sessions_survive_a_restart(folder: Path) -> None:
    first = EmbeddedSessionStore(folder, TTL)
    version = await first.save(key(), MEMO, 0)
    await first.close()
    assert not is_running(folder)
    second = EmbeddedSessionStore(folder, TTL)
    assert await second.load(key()) == (MEMO, version)
    await second.close()


def test_the_last_to_leave_stops_it(folder: Path, servers: list[EmbeddedServer]) -> None:
    one, other, _ = servers
    assert one.open() == other.open()
    one.close()
    assert is_running(folder)
    other.close()
    assert not is_running(folder)


def test_the_same_user_counts_once(folder: Path, servers: list[EmbeddedServer]) -> None:
    servers[0].open()
    servers[0].open()
    servers[0].close()
    assert not is_running(folder)


def test_many_who_start_at_once_share_one_server(folder: Path, servers: list[EmbeddedServer]) -> None:
    threads = [threading.Thread(target=server.open) for server in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = (folder / "store.log").read_text()
    assert log.count("Ready to accept connections") == 1


async def test_a_killed_server_is_started_again_with_what_it_had(folder: Path) -> None:
    first = EmbeddedSessionStore(folder, TTL)
    version = await first.save(key(), MEMO, 0)
    kill(folder)
    second = EmbeddedSessionStore(folder, TTL)
    assert await second.load(key()) == (MEMO, version)
    await first.close()
    await second.close()


def test_no_second_server_starts_on_the_files_of_one_that_lost_its_socket(
    folder: Path, servers: list[EmbeddedServer]
) -> None:
    servers[0].open()
    (folder / "store.sock").unlink()
    with pytest.raises(StoreUnavailableError, match="socket is gone"):
        servers[1].open()
    kill(folder)


def test_only_its_owner_can_enter_the_folder(folder: Path) -> None:
    server = EmbeddedServer(folder / "new" / "data")
    server.open()
    assert stat.S_IMODE((folder / "new" / "data").stat().st_mode) == 0o700
    server.close()


def test_a_folder_with_a_long_or_odd_name_will_do(folder: Path) -> None:
    for name in ("x" * 150, "with space, 100%?#é '\""):
        server = EmbeddedServer(folder / name)
        address = server.open()
        assert len(bytes(server.socket)) < 104
        assert address.startswith("unix:///")
        server.close()


@pytest.mark.parametrize("obstacle", ["file in its place", "no binary"])
def test_says_why_there_is_no_server(folder: Path, obstacle: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if obstacle == "no binary":
        monkeypatch.setattr("bot.redis_embedded.find_spec", lambda _: None)
    else:
        (folder / "data").write_text("")
    with pytest.raises(StoreUnavailableError, match=r"File exists|no embedded store for this platform"):
        EmbeddedServer(folder / "data").open()


def test_leaving_after_the_folder_was_taken_away_is_quiet(folder: Path) -> None:
    server = EmbeddedServer(folder / "data")
    server.open()
    (folder / "data").rename(folder / "elsewhere")
    server.close()
    kill(folder / "elsewhere")
