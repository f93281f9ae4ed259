"""Whose token answers in which workspace.

An organisation of Enterprise Grid may install the app once for all of its workspaces: then `enterprise` finds the
token that `team` alone doesn't.
"""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Workspace:
    """One installation: its bot token, and the id of its bot user where that is known."""

    token: str = field(repr=False)
    bot_user: str = ""


class Workspaces(Protocol):
    """The installations of the app."""

    async def find(self, team: str, enterprise: str = "") -> Workspace | None:
        """The installation that answers in a workspace, or None where the app isn't installed (any more)."""
        ...

    async def evict(self, team: str, enterprise: str = "") -> None:
        """Forget what is remembered of an installation, because its token was refused; the next `find` looks anew."""
        ...


class OneWorkspace:
    """`Workspaces` of a deployment with a single token, given by its settings."""

    def __init__(self, token: str, bot_user: str = "") -> None:
        self._workspace = Workspace(token, bot_user)

    async def find(self, team: str, enterprise: str = "") -> Workspace | None:  # noqa: ARG002  (it is the same for all)
        """The one workspace, whoever asks: Slack signs its requests, so they come from where the app is installed."""
        return self._workspace

    async def evict(self, team: str, enterprise: str = "") -> None:
        """Nothing is remembered: the token is a setting."""
