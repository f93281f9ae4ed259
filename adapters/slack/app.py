"""Slack in the web process: everything that Bolt's machinery is for, and Socket Mode.

What bears a turn never comes here: it goes from the edge, or from the socket, straight to the queue. Here arrive
modals and their submission, the App Home, the assistant pane, the coming and going of installations, and OAuth.

Nothing calls the Web API before a payload is acknowledged: a token is found without asking Slack, and what has to be
called runs beside the acknowledgement (see `Errands`). Bolt itself logs nothing, since it logs whole payloads.
"""

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TypeAlias

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errands import Errands, log_failure
from adapters.slack.install.installations import Vault, open_workspaces
from adapters.slack.install.oauth import Headers, Installer, as_lists
from adapters.slack.listeners.hooks import Accept, Conversations, Listeners
from adapters.slack.workspaces import Workspaces

Response: TypeAlias = tuple[int, Headers, str]
"""Status, headers and body of an answer over HTTP."""

SLACK_API = "https://slack.com/api/"
_CALL_SECONDS = 5
_ENDING_SECONDS = 3.0
_UNHANDLED = 404
_NOT_FOUND: Response = (_UNHANDLED, {}, "")
_GONE = "promptcoach isn't installed here any more. Whoever looks after your Slack apps can add it again."


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """How a deployment is known to Slack: one workspace by its token, or many by the client id and secret."""

    signing_secret: str = field(default="", repr=False)
    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    base_url: str = SLACK_API


class _TryAgainError(Exception):
    """A token couldn't be looked up: Slack shall deliver the payload again."""


class SlackApp:
    """Bolt's part of Slack, installations, and the socket."""

    def __init__(self, settings: SlackSettings, *, accept: Accept, vault: Vault, conversations: Conversations) -> None:
        self.workspaces = open_workspaces(settings.bot_token, vault)
        self._app_token = settings.app_token
        self._accept = accept
        self._errands = Errands()
        self._client = AsyncWebClient(
            base_url=settings.base_url, timeout=_CALL_SECONDS, logger=_silent_logger(), retry_handlers=[]
        )
        self._installer = _installer(settings, self._client, vault, self.workspaces)
        self._bolt = _bolt(settings, self._client, self.workspaces)
        uninstall = self._installer.uninstall if self._installer else None
        Listeners(accept, conversations, self._errands, uninstall).register(self._bolt)

    @property
    def installs(self) -> bool:
        """Whether workspaces can add the coach by themselves: then `install` and `oauth_redirect` are to be mounted."""
        return self._installer is not None

    async def dispatch(self, body: str, headers: Headers) -> Response:
        """Answer a verified payload that bears no turn: 200 as well where nobody listens to it. Never raises."""
        return _response(await self._dispatch(body, headers, "http"))

    async def install(self, headers: Headers) -> Response:
        """GET /slack/install: the way to Slack's page that asks for consent."""
        return _response(await self._installer.install(headers)) if self._installer else _NOT_FOUND

    async def oauth_redirect(self, query: str, headers: Headers) -> Response:
        """GET /slack/oauth_redirect with its query: the way back; the installation is kept."""
        return _response(await self._installer.callback(query, headers)) if self._installer else _NOT_FOUND

    async def run(self, stopping: asyncio.Event) -> None:
        """Receive by Socket Mode until `stopping` is set; returns at once where there is no app token."""
        if self._app_token:
            from adapters.slack.socket import run_socket

            await run_socket(self._client, self._app_token, self._accept, self._dispatch, stopping)

    async def close(self) -> None:
        """Let what is under way come to its end, for some seconds at most."""
        await self._errands.finish(_ENDING_SECONDS)

    async def _dispatch(self, body: str | dict[str, object], headers: Headers, mode: str) -> BoltResponse:
        try:
            request = AsyncBoltRequest(body=body, headers=as_lists(headers), mode=mode)
            response = await self._bolt.async_dispatch(request)
        except Exception as error:  # noqa: BLE001  (of a payload that isn't whole, Bolt raises whatever it stumbles on)
            log_failure("slack_payload_not_read", error)
            return BoltResponse(status=200)
        return BoltResponse(status=200) if response.status == _UNHANDLED else response


def _installer(
    settings: SlackSettings, client: AsyncWebClient, vault: Vault, workspaces: Workspaces
) -> Installer | None:
    if not settings.client_id:
        return None
    return Installer(client, settings.client_id, settings.client_secret, vault, workspaces)


def _bolt(settings: SlackSettings, client: AsyncWebClient, workspaces: Workspaces) -> AsyncApp:
    """Bolt without its own checks, which the edge has done, and without Web API calls of its own."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        try:
            workspace = await workspaces.find(team_id or "", enterprise_id or "")
        except Exception as error:  # noqa: BLE001  (the vault's errors are not known here)
            log_failure("slack_token_not_found", error)
            raise _TryAgainError from None
        if workspace is None:
            return None
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=workspace.token)

    async def failed(error: Exception) -> BoltResponse:
        if isinstance(error, _TryAgainError):
            return BoltResponse(status=503)
        log_failure("slack_listener_failed", error)
        return BoltResponse(status=200)

    bolt = AsyncApp(
        name="slack_bolt.promptcoach",
        logger=client.logger,
        signing_secret=settings.signing_secret,
        client=client,
        authorize=authorize,  # type: ignore[arg-type]  # None says that the coach isn't installed
        # Listeners end before the answer goes out: without this, Bolt polls for it, and forgets their tasks.
        process_before_response=True,
        user_facing_authorize_error_message=_GONE,
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    bolt.error(failed)
    return bolt


def _silent_logger() -> logging.Logger:
    logger = logging.Logger("promptcoach.bolt", logging.CRITICAL)  # noqa: LOG001 - it must not be anybody else's
    logger.disabled = True
    return logger


def _response(response: BoltResponse) -> Response:
    return response.status, response.headers, response.body
