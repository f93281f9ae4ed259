"""The stub's HTTP side: Web API, response URLs, uploads and downloads, OAuth, and the door to Socket Mode.

    async with FakeSlack() as slack:
        AsyncWebClient("xoxb-test", base_url=slack.url)

Everything that came in stands in `slack.state`; `slack.fail(method, ...)` breaks the next calls of a method. From
another process, `GET /_calls` and `GET /_messages` tell the same as JSON.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Self, Unpack

from aiohttp import web

from tests.fakes.slack.limits import RefusedError, check_message
from tests.fakes.slack.methods import METHODS
from tests.fakes.slack.socket import SocketMode
from tests.fakes.slack.state import Args, Breakage, Call, Fault, Hook, Installed, State

RESPONSE_URL_LIVES = 1800
RESPONSE_URL_USES = 5
_WITHOUT_TOKEN = frozenset({"oauth.v2.access", "apps.connections.open"})


class FakeSlack:
    """One Slack on a free port of the loopback interface; knows the tokens `xoxb-test` and `xapp-test`."""

    def __init__(self, port: int = 0) -> None:
        self.state = State()
        self.socket = SocketMode()
        self.downloaded: list[str] = []
        """The names of the files that somebody has asked for, with whatever token."""
        self.before_download: Callable[[], Awaitable[object]] | None = None
        self._port = port
        self._over = asyncio.Event()
        app = web.Application(client_max_size=2**24)
        app.router.add_route("*", "/api/{method}", self._method)
        app.router.add_post("/respond/{name}", self._respond)
        app.router.add_route("*", "/upload/{name}", self._upload)
        app.router.add_get("/files/{name:.*}", self._download)
        app.router.add_get("/socket/{ticket}", self.socket.connect)
        app.router.add_get("/_calls", self._tell_calls)
        app.router.add_get("/_messages", self._tell_messages)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._port}/"

    @property
    def url(self) -> str:
        """What stands for `https://slack.com/api/`."""
        return f"{self.root}api/"

    async def start(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        self._over.set()
        await self.socket.drop()
        await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def calls(self, method: str) -> list[Args]:
        """The arguments of every call of a method so far."""
        return [call.args for call in self.state.calls if call.method == method]

    def messages(self, channel: str) -> list[Args]:
        return self.state.messages.get(channel, [])

    def fail(self, method: str, **fault: Unpack[Breakage]) -> None:
        """Break the next calls of a method (or of `respond`, `upload`, `download`); see `Fault`."""
        self.state.faults.setdefault(method, []).append(Fault(**fault))

    def response_url(self, channel: str = "C1", user: str = "U1", thread: str = "") -> str:
        """A new response URL, as a slash command or a pressed button has it."""
        name = f"R{self.state.number()}"
        self.state.hooks[name] = Hook(channel, user, self.state.now() + RESPONSE_URL_LIVES, thread)
        return f"{self.root}respond/{name}"

    def hook(self, url: str) -> Hook:
        return self.state.hooks[url.rpartition("/")[2]]

    def file(self, name: str, content: bytes, content_type: str = "text/plain") -> str:
        """Something to download with a bot token; without one, a page to log in."""
        self.state.downloads[name] = (content_type, content)
        return f"{self.root}files/{name}"

    def grant(self, code: str, answer: Args) -> None:
        """What `oauth.v2.access` answers once for a code; its `access_token` becomes known."""
        self.state.grants[code] = answer

    async def _method(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args = await _arguments(request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        self.state.calls.append(Call(method, args, token, self.state.now()))
        return await self._with_faults(method, request, lambda: self._answer(method, args, token))

    async def _with_faults(
        self, name: str, request: web.Request, answer: Callable[[], web.Response]
    ) -> web.StreamResponse:
        fault = self.state.fault(name) or Fault()
        if fault.hang:
            await self._over.wait()
        if fault.error:
            return web.json_response({"ok": False, "error": fault.error})
        if fault.retry_after:
            return _ratelimited(fault.retry_after)
        if fault.status:
            return web.Response(status=fault.status, text=fault.body)
        response: web.StreamResponse = web.Response() if fault.refuse else answer()
        if fault.drop or fault.refuse:
            assert request.transport
            request.transport.abort()
        return response

    def _answer(self, method: str, args: Args, token: str) -> web.Response:
        try:
            return web.json_response({"ok": True, **self._call(method, args, token)})
        except RefusedError as error:
            return _ratelimited(error.retry_after) if error.retry_after else _refused(error.code)
        except KeyError as error:
            return _refused("invalid_arguments", missing=str(error))

    def _call(self, method: str, args: Args, token: str) -> Args:
        if method == "oauth.v2.access":
            return self._exchange(args)
        if method == "apps.connections.open":
            return self._connections_open(token)
        installed = self.state.tokens.get(token)
        if installed is None:
            raise RefusedError("invalid_auth" if token else "not_authed")
        if method not in METHODS:
            raise RefusedError("unknown_method")
        return METHODS[method](self.state, {**args, "base": self.root} if "Upload" in method else args, installed)

    def _exchange(self, args: Args) -> Args:
        answer = self.state.grants.pop(str(args.get("code", "")), None)
        if answer is None:
            raise RefusedError("invalid_code")
        team = answer.get("team") or answer.get("enterprise") or {}
        self.state.tokens[answer["access_token"]] = Installed(team.get("id", "T1"), answer.get("bot_user_id", "UBOT"))
        return answer

    def _connections_open(self, token: str) -> Args:
        if token not in self.state.app_tokens:
            raise RefusedError("invalid_auth")
        return {"url": f"ws://127.0.0.1:{self._port}/socket/{self.state.number()}"}

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        hook = self.state.hooks.get(request.match_info["name"])
        return await self._with_faults("respond", request, lambda: self._use(hook, body))

    def _use(self, hook: Hook | None, body: Args) -> web.Response:
        if hook is None:
            return web.Response(status=404, text="no_service")
        if self.state.now() > hook.expires:
            return web.Response(status=404, text="expired_url")
        if hook.uses >= RESPONSE_URL_USES:
            return web.Response(status=404, text="used_url")
        try:
            check_message(body)
        except RefusedError as error:
            return web.Response(status=400, text=error.code)
        hook.uses += 1
        hook.received.append(body)
        if body.get("response_type") == "in_channel":
            self.state.add(hook.channel, {"text": body.get("text", ""), "blocks": body.get("blocks", [])})
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        name, content = request.match_info["name"], await request.read()
        return await self._with_faults("upload", request, lambda: self._keep(name, content))

    def _keep(self, name: str, content: bytes) -> web.Response:
        file = self.state.files.get(name)
        if file is None or len(content) != file["length"]:
            return web.Response(status=400, text="wrong length")
        file["content"] = content
        return web.Response(text=f"OK - {len(content)}")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.downloaded.append(request.match_info["name"])
        if self.before_download:
            await self.before_download()
        return await self._with_faults("download", request, lambda: self._file(request.match_info["name"], token))

    def _file(self, name: str, token: str) -> web.Response:
        if token not in self.state.tokens:
            return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
        if name.startswith("away/"):
            return web.Response(status=302, headers={"Location": name.removeprefix("away/")})
        if name not in self.state.downloads:
            return web.Response(status=404)
        content_type, content = self.state.downloads[name]
        return web.Response(body=content, content_type=content_type)

    async def _tell_calls(self, _: web.Request) -> web.Response:
        return web.json_response([asdict(call) for call in self.state.calls])

    async def _tell_messages(self, _: web.Request) -> web.Response:
        return web.json_response(self.state.messages)


async def _arguments(request: web.Request) -> Args:
    """Query, form or JSON; what is JSON inside of a form becomes what it says."""
    args: Args = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json()
        return args | (body if isinstance(body, dict) else {})
    return {key: _read(value) for key, value in {**args, **await request.post()}.items()}


def _read(value: object) -> object:
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _refused(code: str, **more: str) -> web.Response:
    return web.json_response({"ok": False, "error": code, **more})


def _ratelimited(seconds: int) -> web.Response:
    answer = {"ok": False, "error": "ratelimited"}
    return web.json_response(answer, status=429, headers={"Retry-After": str(seconds)})
