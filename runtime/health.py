"""The replica's own affairs, for whoever runs it: ``/livez``, ``/readyz``, ``/metrics``, ``/about``; and its end.

Rasa loads this as a channel, so it lives in the same server and knows what that knows.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from runtime.about import versions
from runtime.adjustments import adjust_rasa
from runtime.handling import under_way
from runtime.metrics import BUILD
from runtime.settings import settings

logger = logging.getLogger(__name__)

CHECKED_FOR = 1.0
"""Seconds for which an answer of the store is remembered, so that probes cost nothing."""
FAREWELL = 0.2
"""Seconds that an answer gets to leave after its turn is stored."""
_FRESH = {"Cache-Control": "no-store"}


class Health(InputChannel):
    """Serves what an operator and an orchestrator ask. Nothing in it is about anybody."""

    def __init__(self) -> None:
        self._leaving = False
        self._checked: tuple[float, dict[str, str]] = (0.0, {})

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "health"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "Health":
        """The channel; it needs nothing."""
        adjust_rasa()
        return cls()

    def url_prefix(self) -> str:
        """The root of the server; Rasa would put the channel below ``/webhooks/``."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes, and what happens at the end."""
        routes = Blueprint("quiver_health")

        @routes.get("/livez")
        async def alive(request: Request) -> HTTPResponse:
            return response.json({"status": "alive"}, headers=_FRESH)

        @routes.get("/readyz")
        async def ready(request: Request) -> HTTPResponse:
            parts = await self._parts(request.app)
            good = all(parts[name] == "ok" for name in ("model", "store", "server"))
            return response.json({"status": "ready" if good else "not ready", **parts}, status=200 if good else 503, headers=_FRESH)

        @routes.get("/metrics")
        async def metrics(request: Request) -> HTTPResponse:
            return response.raw(generate_latest(), content_type=CONTENT_TYPE_LATEST, headers=_FRESH)

        @routes.get("/about")
        async def about(request: Request) -> HTTPResponse:
            return response.json({"name": "Quiver", **versions(), "model": _model(request.app)}, headers=_FRESH)

        @routes.listener("after_server_start")
        async def tell(app: Sanic, loop: Any) -> None:
            BUILD.info({**versions(), "model": _model(app)})

        @routes.listener("before_server_stop")
        async def leave(app: Sanic, loop: Any) -> None:
            self._leaving = True
            await drained(settings().stop_seconds)

        return routes

    async def _parts(self, app: Sanic) -> dict[str, str]:
        """What works: ``ok`` or why not. Redis may be away: then each replica goes on by itself."""
        agent = getattr(app.ctx, "agent", None)
        since, known = self._checked
        if time.monotonic() - since > CHECKED_FOR:
            known = {"store": "ok" if agent and await _answers(agent.tracker_store) else "away"}
            known["redis"] = await _redis(agent.lock_store) if agent else "unknown"
            self._checked = (time.monotonic(), known)
        model = "ok" if agent is not None and agent.is_ready() else "not loaded"
        return {"model": model, "server": "stopping" if self._leaving else "ok", **known}


async def drained(seconds: float) -> bool:
    """Wait until no turn is under way, at most ``seconds``. Returns whether all were finished."""
    until = time.monotonic() + seconds
    while under_way():
        if time.monotonic() > until:
            logger.warning("stopping with %d answers under way", under_way())
            return False
        await asyncio.sleep(0.05)
    await asyncio.sleep(FAREWELL)
    return True


async def _answers(part: Any) -> bool:
    ask = getattr(part, "reachable", None)
    return bool(await ask()) if ask else True


async def _redis(locks: Any) -> str:
    shared = getattr(locks, "shared", None)
    if shared is None:
        return "not used"
    return "ok" if await shared.reachable() else "away"


def _model(app: Sanic) -> str:
    agent = getattr(app.ctx, "agent", None)
    return str(agent.model_name) if agent is not None and agent.is_ready() else "none"
