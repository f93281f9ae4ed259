"""The assistant pane: what to begin with, in both of Slack's forms.

In the agent view the pane is the app's Messages tab, and opening it is an `app_home_opened`; there prompts are set
without a thread, since Slack silently ignores them with one. In the older assistant view each conversation is a
thread that begins with `assistant_thread_started`; there the coach says hello, once.
"""

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.texts import GREETING, STARTERS


async def suggest(client: AsyncWebClient, channel: str, thread: str | None = None) -> None:
    """Offer prompts to begin with; `thread` is given in the assistant view alone."""
    prompts = [{"title": starter.title, "message": starter.message} for starter in STARTERS]
    await client.assistant_threads_setSuggestedPrompts(channel_id=channel, thread_ts=thread, prompts=prompts)


async def greet(client: AsyncWebClient, channel: str, thread: str) -> None:
    """Say hello in a new thread, and offer prompts to begin with."""
    await client.chat_postMessage(channel=channel, thread_ts=thread, text=GREETING)
    await suggest(client, channel, thread)
