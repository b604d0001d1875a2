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
        audit_days: ``QUIVER_AUDIT_DAYS``, days for which the audit trail's rows are kept.
        api_secret: ``QUIVER_API_SECRET``, the key that opens Rasa's own HTTP API (JWT, HS256); without it that is shut.
        rest_burst: ``QUIVER_REST_BURST``, messages that one sender may send at once over REST from another machine.
        rest_per_second: ``QUIVER_REST_PER_SECOND``, messages that they earn back each second.
        redis_url: ``QUIVER_REDIS_URL``, where replicas share locks and messages; by default there is one process.
        model: ``QUIVER_MODEL``, a trained model; by default the one for the present inputs, trained if need be.
        turn_patience: ``QUIVER_TURN_PATIENCE``, seconds for which a turn that can't be stored is tried again.
        database_connections: ``QUIVER_DATABASE_CONNECTIONS``, connections that one process keeps to PostgreSQL at most.
        stop_seconds: ``QUIVER_STOP_SECONDS``, seconds that answers under way get when it is stopped.
    """

    port: int = 5005
    host: str = "127.0.0.1"
    action_url: str | None = None
    database_url: str = f"sqlite:///{STATE / 'conversations.db'}"
    token: str | None = None
    action_timeout: float = 8.0
    retention_days: float = 30.0
    summary_hours: float = 24.0
    audit_days: float = 365.0
    api_secret: str | None = None
    rest_burst: int = 20
    rest_per_second: float = 1.0
    redis_url: str | None = None
    model: str | None = None
    turn_patience: float = 4.0
    database_connections: int = 8
    stop_seconds: float = 20.0


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
        audit_days=_positive("QUIVER_AUDIT_DAYS", environment, usual.audit_days),
        api_secret=_long_secret("QUIVER_API_SECRET", environment),
        rest_burst=max(1, int(_positive("QUIVER_REST_BURST", environment, usual.rest_burst))),
        rest_per_second=_positive("QUIVER_REST_PER_SECOND", environment, usual.rest_per_second),
        redis_url=environment.get("QUIVER_REDIS_URL") or None,
        model=environment.get("QUIVER_MODEL") or None,
        turn_patience=_positive("QUIVER_TURN_PATIENCE", environment, usual.turn_patience),
        database_connections=max(1, int(_positive("QUIVER_DATABASE_CONNECTIONS", environment, usual.database_connections))),
        stop_seconds=_positive("QUIVER_STOP_SECONDS", environment, usual.stop_seconds),
    )


SHORTEST_API_SECRET = 32
"""Characters; RFC 7518 asks of a key for HS256 as many bytes as its hash has."""


def _long_secret(name: str, environment: Mapping[str, str]) -> str | None:
    secret = environment.get(name) or None
    if secret is not None and len(secret) < SHORTEST_API_SECRET:
        raise SettingsError(f"{name} has {len(secret)} characters; it needs {SHORTEST_API_SECRET} or more")
    return secret


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
