"""A message that kills whoever takes it: it is put aside, its conversation goes on, and it isn't forgotten."""

import asyncio
import os
import signal
import tempfile
from pathlib import Path

import aiohttp

from bot.turn import GAVE_UP
from tests.e2e.people import Payload, Person, SlackServer, new_user
from tests.e2e.serving import Server
from tests.e2e.waiting import eventually
from tests.fakes.slack import FakeSlack

_PATIENCE = 60.0


async def test_a_message_that_kills_its_workers_is_put_aside_and_answered_when_it_is_put_back() -> None:
    with tempfile.TemporaryDirectory(prefix="pc-") as folder:
        async with FakeSlack() as fake, aiohttp.ClientSession() as http:
            server = Server(Path(folder), fake.url)
            server.start()
            try:
                await server.ready()
                await _poison(server, fake, Person(new_user(), SlackServer(server.url, fake, http)))
            finally:
                server.end()


async def _poison(server: Server, fake: FakeSlack, ann: Person) -> None:
    async def kill() -> None:
        for worker in server.workers():
            os.kill(worker, signal.SIGKILL)

    fake.before_download = kill
    url = fake.file("prompt.txt", b"write something about travel")
    file = {"id": "F1", "name": "prompt.txt", "mimetype": "text/plain", "filetype": "text", "url_private": url}
    await ann.write("", subtype="file_share", files=[file])
    await ann.write("what is few-shot prompting?")
    apology, explained = await _direct(fake, ann, 2)
    assert GAVE_UP in str(apology)
    assert "example" in str(explained)
    assert fake.downloaded == ["prompt.txt"] * 3
    assert "dead letters: 1" in await _run(server, "doctor")
    fake.before_download = None
    assert "1 dead letter put back" in await _run(server, "requeue")
    assert "Vague" in str((await _direct(fake, ann, 3))[2])
    assert "dead letters: 0" in await _run(server, "doctor")


async def _direct(fake: FakeSlack, ann: Person, count: int) -> list[Payload]:
    """The direct messages to Ann, once there are as many."""
    return await eventually(lambda: sent if len(sent := fake.messages(ann.dm)) >= count else [], _PATIENCE)


async def _run(server: Server, command: str) -> str:
    """What another command says beside the server."""
    before = len(server.output)
    other = Server(server.folder, server.slack_url, settings=server.settings, command=(command,))
    other.start()
    assert other.process
    assert await asyncio.to_thread(other.process.wait, _PATIENCE) == 0
    return server.output[before:]
