"""Slack's failures, mapped once: each becomes a `DeliveryError` whose reason is Slack's own code for it.

What passes by itself (a broken connection, a 5xx, a 429, Slack's own trouble) may be tried again; everything else that
Slack refuses, it will refuse again. A reason is a code or the name of an error, never a text of Slack's or a person's.
"""

from collections.abc import Awaitable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from coaching.messages.delivery import DeliveryError

TOKEN_REFUSED = frozenset({"invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed"})
"""The workspace has another token by now, or none."""
OUT_OF_REACH = frozenset({"not_in_channel", "channel_not_found", "user_not_in_channel", "restricted_action"})
"""The app can't write there, as long as nobody invites it."""
BLOCKS_REFUSED = frozenset({"invalid_blocks", "invalid_blocks_format", "invalid_attachments", "msg_blocks_too_long"})
"""The blocks are at fault; the same in plain words can be sent."""

_PASSING = frozenset(
    "fatal_error internal_error ratelimited rate_limited request_timeout service_unavailable team_added_to_org".split()
)
_NOT_SAID = 1.0
"""Seconds to wait where a 429 doesn't say how long."""
_T = TypeVar("_T")


async def called(call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
    """The answer to a call of the Web API.

    Raises:
        DeliveryError: Slack refused it, or there was no answer; then it may have been done nevertheless.
    """
    try:
        return await connected(call)
    except SlackApiError as error:
        raise _refusal(error) from None
    except SlackClientError as error:
        raise DeliveryError(type(error).__name__) from None


async def connected(exchange: Awaitable[_T]) -> _T:
    """The outcome of an exchange over the network.

    Raises:
        DeliveryError: the connection failed, before or after the other side did its part.
    """
    try:
        return await exchange
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise DeliveryError(type(error).__name__) from None


def http_failure(status: int, retry_after: str | None, code: str = "") -> DeliveryError:
    """What an HTTP status means; `retry_after` is the header of that name."""
    reason = code or f"http_{status}"
    if status == 429:  # noqa: PLR2004
        return DeliveryError("ratelimited", wait=_seconds(retry_after))
    return DeliveryError(reason, permanent=status < 500 and reason not in _PASSING)  # noqa: PLR2004


def _refusal(error: SlackApiError) -> DeliveryError:
    response = error.response
    if not isinstance(response, AsyncSlackResponse):  # the SDK couldn't read the body as JSON
        return DeliveryError("unreadable_answer")
    code = response.data.get("error") if isinstance(response.data, dict) else None
    return http_failure(response.status_code, response.headers.get("Retry-After"), str(code or ""))


def _seconds(retry_after: str | None) -> float:
    return float(retry_after) if retry_after and retry_after.isdecimal() else _NOT_SAID
