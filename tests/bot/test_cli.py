"""The commands as a process: formats, limits, exit codes, and one line where something is wrong."""

import errno
import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

import bot.chat
import bot.commands
from bot.cli import run as cli_run
from bot.config import Settings
from tests.bot.console_script import SCRIPT, refusal, run

ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
PROMPT = "write something about travel"
CRITIQUE = [
    "kind", "score", "verdict", "reply", "task_type", "language", "dimensions", "findings", "missing", "present",
    "questions", "techniques", "rewrite", "hints", "engine",
]  # fmt: skip
RECOMMENDATION = [
    "facts", "primary", "variants", "confidence", "runner_up", "reasons", "flips", "costs", "plan", "risks",
    "open_questions", "next_question", "table_version",
]  # fmt: skip


def test_a_critique_has_the_public_fields_in_their_order() -> None:
    ended = run("critique", PROMPT, "--json")
    assert (ended.code, ended.err) == (0, "")
    [found] = ended.rows
    assert list(found) == CRITIQUE
    assert found["kind"] == "prompt"
    assert list(found["dimensions"][0]) == ["dimension", "level", "applies", "quote"]
    assert list(found["rewrite"]) == ["text", "assumptions", "placeholders", "changes"]
    assert list(found["rewrite"]["changes"][0]) == ["dimension", "before", "after", "reason"]


def test_a_recommendation_has_the_public_fields_in_their_order() -> None:
    ended = run("triage", "a bot that answers questions about our HR policies", "--json")
    assert (ended.code, ended.err) == (0, "")
    [found] = ended.rows
    assert list(found) == RECOMMENDATION


def test_an_explanation_has_the_public_fields_in_their_order() -> None:
    ended = run("ask", "what is few-shot?", "--json")
    assert (ended.code, ended.err) == (0, "")
    [found] = ended.rows
    assert list(found) == ["answer", "article", "sources", "nearest"]


@pytest.mark.parametrize("command", ["critique", "triage", "ask"])
def test_a_text_may_come_from_standard_input(command: str) -> None:
    piped = run(command, "-", "--json", stdin=PROMPT.encode())
    assert piped.code == 0
    assert piped.out == run(command, PROMPT, "--json").out


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert (
        run("critique", "-", "--json", stdin=b"\xef\xbb\xbf" + PROMPT.encode()).out
        == run("critique", PROMPT, "--json").out
    )


def test_for_people_the_critique_says_the_verdict_and_shows_the_rewrite() -> None:
    found = run("critique", PROMPT, "--json").rows[0]
    shown = run("critique", PROMPT)
    assert shown.code == 0
    assert f"{found['score']} of 100" in shown.out
    assert found["rewrite"]["text"] in shown.out
    assert "\x1b" not in shown.out


def test_for_people_the_answer_comes_with_its_sources() -> None:
    found = run("ask", "what is few-shot?", "--json").rows[0]
    shown = run("ask", "what is few-shot?")
    assert shown.code == 0
    assert all(source in shown.out for source in found["sources"])


def test_a_piped_triage_decides_from_the_situation_alone() -> None:
    shown = run("triage", "a bot that answers questions about our HR policies")
    assert shown.code == 0
    assert "$" in shown.out


def test_small_talk_is_answered() -> None:
    [found] = run("critique", "thanks!", "--json").rows
    assert found["kind"] == "chatter"
    assert found["score"] is found["verdict"] is found["rewrite"] is None
    assert found["reply"]


def test_an_empty_text_is_no_error() -> None:
    assert run("critique", "", "--json").rows[0]["kind"] == "empty"


def test_output_for_programs_is_utf8_whatever_the_locale() -> None:
    ended = run("critique", "Schreib etwas über Zürich", "--json", env=ASCII)
    assert ended.code == 0
    assert "über Zürich" in ended.out


def test_letters_that_the_terminal_lacks_are_replaced() -> None:
    ended = run("critique", "Schreib etwas über Zürich", env=ASCII)
    assert (ended.code, ended.err) == (0, "")


def test_the_version_is_printed() -> None:
    assert run("--version").out == "promptcoach 0.1.0\n"


@pytest.mark.parametrize("arguments", [
        [], ["critique"], ["triage"], ["ask"], ["doctor"], ["serve"], ["worker"], ["requeue"], ["manifest"],
        ["manifest", "slack"],
    ],
)  # fmt: skip
def test_every_command_explains_itself(arguments: list[str]) -> None:
    ended = run(*arguments, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(" ".join(["Usage: promptcoach", *arguments]))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["critique"], "no text given"),
        (["triage", "--json"], "no situation given"),
        (["ask"], "no question given"),
        (["critique", "two", "texts"], "put the text in quotes"),
        (["critique", "-v"], "critique -- TEXT"),
        (["--loud"], "no such option: --loud; see promptcoach --help"),
        (["critiqe", "text"], "did you mean 'critique'"),
        (["critique", "--jsonl"], "'--jsonl' requires an argument"),
        (["critique", "text", "--jsonl", "file"], "give one of them"),
        (["critique", "--jsonl", "/"], "/: is a directory"),
        (["critique", "--jsonl", "missing.jsonl"], "missing.jsonl: no such file"),
        (["critique", "--jsonl", "\x1b[31m\n"], "\\x1b[31m: no such file"),
        (["critique", "--jsonl", "-"], "standard input is empty"),
        (["critique", "-"], "standard input is empty"),
        (["serve", "--port", "0"], "invalid value for '--port'"),
        (["manifest"], "missing command; see promptcoach manifest --help"),
        (["manifest", "slak"], "did you mean 'slack'"),
        (["manifest", "slack", "--url", "http://coach.example.com"], "it does not start with https://"),
        (["manifest", "slack", "--url", "https://coach.example.com?a=b"], "it has a query"),
        (["manifest", "slack", "--url", "https://[coach"], "it is no address"),
        (["manifest", "slack", "--url", "https://coach.example.com", "--socket-mode"], "in Socket Mode"),
    ],
)
def test_unusable_arguments_are_refused_in_one_line(arguments: list[str], said: str) -> None:
    assert said.casefold() in refusal(*arguments).casefold()


def test_a_text_that_is_too_long_is_refused_with_its_length() -> None:
    said = refusal("critique", "-", stdin=b"a" * 1_048_576)
    assert said.startswith("text has 1,048,576 characters; at most 100,000 are read: ")


def test_a_text_of_the_greatest_length_is_read() -> None:
    assert run("critique", "-", "--json", stdin="ü".encode() * 100_000).code == 0


def test_bytes_that_are_no_text_are_refused() -> None:
    assert "not UTF-8 text (byte 0xff)" in refusal("critique", "-", stdin=b"fine until \xff here")


def test_a_file_that_may_not_be_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), f"{self} {mode}")

    monkeypatch.setattr(Path, "open", refuse)
    assert cli_run(["critique", "--jsonl", "secret.jsonl"]) == 2
    assert capsys.readouterr().err.startswith("promptcoach: secret.jsonl: permission denied")


def test_a_setting_that_cannot_be_used_stops_the_chat(tmp_path: Path) -> None:
    said = refusal(home=tmp_path, env={"PROMPTCOACH_ENGINE": "steam"})
    assert said == "PROMPTCOACH_ENGINE is 'steam'; write auto or offline"


def test_the_manifest_names_the_address_of_this_deployment() -> None:
    ended = run("manifest", "slack", "--url", "https://coach.example.com")
    assert ended.code == 0
    settings = json.loads(ended.out)["settings"]
    assert settings["event_subscriptions"]["request_url"] == "https://coach.example.com/slack/events"
    by_socket = json.loads(run("manifest", "slack", "--socket-mode").out)["settings"]
    assert by_socket["socket_mode_enabled"] is True
    assert "request_url" not in by_socket["event_subscriptions"]


def test_without_dead_letters_nothing_is_put_back(tmp_path: Path) -> None:
    ended = run("requeue", home=tmp_path, env={"PROMPTCOACH_DATA": str(tmp_path / "d")})
    assert (ended.code, ended.out) == (0, "0 dead letters put back into the queue\n")


def test_without_a_store_nothing_can_be_put_back(tmp_path: Path) -> None:
    ended = run("requeue", home=tmp_path, env={"REDIS_URL": "redis://127.0.0.1:1"})
    assert ended.code == 1
    assert ended.err.startswith("promptcoach: nothing put back: Redis: ")
    assert ended.err.count("\n") == 1


def test_a_full_disk_is_named_and_is_nobody_elses_fault() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([SCRIPT, "critique", PROMPT, "--json"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert done.stderr == b"promptcoach: input or output: no space left on device\n"


def test_a_closed_standard_output_is_named() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'{SCRIPT} critique "{PROMPT}" --json >&-'], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, b"promptcoach: standard output is closed\n")


def test_a_reader_that_leaves_ends_the_output_quietly(tmp_path: Path) -> None:
    lines = tmp_path / "prompts.jsonl"
    lines.write_text("".join(json.dumps({"id": n, "text": PROMPT}) + "\n" for n in range(500)))
    with subprocess.Popen(
        [SCRIPT, "critique", "--jsonl", str(lines)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert json.loads(process.stdout.readline())["id"] == 0
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_an_interrupt_ends_in_one_line() -> None:
    with subprocess.Popen(
        [SCRIPT, "critique", "--jsonl", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(json.dumps({"id": 1, "text": PROMPT}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1  # it streams: answered before the input has ended
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == b"promptcoach: interrupted\n"
    assert process.returncode == 1


@pytest.mark.parametrize(
    ("arguments", "opening"),
    [([], ""), (["triage"], "/triage"), (["triage", "an HR bot"], "/triage an HR bot")],
)
def test_at_a_terminal_the_chat_takes_over(
    arguments: list[str], opening: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    openings = []

    def chat(_: Settings, said: str) -> int:
        openings.append(said)
        return 0

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bot.commands, "at_terminal", lambda: True)
    monkeypatch.setattr(bot.chat, "run", chat)
    assert cli_run(arguments) == 0
    assert openings == [opening]
