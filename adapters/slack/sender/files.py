"""Text files and snippets as prompts: fetched with the workspace's token, from Slack's own hosts alone.

What is no text, too large or not to be had is named, and never guessed at: without a valid token, for one, Slack
answers with a page to log in.
"""

import asyncio
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

import aiohttp

from coaching.messages.conversation import Attachment, Request

_LARGEST = 400_000
"""Bytes; far more than a prompt may have, in any encoding."""
_SECONDS = 5.0
_MOST_FILES = 10
_HOPS = 3
_HOSTS = (".slack.com", ".slack-files.com", ".slack-gov.com")
_WHITE = frozenset("\t\n\r\f")


class NotReadableError(Exception):
    """A file that isn't a text, or that couldn't be had."""


class Files:
    """Reads attachments; `base_url` is the Web API's, whose host may hold files as well."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str) -> None:
        self._session = session
        self._base = urlsplit(base_url)

    async def read(self, attachments: Sequence[Attachment], token: str) -> tuple[list[str], list[str]]:
        """The texts of the attachments that are texts, and the names of the others. Never raises."""
        some, rest = attachments[:_MOST_FILES], attachments[_MOST_FILES:]
        texts = await asyncio.gather(*(self._read(file, token) for file in some))
        unreadable = [file.name for file, text in zip(some, texts, strict=True) if text is None]
        return [text for text in texts if text is not None], unreadable + [file.name for file in rest]

    async def _read(self, attachment: Attachment, token: str) -> str | None:
        try:
            async with asyncio.timeout(_SECONDS):
                return decoded(await self._fetch(attachment, token))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError, NotReadableError):
            return None

    async def _fetch(self, attachment: Attachment, token: str) -> bytes:
        url, pages = attachment.url, attachment.media_type == "text/html"
        if attachment.size > _LARGEST:
            raise NotReadableError
        for _ in range(_HOPS):
            if not self._is_slack(url):
                break
            headers = {"Authorization": f"Bearer {token}"}
            async with self._session.get(url, headers=headers, allow_redirects=False) as answer:
                if not 300 <= answer.status < 400:  # noqa: PLR2004
                    return await _body(answer, pages=pages)
                url, pages = urljoin(url, answer.headers.get("Location", "")), False
        raise NotReadableError

    def _is_slack(self, url: str) -> bool:
        """Whether a place may be shown the token."""
        place = urlsplit(url)
        if (place.scheme, place.netloc) == (self._base.scheme, self._base.netloc):
            return True
        return place.scheme == "https" and f".{place.hostname}".endswith(_HOSTS) and place.port in (None, 443)


async def _body(answer: aiohttp.ClientResponse, *, pages: bool) -> bytes:
    """The content of an answer; a page is a file only where one was sent."""
    if answer.status != 200 or (answer.content_type == "text/html" and not pages):  # noqa: PLR2004
        raise NotReadableError
    content = bytearray()
    async for piece in answer.content.iter_any():
        content += piece
        if len(content) > _LARGEST:
            raise NotReadableError
    return bytes(content)


def decoded(content: bytes) -> str:
    """A file as text: UTF-8, what its byte order mark says, or the old encoding of Western Windows.

    Raises:
        NotReadableError: it is no text.
    """
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(letter >= " " or letter in _WHITE for letter in text):
            return text.replace("\r\n", "\n")
    raise NotReadableError


def with_texts(request: Request, texts: Sequence[str], unreadable: Sequence[str]) -> Request:
    """The request with the texts of its files below its own, a blank line between them.

    An action on nothing but files that can't be read is none: such a message is answered like one that was sent.
    """
    update: dict[str, object] = {"attachments": (), "unreadable": (*request.unreadable, *unreadable)}
    if request.action:
        value = _joined(request.action.value, texts)
        action = request.action.model_copy(update={"value": value}) if value or not unreadable else None
        return request.model_copy(update=update | {"action": action})
    return request.model_copy(update=update | {"text": _joined(request.text, texts)})


def _joined(said: str, texts: Sequence[str]) -> str:
    return "\n\n".join(text for text in (said, *texts) if text.strip())
