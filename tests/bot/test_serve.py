"""`promptcoach serve` as a process: what it keeps when things break, and how it starts and ends."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.console_script import SCRIPT, run
from tests.bot.serving import Bot, environ, eventually, mention, serving
from tests.fakes.ports import free_port
from tests.fakes.redis_server import RedisServer
from tests.fakes.slack import FakeSlack

PROMPT = "write something about travel"
PRIVATE = "a plan named Basilisk"


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


def channels(count: int) -> list[str]:
    """A message a second goes to each."""
    return [f"C{number}" for number in range(100, 100 + count)]


def answered(slack: FakeSlack, *names: str) -> bool:
    return all(slack.messages(name) for name in names)


async def test_a_mention_is_answered_on_the_embedded_store(folder: Path, slack: FakeSlack) -> None:
    async with serving(folder, slack) as bot:
        assert await bot.say(PROMPT) == 200
        await eventually(lambda: answered(slack, "C1"))
        [message] = slack.messages("C1")
        assert message["thread_ts"]
        assert await bot.end() == 0
    assert f"listens on http://127.0.0.1:{bot.port}: Slack by HTTP; store: embedded in {folder}" in bot.log.read_text()


async def test_nothing_acknowledged_is_lost_by_ending_under_load(folder: Path, slack: FakeSlack) -> None:
    async with serving(folder, slack, PROMPTCOACH_WORKERS="2") as bot:
        saying = {name: asyncio.create_task(bot.say(PROMPT, name)) for name in channels(200)}
        await eventually(lambda: sum(task.done() for task in saying.values()) > 20)
        assert await bot.end() == 0
        await asyncio.gather(*saying.values(), return_exceptions=True)
    acknowledged = [name for name, task in saying.items() if not task.exception() and task.result() == 200]
    assert acknowledged
    async with serving(folder, slack):
        await eventually(lambda: answered(slack, *acknowledged))
    assert {len(slack.messages(name)) for name in acknowledged} == {1}


async def test_a_delivery_that_hangs_is_made_up_for_after_the_end(folder: Path, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", hang=True)
    async with serving(folder, slack) as bot:
        assert await bot.say(PROMPT) == 200
        await eventually(lambda: slack.calls("chat.postMessage"))
        assert await bot.end() == 0
    assert not slack.messages("C1")
    async with serving(folder, slack):
        await eventually(lambda: answered(slack, "C1"))
    assert len(slack.messages("C1")) == 1


async def test_a_reply_that_slack_refuses_for_good_can_be_put_back(folder: Path, slack: FakeSlack) -> None:
    environment = environ(folder, slack)
    slack.state.channel_faults["C1"] = "is_archived"
    async with serving(folder, slack) as bot:
        assert await bot.say(PROMPT) == 200
        await eventually(lambda: _shows(bot, "promptcoach_dead_letters 1.0"))
        doctor = await asyncio.to_thread(run, "doctor", home=folder, env=environment)
        assert "dead letters: 1, workers: 1 \u2192 promptcoach requeue puts" in doctor.out
        del slack.state.channel_faults["C1"]
        requeue = await asyncio.to_thread(run, "requeue", home=folder, env=environment)
        assert (requeue.code, requeue.out) == (0, "1 dead letter put back into the queue\n")
        await eventually(lambda: answered(slack, "C1"))


async def test_a_worker_that_is_killed_is_replaced(folder: Path, slack: FakeSlack) -> None:
    async with serving(folder, slack) as bot:
        [worker] = bot.children()
        os.kill(worker, signal.SIGKILL)
        assert await bot.say(PROMPT) == 200
        await eventually(lambda: answered(slack, "C1"))
        [replacement] = bot.children()
        assert replacement != worker
    [died] = [json.loads(line) for line in bot.log.read_text().splitlines() if "worker_died" in line]
    assert (died["worker"], died["exit_code"]) == (worker, -signal.SIGKILL)


async def test_workers_end_when_their_parent_is_killed(folder: Path, slack: FakeSlack) -> None:
    async with serving(folder, slack, PROMPTCOACH_WORKERS="2") as bot:
        workers = bot.children()
        assert len(workers) == 2
        await bot.end(signal.SIGKILL)
        await eventually(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
        async with serving(folder, slack) as again:  # which stops the embedded store, too
            assert await again.say(PROMPT) == 200


async def test_without_redis_nothing_is_acknowledged(folder: Path, slack: FakeSlack, tmp_path: Path) -> None:
    redis = RedisServer(folder)
    async with serving(tmp_path, slack, REDIS_URL=redis.url) as bot:
        redis.kill()
        assert await bot.say(PROMPT) == 503
        status, body = await bot.get("/readyz")
        assert (status, json.loads(body)["missing"]) == (503, ["store"])
        assert (await bot.get("/healthz"))[0] == 200
        assert "promptcoach_store_up 0.0" in (await bot.get("/metrics"))[1]
        redis.start()
        await bot.ready()
        assert await bot.say(PROMPT) == 200
        await eventually(lambda: answered(slack, "C1"))
    redis.kill()


async def test_without_workers_it_is_not_ready_and_keeps_what_comes(folder: Path, slack: FakeSlack) -> None:
    async with serving(folder, slack) as bot:
        [worker] = bot.children()
        os.kill(worker, signal.SIGSTOP)

        async def not_ready() -> bool:
            return (await bot.get("/readyz"))[0] == 503

        await eventually(not_ready)
        assert json.loads((await bot.get("/readyz"))[1])["missing"] == ["workers"]
        assert await bot.say(PROMPT) == 200
        os.kill(worker, signal.SIGCONT)
        await eventually(lambda: answered(slack, "C1"))


async def test_the_metrics_are_those_of_all_processes(folder: Path, slack: FakeSlack) -> None:
    async with serving(folder, slack) as bot:
        assert await bot.say(PROMPT) == 200
        await eventually(lambda: answered(slack, "C1"))
        await eventually(lambda: _shows(bot, 'promptcoach_sends_total{outcome="delivered"} 1.0'))
        assert await bot.post({"type": "nonsense"}) == 200
        _, numbers = await bot.get("/metrics")
    for line in (
        'promptcoach_ack_seconds_count{status="200"} 2.0',
        "promptcoach_queue_seconds_count 1.0",
        'promptcoach_turns_total{outcome="decided"} 1.0',
        "promptcoach_turn_seconds_count 1.0",
        "promptcoach_send_seconds_count 1.0",
        "promptcoach_queue_depth 0.0",
        "promptcoach_outbox_depth 0.0",
        "promptcoach_dead_letters 0.0",
        "promptcoach_workers 1.0",
    ):
        assert line in numbers.splitlines()


async def _shows(bot: Bot, line: str) -> bool:
    return line in (await bot.get("/metrics"))[1].splitlines()


async def test_the_log_holds_no_prompt_and_no_token(folder: Path, slack: FakeSlack) -> None:
    slack.fail("chat.postMessage", error="invalid_blocks")
    slack.fail("chat.postMessage", status=500, body=PRIVATE)
    async with serving(folder, slack, PROMPTCOACH_LOG_LEVEL="debug") as bot:
        assert await bot.say(PRIVATE) == 200
        opened = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home", "text": PRIVATE}
        assert await bot.post({"type": "event_callback", "team_id": "T1", "event_id": "Ev9", "event": opened}) == 200
        await eventually(lambda: answered(slack, "C1"))
    log = bot.log.read_text()
    assert "delivery_failed" in log
    for secret in (PRIVATE, "Basilisk", "xoxb-", "sekrit"):
        assert secret not in log


async def test_ctrl_c_ends_it_as_a_signal_does(folder: Path, slack: FakeSlack) -> None:
    async with serving(folder, slack) as bot:
        os.killpg(bot.process.pid, signal.SIGINT)
        assert await bot.process.wait() == 0
    assert "Traceback" not in bot.log.read_text()
    assert not (folder / "d" / "store.sock").exists()


async def test_a_signal_while_it_starts_leaves_nothing_running(folder: Path, slack: FakeSlack) -> None:
    starting = await asyncio.create_subprocess_exec(
        SCRIPT, "serve", "--port", str(free_port()), env=environ(folder, slack), cwd=folder
    )
    await eventually((folder / "d" / "store.users").exists)
    starting.send_signal(signal.SIGTERM)
    assert await starting.wait() == 128 + signal.SIGTERM
    await eventually(lambda: not (folder / "d" / "store.sock").exists())


async def test_a_taken_port_is_named(folder: Path, slack: FakeSlack) -> None:
    async with serving(folder, slack) as bot:
        ended = await asyncio.to_thread(run, "serve", "--port", str(bot.port), home=folder, env=environ(folder, slack))
    assert ended.code == 1
    assert ended.err.startswith(f"promptcoach: can't listen on 127.0.0.1, port {bot.port}: address already in use")
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "Slack is not set up; write SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_SIGNING_SECRET": "s"}, "SLACK_BOT_TOKEN: it does not start with xoxb-"),
        ({"SLACK_SIGNING_SECRET": "s"}, "SLACK_SIGNING_SECRET: it needs SLACK_BOT_TOKEN"),
        ({"PORT": "http"}, "PORT is 'http'; write a number between 1 and 65535"),
    ],
)
@pytest.mark.parametrize("command", ["serve", "worker"])
def test_settings_that_cannot_be_used_stop_it_in_one_line(
    command: str, variables: dict[str, str], said: str, tmp_path: Path
) -> None:
    ended = run(command, home=tmp_path, env=variables)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"promptcoach: {said}")
    assert ended.err.count("\n") == 1


def test_a_host_that_is_not_ours_is_named(tmp_path: Path) -> None:
    variables = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s", "REDIS_URL": "redis://127.0.0.1:1"}
    ended = run("serve", "--host", "192.0.2.1", "--port", str(free_port()), home=tmp_path, env=variables)
    assert ended.code == 1
    assert "can't listen on 192.0.2.1" in ended.err


async def test_by_socket_mode_nothing_has_to_be_reached_from_outside(folder: Path, slack: FakeSlack) -> None:
    by_socket = {"SLACK_APP_TOKEN": "xapp-test", "SLACK_SIGNING_SECRET": ""}
    async with serving(folder, slack, **by_socket) as bot:
        assert await bot.say(PROMPT, "C2") == 404
        async with asyncio.timeout(20):
            await slack.socket.push("events_api", mention(PROMPT, "C1", 1))
        await eventually(lambda: answered(slack, "C1"))
        assert await bot.end() == 0
    assert not slack.messages("C2")


async def test_workspaces_can_install_it_where_many_are_served(folder: Path, slack: FakeSlack) -> None:
    many = {
        "SLACK_BOT_TOKEN": "",
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "s",
        "PROMPTCOACH_SECRET_KEY": "a key of enough letters",
    }
    async with serving(folder, slack, **many) as bot:
        assert (await bot.get("/slack/install"))[0] == 302
        status, page = await bot.get("/slack/oauth_redirect?code=1&state=forged")
        assert status == 400
        assert "Traceback" not in page


async def test_one_workspace_cannot_be_installed_into(folder: Path, slack: FakeSlack) -> None:
    async with serving(folder, slack) as bot:
        assert (await bot.get("/slack/install"))[0] == 404
        assert (await bot.get("/"))[0] == 404
