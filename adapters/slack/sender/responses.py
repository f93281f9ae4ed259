"""Response URLs: the way back that a slash command or a pressed button brings along, for half an hour and five uses.

They need no membership in the channel and no token, and nothing that was sent by them can be found again.
"""

import time
from collections import OrderedDict
from hashlib import sha256

import aiohttp
from slack_sdk.webhook import WebhookResponse
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.message import Message
from adapters.slack.sender.clients import quiet
from adapters.slack.sender.failures import BLOCKS_REFUSED, connected, http_failure
from adapters.slack.sender.posting import or_plain
from adapters.slack.sender.route import Route
from coaching.messages.delivery import DeliveryError

MOST_USES = 5
_REMEMBERED = 10_000
"""URLs whose uses are counted; one that was forgotten is refused by Slack itself."""


class ResponseUrls:
    """Sends by response URLs, and counts how often this process has used each."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session
        self._uses: OrderedDict[bytes, int] = OrderedDict()

    async def send(self, route: Route, message: Message, *, everybody: bool = False) -> bool:
        """Send a message to the person, or to everybody in the channel; False where the URL is of no use (any more).

        Raises:
            DeliveryError: it may be of use later.
        """
        if not route.response_url or time.time() >= route.response_until or self._used_up(route.response_url):
            return False

        async def post(shown: Message) -> None:
            _judge(await connected(self._post(route.response_url, shown, everybody=everybody)))

        try:
            await or_plain(post, message)
        except DeliveryError as error:
            if not error.permanent:
                raise
            return False
        return True

    def _used_up(self, url: str) -> bool:
        """Count a use; whether there were too many."""
        name = sha256(url.encode()).digest()
        self._uses[name] = self._uses.pop(name, 0) + 1
        if len(self._uses) > _REMEMBERED:
            self._uses.popitem(last=False)
        return self._uses[name] > MOST_USES

    async def _post(self, url: str, message: Message, *, everybody: bool) -> WebhookResponse:
        return await AsyncWebhookClient(url, session=self._session, logger=quiet, retry_handlers=[]).send(
            text=message.text,
            blocks=message.blocks or None,
            response_type="in_channel" if everybody else "ephemeral",
            replace_original=False,
            unfurl_links=False,
            unfurl_media=False,
        )


def _judge(answer: WebhookResponse) -> None:
    if answer.status_code == 200:  # noqa: PLR2004
        return
    code = next((code for code in BLOCKS_REFUSED if code in answer.body), "")
    raise http_failure(answer.status_code, answer.headers.get("Retry-After"), code)
