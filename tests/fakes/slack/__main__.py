"""`python -m tests.fakes.slack PORT [TOKEN …]`: the stub on its own, until it is interrupted."""

import asyncio
import sys
from contextlib import suppress

from tests.fakes.slack.server import FakeSlack
from tests.fakes.slack.state import Installed


async def main(port: str = "0", *tokens: str) -> None:
    async with FakeSlack(int(port)) as slack:
        slack.state.tokens.update({token: Installed() for token in tokens})
        print(slack.url, flush=True)  # noqa: T201  (who started it reads the address)
        await asyncio.Event().wait()


with suppress(KeyboardInterrupt):
    asyncio.run(main(*sys.argv[1:]))
