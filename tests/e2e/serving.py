"""The coach's own server as a process, as an operator starts it."""

import contextlib
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.people import SECRET
from tests.e2e.waiting import eventually
from tests.fakes.ports import free_port


@dataclass
class Server:
    """`promptcoach serve` (or another command) with settings of its own; its output goes to a file."""

    folder: Path
    slack_url: str
    port: int = field(default_factory=free_port)
    settings: dict[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ("serve",)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return (self.folder / "output.log").read_text(errors="replace")

    def start(self) -> None:
        """Start the process; it is in a process group of its own."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "PROMPTCOACH_"))},  # noqa: TID251
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_BOT_TOKEN": "xoxb-test",
            "SLACK_API_URL": self.slack_url,
            "PROMPTCOACH_DATA": str(self.folder / "data"),
            "PROMPTCOACH_LOG_LEVEL": "info",
            "PORT": str(self.port),
            **self.settings,
        }
        program = [sys.executable, "-c", "from bot.cli import main; main()", *self.command]
        with (self.folder / "output.log").open("ab") as log:
            self.process = subprocess.Popen(program, env=environment, stdout=log, stderr=log, start_new_session=True)

    async def listening(self) -> None:
        """Wait until it takes messages, whoever may answer them."""
        await eventually(lambda: self._status("/healthz") == 200 or self._ended())
        assert not self._ended(), self.output

    async def ready(self, patience: float = 20.0) -> None:
        """Wait until it takes messages and has somebody to answer them."""
        await eventually(lambda: self._status("/readyz") == 200 or self._ended(), patience)
        assert not self._ended(), self.output

    def end(self, how: signal.Signals = signal.SIGTERM, *, group: bool = False) -> int:
        """Send a signal, by default to the server alone, and wait for its end; the exit code."""
        assert self.process
        with contextlib.suppress(ProcessLookupError):
            if group:
                os.killpg(self.process.pid, how)
            else:
                self.process.send_signal(how)
        return self.process.wait(15)

    def workers(self) -> list[int]:
        """The process ids of its workers: its children, but for the one that Python starts to keep books."""
        assert self.process
        program = ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)]
        listed = subprocess.run(program, capture_output=True, text=True, check=False).stdout.splitlines()
        return [int(line.split()[0]) for line in listed if "resource_tracker" not in line]

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=5) as response:  # noqa: S310
            return str(response.read().decode())

    def _status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as response:  # noqa: S310
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def _ended(self) -> bool:
        return self.process is None or self.process.poll() is not None
