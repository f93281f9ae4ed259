"""Find keys, tokens and passwords: by their shape, inside links and headers, or by the words that announce them.

Every pattern is bounded and every search moves forward, so that the whole takes time in proportion to the text.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coaching.knowledge.privacy import Privacy

_SHORTEST_RUN = 16
_RUN = re.compile(rf"[A-Za-z0-9_.+/=~-]{{{_SHORTEST_RUN},}}")
_JWT = re.compile(r"(?<![\w.-])eyJ[\w-]{5,4096}\.eyJ[\w-]{5,8192}(?:\.[\w-]{0,4096})?")
_WEBHOOK = re.compile(r"(?:hooks\.slack\.com/services/|discord(?:app)?\.com/api/webhooks/)([\w/-]{20,256})")
_TELEGRAM = re.compile(r"(?<!\d)\d{8,10}:AA[\w-]{32,36}")
_PARTING = re.compile(r"[-_.=]")
_RANDOM_PART = 8
_PEM_BEGIN, _PEM_END = "-----BEGIN ", "-----END "
_PEM_LABEL_LENGTH = 80
_AUTHORITY_LENGTH = 512
_AUTHORITY_END = re.compile(r"[\s/?#\"'<>`]")
_AUTHORIZATION = re.compile(
    r"(?i)\bauthorization[\"']?[ \t]{0,2}[:=][ \t]{0,2}[\"']?(?:(bearer|basic|token|apikey|digest)[ \t]{1,4})?"
    r"([A-Za-z0-9._~+/=:-]{8,4096})"
)
_BEARER = re.compile(r"(?i)\bbearer[ \t]{1,4}([A-Za-z0-9._~+/=-]{16,4096})")
_USER_OPTION = re.compile(r"-(?<!\S.)(?:u|-user)[ =][\"']?[^\s:\"']{1,64}:([^\s\"']{3,128})")


class Candidate(NamedTuple):
    """Something that looks private: the mask's name and the characters [start, end)."""

    kind: str
    start: int
    end: int


def credentials(text: str, privacy: Privacy) -> Iterator[Candidate]:
    """Everything that opens a door and needs no word to announce it, the surest kinds first."""
    yield from _pem_blocks(text)
    yield from _shaped(text, privacy)
    if "://" in text:
        yield from _in_links(text)
    yield from _in_headers(text)


def _pem_blocks(text: str) -> Iterator[Candidate]:
    """PEM blocks of private keys (RFC 7468); one that never ends goes to the next empty line."""
    at = text.find(_PEM_BEGIN)
    while at >= 0:
        begin_end = text.find("-----", at + len(_PEM_BEGIN), at + _PEM_LABEL_LENGTH)
        end = _pem_end(text, at)
        if begin_end > 0 and "PRIVATE KEY" in text[at:begin_end]:
            yield Candidate("private_key", at, end)
        at = text.find(_PEM_BEGIN, max(end, at + 1))


def _pem_end(text: str, start: int) -> int:
    last = text.find(_PEM_END, start)
    if last >= 0:
        close = text.find("-----", last + len(_PEM_END), last + _PEM_LABEL_LENGTH)
        return close + len("-----") if close >= 0 else last + len(_PEM_END)
    blank = text.find("\n\n", start)
    return blank if blank >= 0 else len(text)


def _shaped(text: str, privacy: Privacy) -> Iterator[Candidate]:
    for run in _runs(text):
        for jwt in _JWT.finditer(text, run.start(), run.end()):
            yield Candidate("token", *jwt.span())
        for hook in _WEBHOOK.finditer(text, run.start(), run.end()):
            yield Candidate("token", *hook.span(1))
        for shaped in privacy.shape_pattern.finditer(text, run.start(), run.end()):
            if _is_random(shaped[0]):
                shape = privacy.shapes[int(str(shaped.lastgroup)[1:])]
                yield Candidate(shape.mask, *shaped.span())
    if ":AA" in text:
        for bot in _TELEGRAM.finditer(text):
            yield Candidate("token", *bot.span())


def _runs(text: str) -> Iterator["re.Match[str]"]:
    """Long runs of the signs that tokens are made of; only what white space leaves so long is looked at."""
    at = 0
    for chunk in text.split():
        if len(chunk) >= _SHORTEST_RUN:
            at = text.index(chunk, at) + len(chunk)
            yield from _RUN.finditer(text, at - len(chunk), at)


def _is_random(token: str) -> bool:
    """Whether a token looks drawn by lot: a long part of digits and letters mixed, or of capital and small letters."""
    return any(
        len(part) >= _RANDOM_PART and (any(map(str.isdigit, part)) or not (part.islower() or part.isupper()))
        for part in _PARTING.split(token)
    )


def _in_links(text: str) -> Iterator[Candidate]:
    """The passwords of links: `scheme://user:password@host`; the rest of the link is no secret."""
    at = text.find("://")
    while at >= 0:
        start = at + len("://")
        stop = _AUTHORITY_END.search(text, start, start + _AUTHORITY_LENGTH)
        authority = text[start : stop.start() if stop else start + _AUTHORITY_LENGTH]
        user, colon, _ = authority.partition(":")
        last = authority.rfind("@")
        if colon and last > len(user) + 1 and not is_placeholder(authority[len(user) + 1 : last]):
            yield Candidate("password", start + len(user) + 1, start + last)
        at = text.find("://", start)


def _in_headers(text: str) -> Iterator[Candidate]:
    """What HTTP headers and `curl -u` carry."""
    if "uthorization" in text or "UTHORIZATION" in text:
        for header in _AUTHORIZATION.finditer(text):
            basic = (header[1] or "").casefold() == "basic"
            if not is_placeholder(header[2]) and (basic or _is_random(header[2])):
                yield Candidate("credentials" if basic else "token", *header.span(2))
    if "earer" in text or "EARER" in text:
        yield from (Candidate("token", *found.span(1)) for found in _BEARER.finditer(text) if _is_random(found[1]))
    if "-u" in text:
        options = (found for found in _USER_OPTION.finditer(text) if not is_placeholder(found[1]))
        yield from (Candidate("password", *found.span(1)) for found in options)


_PLACEHOLDER_STARTS = (
    "{",
    "$",
    "<",
    "%",
    "[",
    "*",
    "•",
    "…",
    "...",
    "xxx",
    "XXX",
    "your",
    "YOUR",
    "my_",
    "MY_",
    "http",
)


def is_placeholder(value: str) -> bool:
    """Whether a value only stands for a secret: a variable, stars, "your_key"."""
    return value.startswith(_PLACEHOLDER_STARTS) or "{{" in value
