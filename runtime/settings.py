"""Everything that can be set from outside, as environment variables, read once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".quiver"
"""Conversations, logs and keys of the embedded defaults; not tracked."""


class SettingsError(ValueError):
    """An environment variable has a value that can't be used."""


@dataclass(frozen=True)
class Settings:
    """What can be set.

    Attributes:
        port: ``PORT``, where people reach Quiver.
        host: ``HOST``, the address it listens on; anything but loopback needs ``token``.
        action_url: ``QUIVER_ACTION_URL``, the action server; by default one is started beside Rasa.
        database_url: ``QUIVER_DATABASE_URL``, an SQLAlchemy URL; by default an SQLite file in ``.quiver``.
        token: ``QUIVER_REST_TOKEN``, which REST clients send as a bearer token.
        action_timeout: ``QUIVER_ACTION_TIMEOUT``, seconds after which the action is run in Rasa's own process.
    """

    port: int = 5005
    host: str = "127.0.0.1"
    action_url: str | None = None
    database_url: str = f"sqlite:///{STATE / 'conversations.db'}"
    token: str | None = None
    action_timeout: float = 8.0


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in ``environment``.

    Raises:
        SettingsError: if a value can't be used.
    """
    usual = Settings()
    return Settings(
        port=_port(environment.get("PORT", str(usual.port))),
        host=environment.get("HOST", usual.host),
        action_url=environment.get("QUIVER_ACTION_URL") or None,
        database_url=environment.get("QUIVER_DATABASE_URL") or usual.database_url,
        token=environment.get("QUIVER_REST_TOKEN") or None,
        action_timeout=float(environment.get("QUIVER_ACTION_TIMEOUT", usual.action_timeout)),
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingsError(f"PORT should be a number from 1 to 65535, not '{text}'")
    return int(text)
