"""The channel that Rasa loads: ``channels.slack.SlackInput`` in credentials.yml."""

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json, text

from channels.safety import rescued
from channels.slack import blocks
from channels.slack.events import Place
from channels.slack.privacy import channel_logger
from channels.slack.reply import SlackReply, collect
from channels.slack.service import SlackService
from channels.slack.settings import HTTP, SlackSettings, read_settings
from channels.slack.turns import Rescue

NOT_SET = "Slack: not configured, so Quiver runs without it (docs/channels/slack.md says how)."
log = channel_logger()


class SlackInput(InputChannel):
    """Slack, by Socket Mode, HTTP or both, as the credentials allow. Without credentials it stays out of the way."""

    def __init__(self, settings: SlackSettings) -> None:
        self.settings = settings
        self.service: SlackService | None = None

    @classmethod
    def name(cls) -> str:
        """The channel's name, and the last part of its address."""
        return "slack"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "SlackInput":
        """The channel; what credentials.yml leaves out comes from the environment."""
        return cls(read_settings(credentials))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Routes ``/`` (health) and ``/webhook``, and the connection that lives as long as the server."""
        slack = Blueprint("slack_channel", __name__)

        @slack.get("/")
        async def health(_: Request) -> HTTPResponse:
            return json({"status": "ok", "slack": self.state})

        @slack.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            if not self.accepts_http:
                return text("Slack over HTTP is not configured.", status=404)
            if self.service is None:
                return text("Starting.", status=503)
            return await self.service.receive(request)

        @slack.listener("after_server_start")
        async def start(app: Sanic, _: Any) -> None:
            async def rescue(sender: str, words: str) -> list[dict[str, Any]]:
                return await rescued(getattr(app.ctx, "agent", None), sender, words)

            self.start(on_new_message, rescue)

        @slack.listener("before_server_stop")
        async def stop(_: Sanic, __: Any) -> None:
            if self.service:
                await self.service.stop()

        return slack

    @property
    def accepts_http(self) -> bool:
        """Whether requests of Slack's are answered at all."""
        return HTTP in self.settings.transports and not self.settings.problems()

    @property
    def state(self) -> str:
        """``off``, ``misconfigured``, ``starting``, ``ready`` or why nothing is sent any more."""
        if not self.settings.is_set:
            return "off"
        if self.settings.problems():
            return "misconfigured"
        return self.service.state if self.service else "starting"

    def start(self, on_new_message: Callable[[UserMessage], Awaitable[Any]], rescue: Rescue) -> None:
        """Start the service, or say in the log why not."""
        if not self.settings.is_set:
            log.info(NOT_SET)
            return
        for problem in self.settings.problems():
            log.error("Slack: not started. %s", problem)
        if not self.settings.problems():
            self.service = SlackService(self.settings, on_new_message, rescue=rescue)
            self.service.start()

    def get_output_channel(self) -> OutputChannel | None:
        """A channel for what the bot says of its own accord; it goes to the person's direct messages."""
        return SlackPush(self.service) if self.service else None


class SlackPush(SlackReply):
    """Sends at once, outside of any turn."""

    def __init__(self, service: SlackService) -> None:
        super().__init__()
        self._service = service

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Send one message to the person whose conversation ``recipient_id`` is."""
        _, team, user = recipient_id.split("-", 2)
        for part in blocks.compose(collect([message]), nonce=""):
            await self._service.delivery.post(Place(team, user, user), part)
