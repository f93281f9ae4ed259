"""Checks what this installation needs, and says what to mend. Nothing that it prints holds a secret."""

import asyncio
import platform
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cached_property
from inspect import signature
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr

from bot.config import ConfigError, Settings, load_settings, misspelled, variable
from bot.errors import CoachError, one_line
from bot.serve_config import ServeSettings
from coaching.knowledge.files import KnowledgeError
from coaching.knowledge.load import Knowledge

if TYPE_CHECKING:
    from bot.ports import QueueDepth

Status = Literal["ok", "warn", "fail"]
_NARROW = 40
"""Columns; below this, tables and prompts get hard to read."""
_QUEUE_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `advice` says what to do where it isn't well."""

    name: str
    status: Status
    detail: str
    advice: str = ""


def examine() -> tuple[Check, ...]:
    """Look at everything, in the order in which it is needed."""
    return (check_python(), *_check_settings(), check_knowledge(Knowledge()), check_terminal())


def is_well(checks: Iterable[Check]) -> bool:
    """Whether nothing must be mended; a warning may stay."""
    return all(check.status != "fail" for check in checks)


def as_fields(checks: Iterable[Check]) -> dict[str, object]:
    """The checks as other programs read them."""
    listed = list(checks)
    return {"ok": is_well(listed), "checks": [asdict(check) for check in listed]}


def as_lines(checks: Iterable[Check]) -> Iterator[str]:
    """The checks as people read them, one a line."""
    for check in checks:
        advice = f" → {check.advice}" if check.advice else ""
        yield f"{check.status:<4}  {check.name}: {one_line(check.detail + advice)}"


def check_python() -> Check:
    """The interpreter; the package can't be installed on one that is too old."""
    return Check("python", "ok", f"{platform.python_version()} on {platform.system()} {platform.machine()}")


def _check_settings() -> Iterator[Check]:
    for stranger in misspelled(ServeSettings):
        yield Check("setting", "warn", stranger, "mend the name or remove it")
    try:
        settings = load_settings(ServeSettings)
    except ConfigError as error:
        for fault in error.faults:
            detail, _, advice = fault.rpartition("; ")
            yield Check("setting", "fail", detail, advice)
        yield Check("store", "warn", "not looked at", "mend the settings first")
        return
    yield from (Check(variable(field), "ok", _shown(settings, field)) for field in ServeSettings.model_fields)
    yield Check("engine", "ok", "offline: the same text always gets the same answer")
    yield Check("slack", "ok", f"by {settings.slack}" if settings.slack else "off")
    yield from check_store(settings)
    if settings.slack:
        yield check_queue(settings)


def _shown(settings: ServeSettings, field: str) -> str:
    """A setting as it may be shown: of a secret nothing, but for an address."""
    value = getattr(settings, field)
    return "***" if isinstance(value, SecretStr) and field != "redis_url" else masked(value)


def masked(value: object) -> str:
    """A value as it may be shown: of a secret address, what is no secret."""
    if isinstance(value, SecretStr):
        return _without_password(value.get_secret_value())
    if isinstance(value, timedelta):
        return str(value).removesuffix(", 0:00:00")
    return "not set" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _without_password(url: str) -> str:
    """An address without the name, the password and the query that it may hold."""
    parts = urlsplit(url)
    login, _, host = parts.netloc.rpartition("@")
    return urlunsplit((parts.scheme, f"***@{host}" if login else host, parts.path, "***" if parts.query else "", ""))


def check_knowledge(knowledge: Knowledge) -> Check:
    """Every data file that is installed with the package loads and obeys its schema."""
    try:
        load_all(knowledge)
    except KnowledgeError as error:
        return Check("knowledge", "fail", str(error), "install promptcoach again")
    return Check("knowledge", "ok", "all files load")


def load_all(knowledge: Knowledge) -> None:
    """Load everything that is loaded on demand: what there is once, and what there is for each language.

    Raises:
        KnowledgeError: the first file that doesn't load.
    """
    languages = sorted(folder.name for folder in (knowledge.folder / "texts").iterdir() if folder.is_dir())
    for name, loader in vars(Knowledge).items():
        if isinstance(loader, cached_property):
            getattr(knowledge, name)
        elif not name.startswith("_") and list(signature(loader).parameters) == ["self", "language"]:
            for language in languages:
                loader(knowledge, language)


def check_store(settings: Settings) -> Iterator[Check]:
    """Where sessions are kept: reachable, and set up so that none is lost."""
    from bot.ports import StoreUnavailableError
    from bot.redis_health import examine_store

    try:
        if settings.redis_url is None:
            yield _check_embedded(settings)
            return
        health = examine_store(settings.redis_url.get_secret_value(), cluster=settings.redis_cluster)
    except StoreUnavailableError as error:
        address = masked(settings.redis_url)
        yield Check("store", "fail", f"{address}: {error}", "start it, or mend REDIS_URL")
        return
    yield Check("store", "ok", f"Redis {health.version}, {health.latency:.1f} ms away")
    if not health.keeps_on_disk:
        yield Check("store", "warn", "appendonly is off: a restart loses sessions", "set appendonly yes in redis.conf")
    if health.eviction != "noeviction":
        yield Check("store", "warn", f"maxmemory-policy is {health.eviction}: sessions may vanish", "set noeviction")


def _check_embedded(settings: Settings) -> Check:
    """Start the embedded store and let it go again; without it the chat works, and keeps nothing."""
    from bot.ports import StoreUnavailableError
    from bot.redis_embedded import EmbeddedServer
    from bot.redis_health import examine_store

    server = EmbeddedServer(settings.data)
    try:
        health = examine_store(server.open())
    except StoreUnavailableError as error:
        return Check(
            "store", "warn", f"{error}; sessions last as long as the chat", "set PROMPTCOACH_DATA or REDIS_URL"
        )
    finally:
        server.close()
    return Check("store", "ok", f"embedded, Valkey {health.version} in {settings.data}, {health.latency:.1f} ms away")


def check_queue(settings: ServeSettings) -> Check:
    """What waits in the bot's queue, and who works on it."""
    from bot.app import settled
    from bot.ports import StoreUnavailableError

    try:
        with settled(settings) as reachable:
            depth = asyncio.run(_depth(reachable))
    except (CoachError, StoreUnavailableError, TimeoutError):
        return Check("queue", "warn", "not looked at", "mend the store first")
    detail = (
        f"waiting requests: {depth.requests}, waiting replies: {depth.replies}, "
        f"dead letters: {depth.dead}, workers: {depth.workers}"
    )
    if depth.dead:
        return Check("queue", "warn", detail, "promptcoach requeue puts the dead letters back")
    if (depth.requests or depth.replies) and not depth.workers:
        return Check("queue", "warn", detail, "start promptcoach serve")
    return Check("queue", "ok", detail)


async def _depth(settings: ServeSettings) -> "QueueDepth":
    from bot.app import open_backend

    async with open_backend(settings) as backend, asyncio.timeout(_QUEUE_SECONDS):
        return await backend.queue.depth()


def check_terminal() -> Check:
    """What the terminal shows; where output is piped, there is none."""
    from rich.console import Console

    console = Console()
    if not console.is_terminal:
        return Check("terminal", "ok", "none: output is piped, without colour")
    colour = "no colour" if console.no_color or not console.color_system else f"{console.color_system} colour"
    detail = f"{console.width} columns, {colour}, {sys.stdout.encoding}"
    if console.width < _NARROW:
        return Check("terminal", "warn", detail, f"make it {_NARROW} columns wide or more")
    if "utf" not in sys.stdout.encoding.lower():
        return Check("terminal", "warn", detail, "use a UTF-8 locale, else some letters are replaced")
    return Check("terminal", "ok", detail)
