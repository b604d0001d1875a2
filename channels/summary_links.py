"""Links to a summary: they name a conversation that only this server can read, and they expire.

A token is sealed by Fernet (``cryptography``): encrypted, so that the link tells nothing of the person, and signed with
HMAC-SHA256, so that nobody can make one up. Every channel whose reader is a program adds links with ``with_links``.
"""

import base64
import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from channels.signing import key_for
from runtime.settings import STATE, settings

HOUR = 60 * 60
_LONGEST_TOKEN = 4000


@dataclass(frozen=True)
class Link:
    """What a token stands for: a conversation, the time zone of its dates, and the second in which it expires."""

    sender: str
    zone: str
    expires: int


class ExpiredError(ValueError):
    """A link of ours that is no longer valid."""


class LinkDesk:
    """Makes tokens and reads them back."""

    def __init__(self, key: bytes, *, hours: float, clock: Callable[[], float] = time.time) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(key))
        self._lifetime = int(hours * HOUR)
        self._clock = clock

    def issue(self, sender: str, zone: str = "") -> tuple[str, int]:
        """A token for ``sender``, and when it expires (seconds since the epoch)."""
        expires = int(self._clock()) + self._lifetime
        sealed = self._fernet.encrypt(json.dumps([sender, zone, expires]).encode())
        return sealed.decode().rstrip("="), expires

    def read(self, token: str) -> Link | None:
        """What ``token`` stands for, or None if it is not ours.

        Raises:
            ExpiredError: if it has expired.
        """
        if len(token) > _LONGEST_TOKEN or not token.isascii():
            return None
        try:
            sender, zone, expires = json.loads(self._fernet.decrypt(token.encode() + b"=" * (-len(token) % 4)))
        except (InvalidToken, ValueError):
            return None
        if self._clock() >= expires:
            raise ExpiredError("the link has expired")
        return Link(sender, zone, expires)


@lru_cache(maxsize=1)
def desk() -> LinkDesk:
    """The server's own desk."""
    return LinkDesk(key_for("summary links", os.environ.get("QUIVER_SECRET", ""), STATE), hours=settings().summary_hours)


def with_links(envelope: Any, sender: str, metadata: Mapping[str, Any] | None = None) -> Any:
    """``envelope`` with links to the summary, if it offers one (a field ``summary``); anything else as it is.

    Args:
        envelope: a message's ``custom`` object.
        sender: Rasa's id of the conversation.
        metadata: what the channel knows of the person; its ``timezone`` is that of the summary's dates.
    """
    if not isinstance(envelope, dict) or not isinstance(envelope.get("summary"), dict):
        return envelope
    zone = (metadata or {}).get("timezone")
    token, expires = desk().issue(sender, zone if isinstance(zone, str) else "")
    until = datetime.fromtimestamp(expires, timezone.utc).isoformat(timespec="seconds")
    return {**envelope, "summary": {"pdf": f"/summary/{token}.pdf", "json": f"/summary/{token}.json", "expires": until}}
