"""What an operator may set for the web channel, read once: credentials.yml first, then the environment, then the default."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VARIABLES = {
    "secret": "QUIVER_SECRET",
    "allowed_origins": "QUIVER_WEB_ORIGINS",
    "redis_url": "QUIVER_REDIS_URL",
    "session_days": "QUIVER_SESSION_DAYS",
    "max_chars": "QUIVER_WEB_MAX_CHARS",
    "burst": "QUIVER_WEB_BURST",
    "per_second": "QUIVER_WEB_PER_SECOND",
    "patience": "QUIVER_WEB_PATIENCE",
}

SECRETS = ("secret", "redis_url")
"""Settings that only the environment may hold: credentials.yml is a file that people share."""


class WebSettingsError(ValueError):
    """A setting of the web channel can't be used. The message names the setting and the word."""


@dataclass(frozen=True)
class WebSettings:
    """Settings of the web channel.

    Attributes:
        secret: signs session ids; empty means: keep a random one in ``.quiver/``.
        allowed_origins: origins of foreign pages that may embed the widget, such as ``https://clinic.example``.
        redis_url: where replicas share messages; empty means: this process only.
        session_days: days until an unused session id expires.
        max_chars: longest message that is read, in characters.
        burst: messages that one session may send at once.
        per_second: messages that it earns back each second.
        patience: seconds to wait for the bot's answer before the safe sentence is sent.
    """

    secret: str = ""
    allowed_origins: tuple[str, ...] = ()
    redis_url: str = ""
    session_days: float = 30.0
    max_chars: int = 8000
    burst: int = 20
    per_second: float = 1.0
    patience: float = 60.0

    @classmethod
    def read(cls, credentials: Mapping[str, Any] | None, environment: Mapping[str, str]) -> "WebSettings":
        """The settings in force.

        Raises:
            WebSettingsError: if a key is unknown or a secret, a number is none, or an origin isn't ``scheme://host[:port]``.
        """
        given = {key: value for key, value in (credentials or {}).items() if value not in (None, "")}
        unknown = sorted(set(given) - set(VARIABLES))
        if unknown:
            raise WebSettingsError(f"credentials.yml, channels.web.WebInput: '{unknown[0]}' is not a setting")
        for key in SECRETS:
            if key in given:
                raise WebSettingsError(f"credentials.yml, channels.web.WebInput: '{key}' belongs into the environment, as {VARIABLES[key]}")
        for key, variable in VARIABLES.items():
            if key not in given and environment.get(variable):
                given[key] = environment[variable]
        if "allowed_origins" in given:
            given["allowed_origins"] = _origins(given["allowed_origins"])
        for key, kind in (("session_days", float), ("max_chars", int), ("burst", int), ("per_second", float), ("patience", float)):
            if key in given:
                given[key] = _positive(key, given[key], kind)
        return cls(**given)


def _origins(value: str | list[str]) -> tuple[str, ...]:
    words = value.replace(",", " ").split() if isinstance(value, str) else [str(word) for word in value]
    for word in words:
        scheme, _, host = word.partition("://")
        if scheme not in ("http", "https") or not host or "/" in host or "*" in host:
            raise WebSettingsError(f"allowed_origins: '{word}' is not an origin such as https://clinic.example")
    return tuple(word.lower() for word in words)


def _positive(key: str, value: Any, kind: type) -> Any:
    try:
        number = kind(value)
    except (TypeError, ValueError):
        raise WebSettingsError(f"{key}: '{value}' is not a number") from None
    if not number > 0:
        raise WebSettingsError(f"{key}: '{value}' must be more than 0")
    return number
