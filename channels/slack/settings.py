"""What is configured, read once. Unset means "no Slack", never an error at start.

Rasa refuses to start when credentials.yml mentions a ``${VARIABLE}`` that isn't set, so the variables are read here.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from runtime.settings import STATE

SLACK_API = "https://slack.com/api/"
VARIABLES = {
    "bot_token": "SLACK_BOT_TOKEN",
    "app_token": "SLACK_APP_TOKEN",
    "signing_secret": "SLACK_SIGNING_SECRET",
    "api_url": "SLACK_API_URL",
    "proxy": "SLACK_PROXY",
    "redis_url": "QUIVER_REDIS_URL",
    "folder": "QUIVER_FOLDER",
    "own_url": "QUIVER_OWN_URL",
    "abandoned_after": "QUIVER_SLACK_ABANDONED_AFTER",
}
SOCKET, HTTP = "Socket Mode", "HTTP"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_UNRESOLVED = re.compile(r"^\$\{\w+\}$")


@dataclass(frozen=True)
class SlackSettings:
    """Tokens and addresses. ``repr`` shows none of the secrets."""

    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    api_url: str = SLACK_API
    proxy: str | None = field(default=None, repr=False)
    redis_url: str = field(default="", repr=False)
    folder: Path = STATE
    own_url: str = "http://127.0.0.1:5005"
    thinking_after: float = 1.5
    abandoned_after: float = 60.0
    turns_at_once: int = 2

    @property
    def is_set(self) -> bool:
        """Whether anything about Slack was configured at all."""
        return bool(self.bot_token or self.app_token or self.signing_secret)

    @property
    def transports(self) -> tuple[str, ...]:
        """The ways in that the credentials allow: Socket Mode with an app token, HTTP with a signing secret."""
        socket = (SOCKET,) if self.app_token else ()
        http = (HTTP,) if self.signing_secret else ()
        return socket + http if self.bot_token else ()

    def problems(self) -> tuple[str, ...]:
        """What is visibly wrong, a sentence each, naming the variable and never its value."""
        return tuple(_problems(self)) if self.is_set else ()


def read_settings(
    credentials: Mapping[str, Any] | None = None, *, environ: Mapping[str, str] | None = None
) -> SlackSettings:
    """Settings from credentials.yml, completed from the environment; credentials.yml wins, but for secrets.

    Raises:
        ValueError: if credentials.yml holds a secret; it is a file that people share.
    """
    environ = os.environ if environ is None else environ
    found = {
        name: value for name, variable in VARIABLES.items() if (value := _value(name, variable, credentials, environ))
    }
    host, port = environ.get("HOST", "").strip(), environ.get("PORT", "").strip() or "5005"
    host = "127.0.0.1" if host in {"", "0.0.0.0", "::"} else host
    return SlackSettings(
        bot_token=found.get("bot_token", ""),
        app_token=found.get("app_token", ""),
        signing_secret=found.get("signing_secret", ""),
        api_url=found.get("api_url", SLACK_API).rstrip("/") + "/",
        proxy=found.get("proxy"),
        redis_url=found.get("redis_url", ""),
        folder=Path(found.get("folder", STATE)),
        own_url=found.get("own_url", f"http://{host}:{port}").rstrip("/"),
        abandoned_after=_seconds(found.get("abandoned_after", "60")),
    )


SECRETS = ("bot_token", "app_token", "signing_secret", "redis_url")
"""Settings that only the environment may hold."""


def _value(name: str, variable: str, credentials: Mapping[str, Any] | None, environ: Mapping[str, str]) -> str:
    given = str((credentials or {}).get(name) or "").strip()
    if given and not _UNRESOLVED.match(given):
        if name in SECRETS:
            raise ValueError(f"credentials.yml, channels.slack.SlackInput: '{name}' belongs into the environment, as {variable}")
        return given
    return environ.get(variable, "").strip()


def _seconds(text: str) -> float:
    """A number of seconds; 0 for what isn't one, which `problems` tells."""
    try:
        return max(float(text), 0.0)
    except ValueError:
        return 0.0


def _problems(settings: SlackSettings) -> list[str]:
    found = []
    if not settings.bot_token:
        found.append("SLACK_BOT_TOKEN is not set; it is the 'Bot User OAuth Token' under 'Install App'.")
    elif not settings.bot_token.startswith("xoxb-"):
        found.append(f"SLACK_BOT_TOKEN should start with xoxb-{_mix_up(settings.bot_token)}.")
    if settings.app_token and not settings.app_token.startswith("xapp-"):
        found.append(f"SLACK_APP_TOKEN should start with xapp-{_mix_up(settings.app_token)}.")
    if settings.signing_secret and not re.fullmatch(r"[0-9a-f]{32}", settings.signing_secret):
        found.append("SLACK_SIGNING_SECRET should be 32 characters 0-9 and a-f; it is under 'Basic Information'.")
    if not settings.app_token and not settings.signing_secret:
        found.append("Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) as well as SLACK_BOT_TOKEN.")
    if not settings.abandoned_after:
        found.append("QUIVER_SLACK_ABANDONED_AFTER should be a number of seconds above 0.")
    address = urlsplit(settings.api_url)
    if address.scheme != "https" and address.hostname not in _LOOPBACK:
        found.append("SLACK_API_URL should start with https://, because tokens travel to it.")
    return found


def _mix_up(token: str) -> str:
    kinds = {"xoxb-": "a bot token", "xapp-": "an app token", "xoxp-": "a user token", "xoxe": "a configuration token"}
    kind = next((kind for start, kind in kinds.items() if token.startswith(start)), None)
    return f"; this looks like {kind}" if kind else ""
