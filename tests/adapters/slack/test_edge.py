"""The edge, driven as a server drives it."""

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from adapters.slack.edge import MOST_BYTES, Message, SlackEdge
from coaching.messages.conversation import Action, Request
from tests.adapters.slack.payloads import (
    NOW,
    SECRET,
    as_form,
    as_json,
    button,
    command,
    event,
    interaction,
    mention,
    pressed,
    shortcut,
    signature,
    value,
)

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
MENTION = as_json(event(mention()))


@dataclass
class World:
    """An edge, with what stands around it."""

    kept: list[tuple[Request, Sequence[str]]] = field(default_factory=list)
    dispatched: list[tuple[str, Mapping[str, Sequence[str]]]] = field(default_factory=list)
    acked: list[int] = field(default_factory=list)
    broken: Exception | None = None
    bolt: tuple[int, Mapping[str, Sequence[str]], str] = (200, {}, "")
    unread: int = 0

    async def accept(self, request: Request, claims: Sequence[str]) -> bool:
        if self.broken:
            raise self.broken
        self.kept.append((request, claims))
        return True

    async def dispatch(
        self, body: str, headers: Mapping[str, Sequence[str]]
    ) -> tuple[int, Mapping[str, Sequence[str]], str]:
        if self.broken:
            raise self.broken
        self.dispatched.append((body, headers))
        return self.bolt

    def watched(self, seconds: float, status: int) -> None:
        assert seconds >= 0
        self.acked.append(status)

    async def post(
        self, body: bytes, media_type: str = JSON, headers: Mapping[str, str | None] | None = None, method: str = "POST"
    ) -> tuple[int, bytes, dict[bytes, bytes]]:
        """Status, body and headers of the answer to a signed request; a header that is None is left out."""
        return await self.deliver([body], media_type, headers, method)

    async def deliver(
        self,
        chunks: Sequence[bytes | None],
        media_type: str = JSON,
        headers: Mapping[str, str | None] | None = None,
        method: str = "POST",
    ) -> tuple[int, bytes, dict[bytes, bytes]]:
        """A request in chunks; None is where the client goes away. Status 0 is no answer."""
        whole = b"".join(chunk or b"" for chunk in chunks)
        timestamp = str(int(NOW)).encode()
        sent: dict[str, str | None] = {
            "content-type": media_type,
            "content-length": str(len(whole)),
            "x-slack-request-timestamp": timestamp.decode(),
            "x-slack-signature": signature(whole, timestamp).decode(),
            **(headers or {}),
        }
        raw = [(name.encode(), text.encode("latin-1")) for name, text in sent.items() if text is not None]
        waiting, answered = deque(chunks), list[Message]()

        async def receive() -> Message:
            chunk = waiting.popleft()
            if chunk is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": chunk, "more_body": bool(waiting)}

        async def send(message: Message) -> None:
            answered.append(message)

        await self.edge()({"type": "http", "method": method, "headers": raw}, receive, send)
        self.unread = len(waiting)
        if not answered:
            return 0, b"", {}
        start, body = answered
        return start["status"], body["body"], dict(start["headers"])

    def edge(self) -> SlackEdge:
        return SlackEdge(SECRET, accept=self.accept, dispatch=self.dispatch, clock=lambda: NOW, watch=_Watch(self))


@dataclass
class _Watch:
    world: World

    def acked(self, seconds: float, status: int) -> None:
        self.world.watched(seconds, status)


@pytest.fixture
def world() -> World:
    return World()


async def test_a_turn_is_kept_and_acknowledged(world: World) -> None:
    assert await world.post(MENTION) == (200, b"", {b"content-length": b"0"})
    [(request, claims)] = world.kept
    assert (request.text, claims) == ("write a poem", ("Ev0001",))
    assert world.acked == [200]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (MENTION, "Application/JSON; charset=utf-8"),
        (as_form(command()), FORM),
        (interaction(pressed(button(value(Action(name="skip"))))), FORM),
        (interaction(shortcut({"text": "x"})), FORM),
    ],
)
async def test_every_way_in_is_kept(world: World, body: bytes, media_type: str) -> None:
    assert (await world.post(body, media_type))[0] == 200
    assert len(world.kept) == 1


async def test_a_body_may_come_in_pieces_and_without_a_length(world: World) -> None:
    assert (await world.deliver([MENTION[:7], b"", MENTION[7:]], headers={"content-length": None}))[0] == 200
    assert len(world.kept) == 1


@pytest.mark.parametrize("broken", [ConnectionError("redis at 10.0.0.1"), TimeoutError(), RuntimeError("a prompt")])
async def test_what_could_not_be_kept_is_to_be_delivered_again_and_nothing_is_said(
    world: World, broken: Exception
) -> None:
    world.broken = broken
    with capture_logs() as logs:
        assert await world.post(MENTION) == (503, b"", {b"content-length": b"0"})
    assert "redis" not in str(logs)
    assert "prompt" not in str(logs)
    assert world.acked == [503]


async def test_what_bolt_cannot_read_is_refused_and_nothing_is_said(world: World) -> None:
    world.broken = TypeError("a prompt")
    with capture_logs() as logs:
        body = interaction({"type": "view_submission", "view": None})
        assert await world.post(body, FORM) == (400, b"", {b"content-length": b"0"})
    assert "prompt" not in str(logs)


async def test_what_bears_no_turn_goes_to_bolt_as_it_came(world: World) -> None:
    world.bolt = (200, {"content-type": ["application/json"], "x-other": ["x"]}, '{"response_action":"clear"}')
    body = interaction({"type": "view_submission", "view": {"id": "V1"}})
    status, said, headers = await world.post(body, FORM, {"x-slack-retry-num": "1"})
    assert (status, said, headers[b"content-type"]) == (200, b'{"response_action":"clear"}', b"application/json")
    [(handed_on, with_headers)] = world.dispatched
    assert handed_on.encode() == body
    assert with_headers["x-slack-retry-num"] == ["1"]


async def test_what_bolt_does_not_know_is_acknowledged(world: World) -> None:
    world.bolt = (404, {"content-type": ["application/json"]}, '{"error":"unhandled request"}')
    assert await world.post(as_json(event({"type": "tokens_revoked"}))) == (200, b"", {b"content-length": b"0"})


async def test_bolts_own_failure_is_handed_through(world: World) -> None:
    world.bolt = (503, {}, "")
    assert (await world.post(as_json(event({"type": "app_uninstalled"}))))[0] == 503


async def test_slack_verifies_the_address(world: World) -> None:
    status, said, headers = await world.post(as_json({"type": "url_verification", "challenge": "abc"}))
    assert (status, json.loads(said)) == (200, {"challenge": "abc"})
    assert headers == {b"content-type": b"application/json", b"content-length": str(len(said)).encode()}


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (as_json(event({"type": "brand_new_event"})), JSON),
        (as_json(event(None)), JSON),
        (as_json(event({})), JSON),
        (as_json(event({"type": "message", "subtype": "message_changed"})), JSON),
        (as_json({}), JSON),
        (as_form({"ssl_check": "1", "token": "x"}), FORM),
        (as_form(command("/nope")), FORM),
        (b"", FORM),
        (interaction(pressed({"action_id": "a", "type": "button"})), FORM),
    ],
)
async def test_what_nobody_handles_is_acknowledged(world: World, body: bytes, media_type: str) -> None:
    assert (await world.post(body, media_type))[0] == 200
    assert (world.kept, world.dispatched) == ([], [])


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_only_post_is_allowed(world: World, method: str) -> None:
    status, _, headers = await world.post(b"", method=method)
    assert (status, headers[b"allow"]) == (405, b"POST")


@pytest.mark.parametrize(
    "headers",
    [
        {"x-slack-signature": "v0=00"},
        {"x-slack-signature": "v0=\xe9"},
        {"x-slack-signature": None},
        {"x-slack-request-timestamp": str(int(NOW) - 360)},
        {"x-slack-request-timestamp": "abc"},
        {"x-slack-request-timestamp": "9" * 400},
        {"x-slack-request-timestamp": "\xb2"},
        {"x-slack-request-timestamp": None},
        {"x-slack-request-timestamp": None, "x-slack-signature": None},
    ],
)
@pytest.mark.parametrize("body", [MENTION, b"{oops", b"\xff\xfe"])
async def test_what_slack_did_not_sign_is_refused_before_it_is_read(
    world: World, body: bytes, headers: Mapping[str, str | None]
) -> None:
    assert await world.post(body, headers=headers) == (401, b"", {b"content-length": b"0"})
    assert world.kept == []


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"\xff\xfe{}", JSON),
        (b"{oops", JSON),
        (b"[1,2]", JSON),
        (b"null", JSON),
        (b"7", JSON),
        (b"", JSON),
        (b"[" * 500_000, JSON),
        (b'{"text": "\\ud800"}', JSON),
        (b"command=%ff", FORM),
        (b"command=\xff", FORM),
        (b"payload=%7Boops", FORM),
        (b"payload=", FORM),
        (b"payload=null", FORM),
        (b"payload=%5B%5D", FORM),
        (b"a=1&" * 1000, FORM),
    ],
)
async def test_a_signed_body_that_is_no_payload_is_refused(world: World, body: bytes, media_type: str) -> None:
    assert (await world.post(body, media_type))[0] == 400


@pytest.mark.parametrize("media_type", ["", "text/plain", "multipart/form-data; boundary=x", "application/jsonx"])
async def test_other_kinds_of_content_are_refused(world: World, media_type: str) -> None:
    assert (await world.post(MENTION, media_type))[0] == 415


async def test_a_body_that_says_it_is_too_long_is_not_read(world: World) -> None:
    assert (await world.post(MENTION, headers={"content-length": str(MOST_BYTES + 1)}))[0] == 413
    assert (await world.post(MENTION, headers={"content-length": "9" * 400}))[0] == 413
    assert world.unread == 1


async def test_a_body_that_becomes_too_long_is_not_read_on(world: World) -> None:
    chunks = [b"x" * 400_000] * 9
    assert (await world.deliver(chunks, headers={"content-length": None}))[0] == 413
    assert world.unread == 6


async def test_the_longest_body_is_read(world: World) -> None:
    body = as_json(event(mention("x" * 900_000)))
    assert (await world.post(body + b" " * (MOST_BYTES - len(body))))[0] == 200
    assert len(world.kept) == 1


async def test_a_client_that_goes_away_gets_no_answer(world: World) -> None:
    assert (await world.deliver([MENTION[:9], None]))[0] == 0
    assert world.kept == []
    assert world.acked == []


@given(st.binary(max_size=200), st.sampled_from([JSON, FORM, "", "text/plain"]))
async def test_no_signed_bytes_break_the_edge(body: bytes, media_type: str) -> None:
    assert (await World().post(body, media_type))[0] in {200, 400, 415}
