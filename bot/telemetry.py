"""Logs: one JSON object a line on standard error, from the level that the settings name. Never a word of a prompt.

What libraries log goes the same way, but not in their words: those may quote a payload, a token or an address. Of a
library's line there stays who wrote it and where, and of an exception where it was raised. Libraries that number their
words (`"%s failed"` and arguments apart) may show the words; Slack's are heard only where they report an error.
"""

import logging
import sys
from contextlib import suppress
from typing import Literal

import structlog

from bot.errors import place

Level = Literal["debug", "info", "warning", "error"]

_log = structlog.get_logger(__name__)
_PLAIN_SPOKEN = ("uvicorn", "docket")
_HEARD_FROM = {
    "slack_bolt": logging.ERROR,
    "slack_sdk": logging.ERROR,
    "docket": logging.WARNING,  # below, it repeats every turn, without what its words are about
}


def configure_logging(level: Level) -> None:
    """Set up structlog and the standard library's loggers for this process."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=lambda *_: _Lines(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=threshold, handlers=[_Discreet()], force=True)
    for name, least in _HEARD_FROM.items():
        logging.getLogger(name).setLevel(least)


class _Lines(structlog.PrintLogger):
    """Writes lines. Where nobody reads them any more, they are dropped: work goes on without its log."""

    def msg(self, message: str) -> None:
        """Write one line."""
        with suppress(OSError, ValueError):
            super().msg(message)

    debug = info = warning = error = critical = msg


class _Discreet(logging.Handler):
    """Passes on what a library has logged, without what it has said."""

    def emit(self, record: logging.LogRecord) -> None:
        fields = {"logger": record.name, "at": f"{record.filename}:{record.lineno}"}
        if record.exc_info and record.exc_info[1]:
            fields["error"] = place(record.exc_info[1])
        # Levels between the usual ones count as the one below.
        _log.log(record.levelno // 10 * 10, _event(record), **fields)


def _event(record: logging.LogRecord) -> str:
    plain = record.name.startswith(_PLAIN_SPOKEN) and isinstance(record.msg, str)
    return str(record.msg).strip() if plain else "library_log"
