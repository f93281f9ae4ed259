"""A Slack that is not ours: the npm package `emulate`, with a small translator in front of it.

It is fetched once into the user's cache by npm. slack_sdk sends some methods as GET or with a query, the emulator
reads bodies of POST alone: the translator turns the one into the other. Not there: streams, the assistant, Socket Mode.
"""

import asyncio
import html
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urljoin

import aiohttp
import pytest
from aiohttp import web
from platformdirs import user_cache_path

from adapters.slack.manifest import SCOPES
from tests.fakes.ports import free_port

VERSION, NODE = "0.12.2", "24"
TOKEN = "xoxb-emulate"  # noqa: S105
ANNS = "xoxp-ann"
"""Ann's own token, with which she writes."""
CLIENT_ID, CLIENT_SECRET = "1.2", "emulated-client-secret"
_TO_SET_UP = ("channels:read", "channels:manage", "channels:write", "users:read")
"""What tests need and the app doesn't."""
BOT = "promptcoach"
TEAM = "T000000001"
SEED = {
    "slack": {
        "team": {"name": "Acme", "domain": "acme"},
        "users": [{"name": name, "email": f"{name}@example.com"} for name in ("ann", BOT)],
        "tokens": [
            {"token": TOKEN, "user": BOT, "scopes": [*SCOPES, *_TO_SET_UP]},
            {"token": ANNS, "user": "ann", "type": "user", "scopes": ["chat:write", "im:write", "files:write"]},
        ],
        "oauth_apps": [
            {
                "name": "Coach for all",
                "client_id": CLIENT_ID,
                "client_secret": CLIENT_SECRET,
                "redirect_uris": [],
                "scopes": SCOPES,
            }
        ],
        "strict_scopes": True,
    },
}
_INSTALL_SECONDS, _START_SECONDS = 300, 30


class Emulate:
    """One Slack; `url` stands for `https://slack.com/api/`."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self._session = session

    async def call(self, method: str, *, token: str = TOKEN, **args: object) -> dict[str, Any]:
        """The answer to a call of the Web API."""
        headers = {"Authorization": f"Bearer {token}"}
        async with self._session.post(self.url + method, json=args, headers=headers) as answer:
            told: dict[str, Any] = await answer.json()
            return told

    async def channel(self, name: str, *people: str) -> str:
        """The id of a new channel with the bot and these people (ids) in it."""
        channel = str((await self.call("conversations.create", name=name))["channel"]["id"])
        if people:
            await self.call("conversations.invite", channel=channel, users=",".join(people))
        return channel

    async def person(self, name: str) -> str:
        """The id of a user."""
        members = (await self.call("users.list"))["members"]
        return next(str(member["id"]) for member in members if member["name"] == name)

    async def page(self, query: str) -> str:
        """What the emulator's own page shows of its state."""
        async with self._session.get(urljoin(self.url, "/" + query)) as answer:
            return await answer.text()

    async def consent(self, page: str, back: str) -> str:
        """Press the first button of the page that asks for consent; where that leads, which is below `back`.

        The emulator knows no address of the app that it would take where the app names none.
        """
        async with self._session.get(page) as answer:
            assert answer.status == 200
            form = (await answer.text()).partition("<form")[2].partition("</form>")[0]
        action = re.findall(r'action="([^"]+)"', form)[0]
        fields = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form)}
        filled = fields | {"redirect_uri": back}
        async with self._session.post(urljoin(page, action), data=filled, allow_redirects=False) as answer:
            return answer.headers["Location"]


@asynccontextmanager
async def emulated() -> AsyncIterator[Emulate]:
    """The emulator on a free port, with one bot and one person; stopped in the end."""
    port, inner = free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="pc-") as folder:
        process = _start(Path(folder), inner, f"http://127.0.0.1:{port}")
        try:
            async with aiohttp.ClientSession() as session:
                await _until_ready(f"http://127.0.0.1:{inner}/", session)
                async with _translator(port, f"http://127.0.0.1:{inner}", session):
                    yield Emulate(f"http://127.0.0.1:{port}/api/", session)
        finally:
            process.kill()
            process.wait()


def _start(folder: Path, port: int, known_as: str) -> subprocess.Popen[bytes]:
    modules, seed = _installed() / ".bin", folder / "seed.json"
    seed.write_text(json.dumps(SEED))
    program = [str(modules / "node"), str(modules / "emulate"), "start", "--service", "slack"]
    options = ["--port", str(port), "--base-url", known_as, "--seed", str(seed)]
    return subprocess.Popen([*program, *options], cwd=folder, stdout=subprocess.DEVNULL)


@cache
def _installed() -> Path:
    """The folder of the emulator's modules, fetched where it isn't there yet."""
    folder = user_cache_path("promptcoach-tests", appauthor=False) / f"emulate-{VERSION}"
    modules = folder / "node_modules"
    if not all((modules / ".bin" / name).exists() for name in ("node", "emulate")):
        _fetch(folder)
    return modules


def _fetch(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        _missing("npm is not installed")
    folder.mkdir(parents=True, exist_ok=True)
    packages = [f"emulate@{VERSION}", f"node@{NODE}"]
    command: list[str | Path] = [npm, "install", "--no-audit", "--no-fund", "--prefix", folder, *packages]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False)
    if done.returncode:
        _missing(f"npm could not install emulate: {done.stderr.strip()[-200:]}")


def _missing(why: str) -> NoReturn:
    """Skip the test, visibly; where everything is to be checked, that's a failure."""
    if os.environ.get("CI"):  # noqa: TID251  (says how tests run, nothing of the program)
        pytest.fail(why)
    pytest.skip(why)


async def _until_ready(url: str, session: aiohttp.ClientSession) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            async with session.get(url):
                return
        except aiohttp.ClientError:
            await asyncio.sleep(0.05)
    pytest.fail("emulate did not start")


@asynccontextmanager
async def _translator(port: int, target: str, session: aiohttp.ClientSession) -> AsyncIterator[None]:
    async def translate(request: web.Request) -> web.Response:
        is_json = request.content_type == "application/json"
        said = await request.json() if is_json else dict(await request.post())
        body = json.dumps({**request.query, **said}).encode()
        return await forward(request, "POST", body, {"Content-Type": "application/json"})

    async def pass_on(request: web.Request) -> web.Response:
        return await forward(request, request.method, await request.read(), {"Content-Type": request.content_type})

    async def forward(request: web.Request, method: str, body: bytes, headers: dict[str, str]) -> web.Response:
        kept = {name: request.headers[name] for name in ("Authorization",) if name in request.headers}
        place = target + (request.path if request.path.startswith("/api/") else request.path_qs)
        async with session.request(method, place, data=body, headers=kept | headers, allow_redirects=False) as answer:
            led = {name: answer.headers[name] for name in ("Location",) if name in answer.headers}
            content = await answer.read()
            return web.Response(status=answer.status, body=content, content_type=answer.content_type, headers=led)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", translate)
    app.router.add_route("*", "/{path:.*}", pass_on)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield
    finally:
        await runner.cleanup()
