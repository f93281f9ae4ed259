"""What Bolt listens to, and what is done then.

Everything that must not be lost is done before the acknowledgement: a submitted modal and a press on the Home are kept
by `accept`, an installation that ended is erased. Where that fails the person is asked to do it again, or Slack to
deliver it again. Calls of the Web API follow the acknowledgement, as errands.
"""

import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.slack.errands import Errands, log_failure
from adapters.slack.listeners import home, modals, pane
from adapters.slack.payload import Payload, name_of, part, parts, text
from adapters.slack.values import OPENS, Press, decode
from coaching.messages.conversation import ConversationKey, Request
from coaching.session import Session

Accept: TypeAlias = Callable[[Request, Sequence[str]], Awaitable[bool]]
"""Keeps a request, with the ids of its delivery; whether it was new. Raises where it couldn't be kept."""
Conversations: TypeAlias = Callable[[ConversationKey], Awaitable[Sequence[tuple[ConversationKey, Session]]]]
"""What the key's person has going on, the latest first."""
Uninstall: TypeAlias = Callable[[str | None, str | None], Awaitable[None]]
"""Ends the installation of a team, or of an enterprise where no team is given."""

_MODAL = "answer"
_ANY, _OPENING = re.compile(""), re.compile(f"^{re.escape(OPENS)}")
_NOT_KEPT = 503
_TRY_AGAIN = "That couldn't be kept just now. Please send it again."
_SAY_SOMETHING = "Write something first."
_NOT_YOURS = "These buttons are somebody else's. Mention me, or type `/coach` and your prompt, to get your own."
_TOO_OLD = "I can't read this button any more. Type what you want instead; `help` says what I know."


@dataclass(frozen=True, slots=True)
class Listeners:
    """Bolt's listeners, with what they need of the world."""

    accept: Accept
    conversations: Conversations
    errands: Errands
    uninstall: Uninstall | None
    """None where nobody can install."""

    def register(self, bolt: AsyncApp) -> None:
        """Tell Bolt who listens to what; the first that fits is called."""
        bolt.block_action(_ANY, matchers=[_on_home])(self.home_pressed)
        bolt.block_action(_OPENING)(self.modal_wanted)
        bolt.block_action(_ANY)(self.pressed)
        bolt.view_submission(_MODAL)(self.modal_submitted)
        bolt.event("app_home_opened")(self.home_opened)
        bolt.event("assistant_thread_started")(self.thread_started)
        bolt.event("app_uninstalled")(self.uninstalled)
        bolt.event("tokens_revoked")(self.uninstalled)

    async def modal_wanted(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """A button asks for an answer in one's own words."""
        await ack()
        press = _press(body)
        if press is None or press.person != name_of(body, "user"):
            self.errands.run(_hint(client, body, press))
        else:
            view = modals.modal(body, press, time.time())
            self.errands.run(client.views_open(trigger_id=text(body, "trigger_id"), view=view))

    async def modal_submitted(self, ack: AsyncAck, body: Payload) -> None:
        """A modal comes back with the answer."""
        view = part(body, "view")
        request = modals.submission(body, time.time())
        if not modals.written(view):
            await ack(response_action="errors", errors={modals.field_of(view): _SAY_SOMETHING})
        elif request and not await self._keep(request):
            await ack(response_action="errors", errors={modals.field_of(view): _TRY_AGAIN})
        else:
            await ack()

    async def pressed(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
        """A press that is no turn: on somebody else's buttons, or on those of another time."""
        await ack()
        self.errands.run(_hint(client, body, _press(body)))

    async def home_pressed(self, ack: AsyncAck, body: Payload, client: AsyncWebClient) -> BoltResponse | None:
        """A press on the Home: a request, after which the Home looks different."""
        visit = home.visit(body, time.time())
        request = home.request_of(visit)
        if request and not await self._keep(request):
            return BoltResponse(status=_NOT_KEPT)
        await ack()
        forgotten = bool(request and request.action and request.action.name == "forget")
        self.errands.run(self._publish(client, home.person(visit), forgotten=forgotten))
        return None

    async def home_opened(self, body: Payload, client: AsyncWebClient) -> None:
        """Somebody came to the Home, or to the Messages tab, which is the pane of the agent view."""
        visit, tab = home.visit(body, time.time()), text(part(body, "event"), "tab")
        if tab == "home":
            self.errands.run(self._publish(client, home.person(visit)))
        elif tab == "messages":
            self.errands.run(pane.suggest(client, visit.channel))

    async def thread_started(self, event: Payload, client: AsyncWebClient, request: AsyncBoltRequest) -> None:
        """A conversation began in the assistant view. Delivered again, it isn't greeted again."""
        thread = part(event, "assistant_thread")
        begin = pane.suggest if "x-slack-retry-num" in request.headers else pane.greet
        self.errands.run(begin(client, text(thread, "channel_id"), text(thread, "thread_ts")))

    async def uninstalled(self, event: Payload, context: AsyncBoltContext) -> BoltResponse | None:
        """The coach was removed, or its token revoked; Slack delivers it again where that can't be kept."""
        of_bot = text(event, "type") == "app_uninstalled" or part(event, "tokens").get("bot")
        if self.uninstall is None or not of_bot:
            return None
        try:
            await self.uninstall(None if context.is_enterprise_install else context.team_id, context.enterprise_id)
        except Exception as error:  # noqa: BLE001  (the vault's errors are not known here)
            log_failure("slack_uninstall_failed", error)
            return BoltResponse(status=_NOT_KEPT)
        return None

    async def _publish(self, client: AsyncWebClient, person: ConversationKey, *, forgotten: bool = False) -> None:
        """Show the Home; what was just asked to be forgotten may still be there, and is not shown."""
        await home.publish(client, person, () if forgotten else await self.conversations(person))

    async def _keep(self, request: Request) -> bool:
        """Whether the request is safe now; one that came before is."""
        try:
            await self.accept(request, ())
        except Exception as error:  # noqa: BLE001  (the queue's errors are not known here)
            log_failure("slack_request_not_kept", error)
            return False
        return True


async def _on_home(body: Payload) -> bool:
    return text(part(body, "view"), "type") == "home"


def _press(body: Payload) -> Press | None:
    """What was pressed, or chosen from a menu, whose `action_id` holds what a button's value does."""
    pressed = next(iter(parts(body, "actions")), {})
    return decode(text(pressed, "value") or text(pressed, "action_id"))


async def _hint(client: AsyncWebClient, body: Payload, press: Press | None) -> None:
    """Say, to the person alone, why a press did nothing."""
    url = text(body, "response_url")
    answers = AsyncWebhookClient(url, client.timeout, logger=client.logger, retry_handlers=[])
    await answers.send(text=_NOT_YOURS if press else _TOO_OLD, response_type="ephemeral", replace_original=False)
