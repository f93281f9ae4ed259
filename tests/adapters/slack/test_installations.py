"""Installations and states over a vault, and how long a token is remembered."""

import subprocess
import sys

import pytest
from slack_sdk.oauth.installation_store import Bot, Installation

from adapters.slack.install.installations import InstalledWorkspaces, VaultInstallationStore, VaultStateStore
from adapters.slack.workspaces import Workspace
from tests.adapters.slack.world import FakeVault


def bot(team: str) -> Bot:
    return Bot(
        team_id=team,
        bot_token=f"xoxb-{team}",
        bot_id="BBOT",
        bot_user_id="UBOT",
        bot_scopes="chat:write",
        installed_at=1700000000.0,
    )


async def test_a_token_is_remembered_for_a_minute_and_looked_up_again_when_it_was_refused() -> None:
    vault, now = FakeVault(), [0.0]
    store, workspaces = VaultInstallationStore(vault), InstalledWorkspaces(vault, lambda: now[0])
    await store.async_save_bot(bot("T1"))
    for _ in range(3):
        assert await workspaces.find("T1") == Workspace("xoxb-T1", "UBOT")
    assert vault.reads == 1
    now[0] = 60
    await workspaces.find("T1")
    assert vault.reads == 2
    await workspaces.evict("T1")
    await workspaces.find("T1")
    assert vault.reads == 3


async def test_only_so_many_workspaces_are_remembered() -> None:
    vault = FakeVault()
    store, workspaces = VaultInstallationStore(vault), InstalledWorkspaces(vault)
    for number in range(1001):
        await store.async_save_bot(bot(f"T{number}"))
        await workspaces.find(f"T{number}")
    await workspaces.find("T1000")
    assert vault.reads == 1001
    await workspaces.find("T0")
    assert vault.reads == 1002


async def test_the_store_gives_back_what_bolt_kept_in_it() -> None:
    vault = FakeVault()
    store = VaultInstallationStore(vault)
    await store.async_save_bot(bot("T1"))
    found = await store.async_find_bot(enterprise_id=None, team_id="T1")
    assert found
    assert (found.bot_token, found.bot_scopes, found.installed_at) == ("xoxb-T1", ["chat:write"], 1700000000.0)
    await store.async_delete_installation(enterprise_id=None, team_id="T1", user_id="U1")
    assert await store.async_find_bot(enterprise_id=None, team_id="T1")
    await store.async_delete_all(enterprise_id=None, team_id="T1")
    assert await store.async_find_bot(enterprise_id=None, team_id="T1") is None


async def test_states_are_never_the_same() -> None:
    states = VaultStateStore(FakeVault())
    assert len({await states.async_issue() for _ in range(100)}) == 100


async def test_a_bot_of_an_organisation_is_kept_for_all_of_it_whatever_workspace_is_named() -> None:
    vault = FakeVault()
    installed = bot("T7")
    installed.is_enterprise_install, installed.enterprise_id = True, "E1"
    await VaultInstallationStore(vault).async_save_bot(installed)
    workspaces = InstalledWorkspaces(vault)
    assert await workspaces.find("T9", "E1") == Workspace("xoxb-T7", "UBOT")
    assert await workspaces.find("T7") is None


async def test_a_state_expires_by_itself_and_is_good_once() -> None:
    vault = FakeVault()
    states = VaultStateStore(vault)
    state = await states.async_issue()
    assert list(vault.ttl.values()) == [600]
    assert [await states.async_consume(state), await states.async_consume(state)] == [True, False]


def test_workers_find_tokens_without_bolt() -> None:
    code = "import adapters.slack.install.installations, sys; print('slack_bolt' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "False\n"


async def test_an_installation_without_a_bot_is_refused() -> None:
    vault = FakeVault()
    with pytest.raises(ValueError, match="without a bot"):
        await VaultInstallationStore(vault).async_save(Installation(user_id="U1", team_id="T1"))
    assert not vault.kept
