"""Sessions in this process alone: for tests, and where no other store can be had."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from bot.ports import VersionConflictError
from coaching.messages.conversation import ConversationKey
from coaching.messages.delivery import Vote
from coaching.session import Session


@dataclass(frozen=True, slots=True)
class _Entry:
    session: Session
    version: int
    expires: float


class MemorySessionStore:
    """A `SessionStore` that ends with its process. Entries expire `ttl` after they were last saved."""

    def __init__(self, ttl: timedelta, clock: Callable[[], float] = time.monotonic) -> None:
        """Start empty; `clock` gives seconds."""
        self._ttl = ttl.total_seconds()
        self._clock = clock
        self._versions = count(1)
        self._entries: dict[ConversationKey, _Entry] = {}
        self._votes: dict[tuple[str, str, str, str], Vote] = {}

    async def load(self, key: ConversationKey) -> tuple[Session, int]:
        """The session with its version; an empty one with version 0 where there is none."""
        self._drop_expired()
        entry = self._entries.get(key)
        return (entry.session, entry.version) if entry else (Session(), 0)

    async def save(self, key: ConversationKey, session: Session, version: int) -> int:
        """Keep a session that was loaded with `version`. Versions are never used twice, not even after `forget`."""
        if (await self.load(key))[1] != version:
            raise VersionConflictError
        entry = self._entries[key] = _Entry(session, next(self._versions), self._clock() + self._ttl)
        return entry.version

    async def forget(self, key: ConversationKey) -> int:
        """Erase every session and vote of the key's person in its tenant, and return how many those were."""
        self._drop_expired()
        mine = [other for other in self._entries if _person(other) == _person(key)]
        votes = [about for about in self._votes if about[:3] == _person(key)]
        for other in mine:
            del self._entries[other]
        for about in votes:
            del self._votes[about]
        return len(mine) + len(votes)

    async def conversations(self, person: ConversationKey) -> Sequence[tuple[ConversationKey, Session]]:
        """The conversations of the key's person, the latest first."""
        self._drop_expired()
        mine = [(key, entry) for key, entry in self._entries.items() if _person(key) == _person(person)]
        mine.sort(key=lambda kept: kept[1].version, reverse=True)
        return [(key, entry.session) for key, entry in mine]

    async def keep_vote(self, person: ConversationKey, vote: Vote) -> None:
        """Keep a vote as long as this process lives."""
        self._votes[(*_person(person), vote.about)] = vote

    async def close(self) -> None:
        """Nothing is held open."""

    def _drop_expired(self) -> None:
        now = self._clock()
        self._entries = {key: entry for key, entry in self._entries.items() if entry.expires > now}


def _person(key: ConversationKey) -> tuple[str, str, str]:
    return key.platform, key.tenant, key.person
