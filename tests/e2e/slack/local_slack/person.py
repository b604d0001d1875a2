"""Somebody in the workspace, as Slack tells an app about them: over HTTP with Slack's signature, or down the socket."""

import hmac
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.e2e.slack.local_slack.api import APP, BOT_USER, SECRET, TEAM, LocalSlack, Posted

HTTP, SOCKET = "http", "socket"
CHANNEL = "C0GENERAL"
_numbers = itertools.count(1)


def signed(body: bytes, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The headers with which Slack signs ``body``."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def event_callback(event: dict[str, Any], event_id: str | None = None) -> dict[str, Any]:
    """An Events API body around ``event``."""
    return {
        "token": "legacy",
        "team_id": TEAM,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_numbers):09d}{time.time_ns() % 10**9}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
    }


def post_event(url: str, callback: dict[str, Any], headers: dict[str, str] | None = None) -> httpx.Response:
    """Deliver a callback over HTTP, signed."""
    body = json.dumps(callback).encode()
    return post_body(url, body, {**signed(body), **(headers or {})})


def post_body(url: str, body: bytes, headers: dict[str, str], kind: str = "application/json") -> httpx.Response:
    return httpx.post(
        f"{url}/webhooks/slack/webhook", content=body, headers={"Content-Type": kind, **headers}, timeout=10
    )


def envelope(kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    """A Socket Mode envelope."""
    number = f"{next(_numbers)}-{time.time_ns()}"
    return {"envelope_id": number, "type": kind, "payload": payload, "accepts_response_payload": kind == "interactive"}


@dataclass
class Person:
    """``user`` in the workspace of ``slack``, heard by the Quiver at ``url`` over ``transport``."""

    slack: LocalSlack
    url: str
    user: str
    transport: str = HTTP
    locale: str = "en-GB"
    timezone: str = "Europe/London"
    patience: float = 15
    acknowledged: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.slack.users[self.user] = {"locale": self.locale, "tz": self.timezone}

    @property
    def dm(self) -> str:
        return "D" + self.user[1:]

    # --- what a person does -----------------------------------------------------------------------------------------

    def write(self, text: str, *, thread: str | None = None, **more: Any) -> list[Posted]:
        """Write in the direct messages and wait for the answer."""
        event = {"type": "message", "channel": self.dm, "channel_type": "im", "user": self.user, "text": text}
        return self._answered(self.dm, lambda: self.deliver(self._stamped(event, thread) | more))

    def mention(self, text: str, *, channel: str = CHANNEL, thread: str | None = None) -> list[Posted]:
        """Mention Quiver in a channel and wait for what it says there."""
        event = {"type": "app_mention", "channel": channel, "user": self.user, "text": f"<@{BOT_USER}> {text}"}
        return self._answered(channel, lambda: self.deliver(self._stamped(event, thread)))

    def press(self, message: Posted, label: str) -> list[Posted]:
        """Press the button ``label`` below ``message`` and wait for the answer."""
        found = [(block, one) for block, one in message.elements() if one.get("text", {}).get("text") == label]
        assert found, f"no button {label!r} among {message.labels()}"
        return self._answered(message.channel, lambda: self.deliver_action(message, *found[0]))

    def tick(self, message: Posted, *labels: str, send: str = "Send") -> list[Posted]:
        """Tick ``labels`` in the checklist of ``message``, press Send and wait for the answer."""
        block, boxes = next((block, one) for block, one in message.elements() if one["type"] == "checkboxes")
        options = [option for option in boxes["options"] if option["text"]["text"] in labels]
        assert len(options) == len(labels), [option["text"]["text"] for option in boxes["options"]]
        state = {block: {boxes["action_id"]: {"type": "checkboxes", "selected_options": options}}}
        pressed = next((block, one) for block, one in message.elements() if one.get("text", {}).get("text") == send)
        return self._answered(message.channel, lambda: self.deliver_action(message, *pressed, state=state))

    def press_home(self, action_id: str) -> list[Posted]:
        """Press a button of the Home tab and wait for the answer in the direct messages."""
        blocks = self.slack.views[self.user]["blocks"]
        elements = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
        button = next(one for one in elements if one["action_id"] == action_id)
        return self._answered(self.dm, lambda: self.deliver_action(None, "home", button))

    # --- how Slack tells --------------------------------------------------------------------------------------------

    def deliver(
        self, event: dict[str, Any], *, event_id: str | None = None, headers: dict[str, str] | None = None
    ) -> None:
        callback = event_callback(event, event_id)
        if self.transport == SOCKET:
            self.acknowledged.append(self.slack.send_envelope(envelope("events_api", callback)))
            return
        began = time.monotonic()
        answer = post_event(self.url, callback, headers)
        self.acknowledged.append(time.monotonic() - began)
        assert answer.status_code == 200, (answer.status_code, answer.text)

    def deliver_action(
        self, message: Posted | None, block: str, element: dict[str, Any], state: dict[str, Any] | None = None
    ) -> None:
        action: dict[str, Any] = {key: element[key] for key in ("type", "action_id", "value", "text") if key in element}
        action |= {"block_id": block, "action_ts": f"{time.time():.6f}"}
        payload: dict[str, Any] = {
            "type": "block_actions",
            "user": {"id": self.user, "team_id": TEAM},
            "team": {"id": TEAM},
            "api_app_id": APP,
            "trigger_id": f"{next(_numbers)}.1",
            "actions": [action],
            "container": {"type": "message" if message else "view"},
            "state": {"values": state or {}},
        }
        if message:
            shown = {"ts": message.ts, "text": message.text, "blocks": message.blocks, "user": BOT_USER}
            thread = {"thread_ts": message.thread} if message.thread else {}
            payload |= {"channel": {"id": message.channel}, "message": shown | thread}
        if self.transport == SOCKET:
            self.slack.send_envelope(envelope("interactive", payload))
            return
        body = urlencode({"payload": json.dumps(payload)}).encode()
        answer = post_body(self.url, body, signed(body), "application/x-www-form-urlencoded")
        assert answer.status_code == 200, (answer.status_code, answer.text)

    def _stamped(self, event: dict[str, Any], thread: str | None) -> dict[str, Any]:
        stamped = {**event, "ts": self.slack.new_ts()}
        return {**stamped, "thread_ts": thread} if thread else stamped

    def _answered(self, channel: str, act: Callable[[], None]) -> list[Posted]:
        before = len(self.slack.posted)
        act()

        def new() -> list[Posted]:
            return [one for one in self.slack.posted[before:] if one.channel == channel and not one.deleted]

        self.slack.wait(new, self.patience, f"an answer to {self.user} in {channel}")
        settle(self.slack)
        return new()


def settle(slack: LocalSlack, quiet: float = 0.25, most: float = 8) -> None:
    """Wait until Quiver has made no call for ``quiet`` seconds."""
    until = time.monotonic() + most
    while time.monotonic() < until and time.monotonic() - (slack.calls[-1].at if slack.calls else 0) < quiet:
        time.sleep(0.03)
