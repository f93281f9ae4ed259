"""App manifests, as the platforms take them."""

from pydantic_core import to_json

from bot.config import address_parts
from bot.errors import InputError


def slack_manifest(url: str | None, *, socket_mode: bool) -> str:
    """The manifest of the Slack app, as JSON; `url` is where the bot is reached from outside.

    Raises:
        InputError: the address is not one that the platform can reach.
    """
    from adapters.slack.manifest import manifest

    if url is not None and socket_mode:
        raise InputError("--url: in Socket Mode nothing is reached from outside", "leave it out, or --socket-mode")
    if url is not None and (fault := _fault(url)):
        raise InputError(f"--url {url}: {fault}", "write an address such as https://coach.example.com")
    return to_json(manifest(url, socket_mode=socket_mode), indent=2).decode()


def _fault(url: str) -> str | None:
    parts = address_parts(url)
    if parts is None:
        return "it is no address"
    if parts.scheme != "https" or not parts.hostname:
        return "it does not start with https:// and a host"
    return "it has a query" if parts.query or parts.fragment else None
