"""Somebody who adds the coach to a workspace, with a browser."""

from collections.abc import Awaitable, Callable
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp

from adapters.slack.manifest import INSTALL_PATH, REDIRECT_PATH


async def install(url: str, http: aiohttp.ClientSession, consent: Callable[[str], Awaitable[str]]) -> str:
    """Add the coach, which serves at `url`; the page in the end.

    `consent` is given the address of Slack's page, and says where that leads.
    """
    async with http.get(url + INSTALL_PATH, allow_redirects=False) as begun:
        assert begun.status == 302
        back = await consent(begun.headers["Location"])
        cookie = "; ".join(f"{name}={kept.value}" for name, kept in SimpleCookie(begun.headers["Set-Cookie"]).items())
    async with http.get(back, headers={"Cookie": cookie}) as done:
        assert done.status == 200
        return await done.text()


def consenting(url: str, code: str) -> Callable[[str], Awaitable[str]]:
    """Consent at a Slack without pages, which knows the code already."""

    async def consent(page: str) -> str:
        [state] = parse_qs(urlsplit(page).query)["state"]
        return f"{url}{REDIRECT_PATH}?{urlencode({'state': state, 'code': code})}"

    return consent
