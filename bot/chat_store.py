"""A store that a chat can rely on: opened beside the greeting, opened again when it was lost, and else in memory."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from bot.memory_store import MemorySessionStore
from bot.ports import SessionStore, StoreUnavailableError, VersionConflictError
from coaching.messages.conversation import ConversationKey
from coaching.messages.delivery import Vote
from coaching.session import Session

Result = TypeVar("Result")


class ChatStore:
    """A `SessionStore` before the real one: where that can't be had, sessions stay in memory, and `forget` fails."""

    def __init__(
        self,
        open_store: Callable[[], SessionStore],
        memory: MemorySessionStore,
        unavailable: Callable[[str], Awaitable[None]],
    ) -> None:
        """`open_store` may block and runs in a thread; `unavailable` is told why there is no store."""
        self._open_store = open_store
        self._memory = memory
        self._unavailable = unavailable
        self._opened: asyncio.Task[SessionStore] | None = None
        self._worked = False
        self._latest: dict[ConversationKey, Session] = {}

    def open(self) -> asyncio.Task[SessionStore]:
        """Begin to open the store, if that hasn't begun."""
        if self._opened is None:
            self._opened = asyncio.create_task(self._open())
        return self._opened

    async def load(self, key: ConversationKey) -> tuple[Session, int]:
        """The session with its version."""
        session, version = await self._do(lambda store: store.load(key))
        self._latest[key] = session
        return session, version

    async def save(self, key: ConversationKey, session: Session, version: int) -> int:
        """Keep a session that was loaded with `version`.

        A store that was lost since is a version conflict: the turn is taken anew on what is known of the session.
        """
        saved = await self._do(lambda store: store.save(key, session, version))
        self._latest[key] = session
        return saved

    async def conversations(self, person: ConversationKey) -> Sequence[tuple[ConversationKey, Session]]:
        """The conversations of the key's person, the latest first."""
        return await self._do(lambda store: store.conversations(person))

    async def keep_vote(self, person: ConversationKey, vote: Vote) -> None:
        """Keep a vote of the key's person."""
        await self._do(lambda store: store.keep_vote(person, vote))

    async def forget(self, key: ConversationKey) -> int:
        """Erase everything kept about the key's person.

        Raises:
            StoreUnavailableError: what lies in the store can't be reached now. This is not passed over in silence.
        """
        self._latest.clear()
        store = await self.open()
        erased = await store.forget(key)
        if store is self._memory:
            raise StoreUnavailableError("what is in the store can't be reached")
        return erased

    async def close(self) -> None:
        """Let go of the store, if it was ever opened."""
        if self._opened:
            await (await self._opened).close()
            self._opened = None

    async def _do(self, operation: Callable[[SessionStore], Awaitable[Result]]) -> Result:
        while True:
            opened = self.open()
            try:
                # Shielded: who stops waiting must not stop the opening, which others wait for and `close` undoes.
                result = await operation(await asyncio.shield(opened))
            except StoreUnavailableError as error:
                await self._replace(opened, error)
            else:
                self._worked = True
                return result

    async def _replace(self, lost: asyncio.Task[SessionStore], error: StoreUnavailableError) -> None:
        """Open the store again if it has worked before, else go on in memory; once for all who have lost it."""
        if self._opened is not lost:
            return
        self._opened = asyncio.create_task(self._open() if self._worked else self._fall_back(error))
        self._worked = False
        await (await lost).close()

    async def _open(self) -> SessionStore:
        try:
            return await asyncio.to_thread(self._open_store)
        except StoreUnavailableError as error:
            return await self._fall_back(error)

    async def _fall_back(self, error: StoreUnavailableError) -> SessionStore:
        """Go on in memory, with what is known of the sessions."""
        for key, session in self._latest.items():
            with suppress(VersionConflictError):
                await self._memory.save(key, session, 0)
        await self._unavailable(str(error))
        return self._memory


class PipeStore:
    """A `SessionStore` for a pipe: nobody can resume its conversation, so it stays in memory.

    "Forget me" reaches the lasting store all the same.
    """

    def __init__(self, memory: MemorySessionStore, lasting: SessionStore) -> None:
        """`lasting` is used to forget, and for nothing else."""
        self._memory = memory
        self._lasting = lasting
        self.load = memory.load
        self.save = memory.save
        self.conversations = memory.conversations
        self.keep_vote = memory.keep_vote

    async def forget(self, key: ConversationKey) -> int:
        """Erase everything kept about the key's person, here and in the lasting store."""
        return await self._memory.forget(key) + await self._lasting.forget(key)

    async def close(self) -> None:
        """Let go of the lasting store."""
        await self._lasting.close()
