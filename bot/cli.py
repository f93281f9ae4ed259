"""The entry of the `promptcoach` command: what goes wrong ends in one line on standard error, never in a traceback.

Exit codes: 0 done, 2 unusable arguments or input, 1 anything else. What takes time to import is imported inside, so
that even an interrupt at the first moment ends in one line.
"""

import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

from bot.errors import CoachError, because, one_line, place

if TYPE_CHECKING:
    from typer import TyperException

NAME = "promptcoach"
DONE, FAILED, UNUSABLE = 0, 1, 2
_INTERRUPTED = 130
_TAKES_TEXT = (" critique", " triage", " ask")


def main() -> None:
    """Run the command line and end the process."""
    sys.excepthook = _last_words
    for stream in (sys.stdout, sys.stderr):
        _never_fail_on_letters(stream)
    code = run(sys.argv[1:])
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        code = _command(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except CoachError as error:
        return complain(str(error), error.exit_code)
    except KeyboardInterrupt:
        return complain("interrupted")
    except BrokenPipeError:
        _drop_output()
        return FAILED
    except OSError as error:
        _drop_output()
        return complain(f"{error.filename or 'input or output'}: {because(error)}")
    return complain("interrupted") if code == _INTERRUPTED else code


def complain(message: str, code: int = FAILED) -> int:
    """Say in one line on standard error what is wrong, and return the exit code."""
    if sys.stderr is not None:
        sys.stderr.write(f"{NAME}: {one_line(message)}\n")
    return code


def _command(arguments: list[str]) -> int:
    from typer import Abort, TyperException
    from typer.main import get_command

    from bot.commands import app
    from coaching.knowledge.files import KnowledgeError

    try:
        return int(get_command(app).main(arguments, prog_name=NAME, standalone_mode=False) or DONE)
    except TyperException as error:
        return complain(_usage(error), UNUSABLE)
    except Abort:
        return _INTERRUPTED
    except KnowledgeError as error:
        raise CoachError(str(error), "install promptcoach again") from None


def _usage(error: "TyperException") -> str:
    """What is wrong with the arguments, and where to read how they go."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else NAME
    message = error.format_message().rstrip(".?")
    return f"{message[0].lower()}{message[1:]}; {_advice(message, command)}see {command} --help"


def _advice(message: str, command: str) -> str:
    """What may have been meant, of a command that takes a text."""
    if not command.endswith(_TAKES_TEXT):
        return ""
    if message.startswith("Got unexpected extra argument"):
        return "put the text in quotes, "
    return f"a text that starts with a dash is written {command} -- TEXT, " if "No such option" in message else ""


def _never_fail_on_letters(stream: TextIO | None) -> None:
    """Letters that the terminal's encoding lacks are replaced. Output for programs is bytes and always UTF-8."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")


def _drop_output() -> None:
    """Nobody can read on: let the interpreter flush what is left to nowhere."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """An error that nobody foresaw: where it happened, for a report, and none of the text that led to it."""
    del kind, trace
    complain(f"something went wrong inside ({place(error)}); please report this line")
