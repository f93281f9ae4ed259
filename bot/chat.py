"""The chat in the terminal: at a terminal one resumes where one was; in a pipe every line is a message.

The greeting comes first. The store opens beside it, and what it remembers is said as soon as it is there.
"""

import asyncio
import getpass
import io
import platform
import signal
import uuid
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path

from rich.console import Console

from adapters.console import inbound
from adapters.console.inbound import Leave, Nothing, Save, Say, Unknown, to_request, understand
from adapters.console.keeping import save
from adapters.console.lines import above_prompt, typed_lines
from adapters.console.sender import ConsoleSender
from bot.app import open_store
from bot.chat_store import ChatStore, PipeStore
from bot.config import Settings
from bot.errors import because
from bot.memory_store import MemorySessionStore
from bot.ports import SessionStore, StoreUnavailableError
from bot.streams import at_terminal, stdin
from bot.turn import take_turn
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import ConversationKey

WELCOME_BACK = {
    "clarifying": "Welcome back: the questions about your last prompt are still open. `cancel` drops them.",
    "rewritten": "Welcome back: your rewrite is still on the table. `changes` says what it changed, `cancel` drops it.",
    "triaging": "Welcome back: your triage is still under way. Go on with your answer, or `cancel` drops it.",
    "decided": "Welcome back: your recommendation is still here. `brief` gives it as a page, `cancel` drops it.",
}
NOT_KEPT = "Nothing of this chat will be kept: {reason}."
NOT_ERASED = "Not erased: {reason}. Please say it again later."
"""In a chat, nothing but forgetting needs the lasting store."""
_KILLED = 143
"""The exit code after a signal that ends processes, as shells count."""


class Chat:
    """One conversation between a person and the coach."""

    def __init__(self, sender: ConsoleSender, store: SessionStore, conversation: ConversationKey) -> None:
        """Talk in `conversation`, print with `sender`, keep sessions in `store`."""
        self._sender = sender
        self._store = store
        self._conversation = conversation
        self._knowledge = Knowledge()

    def greet(self) -> None:
        """Say in one line what one can do."""
        self.notice(inbound.GREETING)

    async def hear(self, line: str) -> bool:
        """Answer a line; False where the person leaves."""
        match understand(line):
            case Say(text, wants_help):
                await self._say(text)
                if wants_help:
                    self.notice(inbound.HELP)
            case Save(path):
                self._save(path)
            case Unknown(command):
                self.notice(f"There is no {command}. `help` says what there is.")
            case Leave():
                return False
            case Nothing():
                pass
        return True

    async def welcome_back(self) -> None:
        """Say what is still going on from last time, if anything is."""
        session, _ = await self._store.load(self._conversation)
        if text := WELCOME_BACK.get(session.state.state):
            await above_prompt(partial(self.notice, text))

    def notice(self, text: str) -> None:
        """Print one quiet line of the terminal's own."""
        self._sender.notice(text)

    async def _say(self, text: str) -> None:
        request = to_request(text, uuid.uuid4().hex, self._conversation)
        try:
            await take_turn(request, self._store, self._sender, self._knowledge, partial(datetime.now, UTC))
        except StoreUnavailableError as error:
            self._sender.notice(NOT_ERASED.format(reason=error), urgent=True)

    def _save(self, path: str) -> None:
        if self._sender.keepable is None:
            self.notice("There is nothing to save yet: no rewrite, no brief.")
            return
        try:
            self.notice(f"Saved: {save(self._sender.keepable, path, Path.cwd())}")
        except OSError as error:
            self.notice(f"Not saved: {because(error)}. `/save` with another name tries again.")


def run(settings: Settings, opening: str = "") -> int:
    """Chat until the person leaves or the pipe ends, and return the exit code. `opening` is what they say first."""
    sender = ConsoleSender(Console())
    if at_terminal():
        with suppress(asyncio.CancelledError):
            asyncio.run(_at_terminal(settings, sender, opening))
            return 0
        return _KILLED
    _in_pipe(settings, sender, opening)
    return 0


async def _at_terminal(settings: Settings, sender: ConsoleSender, opening: str) -> None:
    store = _lasting_store(settings, sender)
    chat = Chat(sender, store, inbound.conversation(_machine(settings), _person()))
    chat.greet()
    chatting = asyncio.create_task(_converse(chat, opening))
    _end_with_the_terminal(chatting)
    try:
        await chatting
    finally:
        await store.close()


async def _converse(chat: Chat, opening: str) -> None:
    """Take lines until the person leaves. The first prompt is shown before the store is asked for."""
    welcome: list[asyncio.Task[None]] = []
    if opening:
        await chat.hear(opening)
    ready = None if opening else lambda: welcome.append(asyncio.create_task(chat.welcome_back()))
    async for line in typed_lines(ready, lambda: chat.notice(inbound.HOW_TO_LEAVE)):
        if not await chat.hear(line):
            break
    for task in welcome:
        task.cancel()


def _in_pipe(settings: Settings, sender: ConsoleSender, opening: str) -> None:
    """Every line is a message. The loop runs for each alone, so that Ctrl-C reaches the reading of the next."""
    memory = MemorySessionStore(settings.session_ttl)
    store = PipeStore(memory, _lasting_store(settings, sender))
    chat = Chat(sender, store, inbound.conversation(_machine(settings), _person(), pipe=uuid.uuid4().hex))
    chat.greet()
    with asyncio.Runner() as runner:
        # Prompts are UTF-8 whatever the locale says; a broken byte in one is no reason to end the conversation.
        lines = io.TextIOWrapper(stdin(), encoding="utf-8-sig", errors="replace")
        for line in chain([opening], lines):
            if not runner.run(chat.hear(line)):
                break
        runner.run(store.close())


def _lasting_store(settings: Settings, sender: ConsoleSender) -> ChatStore:
    async def tell(reason: str) -> None:
        await above_prompt(lambda: sender.notice(NOT_KEPT.format(reason=reason), urgent=True))

    return ChatStore(partial(open_store, settings), MemorySessionStore(settings.session_ttl), tell)


def _end_with_the_terminal(chatting: "asyncio.Task[None]") -> None:
    """Leave in good order when the window is closed or the process told to end; a second signal changes nothing."""

    def end() -> None:
        if not chatting.cancelling():
            chatting.cancel()

    for name in ("SIGTERM", "SIGHUP"):
        with suppress(NotImplementedError, AttributeError):  # Windows has neither
            asyncio.get_running_loop().add_signal_handler(getattr(signal, name), end)


def _machine(settings: Settings) -> str:
    """The tenant: persons of one name on two machines that share a Redis are two persons."""
    return platform.node() if settings.redis_url else "local"


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run under a number that has no name
        return str(Path.home().stat().st_uid)
