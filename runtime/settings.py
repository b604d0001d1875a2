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
        retention_days: ``QUIVER_RETENTION_DAYS``, days of silence after which a conversation is deleted.
        summary_hours: ``QUIVER_SUMMARY_HOURS``, hours for which the link to a summary works.
    """

    port: int = 5005
    host: str = "127.0.0.1"
    action_url: str | None = None
    database_url: str = f"sqlite:///{STATE / 'conversations.db'}"
    token: str | None = None
    action_timeout: float = 8.0
    retention_days: float = 30.0
    summary_hours: float = 24.0


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
        retention_days=_positive("QUIVER_RETENTION_DAYS", environment, usual.retention_days),
        summary_hours=_positive("QUIVER_SUMMARY_HOURS", environment, usual.summary_hours),
    )


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingsError(f"PORT should be a number from 1 to 65535, not '{text}'")
    return int(text)


def _positive(name: str, environment: Mapping[str, str], usual: float) -> float:
    text = environment.get(name) or str(usual)
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise SettingsError(f"{name} should be a number above 0, not '{text}'")
    return number
