"""The id of a request: given by the proxy or made here, in every log line, and sent on to the action server."""

import re
import uuid
from contextvars import ContextVar

HEADER = "X-Request-ID"
_PLAIN = re.compile(r"[A-Za-z0-9_.:-]{1,64}")

_current: ContextVar[str] = ContextVar("quiver_request_id", default="")


def current() -> str:
    """The id of the request that is being served here, or nothing."""
    return _current.get()


def take(given: object = None) -> str:
    """Make ``given`` the id of what follows in this task; anything but 1 to 64 plain characters is replaced by a fresh one."""
    chosen = given if isinstance(given, str) and _PLAIN.fullmatch(given) else uuid.uuid4().hex
    _current.set(chosen)
    return chosen
