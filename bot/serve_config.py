"""The settings of the bot: where it listens, who its workers are, and how Slack knows it.

They are no part of the terminal's settings: a `PORT` or a `SLACK_BOT_TOKEN` that is meant for another program is no
reason to refuse a chat.
"""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, Field, SecretStr, field_validator, model_validator

from bot.config import Settings, address_parts, named

SHORTEST_KEY = 16
"""Characters of the key that encrypts secrets."""
_KEY = f"a secret of {SHORTEST_KEY} characters or more"
SLACK_UNSET = (
    "Slack is not set up; write SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN (events by HTTP), or SLACK_APP_TOKEN and "
    "SLACK_BOT_TOKEN (Socket Mode), or SLACK_CLIENT_ID for many workspaces"
)


def _starts_with(prefix: str) -> AfterValidator:
    def check(token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value().startswith(prefix):
            raise ValueError(f"it does not start with {prefix}")
        return token

    return AfterValidator(check)


class ServeSettings(Settings):
    """How this deployment serves. Secrets never show their value when they are printed."""

    slack_signing_secret: SecretStr | None = Field(
        default=None,
        validation_alias=named("slack_signing_secret"),
        description="the signing secret of the app's page Basic Information",
    )
    slack_bot_token: Annotated[SecretStr | None, _starts_with("xoxb-")] = Field(
        default=None, validation_alias=named("slack_bot_token"), description="the bot's token, xoxb-…"
    )
    slack_app_token: Annotated[SecretStr | None, _starts_with("xapp-")] = Field(
        default=None, validation_alias=named("slack_app_token"), description="an app-level token, xapp-…"
    )
    slack_client_id: str | None = Field(
        default=None, validation_alias=named("slack_client_id"), description="the app's client id"
    )
    slack_client_secret: SecretStr | None = Field(
        default=None, validation_alias=named("slack_client_secret"), description="the app's client secret"
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/",
        validation_alias=named("slack_api_url"),
        description="an address such as https://slack.com/api/",
    )
    secret_key: SecretStr | None = Field(default=None, description=_KEY)
    host: str = Field(
        default="127.0.0.1", validation_alias=named("host"), description="an address such as 127.0.0.1 or 0.0.0.0"
    )
    port: int = Field(
        default=3000, ge=1, le=65535, validation_alias=named("port"), description="a number between 1 and 65535"
    )
    workers: int = Field(
        default=1, ge=0, le=32, description="a number between 0 (only promptcoach worker answers) and 32"
    )

    @property
    def slack(self) -> str:
        """By which way Slack is reached; empty where it isn't set up."""
        if self.slack_app_token:
            return "Socket Mode"
        if self.slack_client_id:
            return "HTTP, many workspaces"
        return "HTTP" if self.slack_signing_secret else ""

    @field_validator("slack_api_url")
    @classmethod
    def _base_address(cls, url: str) -> str:
        if fault := _address_fault(url):
            raise ValueError(fault)
        return url.rstrip("/") + "/"

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and len(key.get_secret_value()) < SHORTEST_KEY:
            raise ValueError(f"it is shorter than {SHORTEST_KEY} characters")
        return key

    @model_validator(mode="after")
    def _slack_is_whole(self) -> Self:
        if faults := list(_missing(self)):
            raise ValueError("\n".join(faults))
        return self


def _missing(settings: ServeSettings) -> Iterator[str]:
    """What of Slack is set without what it needs, one fault a line."""
    one, many = settings.slack_bot_token, settings.slack_client_id
    way_in = settings.slack_signing_secret or settings.slack_app_token
    if way_in and not one and not many:
        name = "SLACK_SIGNING_SECRET" if settings.slack_signing_secret else "SLACK_APP_TOKEN"
        yield f"{name}: it needs SLACK_BOT_TOKEN; write the bot's token there, or set up SLACK_CLIENT_ID"
    if (one or many) and not way_in:
        name = "SLACK_BOT_TOKEN" if one else "SLACK_CLIENT_ID"
        yield f"{name}: no events can come in; write SLACK_SIGNING_SECRET, or SLACK_APP_TOKEN for Socket Mode"
    if one and many:
        yield "SLACK_BOT_TOKEN: it is for one workspace, SLACK_CLIENT_ID for many; write only one of them"
    if many and not settings.slack_client_secret:
        yield "SLACK_CLIENT_ID: it needs SLACK_CLIENT_SECRET; write the app's client secret there"
    if settings.slack_client_secret and not many:
        yield "SLACK_CLIENT_SECRET: it needs SLACK_CLIENT_ID; write the app's client id there"
    if many and not settings.secret_key:
        yield f"SLACK_CLIENT_ID: it needs PROMPTCOACH_SECRET_KEY; write {_KEY} there"


def _address_fault(url: str) -> str | None:
    parts = address_parts(url)
    if parts is None:
        return "it is not an address"
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "it is no http:// or https:// address"
    return None
