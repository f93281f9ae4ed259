"""What goes out: platform-free parts. Adapters draw them; a part that a platform can't show has a text form.

A `Choice` is a button; `says` are the words that do the same when they are typed.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from coaching.messages.base import Frozen
from coaching.messages.conversation import Action
from coaching.messages.critique import Change, Finding, Verdict


class Choice(Frozen):
    """One button: its label, what it does, and what to type instead of pressing it."""

    label: str
    action: Action
    says: str


class Text(Frozen):
    """Plain prose in paragraphs; Markdown is limited to **bold**, `code` and links."""

    part: Literal["text"] = "text"
    text: str


class Score(Frozen):
    """The verdict with its reason, and the levels behind it."""

    part: Literal["score"] = "score"
    score: int
    verdict: Verdict
    label: str
    """The verdict in the person's language, as in "Vague, 12 of 100."."""
    headline: str
    levels: tuple[tuple[str, int, str], ...] = ()
    """To be shown, on request: the name of each dimension that applies, its level (0-3), and that level in a word."""


class Findings(Frozen):
    """Findings with the text that they quote, so that a platform can mark the pieces."""

    part: Literal["findings"] = "findings"
    prompt: str
    findings: tuple[Finding, ...]


class Asked(Frozen):
    """A question with buttons; `id` names what it asks for, `progress` says where one stands ("2 of about 3").

    `skip` leaves this question open, where several are asked at once; its words do that to the first that waits.
    """

    part: Literal["asked"] = "asked"
    id: str
    text: str
    choices: tuple[Choice, ...]
    progress: str = ""
    skip: Choice | None = None
    hint: str = ""
    """A sign that free text is welcome, such as "or type it"."""


class PromptBlock(Frozen):
    """A prompt to copy, exactly as it stands."""

    part: Literal["prompt"] = "prompt"
    text: str


class OpenPlace(Frozen):
    """A placeholder that waits for a value: what the rewrite suggests, and what else it could be.

    All its choices are of one action and target. No two places of a rewrite have the same name.
    """

    name: str
    suggested: Choice | None = None
    others: tuple[Choice, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Everything on offer, the suggestion first."""
        return (self.suggested, *self.others) if self.suggested else self.others


class Open(Frozen):
    """The places of a rewrite that are still open; `hint` says what to type instead of taking a choice."""

    part: Literal["open"] = "open"
    label: str
    places: tuple[OpenPlace, ...]
    assumptions: tuple[str, ...] = ()
    hint: str = ""


class Changes(Frozen):
    """What was changed and why: what each edit is about, the edit, and the choice that takes it back."""

    part: Literal["changes"] = "changes"
    changes: tuple[tuple[str, Change, Choice], ...]


class Table(Frozen):
    """A table; every row has as many cells as there are columns."""

    part: Literal["table"] = "table"
    title: str = ""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Bullets(Frozen):
    """A titled list; numbered where the order matters."""

    part: Literal["bullets"] = "bullets"
    title: str = ""
    items: tuple[str, ...]
    numbered: bool = False


class Notice(Frozen):
    """One quiet line: what was masked, which engine answered, what went wrong."""

    part: Literal["notice"] = "notice"
    text: str
    urgent: bool = False


class File(Frozen):
    """Something to keep."""

    part: Literal["file"] = "file"
    name: str
    media_type: str
    content: str


class Actions(Frozen):
    """What can be done next."""

    part: Literal["actions"] = "actions"
    choices: tuple[Choice, ...]


Part: TypeAlias = Annotated[
    Text | Score | Findings | Asked | PromptBlock | Open | Changes | Table | Bullets | Notice | File | Actions,
    Field(discriminator="part"),
]


Audience: TypeAlias = Literal["conversation", "person", "channel"]
"""Who sees a reply: the conversation as it is, the person alone, or everybody in the channel."""


class Reply(Frozen):
    """One answer; `id` is unique and stable, so that a second sending can be recognised."""

    id: str
    parts: tuple[Part, ...]
    subject: str = ""
    """What the conversation was about when this was said (see `Session`): buttons carry it along."""
    topic: str = ""
    """The beginning of the prompt or the situation that this reply is the first answer to; empty in all others."""
    audience: Audience = "conversation"
