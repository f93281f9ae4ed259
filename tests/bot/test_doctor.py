"""What doctor looks at, what it says, and that it keeps secrets."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.config import Settings
from bot.doctor import Check, as_lines, check_knowledge, check_store, is_well, masked
from bot.redis_health import StoreHealth
from coaching.knowledge.load import Knowledge
from tests.bot.console_script import run

HIDDEN = "open-sesame"


def test_a_fresh_installation_is_well(tmp_path: Path) -> None:
    ended = run("doctor", "--json", home=tmp_path, env={"PROMPTCOACH_DATA": str(tmp_path / "d")})
    assert (ended.code, ended.err) == (0, "")
    [found] = ended.rows
    assert found["ok"] is True
    assert [check["name"] for check in found["checks"]][-3:] == ["store", "knowledge", "terminal"]
    assert {check["status"] for check in found["checks"]} == {"ok"}


def test_what_must_be_mended_is_said_and_ends_in_1(tmp_path: Path) -> None:
    variables = {"PROMPTCOACH_ENGINE": "steam", "PROMPTCOACH_RETENTION": "long", "PROMPTCOACH_ENGIN": "auto"}
    ended = run("doctor", home=tmp_path, env=variables)
    assert (ended.code, ended.err) == (1, "")
    assert "fail  setting: PROMPTCOACH_ENGINE is 'steam' → write auto or offline\n" in ended.out
    assert "fail  setting: PROMPTCOACH_RETENTION is 'long'" in ended.out
    assert "warn  setting: PROMPTCOACH_ENGIN is not a variable" in ended.out


def test_what_slack_needs_is_shown_without_its_secrets(tmp_path: Path) -> None:
    variables = {"SLACK_SIGNING_SECRET": HIDDEN, "SLACK_BOT_TOKEN": f"xoxb-{HIDDEN}", "PROMPTCOACH_DATA": "d"}
    ended = run("doctor", home=tmp_path, env={**variables, "PROMPTCOACH_SECRET_KEY": f"https://{HIDDEN}.{HIDDEN}"})
    assert (ended.code, ended.err) == (0, "")
    assert HIDDEN not in ended.out
    assert "ok    SLACK_BOT_TOKEN: ***\n" in ended.out
    assert "ok    slack: by HTTP\n" in ended.out
    assert "ok    queue: waiting requests: 0, waiting replies: 0, dead letters: 0, workers: 0\n" in ended.out


def test_a_queue_that_cannot_be_asked_is_not_judged(tmp_path: Path) -> None:
    variables = {"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "xoxb-1", "REDIS_URL": "redis://127.0.0.1:1"}
    ended = run("doctor", home=tmp_path, env=variables)
    assert ended.code == 1
    assert "warn  queue: not looked at" in ended.out


def test_a_redis_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    ended = run(
        "doctor", "--json", home=tmp_path, env={"REDIS_URL": f"redis://me:{HIDDEN}@localhost:1/0?password={HIDDEN}"}
    )
    assert ended.code == 1
    assert HIDDEN not in ended.out
    [failed] = [check for check in ended.rows[0]["checks"] if check["name"] == "store"]
    assert failed["status"] == "fail"
    assert failed["detail"].startswith("redis://***@localhost:1/0?***: ")


def test_a_redis_that_forgets_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    forgetful = StoreHealth(version="7.0.15", keeps_on_disk=False, eviction="allkeys-lru", latency=0.4)
    monkeypatch.setattr("bot.redis_health.examine_store", lambda *_, **__: forgetful)
    well, disk, eviction = check_store(Settings(redis_url=SecretStr("redis://localhost")))
    assert (well.status, well.detail) == ("ok", "Redis 7.0.15, 0.4 ms away")
    assert (disk.status, disk.advice) == ("warn", "set appendonly yes in redis.conf")
    assert "allkeys-lru" in eviction.detail


def test_without_an_embedded_store_the_chat_still_works(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    [check] = check_store(Settings(data=file / "folder"))
    assert check.status == "warn"
    assert "PROMPTCOACH_DATA" in check.advice
    assert is_well([check])


def test_a_broken_data_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "texts" / "en").mkdir(parents=True)
    (tmp_path / "commands.toml").write_text("this is no TOML")
    check = check_knowledge(Knowledge(tmp_path))
    assert check.status == "fail"
    assert "commands.toml" in check.detail


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"redis://:{HIDDEN}@host:6379/0", "redis://***@host:6379/0"),
        (f"rediss://me:{HIDDEN}%40x@host", "rediss://***@host"),
        ("redis://host", "redis://host"),
    ],
)
def test_addresses_are_shown_without_what_is_secret(url: str, shown: str) -> None:
    assert masked(SecretStr(url)) == shown


def test_a_check_is_one_line_whatever_it_says() -> None:
    [line] = as_lines([Check("store", "fail", "no\nanswer \x1b[31m", "start it")])
    assert line == "fail  store: no answer \\x1b[31m → start it"
