"""The chat: one conversation at a terminal, lines in a pipe, and what happens where no store can be had."""

import asyncio
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from adapters.console import inbound
from adapters.console.lines import typed_lines
from adapters.console.sender import ConsoleSender
from bot import chat
from bot.chat_store import ChatStore, PipeStore
from bot.config import Settings
from bot.memory_store import MemorySessionStore
from bot.ports import SessionStore, StoreUnavailableError
from coaching.engine import Event, Forget, SendReply, Step
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import ConversationKey
from coaching.messages.reply import File, PromptBlock, Reply, Text
from coaching.session import Clarifying, Decided, Idle, Rewritten, Session, Triaging
from tests.bot.conftest import TTL

ERASED = Reply(id="", parts=(Text(text="Erased."),))
HERE = inbound.conversation("local", "ann")


def remember(session: Session, event: Event, _knowledge: Knowledge, now: object) -> Step:
    """A core that repeats all that was said so far; "done" ends it."""
    del now
    before = session.state.prompt if isinstance(session.state, Clarifying) else ""
    heard = f"{before} {event.request.text}".strip()
    parts = (Text(text=f"Heard: {heard}."), PromptBlock(text=heard))
    state = Idle() if event.request.text == "done" else Clarifying(prompt=heard)
    return Step(Session(state=state), (SendReply(Reply(id=f"{event.request.id}:1", parts=parts)),))


@pytest.fixture(autouse=True)
def _core(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.turn.step", remember)
    monkeypatch.chdir(tmp_path)


@dataclass
class Screen:
    """What a person sees."""

    sender: ConsoleSender
    out: io.StringIO

    def text(self) -> str:
        return self.out.getvalue()


@pytest.fixture
def screen() -> Screen:
    out = io.StringIO()
    return Screen(ConsoleSender(Console(file=out, width=80, _environ={})), out)


def talk(screen: Screen, store: SessionStore) -> chat.Chat:
    return chat.Chat(screen.sender, store, HERE)


class TestAConversation:
    async def test_lines_are_answered_in_turn(self, screen: Screen) -> None:
        talking = talk(screen, MemorySessionStore(TTL))
        assert await talking.hear("a memo")
        assert await talking.hear("for children")
        assert "Heard: a memo for children." in screen.text()

    async def test_an_empty_line_says_nothing(self, screen: Screen) -> None:
        assert await talk(screen, MemorySessionStore(TTL)).hear("  ")
        assert screen.text() == ""

    async def test_quit_ends_it(self, screen: Screen) -> None:
        assert not await talk(screen, MemorySessionStore(TTL)).hear("/quit")

    async def test_help_adds_what_the_terminal_can_do(self, screen: Screen) -> None:
        await talk(screen, MemorySessionStore(TTL)).hear("help")
        assert "Heard: help." in screen.text()
        assert "Piped in, each line is one message." in screen.text()

    async def test_an_unknown_command_is_named(self, screen: Screen) -> None:
        await talk(screen, MemorySessionStore(TTL)).hear("/tirage")
        assert "There is no /tirage." in screen.text()

    async def test_the_last_rewrite_can_be_saved(self, screen: Screen, tmp_path: Path) -> None:
        talking = talk(screen, MemorySessionStore(TTL))
        await talking.hear("/save")
        assert "nothing to save" in screen.text()
        await talking.hear("a memo")
        await talking.hear("/save memo.txt")
        assert (tmp_path / "memo.txt").read_text() == "a memo\n"
        assert str(tmp_path / "memo.txt") in screen.text()

    async def test_a_file_comes_with_how_to_keep_it(
        self, screen: Screen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        brief = Reply(id="", parts=(File(name="brief.md", media_type="text/markdown", content="# RAG"),))
        monkeypatch.setattr("bot.turn.step", lambda *_: Step(Session(), (SendReply(brief),)))
        talking = talk(screen, MemorySessionStore(TTL))
        await talking.hear("brief")
        assert "`/save` keeps it as brief.md" in screen.text()
        await talking.hear("/save")
        assert (tmp_path / "brief.md").read_text() == "# RAG\n"

    async def test_a_file_that_cannot_be_saved_is_said_in_words(self, screen: Screen) -> None:
        talking = talk(screen, MemorySessionStore(TTL))
        await talking.hear("a memo")
        await talking.hear("/save missing/memo.txt")
        assert "Not saved: no such file or directory." in screen.text()

    @pytest.mark.parametrize("state", [Clarifying(prompt="x"), Rewritten(prompt="x"), Triaging(), Decided()])
    async def test_what_is_still_going_on_is_said_in_one_line(
        self, screen: Screen, state: Clarifying | Rewritten | Triaging | Decided
    ) -> None:
        store = MemorySessionStore(TTL)
        await store.save(HERE, Session(state=state), 0)
        await talk(screen, store).welcome_back()
        assert screen.text().startswith("Welcome back: ")
        assert "\n" not in screen.text().strip()

    async def test_where_nothing_is_going_on_nothing_is_said(self, screen: Screen) -> None:
        await talk(screen, MemorySessionStore(TTL)).welcome_back()
        assert screen.text() == ""


class Failing:
    """A store that is lost after a number of operations."""

    def __init__(self, works: int) -> None:
        self._kept = MemorySessionStore(TTL)
        self._works = works
        self.closed = 0

    async def load(self, key: ConversationKey) -> tuple[Session, int]:
        self._count()
        return await self._kept.load(key)

    async def save(self, key: ConversationKey, session: Session, version: int) -> int:
        self._count()
        return await self._kept.save(key, session, version)

    async def forget(self, key: ConversationKey) -> int:
        self._count()
        return await self._kept.forget(key)

    async def close(self) -> None:
        self.closed += 1

    def _count(self) -> None:
        self._works -= 1
        if self._works < 0:
            raise StoreUnavailableError("gone")


class TestAStoreThatCannotBeHad:
    @pytest.fixture
    def reasons(self) -> list[str]:
        return []

    @pytest.fixture
    def chat_store(self, reasons: list[str]) -> Callable[..., ChatStore]:
        async def tell(reason: str) -> None:
            reasons.append(reason)

        def build(*stores: SessionStore | Exception) -> ChatStore:
            remaining = iter(stores)

            def open_store() -> SessionStore:
                found = next(remaining)
                if isinstance(found, Exception):
                    raise found
                return found

            return ChatStore(open_store, MemorySessionStore(TTL), tell)

        return build

    async def test_the_chat_goes_on_in_memory_and_says_so_once(
        self, screen: Screen, chat_store: Callable[..., ChatStore], reasons: list[str]
    ) -> None:
        talking = talk(screen, chat_store(StoreUnavailableError("no folder")))
        await talking.hear("a memo")
        await talking.hear("for children")
        assert "Heard: a memo for children." in screen.text()
        assert reasons == ["no folder"]

    async def test_a_store_that_is_lost_is_opened_again(
        self, screen: Screen, chat_store: Callable[..., ChatStore], reasons: list[str]
    ) -> None:
        lost, again = Failing(works=2), MemorySessionStore(TTL)
        talking = talk(screen, chat_store(lost, again))
        await talking.hear("a memo")
        await again.save(HERE, Session(state=Clarifying(prompt="a memo")), 0)  # the same data, after a restart
        await talking.hear("for children")
        assert "Heard: a memo for children." in screen.text()
        assert reasons == []
        assert lost.closed == 1

    @pytest.mark.parametrize("works", [2, 3])
    async def test_a_store_that_is_lost_for_good_leaves_the_conversation_in_memory(
        self, screen: Screen, chat_store: Callable[..., ChatStore], reasons: list[str], works: int
    ) -> None:
        talking = talk(screen, chat_store(Failing(works), Failing(works=0)))
        await talking.hear("a memo")
        await talking.hear("for children")
        await talking.hear("please")
        assert "Heard: a memo for children please." in screen.text()
        assert reasons == ["gone"]

    async def test_who_stops_waiting_for_the_store_does_not_stop_its_opening(
        self, chat_store: Callable[..., ChatStore]
    ) -> None:
        opened = Failing(works=0)
        store = chat_store(opened)
        waiting = asyncio.create_task(store.load(HERE))
        await asyncio.sleep(0)
        waiting.cancel()
        await store.close()
        assert opened.closed == 1

    async def test_forget_me_is_not_confirmed_while_the_store_cannot_be_reached(
        self, screen: Screen, chat_store: Callable[..., ChatStore], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.turn.step", lambda *_: Step(Session(), (Forget(), SendReply(ERASED))))
        await talk(screen, chat_store(StoreUnavailableError("no folder"))).hear("forget me")
        assert "Erased." not in screen.text()
        assert "Not erased" in screen.text()

    async def test_of_many_who_lose_the_store_at_once_one_replaces_it(
        self, chat_store: Callable[..., ChatStore], reasons: list[str]
    ) -> None:
        lost = Failing(works=1)
        store = chat_store(lost, MemorySessionStore(TTL))
        await store.load(HERE)
        await asyncio.gather(*(store.load(HERE) for _ in range(5)))
        assert (lost.closed, reasons) == (1, [])

    async def test_a_pipe_keeps_nothing_but_forgets_everywhere(self) -> None:
        lasting, here = MemorySessionStore(TTL), MemorySessionStore(TTL)
        store = PipeStore(here, lasting)
        await lasting.save(HERE, Session(state=Clarifying(prompt="x")), 0)
        await store.save(inbound.conversation("local", "ann", pipe="1"), Session(), 0)
        assert (await lasting.load(inbound.conversation("local", "ann", pipe="1")))[1] == 0
        assert await store.forget(HERE) == 2
        assert (await lasting.load(HERE))[1] == 0


class TestTyping:
    @pytest.fixture
    def keys(self) -> Iterator[PipeInput]:
        with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
            yield keys

    async def typed(self, keys: PipeInput, text: str) -> list[str]:
        keys.send_text(text + "\x04")
        events: list[str] = []
        async for line in typed_lines(partial(events.append, "<ready>"), partial(events.append, "<interrupted>")):
            events += [line]
        return events

    @pytest.mark.parametrize(
        ("text", "heard"),
        [
            ("one\rtwo\r", ["one", "two"]),
            ("one \\\rtwo\r", ["one \ntwo"]),
            ("one\x1b\rtwo\r", ["one\ntwo"]),
            ("\x1b[200~a\r\nb\nc\x1b[201~\r", ["a\nb\nc"]),
            ("typo\x03right\r", ["right"]),
            ("\x03", ["<interrupted>"]),
            ("\x03\x03ok\r", ["<interrupted>", "<interrupted>", "ok"]),
            ("", []),
        ],
    )
    async def test_keys(self, keys: PipeInput, text: str, heard: list[str]) -> None:
        assert await self.typed(keys, text) == ["<ready>", *heard]


class TestAPipe:
    @pytest.fixture
    def settings(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
        monkeypatch.setenv("PROMPTCOACH_DATA", str(tmp_path / "data"))
        return Settings()

    @pytest.fixture
    def pipe(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[str | bytes], None]:
        def fill(said: str | bytes) -> None:
            data = said if isinstance(said, bytes) else said.encode()
            monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="ascii"))

        return fill

    def test_every_line_is_a_message(
        self,
        settings: Settings,
        pipe: Callable[[str | bytes], None],
        capsys: pytest.CaptureFixture[str],
        tmp_path: Path,
    ) -> None:
        pipe("a memo\n\nfor children\n")
        assert chat.run(settings) == 0
        out = capsys.readouterr().out
        assert re.findall(r"Heard: (.*)\.", out) == ["a memo", "a memo for children"]
        assert "\x1b" not in out
        assert not (tmp_path / "data").exists()

    def test_two_pipes_know_nothing_of_each_other(
        self, settings: Settings, pipe: Callable[[str | bytes], None], capsys: pytest.CaptureFixture[str]
    ) -> None:
        for _ in range(2):
            pipe("a memo\n")
            assert chat.run(settings) == 0
        assert re.findall(r"Heard: (.*)\.", capsys.readouterr().out) == ["a memo", "a memo"]

    def test_what_is_said_first_comes_first_and_quit_ends_it(
        self, settings: Settings, pipe: Callable[[str | bytes], None], capsys: pytest.CaptureFixture[str]
    ) -> None:
        pipe("/quit\nnever heard\n")
        assert chat.run(settings, "/triage an HR bot") == 0
        assert re.findall(r"Heard: (.*)\.", capsys.readouterr().out) == ["/triage an HR bot"]

    def test_lines_are_utf8_whatever_the_locale_and_broken_bytes_do_not_end_it(
        self, settings: Settings, pipe: Callable[[str | bytes], None], capsys: pytest.CaptureFixture[str]
    ) -> None:
        pipe("größer".encode() + b"\n\xff\n")
        assert chat.run(settings) == 0
        assert re.findall(r"Heard: (.*)\.", capsys.readouterr().out) == ["größer", "größer \ufffd"]
