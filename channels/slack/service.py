"""What runs while the server runs: the Bolt app, the Socket Mode connection, and the door for HTTP."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import aiohttp
from sanic.request import Request
from sanic.response import HTTPResponse, json, text
from slack_bolt.adapter.sanic.async_handler import to_async_bolt_request, to_sanic_response
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.bolt import Identity, build_bolt
from channels.slack.delivery import Delivery, SlackGoneError, SlackRefusedError
from channels.slack.ledger import open_ledger
from channels.slack.people import People
from channels.slack.privacy import channel_logger, library_logger
from channels.slack.settings import HTTP, SlackSettings
from channels.slack.turns import OnNewMessage, Rescue, Turns
from channels.slack.verification import Refusal, refusal, request_key

GOODBYE = 7.0
"""Seconds that answers under way get when the server stops; the launcher waits for ten."""
AGAIN = 60.0
log = channel_logger()


class SlackService:
    """Quiver in one workspace. To be made inside the event loop that serves."""

    def __init__(self, settings: SlackSettings, on_new_message: OnNewMessage, *, rescue: Rescue) -> None:
        self.settings = settings
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
        self.client = AsyncWebClient(
            token=settings.bot_token,
            base_url=settings.api_url,
            proxy=settings.proxy,
            session=self._session,
            logger=library_logger(),
            retry_handlers=[],
        )
        self.delivery = Delivery(self.client, self._session)
        self.ledger = open_ledger(settings.folder, settings.redis_url)
        self.turns = Turns(
            on_new_message,
            delivery=self.delivery,
            ledger=self.ledger,
            people=People(self.delivery),
            rescue=rescue,
            fetch_summary=self._fetch_summary,
            thinking_after=settings.thinking_after,
            at_once=settings.turns_at_once,
        )
        self.identity = Identity()
        self._bolt = build_bolt(self.client, self.identity, self.turns, self.delivery)
        self._socket: AsyncSocketModeHandler | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def state(self) -> str:
        """``starting``, ``ready`` or why nothing is sent any more."""
        if self.delivery.gone:
            return self.delivery.gone
        return "ready" if self.identity.known.is_set() else "starting"

    def start(self) -> None:
        """Get to know the workspace and connect, in the background."""
        self._tasks = [asyncio.create_task(self._introduce()), asyncio.create_task(self._look_after())]

    async def stop(self) -> None:
        """Hang up, let the answers under way get out, and let go of everything."""
        for task in self._tasks:
            task.cancel()
        if self._socket:
            with suppress(Exception):
                await self._socket.close_async()
        await self.turns.drain(GOODBYE)
        await self.ledger.close()
        await self._session.close()

    async def _introduce(self) -> None:
        me = await self._who_am_i()
        if me is None:
            return
        self.identity.team, self.identity.bot_user = str(me.get("team_id", "")), str(me.get("user_id", ""))
        self.identity.bot_id = str(me.get("bot_id", ""))
        self.identity.known.set()
        opened = [way for way in self.settings.transports if way == HTTP or await self._connect()]
        if opened:
            log.info("Slack: connected to %s by %s.", me.get("team", "a workspace"), " and ".join(opened))

    async def _who_am_i(self) -> Mapping[str, Any] | None:
        """Slack's answer to ``auth.test``, however long Slack can't be reached; None if the token is no good."""
        while True:
            try:
                return await self.delivery.call("auth.test")
            except SlackGoneError as refused:
                log.error("Slack: SLACK_BOT_TOKEN is not accepted (%s).", refused.error)
                return None
            except SlackRefusedError as failed:
                log.error("Slack: auth.test says %s; trying again in %g s.", failed.error, AGAIN)
                await asyncio.sleep(AGAIN)

    async def _look_after(self) -> None:
        await self.identity.known.wait()
        while not self.delivery.gone:
            try:
                await self.turns.look_after_the_unanswered(self.settings.abandoned_after)
            except Exception as failed:  # the ledger may be out of reach for a while
                log.error("Slack: can't look for unanswered people (%s).", type(failed).__name__)
            await asyncio.sleep(self.settings.abandoned_after / 4)

    async def _connect(self) -> bool:
        try:
            await self.client.apps_connections_open(app_token=self.settings.app_token)
        except SlackApiError as refused:
            error = refused.response.get("error") if isinstance(refused.response.data, dict) else "no answer"
            if error not in {"ratelimited", "internal_error"}:
                log.error("Slack: SLACK_APP_TOKEN is not accepted (%s).", error)
                return False
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError):
            pass  # the connection below goes on trying
        self._socket = AsyncSocketModeHandler(
            self._bolt,
            app_token=self.settings.app_token,
            proxy=self.settings.proxy,
            logger=library_logger(),
        )
        await self._socket.connect_async()
        return True

    async def receive(self, request: Request) -> HTTPResponse:
        """One request of the Events API or of interactivity: verified, then sorted and acknowledged by Bolt."""
        self.turns.arriving()
        reason = refusal(request.body, request.headers, secret=self.settings.signing_secret)
        if reason is None and await self._is_copy(request):
            reason = Refusal.REPLAYED
        if reason is not None:
            log.warning("Slack: a request was refused because %s.", reason.value)
            return json({"error": "invalid request"}, status=401)
        try:
            for_bolt = to_async_bolt_request(request)
        except Exception:  # Bolt stumbles over bodies that Slack never sends, each in its own way
            return text("This is not a request that Slack sends.", status=400)
        return to_sanic_response(await self._bolt.async_dispatch(for_bolt))

    async def _is_copy(self, request: Request) -> bool:
        """Whether this very request came before. Slack's own repetitions say so and are told apart by their event."""
        if "x-slack-retry-num" in request.headers:
            return False
        try:
            return not await self.ledger.claim([request_key(request.headers)])
        except Exception as failed:  # the event's own id is claimed again later
            log.error("Slack: the ledger of handled events can't be reached (%s).", type(failed).__name__)
            return False

    async def _fetch_summary(self, path: str) -> bytes:
        """The summary's bytes, from Quiver's own web server."""
        async with self._session.get(self.settings.own_url + path) as answer:
            answer.raise_for_status()
            return await answer.read()
