"""Installations of many workspaces, kept as secrets; and the states of installations that are under way.

    slack:bot:{team}          the bot of a workspace
    slack:bot:{enterprise}    the bot of an organisation that the coach was added to as a whole
    slack:state:{state}       an installation that was begun, for ten minutes

Slack's ids are unique, and payloads don't always name the organisation of a workspace: it is looked for by one id at a
time, the workspace's own installation first. Only bots are kept, since the coach acts for nobody else.

Workers need this room as well: it does without Bolt, which is large.
"""

import json
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from adapters.slack.workspaces import OneWorkspace, Workspace, Workspaces

STATE_SECONDS = 600
"""How long an installation may take from its beginning to its end."""
REMEMBERED_SECONDS = 60.0
"""How long a token may still be used by a process that didn't hear of its end."""
_REMEMBERED = 1000
"""Workspaces that one process remembers."""
_log = logging.getLogger(__name__)


class Vault(Protocol):
    """Secrets at rest: small values by name, encrypted."""

    async def read(self, name: str) -> str | None:
        """The value, or None where there is none."""
        ...

    async def write(self, name: str, value: str, ttl: float | None = None) -> None:
        """Keep a value, for `ttl` seconds where that is given."""
        ...

    async def erase(self, name: str) -> bool:
        """Erase a value; whether there was one. Of several that erase at the same time, one hears True."""
        ...


class VaultInstallationStore(AsyncInstallationStore):
    """Bolt's store of installations, over a vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    @property
    def logger(self) -> logging.Logger:
        """Bolt asks for one."""
        return _log

    async def async_save(self, installation: Installation) -> None:
        """Keep the bot of an installation.

        Raises:
            ValueError: it brings no bot.
        """
        if not installation.bot_token:
            raise ValueError("an installation without a bot")
        await self.async_save_bot(installation.to_bot())

    async def async_save_bot(self, bot: Bot) -> None:
        """Keep a bot; it replaces an earlier one of the same workspace or organisation."""
        name = _bot_name(None if bot.is_enterprise_install else bot.team_id, bot.enterprise_id)
        await self._vault.write(name, json.dumps(bot.to_dict_for_copying(), default=datetime.isoformat))

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The bot of a workspace, or of an organisation."""
        found = await self._vault.read(_bot_name(None if is_enterprise_install else team_id, enterprise_id))
        return Bot(**json.loads(found)) if found else None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Erase the bot of a workspace, or of an organisation where no workspace is named."""
        await self._vault.erase(_bot_name(team_id, enterprise_id))

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Erase the bot, unless it is one person's installation that goes: of that, nothing is kept."""
        if user_id is None:
            await self.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)


class VaultStateStore(AsyncOAuthStateStore):
    """States of installations: each is good for one use within ten minutes, in any process."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    @property
    def logger(self) -> logging.Logger:
        """Bolt asks for one."""
        return _log

    async def async_issue(self) -> str:
        """A new state."""
        state = secrets.token_urlsafe(32)
        await self._vault.write(_state_name(state), "begun", ttl=STATE_SECONDS)
        return state

    async def async_consume(self, state: str) -> bool:
        """Use a state up; whether it was good."""
        return await self._vault.erase(_state_name(state))


class InstalledWorkspaces:
    """`Workspaces` that installed the coach, remembered for a minute so that the vault isn't asked for each message."""

    def __init__(self, vault: Vault, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = VaultInstallationStore(vault)
        self._clock = clock
        self._remembered: OrderedDict[tuple[str, str], tuple[float, Workspace]] = OrderedDict()

    async def find(self, team: str, enterprise: str = "") -> Workspace | None:
        """The workspace's own installation, or else that of its organisation."""
        until, workspace = self._remembered.get((team, enterprise), (0.0, None))
        if workspace and self._clock() < until:
            return workspace
        found = await self._look_up(team, enterprise)
        if found:
            self._remember((team, enterprise), found)
        return found

    async def evict(self, team: str, enterprise: str = "") -> None:
        """Forget the workspace; all workspaces of the organisation, where none is named."""
        for key in [key for key in self._remembered if (key[0] == team if team else key[1] == enterprise)]:
            del self._remembered[key]

    async def _look_up(self, team: str, enterprise: str) -> Workspace | None:
        for team_id in (team, None) if team else (None,):
            if not (team_id or enterprise):
                continue
            bot = await self._store.async_find_bot(enterprise_id=enterprise, team_id=team_id)
            if bot:
                return Workspace(bot.bot_token, bot.bot_user_id)
        return None

    def _remember(self, key: tuple[str, str], workspace: Workspace) -> None:
        self._remembered[key] = (self._clock() + REMEMBERED_SECONDS, workspace)
        self._remembered.move_to_end(key)
        while len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)


def _bot_name(team: str | None, enterprise: str | None) -> str:
    return f"slack:bot:{team or enterprise or ''}"


def _state_name(state: str) -> str:
    return f"slack:state:{state}"


def open_workspaces(bot_token: str, vault: Vault) -> Workspaces:
    """Where tokens are found: the one that was given, or else those of installations."""
    return OneWorkspace(bot_token) if bot_token else InstalledWorkspaces(vault)
