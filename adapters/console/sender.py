"""Prints replies. What can be kept, a file or a rewritten prompt, is remembered for `/save`."""

from rich.console import Console

from adapters.console.render import print_reply
from coaching.messages.delivery import Delivery
from coaching.messages.reply import File, Notice, PromptBlock, Reply

PROMPT_FILE = "prompt.txt"
HOW_TO_KEEP = "`/save` keeps it as {name} in this folder, `/save PATH` where you say."


class ConsoleSender:
    """A `Sender` for one terminal, file or pipe."""

    def __init__(self, console: Console) -> None:
        """Print to `console`."""
        self.console = console
        self.keepable: File | None = None
        """The last file, or the last prompt as one."""

    async def send(self, delivery: Delivery, *, again: bool = False) -> None:  # noqa: ARG002  (the port's shape)
        """Print the reply and a blank line; where a person has typed, one before it too."""
        if self.console.is_terminal:
            self.console.print()
        print_reply(delivery.reply, self.console)
        self._remember(delivery.reply)
        self.console.print()

    def notice(self, text: str, *, urgent: bool = False) -> None:
        """Print one line of the terminal's own, such as a greeting."""
        print_reply(Reply(id="notice", parts=(Notice(text=text, urgent=urgent),)), self.console)
        if not self.console.is_terminal:
            self.console.print()

    def _remember(self, reply: Reply) -> None:
        for part in reply.parts:
            if isinstance(part, File):
                self.keepable = part
                self.notice(HOW_TO_KEEP.format(name=part.name))
            elif isinstance(part, PromptBlock):
                self.keepable = File(name=PROMPT_FILE, media_type="text/plain", content=part.text)
