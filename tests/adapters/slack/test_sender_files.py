"""Text files and snippets as prompts: read from Slack alone, and nothing else is taken for a prompt."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack.sender.files import NotReadableError, decoded
from coaching.messages.conversation import Action, Attachment, ConversationKey, Platform, Request
from tests.adapters.slack.sending import Sending, mention, sending
from tests.fakes.slack import FakeSlack


@pytest.fixture
async def here() -> AsyncIterator[Sending]:
    async with sending() as here:
        yield here


def request(*urls: str, text: str = "", action: Action | None = None, **fields: object) -> Request:
    files = tuple(
        Attachment.model_validate({"name": url.rpartition("/")[2], "url": url, "media_type": "text/plain", **fields})
        for url in urls
    )
    key = ConversationKey(platform=Platform.SLACK, tenant="T1", channel="C1", thread="", person="U1")
    return Request(id="C1:1", conversation=key, text=text, action=action, attachments=files, address=mention())


async def test_a_snippet_alone_is_the_prompt(here: Sending) -> None:
    url = here.slack.file("prompt.txt", b"Write a poem")
    complete = await here.sender.complete(request(url))
    assert (complete.text, complete.attachments, complete.unreadable) == ("Write a poem", (), ())


async def test_a_file_stands_below_the_message(here: Sending) -> None:
    urls = [here.slack.file("a.txt", b"first\r\nline"), here.slack.file("b.txt", b"second")]
    assert (
        await here.sender.complete(request(*urls, text="Coach these"))
    ).text == "Coach these\n\nfirst\nline\n\nsecond"


async def test_a_file_of_a_message_that_a_button_coaches_belongs_to_it(here: Sending) -> None:
    url = here.slack.file("a.txt", b"in the file")
    complete = await here.sender.complete(request(url, action=Action(name="coach", value="In the message")))
    assert complete.action == Action(name="coach", value="In the message\n\nin the file")


async def test_a_button_on_nothing_but_unreadable_files_is_answered_like_a_message_with_them(here: Sending) -> None:
    url = here.slack.file("a.pdf", b"%PDF\x00")
    complete = await here.sender.complete(request(url, action=Action(name="coach")))
    assert (complete.action, complete.text, complete.unreadable) == (None, "", ("a.pdf",))


async def test_a_message_without_files_takes_no_call(here: Sending) -> None:
    said = request(text="Write a poem")
    assert await here.sender.complete(said) is said
    assert here.slack.state.calls == []


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14", b"a\x00b", b"\x81\x8d\x8f"])
async def test_what_is_no_text_is_named_and_not_coached(here: Sending, content: bytes) -> None:
    complete = await here.sender.complete(request(here.slack.file("logo.txt", content), text="And this?"))
    assert (complete.text, complete.unreadable) == ("And this?", ("logo.txt",))


async def test_a_file_that_is_too_large_by_its_own_account_is_not_fetched(here: Sending) -> None:
    complete = await here.sender.complete(request(here.slack.file("a.txt", b"x"), size=400_001))
    assert complete.unreadable == ("a.txt",)


async def test_a_file_that_turns_out_too_large_is_left(here: Sending) -> None:
    assert (await here.sender.complete(request(here.slack.file("a.txt", b"x" * 400_001)))).unreadable == ("a.txt",)
    assert (await here.sender.complete(request(here.slack.file("b.txt", b"x" * 400_000)))).unreadable == ()


async def test_a_page_to_log_in_is_no_file(here: Sending) -> None:
    here.slack.file("a.txt", b"secret")
    here.slack.state.downloads["page"] = ("text/html", b"<!DOCTYPE html>Sign in")
    away = f"{here.slack.root}files/away//files/page"
    assert (await here.sender.complete(request(f"{here.slack.root}files/page"))).unreadable == ("page",)
    assert (await here.sender.complete(request(away, media_type="text/html"))).unreadable == ("page",)


async def test_a_page_that_was_sent_as_a_file_is_one(here: Sending) -> None:
    url = here.slack.file("mail.html", b"<p>Write a poem</p>", "text/html")
    assert (await here.sender.complete(request(url, media_type="text/html"))).text == "<p>Write a poem</p>"


async def test_a_redirect_within_slack_is_followed(here: Sending) -> None:
    here.slack.file("a.txt", b"moved")
    assert (await here.sender.complete(request(f"{here.slack.root}files/away//files/a.txt"))).text == "moved"


async def test_a_redirect_to_another_host_never_gets_the_token(here: Sending) -> None:
    async with FakeSlack() as stranger:
        url = f"{here.slack.root}files/away/{stranger.file('a.txt', b'gotcha')}"
        assert (await here.sender.complete(request(url))).unreadable == ("a.txt",)
        assert stranger.downloaded == []


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a.txt",
        "https://slack.com.example.com/a.txt",
        "https://evilslack.com/a.txt",
        "http://files.slack.com/a.txt",
        "https://files.slack.com:8443/a.txt",
        "https://files.slack.com@example.com/a.txt",
        "file:///etc/passwd",
        "https://[broken/a.txt",
        "",
    ],
)
async def test_other_places_are_not_asked(here: Sending, url: str) -> None:
    assert here.sender._files._is_slack(url) is False if "[" not in url else True
    assert len((await here.sender.complete(request(url))).unreadable) == 1


@pytest.mark.parametrize(
    "url",
    ["https://files.slack.com/files-pri/T1-F1/a.txt", "https://slack-files.com/T1", "https://files.slack-gov.com/a"],
)
async def test_the_hosts_of_slack_are_asked(here: Sending, url: str) -> None:
    assert here.sender._files._is_slack(url)


@pytest.mark.parametrize("fault", [{"status": 404}, {"status": 500}, {"drop": True, "times": 9}])
async def test_a_file_that_cannot_be_had_is_named(here: Sending, fault: dict[str, object]) -> None:
    here.slack.fail("download", **fault)  # type: ignore[arg-type]
    assert (await here.sender.complete(request(here.slack.file("a.txt", b"x")))).unreadable == ("a.txt",)


async def test_the_eleventh_file_is_named(here: Sending) -> None:
    urls = [here.slack.file(f"{number}.txt", b"x") for number in range(11)]
    assert (await here.sender.complete(request(*urls))).unreadable == ("10.txt",)


async def test_several_files_are_fetched_side_by_side(here: Sending) -> None:
    urls = [here.slack.file(f"{number}.txt", b"x") for number in range(3)]
    together = asyncio.Barrier(3)
    here.slack.before_download = together.wait
    async with asyncio.timeout(4):
        assert (await here.sender.complete(request(*urls))).text == "x\n\nx\n\nx"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("naïve – 日本".encode(), "naïve – 日本"),
        ("\ufeffwith a mark".encode(), "with a mark"),
        ("caf\u00e9 \u2013 5 \u20ac".encode("cp1252"), "café – 5 €"),
        ("both orders".encode("utf-16"), "both orders"),
        (b"\xfe\xff" + "big".encode("utf-16-be"), "big"),
        (b"", ""),
    ],
)
def test_texts_are_read_in_the_usual_encodings(content: bytes, text: str) -> None:
    assert decoded(content) == text


@given(st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"])))
def test_every_text_in_utf_8_is_read_as_it_is(text: str) -> None:
    assert decoded(text.encode()) == text.removeprefix("\ufeff")


@given(st.binary())
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(NotReadableError):
        assert "\x00" not in decoded(content)
