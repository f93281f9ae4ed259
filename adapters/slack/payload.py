"""Reading a payload of Slack: what is missing, or not of the kind it should be, is empty.

Who installed the coach is found as Bolt finds it: in a shared channel the workspace of the installation is not that of
the person who speaks, and `authorizations` says which one a delivery is for.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Payload: TypeAlias = Mapping[str, object]

_NOTHING: Payload = {}


def text(payload: Payload, name: str) -> str:
    """A text of the payload, without the halves of characters that JSON can hold and nothing can store."""
    value = payload.get(name)
    if not isinstance(value, str):
        return ""
    return value if value.isascii() else value.encode(errors="replace").decode()


def part(payload: Payload, name: str) -> Payload:
    """An object within the payload."""
    value = payload.get(name)
    return value if isinstance(value, dict) else _NOTHING


def parts(payload: Payload, name: str) -> list[Payload]:
    """The objects of a list within the payload."""
    value = payload.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def name_of(payload: Payload, name: str) -> str:
    """An id that Slack gives as it is or as an object's `id`."""
    return text(payload, name) or text(part(payload, name), "id")


def said(message: Payload) -> str:
    """The text of a message, as Slack wrote it; one forwarded without a word hangs on as an attachment."""
    return text(message, "text") or next(
        (words for it in parts(message, "attachments") if (words := text(it, "text"))), ""
    )


def seconds(written: str, otherwise: float) -> float:
    """A `ts` as seconds since 1970."""
    try:
        value = float(written)
    except ValueError:
        return otherwise
    return value if math.isfinite(value) else otherwise


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the coach is installed, and as which user, where the payload says so."""

    team: str
    enterprise: str
    bot: str

    @property
    def tenant(self) -> str:
        """What keeps conversations apart: the workspace, or the organisation where there is no workspace."""
        return self.team or self.enterprise

    def address(self) -> dict[str, str]:
        """The installation's part of an address."""
        return {"team": self.tenant} | ({"enterprise": self.enterprise} if self.enterprise else {})


def installation(payload: Payload) -> Installation:
    """The installation that a payload is for."""
    granted = next(iter(parts(payload, "authorizations")), _NOTHING)
    return Installation(team=_team(payload, granted), enterprise=_enterprise(payload, granted), bot=_bot(granted))


def _team(payload: Payload, granted: Payload) -> str:
    return (
        text(part(payload, "view"), "app_installed_team_id")
        or name_of(payload, "team")
        or text(granted, "team_id")
        or text(payload, "context_team_id")
        or text(payload, "team_id")
        or text(part(payload, "user"), "team_id")
    )


def _enterprise(payload: Payload, granted: Payload) -> str:
    if enterprise := name_of(payload, "enterprise"):
        return enterprise
    if granted:
        return text(granted, "enterprise_id")
    return text(payload, "enterprise_id") or text(part(payload, "team"), "enterprise_id")


def _bot(granted: Payload) -> str:
    return text(granted, "user_id") if granted.get("is_bot") is True else ""
