"""One step of a conversation: a pure function from what was said to what is answered.

`hear` turns typed words into the action that a button would send, `transitions` says what each action does in each
state, `step` takes the step. The handlers live in `coaching_turns`, `triage_turns` and `house_turns`.
"""

from coaching.engine.events import Effect, Event, Forget, KeepVote, SendReply, Step, UserSaid
from coaching.engine.step import step

__all__ = ["Effect", "Event", "Forget", "KeepVote", "SendReply", "Step", "UserSaid", "step"]
