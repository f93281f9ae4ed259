"""Nothing private stays in what a person says: it is masked before any handler sees it, and so before it is stored."""

from coaching.critique.reader.read import read
from coaching.knowledge.load import Knowledge
from coaching.messages.conversation import Action
from coaching.messages.reply import Notice, Part


def keep_private(action: Action, knowledge: Knowledge) -> tuple[Action, tuple[Part, ...]]:
    """The action with its words masked, and a line that says so; a new prompt is masked by its own critique."""
    if action.name == "coach":
        return action, ()
    said = {"target": read(action.target, knowledge), "value": read(action.value, knowledge)}
    masks = dict.fromkeys(secret.mask for reading in said.values() for secret in reading.secrets)
    if not masks:
        return action, ()
    masked = action.model_copy(update={name: reading.text for name, reading in said.items()})
    return masked, (Notice(text=knowledge.talk.masked.format(masks=", ".join(masks)), urgent=True),)
