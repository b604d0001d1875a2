"""Calls to Slack's Web API: limits obeyed, hiccups sat out, refusals told apart, nothing lost and nothing leaked."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.blocks import SlackMessage, note
from channels.slack.events import Place
from channels.slack.markup import pieces
from channels.slack.privacy import channel_logger

GONE = {
    "account_inactive",
    "app_uninstalled",
    "invalid_auth",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
"""The token no longer counts. Nothing is sent until Quiver is started with another."""
PASSING = {
    "fatal_error",
    "internal_error",
    "ratelimited",
    "rate_limited",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
}
BAD_LAYOUT = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text"}
BAD_THREAD = {"cannot_reply_to_message", "thread_not_found", "message_not_found", "thread_locked"}
PATIENCE = 8
"""Tries at a call that fails on the way or inside Slack. A rate limit is waited for however often it comes."""
WAITS = (0.5, 1, 2, 4, 8, 15, 30)

log = channel_logger()


class SlackRefusedError(RuntimeError):
    """Slack said no to a call. ``error`` is its code."""

    def __init__(self, method: str, error: str) -> None:
        super().__init__(f"{method}: {error}")
        self.method, self.error = method, error


class SlackGoneError(SlackRefusedError):
    """The token was revoked or the app uninstalled."""


class Delivery:
    """Sends for one workspace. Keeps the pauses that Slack asked for."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, *, sleep: Callable[..., Any] = asyncio.sleep
    ) -> None:
        self._client, self._session, self._sleep = client, session, sleep
        self._pauses: dict[tuple[str, str], float] = {}
        self.gone = ""

    def give_up(self, error: str) -> None:
        """Send nothing any more; ``error`` says why. Said in the log once."""
        if not self.gone:
            log.error("Slack: the app was uninstalled or its token revoked (%s). Nothing is sent any more.", error)
        self.gone = self.gone or error

    async def call(self, method: str, **parameters: Any) -> Mapping[str, Any]:
        """One call of a Web API method, however long Slack makes it wait.

        Raises:
            SlackGoneError: when the token no longer counts.
            SlackRefusedError: when Slack says no, or can't be reached for about two minutes.
        """
        failures = 0
        while True:
            if self.gone:
                raise SlackGoneError(method, self.gone)
            await self._keep_pause(method, parameters)
            try:
                return await self._once(method, parameters)
            except SlackApiError as refused:
                error = _error(refused)
                if error == "ratelimited":
                    self._pause(method, parameters, _retry_after(refused))
                    continue
                if error in GONE:
                    self.give_up(error)
                    raise SlackGoneError(method, error) from None
                if error not in PASSING:
                    raise SlackRefusedError(method, error) from None
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as failed:
                error = type(failed).__name__
            failures += 1
            if failures >= PATIENCE:
                raise SlackRefusedError(method, error)
            await self._sleep(WAITS[min(failures, len(WAITS)) - 1])

    async def _once(self, method: str, parameters: Mapping[str, Any]) -> Mapping[str, Any]:
        given = {key: value for key, value in parameters.items() if value is not None}
        if method.startswith(("chat.", "views.")):
            answer = await self._client.api_call(method, json=given)
        else:
            answer = await self._client.api_call(method, data={key: _flat(value) for key, value in given.items()})
        data = answer.data
        return {**data, "scopes": answer.headers.get("x-oauth-scopes", "")} if isinstance(data, dict) else {}

    def _pause(self, method: str, parameters: Mapping[str, Any], seconds: float) -> None:
        until = asyncio.get_running_loop().time() + seconds
        lane = _lane(method, parameters)
        self._pauses[lane] = max(until, self._pauses.get(lane, 0))
        log.warning("Slack: rate limited on %s, waiting %g s.", method, seconds)

    async def _keep_pause(self, method: str, parameters: Mapping[str, Any]) -> None:
        loop, lane = asyncio.get_running_loop(), _lane(method, parameters)
        while (left := self._pauses.get(lane, 0) - loop.time()) > 0:
            await self._sleep(left)
        self._pauses.pop(lane, None)

    async def post(self, place: Place, message: SlackMessage) -> Mapping[str, Any]:
        """Post ``message`` where ``place`` says; as plain text if Slack doesn't take its layout.

        Returns:
            Slack's answer, with ``channel`` and ``ts``.
        """
        posting = {"channel": place.channel, "thread_ts": place.thread, "unfurl_links": False, "unfurl_media": False}
        try:
            return await self.call("chat.postMessage", **posting, text=message.text, blocks=list(message.blocks))
        except SlackGoneError:
            raise
        except SlackRefusedError as refused:
            if refused.error in BAD_THREAD and place.thread and not place.public:
                return await self.post(Place(place.team, place.user, place.channel), message)
            if refused.error not in BAD_LAYOUT:
                raise
        log.error("Slack: refused the layout of a message; sending its text alone.")
        answer: Mapping[str, Any] = {}
        for piece in pieces(message.text, 3000):
            answer = await self.call("chat.postMessage", **posting, text=piece)
        return answer

    async def whisper(self, place: Place, words: str) -> None:
        """Tell one person something that nobody else sees; as an ordinary message where that can't be done."""
        said = note(words)
        try:
            await self.call(
                "chat.postEphemeral",
                channel=place.channel,
                user=place.user,
                thread_ts=place.thread,
                text=said.text,
                blocks=list(said.blocks),
            )
        except SlackRefusedError as refused:
            if place.public or isinstance(refused, SlackGoneError):
                raise
            await self.post(place, said)

    async def upload(self, place: Place, *, content: bytes, filename: str, title: str) -> None:
        """Share a file by the external-upload API (get an address, send the bytes, complete)."""
        slot = await self.call("files.getUploadURLExternal", filename=filename, length=len(content))
        await self._send_bytes(str(slot["upload_url"]), content)
        await self.call(
            "files.completeUploadExternal",
            files=[{"id": slot["file_id"], "title": title}],
            channel_id=place.channel,
            thread_ts=place.thread,
        )

    async def _send_bytes(self, address: str, content: bytes) -> None:
        for wait in (*WAITS[:4], None):
            try:
                async with self._session.post(address, data=content, proxy=self._client.proxy) as answer:
                    if answer.status == 200:
                        return
                    error, asked = f"http_{answer.status}", answer.headers.get("Retry-After")
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as failed:
                error, asked = type(failed).__name__, None
            if wait is None:
                raise SlackRefusedError("upload", error)
            await self._sleep(float(asked) if asked else wait)

    async def message_at(self, channel: str, ts: str, thread: str | None) -> Mapping[str, Any] | None:
        """A message that Quiver posted earlier, read back from Slack."""
        method = "conversations.replies" if thread else "conversations.history"
        asked = {"ts": thread} if thread else {}
        found = await self.call(method, channel=channel, **asked, latest=ts, oldest=ts, inclusive="true", limit=1)
        return next((message for message in found.get("messages") or () if message.get("ts") == ts), None)


def _flat(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (list, dict)) else value


def _lane(method: str, parameters: Mapping[str, Any]) -> tuple[str, str]:
    """Slack counts posts per channel, everything else per method."""
    return method, str(parameters.get("channel", "")) if method.startswith("chat.") else ""


def _error(refused: SlackApiError) -> str:
    answer = refused.response
    status = getattr(answer, "status_code", 0)
    if status == 429:
        return "ratelimited"
    data = getattr(answer, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    return "service_unavailable" if status >= 500 else str(code or f"http_{status}")


def _retry_after(refused: SlackApiError) -> float:
    headers = {key.lower(): value for key, value in getattr(refused.response, "headers", {}).items()}
    try:
        return max(float(headers.get("retry-after", 1)), 0.1)
    except ValueError:
        return 1.0
