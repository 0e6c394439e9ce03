"""Logs one JSON object a line to stderr: events and codes, never a value that a person typed."""

import json
import logging
import sys
import traceback
from pathlib import Path
from types import TracebackType

import structlog
from structlog.typing import EventDict, WrappedLogger

from skillsbank import clock

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure(*, quiet: bool = False) -> None:
    """Send our events and the libraries' warnings to stderr in the same form; `quiet` leaves warnings only."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if quiet else logging.INFO),
        processors=[structlog.processors.add_log_level, _prepare, structlog.processors.JSONRenderer()],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(Plain())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser's six requests at once are no news


class Plain(logging.Formatter):
    """Writes the template of a message without its arguments, which may hold a link or an address."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON."""
        line = {"event": str(record.msg), "logger": record.name, "level": record.levelname.lower(), "at": _now()}
        if record.exc_info and record.exc_info[0] is not None:
            line |= where(record.exc_info)
        return json.dumps(line)


def where(info: ErrorInfo) -> dict[str, str]:
    """Return an error's type and where it happened, without its words: they may quote personal data."""
    frames = traceback.extract_tb(info[2])[-4:]
    path = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames)
    return {"error": info[0].__name__, "where": path}


def _now() -> str:
    return clock.now().isoformat(timespec="seconds")


def _prepare(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    event["at"] = _now()
    error = event.pop("error", None)
    if isinstance(error, BaseException):
        event.update(where((type(error), error, error.__traceback__)))
    return event
