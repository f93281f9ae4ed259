"""Errors as people meet them: one line that says what and where, what to do instead, and whether to try again."""


class CoachError(Exception):
    """What went wrong, in words for the person who can mend it.

    `message` says what and where, `hint` what to do instead, `retryable` whether the same may work later.
    `exit_code` is what the process ends with when nobody else answers for it.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "", *, retryable: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.retryable = retryable

    def __str__(self) -> str:
        return f"{self.message}: {self.hint}" if self.hint else self.message


class InputError(CoachError):
    """An argument, a setting or an input file that can't be used as it is."""

    exit_code = 2


def one_line(text: str) -> str:
    """A text in one printable line: line breaks become spaces, other control characters are spelled out."""
    spaced = " ".join(text.split())
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in spaced)


def because(error: OSError) -> str:
    """The operating system's reason, as in "no such file or directory"."""
    reason = error.strerror or str(error) or type(error).__name__
    return reason[0].lower() + reason[1:]


def place(error: BaseException) -> str:
    """Where an unexpected error was raised, as in "IndexError in facts.py:12": enough to report, none of the text."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    if frame is None:
        return type(error).__name__
    file = frame.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    return f"{type(error).__name__} in {file}:{frame.tb_lineno}"
