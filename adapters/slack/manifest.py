"""The app manifest: what Slack has to be told, and allowed, for the coach to work. Nothing that isn't used.

Every scope stands with what needs it, every event with who hears it; a test holds both against the code.
"""

from adapters.slack.texts import STARTERS

SCOPES = (
    "app_mentions:read",  # to hear mentions
    "assistant:write",  # status, title and suggested prompts of the pane
    "channels:history",  # to hear follow-ups in threads, and to look whether an answer is there already
    "chat:write",  # to answer
    "commands",  # /coach, /triage and the message shortcut
    "files:read",  # prompts that come as text files
    "files:write",  # briefs and long prompts, given as files
    "groups:history",  # as channels:history, in private channels
    "im:history",  # to hear direct messages
    "im:write",  # to answer in a direct message where a channel can't be written to
    "mpim:history",  # as channels:history, in group messages
)
"""What the bot token may do."""

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "tokens_revoked",
)
"""What Slack is to report. Apps that were set up with the older `assistant_view` have to add `assistant_thread_started`
by hand: in the agent view nothing is sent by that name."""

SHORTCUT = "coach_message"
"""The callback id of the message shortcut."""

EVENTS_PATH = "/slack/events"
INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"

_SOMEWHERE = "https://your-address.example"
_DESCRIPTION = "A coach for prompts: says what a prompt lacks, and rewrites it without inventing anything."
_ABOUT_AGENT = (
    "Send a prompt that you would give to an AI model. The coach says what it lacks, asks at most three questions and "
    "rewrites it. It also finds out with you whether your case needs better prompting, RAG or fine-tuning."
)


def manifest(url: str | None, *, socket_mode: bool, name: str = "promptcoach") -> dict[str, object]:
    """The manifest of a deployment, ready for "Create an app from a manifest".

    `url` is where the deployment is reached from outside, as in `https://coach.example.com`; a placeholder stands in
    its place where it isn't known yet. In socket mode nothing is reached from outside, and no address is given.
    """
    base = None if socket_mode else (url or _SOMEWHERE).rstrip("/")
    return {
        "display_information": {"name": name, "description": _DESCRIPTION},
        "features": _features(name, base),
        "oauth_config": {**_at(base, REDIRECT_PATH, "redirect_urls", many=True), "scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**_at(base, EVENTS_PATH), "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **_at(base, EVENTS_PATH)},
            "org_deploy_enabled": True,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def _features(name: str, base: str | None) -> dict[str, object]:
    return {
        "agent_view": {
            "agent_description": _ABOUT_AGENT,
            "suggested_prompts": [starter._asdict() for starter in STARTERS],
        },
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": name, "always_online": True},
        "shortcuts": [
            {
                "type": "message",
                "name": "Coach this prompt",
                "callback_id": SHORTCUT,
                "description": "Says what the prompt lacks and rewrites it, for you alone",
            }
        ],
        "slash_commands": [
            _command(base, "/coach", "Critique and rewrite a prompt", "[the prompt]"),
            _command(base, "/triage", "Prompting, RAG or fine-tuning?", "[what you want to build]"),
        ],
    }


def _command(base: str | None, command: str, description: str, hint: str) -> dict[str, object]:
    return {
        "command": command,
        "description": description,
        "usage_hint": hint,
        "should_escape": False,
        **_at(base, EVENTS_PATH, "url"),
    }


def _at(base: str | None, path: str, key: str = "request_url", *, many: bool = False) -> dict[str, object]:
    """An address under `key`, or nothing where there is none."""
    if base is None:
        return {}
    return {key: [base + path] if many else base + path}
