"""The only reader of the environment. Every variable may stand in the environment or in `.env` in the current folder.

A field's description completes "write …", so that a fault can say what to write instead.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar, get_args
from urllib.parse import SplitResult, urlsplit

from dotenv import dotenv_values
from platformdirs import user_data_path
from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import InputError, because, one_line

ENV_FILE = ".env"
PREFIX = "PROMPTCOACH_"
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_DURATION = re.compile(r"(\d{1,9}) ?([a-z]{1,7})")
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(days=3650)
_SAID_BY_ADVICE = ("literal_error", "bool_parsing", "int_parsing", "greater_than_equal", "less_than_equal")
_COMMON_NAMES = ("redis_url", "host", "port")
_REDIS_SCHEMES = ("redis", "rediss", "unix")


class ConfigError(InputError):
    """Settings that can't be used; `faults` names every one of them, the message the first."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        more = f" (and {len(faults) - 1} more: promptcoach doctor lists them)" if faults[1:] else ""
        super().__init__(faults[0] + more)
        self.faults = faults


def parse_duration(value: object) -> timedelta:
    """A length of time such as "30 days", "12h" or "90 minutes".

    Raises:
        ValueError: it has no number, no unit, or is not between a minute and ten years.
    """
    if isinstance(value, timedelta):
        return value
    match = _DURATION.fullmatch(str(value).strip().lower())
    unit = _UNITS.get(match[2][0]) if match else None
    if match is None or unit is None or not (match[2] in (unit[0], "min") or unit.startswith(match[2])):
        raise ValueError("it is not a number with a unit")
    length = timedelta(**{unit: min(int(match[1]), 10**6)})
    if not _SHORTEST <= length <= _LONGEST:
        raise ValueError("it is not between a minute and ten years")
    return length


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]


def variable(field: str) -> str:
    """The environment variable of a field of `Settings`."""
    unprefixed = field in _COMMON_NAMES or field.startswith("slack_")
    return field.upper() if unprefixed else PREFIX + field.upper()


def named(field: str) -> AliasChoices:
    """How a field whose variable has no prefix is named: in the environment, and in Python."""
    return AliasChoices(variable(field), field)


class Settings(BaseSettings):
    """How this deployment runs. Secrets never show their value when they are printed."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, extra="ignore", env_ignore_empty=True, frozen=True, validate_default=True
    )

    redis_url: SecretStr | None = Field(
        default=None,
        validation_alias=named("redis_url"),
        description="an address such as redis://localhost:6379/0",
    )
    redis_cluster: bool = Field(default=False, description="true or false")
    engine: Literal["auto", "offline"] = Field(default="auto", description="auto or offline")
    session_ttl: Duration = Field(default=timedelta(days=30), description="a length such as 30 days or 12 hours")
    retention: Duration = Field(default=timedelta(days=90), description="a length such as 90 days or 12 weeks")
    data: Path = Field(
        default_factory=lambda: user_data_path("promptcoach", appauthor=False), description="the path of a folder"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="warning", description="debug, info, warning or error"
    )

    @field_validator("redis_url")
    @classmethod
    def _redis_address(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and (fault := _url_fault(url.get_secret_value())):
            raise ValueError(fault)
        return url

    @field_validator("data")
    @classmethod
    def _whole_path(cls, folder: Path) -> Path:
        whole = folder.expanduser().absolute()
        if whole.exists() and not whole.is_dir():
            raise ValueError("it is a file")
        return whole

    @model_validator(mode="after")
    def _cluster_has_address(self) -> Self:
        if self.redis_cluster and self.redis_url is None:
            raise ValueError("PROMPTCOACH_REDIS_CLUSTER: true needs REDIS_URL; write the address of one node there")
        return self


def address_parts(url: str) -> SplitResult | None:
    """The parts of an address; None where it is none, be it for its port alone."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return None
    return parts


def _url_fault(url: str) -> str | None:
    """What is wrong with a Redis address; never a piece of it, since it may hold a password."""
    parts = address_parts(url)
    if parts is None:
        return "it is not an address"
    if parts.scheme not in _REDIS_SCHEMES:
        return "it does not start with redis://, rediss:// or unix://"
    if parts.scheme == "unix":
        return None if parts.path else "it names no socket"
    if not parts.hostname:
        return "it names no host"
    return None if parts.path.strip("/").isdecimal() or parts.path in ("", "/") else "its database is not a number"


Kind = TypeVar("Kind", bound=Settings)


def load_settings(kind: type[Kind], **options: object) -> Kind:
    """The settings of this process; `options` are fields that the command line names, which wins.

    Raises:
        ConfigError: one or more variables, or `.env` itself, can't be used.
    """
    given: dict[str, Any] = {name: value for name, value in options.items() if value is not None}
    try:
        return kind(**given)
    except ValidationError as error:
        raise ConfigError(_faults(error, kind.model_fields)) from None
    except OSError as error:
        raise ConfigError((f"{ENV_FILE}: {because(error)}; make it readable or remove it",)) from None
    except UnicodeDecodeError:
        raise ConfigError((f"{ENV_FILE}: it is not UTF-8 text; save it as UTF-8",)) from None


def share_metrics(folder: str) -> None:
    """Let this process and its children count in a folder; to be called before the first metric is made."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder


def misspelled(kind: type[Settings]) -> tuple[str, ...]:
    """A sentence for each variable that looks like ours and is not, with the one that may be meant."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    known = sorted(set(map(variable, kind.model_fields)))
    sentences = []
    for name in sorted(_given() - set(known)):
        meant = extractOne(name, known, scorer=ratio, processor=_without_prefix, score_cutoff=80)
        sentences.append(f"{name} is not a variable of promptcoach" + (f", {meant[0]} is" if meant else ""))
    return tuple(sentences)


def _without_prefix(name: str) -> str:
    return name.removeprefix(PREFIX)


def _given() -> set[str]:
    """The names of all variables that start like ours, in the environment and in `.env`."""
    names = set(os.environ)
    with suppress(OSError, UnicodeDecodeError):  # that it can't be read is said by load_settings
        names.update(dotenv_values(ENV_FILE))
    return {name.upper() for name in names if name.upper().startswith(PREFIX)}


def _faults(error: ValidationError, fields: Mapping[str, FieldInfo]) -> tuple[str, ...]:
    """Every fault in one line: the variable, what is wrong, what to write instead; the value unless it is secret."""
    return tuple(line for details in error.errors() for line in _fault(details, fields).split("\n"))


def _fault(details: ErrorDetails, fields: Mapping[str, FieldInfo]) -> str:
    message = str(details.get("ctx", {}).get("error", details["msg"]))
    if not details["loc"]:
        return message
    field = str(details["loc"][0]).lower()
    secret = SecretStr in get_args(fields[field].annotation)
    value = "" if secret else f" is {one_line(str(details['input']))!r}"
    wrong = "" if details["type"] in _SAID_BY_ADVICE else f": {message}"
    return f"{variable(field)}{value}{wrong}; write {fields[field].description}"
