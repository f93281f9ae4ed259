"""Settings: what stands in the environment and in `.env`, and one line for what can't be used."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigError, Settings, load_settings, misspelled, parse_duration, variable
from bot.serve_config import ServeSettings

HIDDEN = "open-sesame"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for field in ServeSettings.model_fields:
        monkeypatch.delenv(variable(field), raising=False)


def faults() -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load_settings(Settings)
    return caught.value.faults


def serve_faults() -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        load_settings(ServeSettings)
    return caught.value.faults


def test_without_any_variable_the_defaults_hold() -> None:
    settings = load_settings(Settings)
    assert settings.redis_url is None
    assert settings.engine == "auto"
    assert (settings.session_ttl, settings.retention) == (timedelta(days=30), timedelta(days=90))
    assert settings.data.is_absolute()
    assert settings.data.name == "promptcoach"


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PROMPTCOACH_SESSION_TTL=2 days\nPROMPTCOACH_ENGINE=offline\nSOMEBODY_ELSES=1\n")
    monkeypatch.setenv("PROMPTCOACH_SESSION_TTL", "3 days")
    settings = load_settings(Settings)
    assert settings.session_ttl == timedelta(days=3)
    assert settings.engine == "offline"


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "")
    monkeypatch.setenv("PROMPTCOACH_ENGINE", "")
    assert load_settings(Settings).redis_url is None


@pytest.mark.parametrize(
    "url",
    ["redis://localhost", "rediss://me:pw@host:6380/2", "unix:///run/redis.sock", "redis://[::1]:6379/0"],
)
def test_addresses_of_a_redis_are_taken(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", url)
    taken = load_settings(Settings).redis_url
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
    assert HIDDEN not in repr(load_settings(Settings))
    monkeypatch.setenv("REDIS_URL", f"redis://me:{HIDDEN}@host:port")
    assert HIDDEN not in faults()[0]


def test_all_faults_are_kept_and_the_first_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROMPTCOACH_ENGINE", "steam")
    monkeypatch.setenv("PROMPTCOACH_RETENTION", "long")
    with pytest.raises(ConfigError, match=r"ENGINE.*1 more: promptcoach doctor") as caught:
        load_settings(Settings)
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
    assert misspelled(ServeSettings) == (
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


SLACK = {"SLACK_SIGNING_SECRET": HIDDEN, "SLACK_BOT_TOKEN": f"xoxb-{HIDDEN}"}
MANY = {
    "SLACK_SIGNING_SECRET": HIDDEN,
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": HIDDEN,
    "PROMPTCOACH_SECRET_KEY": HIDDEN * 2,
}


def set_all(variables: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("variables", "way"),
    [
        ({}, ""),
        (SLACK, "HTTP"),
        ({"SLACK_APP_TOKEN": "xapp-1", "SLACK_BOT_TOKEN": "xoxb-1"}, "Socket Mode"),
        (MANY, "HTTP, many workspaces"),
    ],
)
def test_the_variables_say_by_which_way_slack_is_reached(
    variables: Mapping[str, str], way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(variables, monkeypatch)
    settings = load_settings(ServeSettings)
    assert settings.slack == way
    assert HIDDEN not in repr(settings)
    assert (settings.host, settings.port, settings.workers) == ("127.0.0.1", 3000, 1)


@pytest.mark.parametrize(
    ("name", "value", "wrong", "instead"),
    [
        ("SLACK_BOT_TOKEN", HIDDEN, "does not start with xoxb-", "the bot's token"),
        ("SLACK_APP_TOKEN", HIDDEN, "does not start with xapp-", "an app-level token"),
        ("SLACK_API_URL", "slack.com/api", "no http:// or https:// address", "https://slack.com/api/"),
        ("SLACK_API_URL", "https://host:port", "not an address", "https://slack.com/api/"),
        ("PROMPTCOACH_SECRET_KEY", HIDDEN, "shorter than 16 characters", "16 characters or more"),
        ("PORT", "0", "'0'", "between 1 and 65535"),
        ("PORT", "http", "'http'", "between 1 and 65535"),
        ("PROMPTCOACH_WORKERS", "33", "'33'", "between 0 "),
    ],
)
def test_an_unusable_value_of_the_bot_is_named_with_what_to_write(
    name: str, value: str, wrong: str, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    [fault] = serve_faults()
    assert fault.startswith(name)
    assert wrong in fault
    assert instead in fault.partition("; write ")[2]
    assert HIDDEN not in fault


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_SIGNING_SECRET: it needs SLACK_BOT_TOKEN; "),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_APP_TOKEN: it needs SLACK_BOT_TOKEN; "),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_BOT_TOKEN: no events can come in; "),
        ({**MANY, "SLACK_SIGNING_SECRET": ""}, "SLACK_CLIENT_ID: no events can come in; "),
        ({**MANY, "SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_BOT_TOKEN: it is for one workspace, "),
        ({**MANY, "SLACK_CLIENT_SECRET": ""}, "SLACK_CLIENT_ID: it needs SLACK_CLIENT_SECRET; "),
        ({**SLACK, "SLACK_CLIENT_SECRET": "c"}, "SLACK_CLIENT_SECRET: it needs SLACK_CLIENT_ID; "),
        ({**MANY, "PROMPTCOACH_SECRET_KEY": ""}, "SLACK_CLIENT_ID: it needs PROMPTCOACH_SECRET_KEY; "),
    ],
)
def test_what_is_set_without_what_it_needs_is_named(
    variables: Mapping[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_all(variables, monkeypatch)
    [fault] = serve_faults()
    assert fault.startswith(said)


def test_every_missing_part_is_a_fault_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    assert [fault.partition(";")[0] for fault in serve_faults()] == [
        "SLACK_CLIENT_ID: no events can come in",
        "SLACK_CLIENT_ID: it needs SLACK_CLIENT_SECRET",
        "SLACK_CLIENT_ID: it needs PROMPTCOACH_SECRET_KEY",
    ]


def test_the_command_line_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all({"PORT": "http", "HOST": "0.0.0.0"}, monkeypatch)  # noqa: S104  (it is not listened on)
    settings = load_settings(ServeSettings, port=4301, host=None)
    assert (settings.port, settings.host) == (4301, "0.0.0.0")  # noqa: S104


def test_an_address_of_the_web_api_ends_in_a_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:4210/api")
    assert load_settings(ServeSettings).slack_api_url == "http://127.0.0.1:4210/api/"


def test_a_chat_does_not_mind_what_is_set_for_a_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    set_all({"SLACK_BOT_TOKEN": "somebody else's", "PORT": "http"}, monkeypatch)
    assert load_settings(Settings).engine == "auto"
