"""How far the server's doors open: the size and pace of requests, and Rasa's own HTTP API, which is shut unless it has a key."""

import os
from collections.abc import Mapping
from typing import Any

import jwt
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from runtime.settings import Settings

LARGEST_BODY = 3_000_000
"""Bytes; the longest message that is taken, each of its characters escaped, fits in."""

SLOWEST_REQUEST = 20
"""Seconds within which a request's head has to be there."""

SLOWEST_ANSWER = 60
"""Seconds from a request's head to the end of its answer; within them its body has to be there."""

_BEARER = "Bearer "
_OURS = ("/webhooks/", "/summary/", "/widget/", "/socket.io", "/chat", "/privacy", "/livez", "/readyz", "/metrics", "/about")
"""Where paths begin that belong to channels, which have doors of their own."""


def server_limits(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Limits as Sanic's environment variables; what an operator has set goes before."""
    limits = {
        "SANIC_REQUEST_MAX_SIZE": str(LARGEST_BODY),
        "SANIC_REQUEST_TIMEOUT": str(SLOWEST_REQUEST),
        "SANIC_RESPONSE_TIMEOUT": str(SLOWEST_ANSWER),
    }
    return {name: environment.get(name) or value for name, value in limits.items()}


def api_arguments(chosen: Settings, environment: Mapping[str, str] = os.environ) -> list[str]:
    """What ``rasa run`` needs to open its HTTP API to requests signed with ``QUIVER_API_SECRET``; nothing without that."""
    if chosen.api_secret is None:
        return []
    timeout = server_limits(environment)["SANIC_RESPONSE_TIMEOUT"]  # with the API on, Rasa would wait for an hour
    return ["--enable-api", "--jwt-secret", chosen.api_secret, "--jwt-method", "HS256", "--response-timeout", timeout]


def guard_api(chosen: Settings) -> None:
    """Check the API's tokens before Rasa does: its library takes expired ones, and fails on those without a signature."""
    if chosen.api_secret is None:
        return
    import rasa.server

    create, secret = rasa.server.create_app, chosen.api_secret

    def create_guarded(*args: Any, **kwargs: Any) -> Sanic:
        app = create(*args, **kwargs)

        async def check(request: Request) -> HTTPResponse | None:
            if request.path == "/" or request.path.startswith(_OURS) or is_signed(request.headers.get("Authorization", ""), secret):
                return None
            return response.json({"error": "Send a valid token that has not expired in the header Authorization: Bearer …"}, status=401)

        app.register_middleware(check, "request")
        return app

    rasa.server.create_app = create_guarded


def is_signed(header: str, secret: str) -> bool:
    """Whether ``header`` brings a JWT that was signed with ``secret`` (HS256, nothing else) and has not expired; one that never expires is none."""
    if not header.startswith(_BEARER):
        return False
    try:
        jwt.decode(header.removeprefix(_BEARER).encode("utf-8", "surrogateescape"), secret, algorithms=["HS256"], options={"require": ["exp"], "verify_aud": False})
    except (jwt.InvalidTokenError, ValueError):
        return False
    return True
