"""Session ids that only the server can make.

An id reads ``<random>.<expiry>.<signature>``. Whoever knows the name of a conversation, or guesses one,
still can't write the signature, so it opens nothing.
"""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from channels.signing import SecretError, key_for

__all__ = ["DAY", "SecretError", "Session", "SessionDesk", "signing_key"]

DAY = 24 * 60 * 60
_RANDOM_BYTES = 16
_LONGEST_ID = 200


@dataclass(frozen=True)
class Session:
    """A session that this server issued and that has not expired.

    Attributes:
        id: what the client keeps and sends back.
        random: the part of the id that names the conversation.
        expires: Unix time in seconds.
    """

    id: str
    random: str
    expires: int

    @property
    def conversation(self) -> str:
        """Rasa's ``sender_id``."""
        return f"web-{self.random}"


class SessionDesk:
    """Issues session ids and reads them back."""

    def __init__(self, key: bytes, *, days: float, clock: Callable[[], float] = time.time) -> None:
        self._key = key
        self._lifetime = int(days * DAY)
        self._clock = clock

    def issue(self) -> Session:
        """A session that nobody has had before."""
        return self._session(secrets.token_hex(_RANDOM_BYTES))

    def read(self, session_id: object) -> Session | None:
        """The session of ``session_id``, or ``None`` if it is forged, expired or not ours."""
        if not isinstance(session_id, str) or len(session_id) > _LONGEST_ID or not session_id.isascii():
            return None
        random, _, rest = session_id.partition(".")
        expiry, _, signature = rest.partition(".")
        if not hmac.compare_digest(signature, self._signature(random, expiry)):
            return None
        expires = int(expiry)
        return Session(session_id, random, expires) if self._clock() < expires else None

    def renew(self, session: Session) -> Session:
        """The same conversation under an id that lasts longer, once half of the time is over; before that, ``session``."""
        young = session.expires - self._clock() > self._lifetime / 2
        return session if young else self._session(session.random)

    def _session(self, random: str) -> Session:
        expires = int(self._clock()) + self._lifetime
        return Session(f"{random}.{expires}.{self._signature(random, str(expires))}", random, expires)

    def _signature(self, random: str, expiry: str) -> str:
        return hmac.new(self._key, f"quiver web session {random}.{expiry}".encode(), hashlib.sha256).hexdigest()


def signing_key(secret: str, folder: Path) -> bytes:
    """The key for session ids made from ``secret``; without one, from a random secret that is kept in ``folder``.

    Raises:
        SecretError: if ``secret`` has fewer than 16 characters.
    """
    return key_for("web sessions", secret, folder)
