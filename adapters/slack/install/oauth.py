"""Installation by OAuth: Bolt's flow with its checks, over the vault, and with pages that say nothing of errors.

The state that Slack brings back has to be one that was issued in the last ten minutes, not used before, and known to
the same browser by its cookie. Nothing of the query is shown, or handed on to Slack, but the code and the state.
"""

import html
from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urljoin

from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.errands import log_failure
from adapters.slack.install.installations import STATE_SECONDS, Vault, VaultInstallationStore, VaultStateStore
from adapters.slack.manifest import INSTALL_PATH, REDIRECT_PATH, SCOPES
from adapters.slack.workspaces import Workspaces

Headers: TypeAlias = Mapping[str, Sequence[str]]

_CANCELLED = "Nothing was added, since the request was turned down in Slack."
_STALE = "This link is used up, too old, or was opened in another browser than the one it began in."
_REFUSED = "Slack didn't confirm the installation."
_BROKEN = "Something went wrong on our side, and nothing was added."
_REASONS = {
    "access_denied": _CANCELLED,
    "invalid_browser": _STALE,
    "invalid_state": _STALE,
    "missing_code": _REFUSED,
    "invalid_code": _REFUSED,
    "storage_error": _BROKEN,
}


class Installer:
    """Adds the coach to workspaces and organisations, and takes it away."""

    def __init__(
        self, client: AsyncWebClient, client_id: str, client_secret: str, vault: Vault, workspaces: Workspaces
    ) -> None:
        self._store = VaultInstallationStore(vault)
        self._workspaces = workspaces
        settings = AsyncOAuthSettings(
            client_id=client_id,
            client_secret=client_secret,
            scopes=SCOPES,
            user_scopes=(),
            install_path=INSTALL_PATH,
            install_page_rendering_enabled=False,
            redirect_uri_path=REDIRECT_PATH,
            callback_options=AsyncCallbackOptions(success=self._installed, failure=self._failed),
            authorization_url=urljoin(client.base_url, "/oauth/v2/authorize"),
            installation_store=self._store,
            state_store=VaultStateStore(vault),
            state_expiration_seconds=STATE_SECONDS,
            logger=client.logger,
        )
        self._flow = AsyncOAuthFlow(client=client, logger=client.logger, settings=settings)

    async def install(self, headers: Headers) -> BoltResponse:
        """The way to Slack's page that asks for consent."""
        try:
            return await self._flow.handle_installation(_request("", headers))
        except Exception as error:  # noqa: BLE001  (whatever breaks, nobody reads an exception's text)
            log_failure("slack_install_failed", error)
            return _failure(503, _BROKEN)

    async def callback(self, query: str, headers: Headers) -> BoltResponse:
        """The way back: the installation is confirmed by Slack and kept."""
        try:
            return await self._flow.handle_callback(_request(query, headers))
        except Exception as error:  # noqa: BLE001  (whatever breaks, nobody reads an exception's text)
            log_failure("slack_install_failed", error)
            return _failure(503, _BROKEN)

    async def uninstall(self, team: str | None, enterprise: str | None) -> None:
        """Erase an installation; an organisation's, where no workspace is named."""
        await self._store.async_delete_all(enterprise_id=enterprise, team_id=team)
        await self._workspaces.evict(team or "", enterprise or "")

    async def _installed(self, args: AsyncSuccessArgs) -> BoltResponse:
        done = args.installation
        team = None if done.is_enterprise_install else done.team_id
        await self._workspaces.evict(team or "", done.enterprise_id or "")
        link = html.escape(f"slack://app?team={team}&id={done.app_id}" if team and done.app_id else "slack://open")
        place = html.escape(done.team_name or done.enterprise_name or "Slack")
        return _page(200, f'promptcoach was added to {place}. <a href="{link}">Open Slack</a>')

    async def _failed(self, args: AsyncFailureArgs) -> BoltResponse:
        return _failure(args.suggested_status_code, _REASONS.get(args.reason, _REFUSED))


def as_lists(headers: Headers) -> dict[str, str | Sequence[str]]:
    """Headers as Bolt takes them."""
    return {name: list(values) for name, values in headers.items()}


def _request(query: str, headers: Headers) -> AsyncBoltRequest:
    return AsyncBoltRequest(body="", query=query, headers=as_lists(headers))


def _failure(status: int, sentence: str) -> BoltResponse:
    return _page(status, f'{sentence} <a href="{INSTALL_PATH}">Try again</a>')


def _page(status: int, sentence: str) -> BoltResponse:
    return BoltResponse(
        status=status,
        headers={
            "Content-Type": "text/html; charset=utf-8",
            "Cache-Control": "no-store",
            "Set-Cookie": OAuthStateUtils(expiration_seconds=STATE_SECONDS).build_set_cookie_for_deletion(),
        },
        body=f"<!doctype html><meta charset=utf-8><title>promptcoach</title><p>{sentence}</p>",
    )
