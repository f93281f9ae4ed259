"""Clients of the Web API, one for each token, over one pool of connections.

The SDK's own retries are off: they repeat a call whose answer got lost, and so would post twice.
"""

import logging
from collections import OrderedDict

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.workspaces import Workspace, Workspaces
from coaching.messages.delivery import DeliveryError

SLACK_API = "https://slack.com/api/"
_TIMEOUT = aiohttp.ClientTimeout(total=15, connect=5)
_CLIENTS = 1000
"""Tokens whose clients are kept."""

# The SDK writes whole payloads at the level of debugging, and draws them up for any logger that has no level.
quiet = logging.getLogger(__name__)
quiet.setLevel(logging.ERROR)


def open_session() -> aiohttp.ClientSession:
    """A pool of connections for a process, to be closed at its end; Slack is left without cookies."""
    connector = aiohttp.TCPConnector(limit=200, limit_per_host=100)
    return aiohttp.ClientSession(connector=connector, timeout=_TIMEOUT, cookie_jar=aiohttp.DummyCookieJar())


class Clients:
    """The clients of all workspaces."""

    def __init__(self, workspaces: Workspaces, session: aiohttp.ClientSession, base_url: str = SLACK_API) -> None:
        self._workspaces = workspaces
        self._session = session
        self._base_url = base_url
        self._clients: OrderedDict[str, AsyncWebClient] = OrderedDict()

    async def of(self, team: str, enterprise: str = "") -> AsyncWebClient:
        """The client of a workspace.

        Raises:
            DeliveryError: the app isn't installed there.
        """
        workspace = await self._workspaces.find(team, enterprise)
        if workspace is None:
            raise DeliveryError("not_installed", permanent=True)
        return self._client(workspace)

    async def renewed(self, refused: AsyncWebClient, team: str, enterprise: str = "") -> AsyncWebClient:
        """The client of a workspace that has refused its token.

        Raises:
            DeliveryError: there is no other token.
        """
        await self._workspaces.evict(team, enterprise)
        self._clients.pop(refused.token or "", None)
        client = await self.of(team, enterprise)
        if client.token == refused.token:
            raise DeliveryError("invalid_auth", permanent=True)
        return client

    def _client(self, workspace: Workspace) -> AsyncWebClient:
        client = self._clients.get(workspace.token)
        if client is None:
            client = self._clients[workspace.token] = AsyncWebClient(
                workspace.token, self._base_url, session=self._session, logger=quiet, retry_handlers=[]
            )
        self._clients.move_to_end(workspace.token)
        if len(self._clients) > _CLIENTS:
            self._clients.popitem(last=False)
        return client
