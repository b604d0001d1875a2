"""The Bolt app: sorts what Slack sends, acknowledges at once, and hands it on. It does no work of its own."""

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.delivery import Delivery, SlackRefusedError
from channels.slack.events import Pressed, read_action, read_event
from channels.slack.home import home_view
from channels.slack.privacy import channel_logger, library_logger
from channels.slack.turns import Turns

EVERYTHING = re.compile(".*", re.DOTALL)
log = channel_logger()


@dataclass
class Identity:
    """Who Quiver is in the workspace, once ``auth.test`` has said so."""

    team: str = ""
    bot_user: str = ""
    bot_id: str = ""
    known: asyncio.Event = field(default_factory=asyncio.Event)


def build_bolt(client: AsyncWebClient, identity: Identity, turns: Turns, delivery: Delivery) -> AsyncApp:
    """The app for both transports. Requests over HTTP are verified before they get here."""
    app = AsyncApp(
        name="quiver",
        client=client,
        authorize=_authorize(client, identity),
        request_verification_enabled=False,
        logger=library_logger(),
    )
    _listen_to_people(app, identity, turns)
    _listen_to_slack(app, delivery)
    return app


def _authorize(client: AsyncWebClient, identity: Identity) -> Any:
    """Answers from what is known, so that acknowledging never waits for Slack."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=identity.bot_user or None,
            bot_id=identity.bot_id or None,
            bot_token=client.token,
        )

    return authorize


def _listen_to_people(app: AsyncApp, identity: Identity, turns: Turns) -> None:
    @app.event("message")
    @app.event("app_mention")
    async def said(body: dict[str, Any]) -> None:
        words = read_event(body, bot_user=await _bot_user(identity, body))
        if words is not None:
            turns.hear(words)

    @app.action(EVERYTHING)
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        action = read_action(body)
        if isinstance(action, Pressed):
            turns.press(action)
        elif action is not None:
            turns.hear(action)


async def _bot_user(identity: Identity, body: Mapping[str, Any]) -> str:
    """Quiver's user id: from the event itself where it says so, else from ``auth.test``."""
    for authorization in body.get("authorizations") or ():
        if authorization.get("is_bot") and authorization.get("user_id"):
            return str(authorization["user_id"])
    with suppress(asyncio.TimeoutError):
        await asyncio.wait_for(identity.known.wait(), 5)
    return identity.bot_user


def _listen_to_slack(app: AsyncApp, delivery: Delivery) -> None:
    @app.event("app_home_opened")
    async def home(event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            try:
                await delivery.call("views.publish", user_id=event.get("user"), view=home_view())
            except SlackRefusedError as refused:
                log.warning("Slack: the Home tab could not be shown (%s).", refused.error)

    @app.event("app_uninstalled")
    async def uninstalled() -> None:
        delivery.give_up("app_uninstalled")

    @app.event("tokens_revoked")
    async def revoked(event: dict[str, Any]) -> None:
        if (event.get("tokens") or {}).get("bot"):
            delivery.give_up("token_revoked")

    @app.event(EVERYTHING)
    async def other_event() -> None:
        """Acknowledged, so that Slack doesn't repeat it, and not looked at."""

    @app.view(EVERYTHING)
    @app.view_closed(EVERYTHING)
    @app.shortcut(EVERYTHING)
    @app.command(EVERYTHING)
    @app.options(EVERYTHING)
    async def other_request(ack: AsyncAck) -> None:
        await ack()
