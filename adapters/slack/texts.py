"""What the coach says in Slack alone: around its modals, its Home tab, its pane, and what Slack can't show."""

from typing import NamedTuple


class Starter(NamedTuple):
    """A prompt that Slack offers before anything is said: its button, and what is then sent."""

    title: str
    message: str


# Around a reply
TYPE_YOUR_OWN = "Type your own…"
SHARE = "Share to channel"
HELPED, DID_NOT_HELP = "Good answer", "Bad answer"
COACH, TRIAGE = "/coach", "/triage"
GO_ON = "Go on with a button, or type: `{command} {says}`"
TYPE_INSTEAD = "{label} (type: {says})"
PROMPT_FILE, PROMPT_TITLE = "prompt.txt", "The rewritten prompt"
PROMPT_IN_FILE = "The prompt is long, so it comes as a file: `prompt.txt`."
REST_FILE, REST_TITLE = "rest-of-the-answer.txt", "The rest of the answer"
REST_IN_FILE = "There is more than Slack shows in one go: the rest comes as a file."

# Modals
ANSWER_TITLE, ANSWER_LABEL = "Your answer", "In your own words"
SUBMIT, CLOSE = "Use it", "Cancel"

# The pane
GREETING = "Send me a prompt and I say what it lacks, and rewrite it."
STARTERS = (
    Starter("Marketing: sharpen a campaign prompt", "Write a LinkedIn post about our new product"),
    Starter("HR: sharpen a job ad prompt", "Write a job ad for a recruiter"),
    Starter("Finance: sharpen a report prompt", "Summarize the quarterly figures for the board"),
    Starter("Support: prompting, RAG or fine-tuning?", "/triage we want a bot that answers customers' questions"),
)

# The Home tab
HOME_TITLE = "What I do"
HOME_DOES = (
    "**Coach a prompt.** Send me one, mention me in a channel, or type `/coach`: I say what is missing and rewrite it.",
    "**Prompting, RAG or fine-tuning?** Type `/triage` and what your case is: a few questions, then a recommendation.",
    "**Explain.** Ask me, for example: what is few-shot?",
)
HOME_RECENT = "My recent prompts"
HOME_EMPTY = "Nothing yet. What you send me shows up here, so that you can go on with it."
HOME_WHERE_DIRECT, HOME_WHERE_CHANNEL = "direct message", "<#{channel}>"
HOME_UNTITLED = "A triage that has just begun"
HOME_CONTINUE = "Continue"
HOME_KEPT = "What I keep about you expires by itself. You can erase all of it now:"
FORGET = "Forget me"
FORGET_TITLE, FORGET_TEXT = "Forget everything?", "Your prompts, answers and votes are erased. This can't be undone."
FORGET_YES, FORGET_NO = "Forget me", "Keep it"
JUST_NOW = "just now"
MINUTES_AGO = "a minute ago", "{} minutes ago"
HOURS_AGO = "an hour ago", "{} hours ago"
DAYS_AGO = "yesterday", "{} days ago"
