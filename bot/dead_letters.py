"""What was given up, kept in Redis until somebody looks at it.

A letter is its conversation's tag, a space, and JSON; it is scored by the time when it was given up. The same failure
of the same message is one letter. Letters older than the retention go when another one comes, or together.
"""

from collections.abc import Sequence
from datetime import timedelta
from time import time
from typing import cast

from pydantic import BaseModel

from bot.keys import ACTIVE, LETTERS, WAKE, conversation_named, index_key, mailbox_keys, person_tag
from bot.mailbox_scripts import PUT_BACK
from bot.ports import DeadLetter
from bot.redis_store import INDEX, WAITING, Client, index_seconds, mapped_errors


class Letter(BaseModel):
    """A dead letter as it's kept, without its conversation."""

    id: str
    kind: str
    reason: str
    entry: str
    """The mailbox's entry, to be put back as it was."""


class DeadLetters:
    """The dead letters of a deployment; each is kept for the `retention`. Sessions live for `ttl`."""

    def __init__(self, client: Client, ttl: timedelta, retention: timedelta) -> None:
        """Use a client that was made with `decode_responses=True`."""
        self._client = client
        self._index_seconds = index_seconds(ttl)
        self._retention = retention

    async def bury(self, tag: str, letter: Letter) -> None:
        """Keep what was given up in a conversation."""
        now = time()
        with mapped_errors():
            pipeline = self._client.pipeline(transaction=False)
            pipeline.zremrangebyscore(LETTERS, "-inf", now - self._retention.total_seconds())
            pipeline.zadd(LETTERS, {f"{tag} {letter.model_dump_json()}": now}, nx=True)
            pipeline.expire(LETTERS, self._retention)
            await pipeline.execute()

    async def list(self) -> Sequence[DeadLetter]:
        """What was given up, oldest first."""
        return [
            DeadLetter(letter.id, letter.kind, letter.reason, conversation_named(tag), since)
            for tag, letter, since, _ in await self._all()
        ]

    async def requeue(self) -> int:
        """Put every letter back into its mailbox, and return how many those were."""
        letters = await self._all()
        for tag, letter, _, member in letters:
            await self._put_back(tag, letter)
            with mapped_errors():
                await self._client.zrem(LETTERS, member)
        return len(letters)

    async def _put_back(self, tag: str, letter: Letter) -> None:
        index, keys = index_key(person_tag(conversation_named(tag))), mailbox_keys(tag)
        said = letter.entry.partition(" ")[0] if letter.kind == "request" else ""
        with mapped_errors():
            pipeline = self._client.pipeline(transaction=False)
            pipeline.eval(INDEX, 1, index, tag, str(self._index_seconds))
            pipeline.eval(PUT_BACK, len(keys), *keys, letter.kind, letter.entry, said)
            pipeline.zadd(ACTIVE, {tag: time()})
            pipeline.expire(ACTIVE, WAITING)
            pipeline.rpush(WAKE, tag)
            pipeline.expire(WAKE, WAITING)
            await pipeline.execute()

    async def _all(self) -> Sequence[tuple[str, Letter, float, str]]:
        """The tag of each letter's conversation, the letter, since when it's dead, and what is kept of it."""
        with mapped_errors():
            kept = await self._client.zrange(LETTERS, 0, -1, withscores=True)
        letters = []
        for member, since in cast("list[tuple[str, float]]", kept):
            tag, _, letter = member.partition(" ")
            letters.append((tag, Letter.model_validate_json(letter), float(since), member))
        return letters
