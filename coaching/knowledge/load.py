"""All domain knowledge in one object, handed to everything that decides."""

from importlib.resources import files
from importlib.resources.abc import Traversable


class Knowledge:
    """The data files, each read and checked when it is first asked for, so that a command loads what it uses."""

    def __init__(self, folder: Traversable | None = None) -> None:
        """Read from `folder`, by default the files that are installed with the package."""
        self.folder = folder or files("coaching.knowledge")
