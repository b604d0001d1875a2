"""Logs that can't hold what people write, at any level, as lines of text or of JSON.

What our own modules log is ours to answer for: it holds no words of people. What libraries log may hold anything, since
most of it is put together before it reaches the log. So when a library's record is made, only this is kept: who logged
it, where, the kind of its exception, and its text only while the values are still apart from it. No handler and no
format can bring back the rest.
"""

import json
import logging
import os
import re
import sys
from collections.abc import Mapping
from datetime import datetime, timezone
from types import TracebackType
from typing import Any

from runtime import requests

OURS = frozenset({"runtime", "channels", "components", "dialogue", "actions", "triage", "privacy", "quiver"})
FAILED = "failed"
_EVENT = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")

_usual_factory = logging.getLogRecordFactory()


def wordless_record(*args: Any, **kwargs: Any) -> logging.LogRecord:
    """A record as ``logging`` makes it, without anything that could be somebody's words."""
    record = _usual_factory(*args, **kwargs)
    exception = record.exc_info or (None, None, None)
    record.__dict__[FAILED] = f"{exception[0].__name__}{_where(exception[2])}" if exception[0] is not None else ""
    record.exc_info, record.exc_text, record.stack_info = None, None, None
    if record.name.partition(".")[0] not in OURS:
        record.msg, record.args = _constant(record), ()
    return record


def _constant(record: logging.LogRecord) -> str:
    """The part of a library's message that is the same for everybody."""
    place = f"{record.module}.{record.funcName}:{record.lineno}"
    if record.args and isinstance(record.msg, str):
        return f"{record.msg} ({place})"  # its values are still apart, and stay out
    return f"{_event(record.msg)}({place})"


def _event(message: object) -> str:
    """The name of a structlog event, for example ``processor.message.parse``, without its values."""
    try:
        event = json.loads(message).get("event") if isinstance(message, str) and message.startswith("{") else None
    except (ValueError, AttributeError):
        event = None
    return f"{event} " if isinstance(event, str) and _EVENT.fullmatch(event) else ""


def _where(trace: TracebackType | None) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f" in {trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""


class LineFormatter(logging.Formatter):
    """A record as one line: time, level, logger, message, what failed, id of the request, name of the replica."""

    def __init__(self, *, as_json: bool, replica: str = "") -> None:
        super().__init__()
        self._as_json = as_json
        self._replica = replica

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "error": record.__dict__.get(FAILED, ""),
            "request_id": requests.current(),
            "replica": self._replica,
        }
        if self._as_json:
            return json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)
        about = "".join(f" [{told[key]}]" for key in ("error", "request_id") if told[key])
        return f"{told['time']} {record.levelname:<8} {record.name}: {told['message']}{about}"


def use_wordless_logs(level: str | int | None = None, environment: Mapping[str, str] = os.environ) -> None:
    """Make all records wordless, and write them to standard output as lines.

    Args:
        level: of the root logger; by default ``LOG_LEVEL``, or WARNING.
        environment: ``QUIVER_LOG_FORMAT`` chooses ``text`` (the default) or ``json``, ``QUIVER_REPLICA`` names the replica.
    """
    logging.setLogRecordFactory(wordless_record)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        LineFormatter(as_json=environment.get("QUIVER_LOG_FORMAT") == "json", replica=environment.get("QUIVER_REPLICA", ""))
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level or environment.get("LOG_LEVEL") or logging.WARNING)
    logging.lastResort = handler  # for loggers that Rasa cuts off from the root
