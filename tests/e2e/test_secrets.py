"""What is secret stays secret: with the whole way of a message behind it, it is nowhere but masked."""

import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.coaching.critique.fakes import OPENAI_KEY
from tests.e2e.behind import embedded, in_store, on_disk
from tests.e2e.people import SECRET, Payload, Person, SlackServer, new_ts, new_user
from tests.e2e.serving import Server
from tests.e2e.waiting import eventually
from tests.fakes.slack import FakeSlack

EMAIL, IBAN, PASSWORD = "anna.huber@firma.co.at", "DE89 3704 0044 0532 0130 00", "Winter#4471"
PRIVATE = (OPENAI_KEY, EMAIL, "3704 0044 0532", "Winter#4471", "Winter&#35;4471")
PROMPT = (
    f"write a reply to <mailto:{EMAIL}|{EMAIL}> that we paid to {IBAN}, call the API with {OPENAI_KEY} "
    f"and log in, the password is {PASSWORD}"
)
OURS = ("xoxb-test", SECRET, "/respond/", "response_url", "someone", "general")
"""Tokens, response URLs, and the names in payloads."""


@dataclass
class Here:
    """Ann, whose server logs all that it can."""

    server: Server
    fake: FakeSlack
    ann: Person

    @property
    def data(self) -> Path:
        return self.server.folder / "data"

    async def answered(self, channel: str, count: int = 1) -> list[Payload]:
        """The messages in a channel, once there are as many."""
        return await eventually(lambda: found if len(found := self.fake.messages(channel)) >= count else [])

    def received(self) -> str:
        """All that Slack was sent, in whatever way."""
        state = self.fake.state
        hooks = [hook.received for hook in state.hooks.values()]
        return json.dumps([[call.args for call in state.calls], hooks, state.messages, repr(state.files)])


@asynccontextmanager
async def served(**settings: str) -> AsyncIterator[Here]:
    with tempfile.TemporaryDirectory(prefix="pc-") as folder:
        async with FakeSlack() as fake, aiohttp.ClientSession() as http:
            server = Server(Path(folder), fake.url, settings={"PROMPTCOACH_LOG_LEVEL": "debug", **settings})
            server.start()
            try:
                await server.listening()
                yield Here(server, fake, Person(new_user(), SlackServer(server.url, fake, http)))
            finally:
                server.end()


def leaks(words: tuple[str, ...], where: str | bytes) -> list[str]:
    text = where if isinstance(where, str) else where.decode(errors="replace")
    return [word for word in words if word in text]


async def talk(here: Here) -> None:
    """Show the secrets to the coach on every way there is, in bad weather: what goes wrong is logged."""
    ann, fake = here.ann, here.fake
    fake.fail("chat.postMessage", status=500)
    thread = await ann.mention("C0SECRET", PROMPT)
    [asked] = await here.answered("C0SECRET")
    await ann.press(asked, "ust rewrite it", "C0SECRET")
    await here.answered("C0SECRET", 2)
    await ann.mention("C0SECRET", f"audience is {EMAIL}, password: {PASSWORD}", thread)
    await here.answered("C0SECRET", 3)
    fake.fail("respond", drop=True)
    hook = await ann.command("/coach", PROMPT, "C0SECRET")
    await eventually(lambda: hook.received)
    file = {"id": "F1", "name": "prompt.txt", "mimetype": "text/plain", "filetype": "text", "size": 36}
    url = fake.file("prompt.txt", PROMPT.encode())
    await ann.write("", subtype="file_share", files=[{**file, "url_private": url, "url_private_download": url}])
    await here.answered(ann.dm)
    await ann.write(PROMPT, new_ts())
    await eventually(lambda: fake.calls("assistant.threads.setTitle"))
    await ann.open_home()
    await eventually(lambda: fake.calls("views.publish"))


async def test_after_a_turn_no_secret_is_anywhere() -> None:
    async with served() as here:
        await talk(here)
        assert "{{password}}" in here.received()
        assert leaks(PRIVATE, here.received()) == []
        assert b"{{password}}" in in_store(embedded(here.data))
        assert leaks(PRIVATE, in_store(embedded(here.data))) == []
        assert b"{{password}}" in on_disk(here.data)
        assert leaks(PRIVATE, on_disk(here.data)) == []
        assert leaks((*PRIVATE, *OURS), here.server.get("/metrics")) == []
        assert here.server.output.count("delivery_failed") == 2
        assert leaks((*PRIVATE, *OURS, "write a reply", "{{"), here.server.output) == []
        assert leaks(("xoxb-test", SECRET, "/respond/"), on_disk(here.data)) == []


@pytest.mark.parametrize("key", ["", "a secret of this deployment"])
async def test_what_waits_for_a_worker_cannot_be_read_and_is_answered_by_the_next_one(key: str) -> None:
    settings = {"PROMPTCOACH_WORKERS": "0", **({"PROMPTCOACH_SECRET_KEY": key} if key else {})}
    async with served(**settings) as here:
        await here.ann.mention("C0WAITS", PROMPT)
        hook = await here.ann.command("/coach", PROMPT, "C0WAITS")
        for kept in (in_store(embedded(here.data)), on_disk(here.data)):
            assert b":in" in kept
            assert leaks((*PRIVATE, "write a reply", "/respond/"), kept) == []
        worker = Server(here.server.folder, here.fake.url, settings=here.server.settings, command=("worker",))
        worker.start()
        try:
            await here.answered("C0WAITS")
            await eventually(lambda: hook.received)
        finally:
            assert worker.end() == 0
