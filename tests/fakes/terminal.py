"""A terminal for the real command: types like a person, reads like a screen, and knows where its cursor is."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
from contextlib import suppress
from pathlib import Path

COMMAND = Path(sys.executable).with_name("promptcoach")
PROMPT = "\x1b[?2004h"
"""The chat's prompt switches on bracketed paste, so that pasted lines stay together."""
_WHERE_IS_THE_CURSOR, _TOP_LEFT = b"\x1b[6n", b"\x1b[1;1R"
_PATIENCE = 30.0


class Terminal:
    """The command `promptcoach` in a terminal of 80 columns, with `folder` as its home and its data folder."""

    def __init__(self, folder: Path) -> None:
        self._terminal, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
        environment = {"PATH": os.defpath, "TERM": "xterm", "HOME": str(folder), "PROMPTCOACH_DATA": str(folder)}
        self._process = subprocess.Popen(
            [COMMAND], stdin=inside, stdout=inside, stderr=inside, cwd=folder, env=environment, start_new_session=True
        )
        os.close(inside)
        self._shown = b""

    def until(self, text: str) -> str:
        """What is shown up to and with a text, which is waited for."""
        awaited = text.encode()
        while awaited not in self._shown:
            if not select.select([self._terminal], [], [], _PATIENCE)[0]:
                raise TimeoutError(f"{text!r} was not shown, but {self._shown!r}")
            self._read()
        seen, _, self._shown = self._shown.partition(awaited)
        return (seen + awaited).decode(errors="replace")

    def type(self, keys: str) -> None:
        """Press keys at the next prompt; earlier, the system itself would read a Ctrl-D or Ctrl-C."""
        self.until(PROMPT)
        os.write(self._terminal, keys.encode())

    def ended(self) -> int:
        """Read until the command has let go of the terminal; its exit code."""
        with suppress(OSError):  # how a terminal says that nobody is left
            while True:
                self._read()
        os.close(self._terminal)
        return self._process.wait()

    def signal(self, number: signal.Signals) -> int:
        self._process.send_signal(number)
        return self.ended()

    def _read(self) -> None:
        self._shown += os.read(self._terminal, 65536)
        if _WHERE_IS_THE_CURSOR in self._shown:
            self._shown = self._shown.replace(_WHERE_IS_THE_CURSOR, b"")
            os.write(self._terminal, _TOP_LEFT)
