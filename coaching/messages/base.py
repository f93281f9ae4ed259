"""What every message has in common."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: it can't be changed, and a field that it doesn't know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")
