"""What the coach says around its three jobs, in English."""

from coaching.messages.base import Frozen


class Columns(Frozen):
    """Heads of the triage's tables."""

    why: str
    answer: str
    source: str
    option: str
    setup: str
    monthly: str


class Titles(Frozen):
    """Heads of the triage's lists."""

    flips: str
    costs: str
    plan: str
    risks: str
    open: str


class TriageLabels(Frozen):
    """What stands on the triage's buttons."""

    back: str
    skip: str
    stop: str
    brief: str
    starter: str
    change: str


class Talk(Frozen):
    """Sentences by occasion. `{…}` are places to fill."""

    help: str
    cancelled: str
    nothing_going_on: str
    restarted: str
    forgotten: str
    stale: str
    old_button: str
    old_button_idle: str
    unreadable: str
    unreadable_alone: str
    no_channel: str
    nothing_to_share: str
    voted_up: str
    voted_down: str
    voted_down_triage: str
    nothing_to_vote_on: str
    no_option: str
    too_long: str
    masked: str
    coach_what: str
    ask_what: str
    sources: str
    say_in_prompt: str
    unsupported_language: str
    triage_open: str
    triage_unread: str
    triage_first: str
    change_which: str
    no_fact: str
    case_kept: str
    no_cases: str
    brief_ready: str
    starter_ready: str
    columns: Columns
    titles: Titles
    labels: TriageLabels
