"""Nothing private stays in what a person says: it is masked before any handler sees it, and so before it is stored."""

from coaching.engine.memo import Memo
from coaching.messages.conversation import Action
from coaching.messages.reply import Notice, Part


def keep_private(action: Action, memo: Memo) -> tuple[Action, tuple[Part, ...]]:
    """The action with its words masked, and a line that says so; a new prompt is masked by its own critique."""
    if action.name == "coach":
        return action, ()
    said = {"target": memo.read(action.target), "value": memo.read(action.value)}
    masks = dict.fromkeys(secret.mask for reading in said.values() for secret in reading.secrets)
    if not masks:
        return action, ()
    masked = action.model_copy(update={name: reading.text for name, reading in said.items()})
    return masked, (Notice(text=memo.knowledge.talk.masked.format(masks=", ".join(masks)), urgent=True),)
