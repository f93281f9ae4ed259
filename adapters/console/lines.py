"""Where the lines of a person at a terminal come from."""

from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

INDENT = "  "
"""What stands before the second and later lines of a message that is being typed."""


async def typed_lines(ready: Callable[[], None] | None, interrupted: Callable[[], None]) -> AsyncIterator[str]:
    """What a person types, message by message, until Ctrl-D.

    `ready` is told once that the first prompt is on screen, `interrupted` of each Ctrl-C on an empty line.

    Enter sends. Alt-Enter, or Enter after a backslash, starts a new line; pasted lines stay together. What was typed
    can be called back with the arrow keys, but is kept in memory alone: it may hold secrets.
    """
    session = _prompt_session()
    while True:
        pre_run, ready = ready, None
        try:
            yield await session.prompt_async("> ", prompt_continuation=INDENT, pre_run=pre_run)
        except KeyboardInterrupt:
            interrupted()
        except EOFError:
            return


async def above_prompt(show: Callable[[], None]) -> None:
    """Print something while a person types: what is typed so far stays below it."""
    from prompt_toolkit.application import run_in_terminal

    await run_in_terminal(show)


def _prompt_session() -> "PromptSession[str]":
    from prompt_toolkit import PromptSession

    return PromptSession(multiline=True, key_bindings=_keys(), enable_open_in_editor=False)


def _keys() -> "KeyBindings":
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()
    keys.add("enter")(_enter)
    keys.add("escape", "enter")(_new_line)
    keys.add("c-c")(_clear_or_interrupt)
    return keys


def _enter(event: "KeyPressEvent") -> None:
    buffer = event.current_buffer
    if buffer.document.text_before_cursor.endswith("\\"):
        buffer.delete_before_cursor()
        buffer.insert_text("\n")
    else:
        buffer.validate_and_handle()


def _new_line(event: "KeyPressEvent") -> None:
    event.current_buffer.insert_text("\n")


def _clear_or_interrupt(event: "KeyPressEvent") -> None:
    if event.current_buffer.text:
        event.current_buffer.reset()
    else:
        event.app.exit(exception=KeyboardInterrupt())
