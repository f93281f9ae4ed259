"""Settings: what stands in the environment and in `.env`, and one line for what can't be used."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigError, Settings, load_settings, misspelled, parse_duration, variable

HIDDEN = "open-sesame"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for field in Settings.model_fields:
        monkeypatch.delenv(variable(field), raising=False)


def faults() -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load_settings()
    return caught.value.faults


def test_without_any_variable_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings.redis_url is None
    assert settings.engine == "auto"
    assert (settings.session_ttl, settings.retention) == (timedelta(days=30), timedelta(days=90))
    assert settings.data.is_absolute()
    assert settings.data.name == "promptcoach"


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PROMPTCOACH_SESSION_TTL=2 days\nPROMPTCOACH_ENGINE=offline\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("PROMPTCOACH_SESSION_TTL", "3 days")
    settings = load_settings()
    assert settings.session_ttl == timedelta(days=3)
    assert settings.engine == "offline"


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "")
    monkeypatch.setenv("PROMPTCOACH_ENGINE", "")
    assert load_settings().redis_url is None


@pytest.mark.parametrize(
    "url",
    ["redis://localhost", "rediss://me:pw@host:6380/2", "unix:///run/redis.sock", "redis://[::1]:6379/0"],
)
def test_addresses_of_a_redis_are_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    taken = load_settings().redis_url
    assert taken is not None
    assert taken.get_secret_value() == url


@pytest.mark.parametrize(
    ("name", "value", "wrong", "instead"),
    [
        ("REDIS_URL", "localhost:6379", "does not start with redis://", "redis://localhost:6379/0"),
        ("REDIS_URL", "http://localhost", "does not start with redis://", "redis://localhost:6379/0"),
        ("REDIS_URL", "redis://", "names no host", "redis://localhost:6379/0"),
        ("REDIS_URL", "redis://host:99999", "not an address", "redis://localhost:6379/0"),
        ("REDIS_URL", "redis://host/first", "database is not a number", "redis://localhost:6379/0"),
        ("REDIS_URL", "unix://", "names no socket", "redis://localhost:6379/0"),
        ("PROMPTCOACH_REDIS_CLUSTER", "perhaps", "'perhaps'", "true or false"),
        ("PROMPTCOACH_REDIS_CLUSTER", "true", "needs REDIS_URL", "the address of one node"),
        ("PROMPTCOACH_ENGINE", "steam", "'steam'", "auto or offline"),
        ("PROMPTCOACH_SESSION_TTL", "30", "not a number with a unit", "30 days"),
        ("PROMPTCOACH_SESSION_TTL", "1 second", "between a minute and ten years", "30 days"),
        ("PROMPTCOACH_RETENTION", "999999999 weeks", "between a minute and ten years", "90 days"),
        ("PROMPTCOACH_DATA", __file__, "it is a file", "a folder"),
        ("PROMPTCOACH_LOG_LEVEL", "loud\n", "'loud'", "debug, info"),
    ],
)
def test_an_unusable_value_is_named_with_what_to_write(
    name: str, value: str, wrong: str, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    [fault] = faults()
    assert fault.startswith(name)
    assert wrong in fault
    assert instead in fault.partition("; write ")[2]
    assert "\n" not in fault


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", f"redis://me:{HIDDEN}@host:6379")
    assert HIDDEN not in repr(load_settings())
    monkeypatch.setenv("REDIS_URL", f"redis://me:{HIDDEN}@host:port")
    assert HIDDEN not in faults()[0]


def test_all_faults_are_kept_and_the_first_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMPTCOACH_ENGINE", "steam")
    monkeypatch.setenv("PROMPTCOACH_RETENTION", "long")
    with pytest.raises(ConfigError, match=r"ENGINE.*1 more: promptcoach doctor") as caught:
        load_settings()
    assert len(caught.value.faults) == 2


@pytest.mark.parametrize("content", [b"PROMPTCOACH_ENGINE=\xff\n", None])
def test_a_file_that_cannot_be_read_is_named(content: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if content is None:

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied", ".env")

        monkeypatch.setattr("dotenv.main.open", refuse, raising=False)
    Path(".env").write_bytes(content or b"")
    assert faults()[0].startswith(".env: ")


def test_a_misspelled_variable_is_named_with_the_one_that_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMPTCOACH_SESION_TTL", "3 days")
    Path(".env").write_text("PROMPTCOACH_XYZ=1\nPROMPTCOACH_ENGINE=offline\n")
    assert misspelled() == (
        "PROMPTCOACH_SESION_TTL is not a variable of promptcoach, PROMPTCOACH_SESSION_TTL is",
        "PROMPTCOACH_XYZ is not a variable of promptcoach",
    )


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90 s", timedelta(seconds=90)),
        ("90min", timedelta(minutes=90)),
        ("5m", timedelta(minutes=5)),
        ("12 hours", timedelta(hours=12)),
        ("1 Day", timedelta(days=1)),
        ("2w", timedelta(weeks=2)),
    ],
)
def test_lengths_of_time_are_read(text: str, length: timedelta) -> None:
    assert parse_duration(text) == length


@given(st.integers(0, 10**9), st.sampled_from(["s", "min", "h", "d", "weeks", "", "years", "mins"]))
def test_no_length_out_of_bounds_is_taken(number: int, unit: str) -> None:
    with suppress(ValueError):
        assert timedelta(minutes=1) <= parse_duration(f"{number} {unit}") <= timedelta(days=3650)


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    refused = None
    try:
        parse_duration(text)
    except ValueError as error:
        refused = str(error)
    assert refused is None or refused.startswith("it is not ")
