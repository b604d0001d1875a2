"""The REST channel: Rasa's wire format, with clear errors, a token where one is needed, and never an empty reply."""

import hmac
import logging
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.safety import rescued
from channels.summary_links import with_links
from channels.web_limits import Allowance
from runtime import requests
from runtime.adjustments import adjust_rasa
from runtime.settings import settings

logger = logging.getLogger(__name__)

LONGEST_SENDER = 200
OTHER_CHANNELS = ("web-", "slack-")
"""How the senders of other channels begin; over REST nobody may go on with their conversations."""

LONGEST_MESSAGE = 200_000
"""Characters; longer bodies are refused. The reader reads the beginning and the end of what is long."""


_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
AGAIN_AFTER = 1
"""Seconds after which a client that names its messages may send one again that could not be answered."""


LONGEST_METADATA = 64
"""Characters of a locale or a time zone; a longer one is none."""

FROM_ONE_ADDRESS = 50
"""How many senders' allowances an address has: behind it may be an integrator with many people."""


class BadRequestError(ValueError):
    """A request that can't be a message; its text tells the client why."""


@dataclass(frozen=True)
class Incoming:
    """One message as the contract has it."""

    sender: str
    message: str
    metadata: dict[str, str]
    message_id: str | None = None


def incoming(body: object) -> Incoming:
    """The message in a request's JSON body.

    Raises:
        BadRequestError: if it is not of the contract's form.
    """
    if not isinstance(body, dict):
        raise BadRequestError('Send a JSON object such as {"sender": "someone", "message": "my lip twitches"}.')
    sender, message, metadata = body.get("sender"), body.get("message"), body.get("metadata") or {}
    if not isinstance(sender, str) or not sender.strip() or len(sender) > LONGEST_SENDER:
        raise BadRequestError(f'"sender" should be a string of 1 to {LONGEST_SENDER} characters.')
    if sender.startswith(OTHER_CHANNELS):
        raise BadRequestError('"sender" should not begin with "web-" or "slack-": those conversations belong to other channels.')
    if not isinstance(message, str):
        raise BadRequestError('"message" should be a string.')
    if len(message) > LONGEST_MESSAGE:
        raise BadRequestError(f'"message" should have at most {LONGEST_MESSAGE} characters.')
    if not isinstance(metadata, dict):
        raise BadRequestError('"metadata" should be an object with "locale" and "timezone".')
    message_id = body.get("message_id")
    if message_id is not None and not (isinstance(message_id, str) and _MESSAGE_ID.fullmatch(message_id)):
        raise BadRequestError('"message_id" should be a string of 1 to 64 letters, digits, "-" or "_".')
    known = {key: metadata[key] for key in ("locale", "timezone") if _is_short(metadata.get(key))}
    return Incoming(_storable(sender), _storable(message), {key: _storable(value) for key, value in known.items()}, message_id)


def _is_short(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_METADATA


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


class QuiverRest(RestInput):
    """Rasa's REST channel, served under the same name."""

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "QuiverRest":
        """The channel; its settings come from the environment."""
        adjust_rasa()
        chosen = settings()
        return cls(chosen.token, burst=chosen.rest_burst, per_second=chosen.rest_per_second)

    def __init__(self, token: str | None = None, *, burst: int = 20, per_second: float = 1.0) -> None:
        self._token = token
        self._senders = Allowance(burst=burst, per_second=per_second, clock=time.monotonic)
        self._addresses = Allowance(burst=FROM_ONE_ADDRESS * burst, per_second=FROM_ONE_ADDRESS * per_second, clock=time.monotonic)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes below ``/webhooks/rest``."""
        routes = Blueprint("quiver_rest")

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            if agent is None or not agent.is_ready():
                return response.json({"status": "starting"}, status=503)
            return response.json({"status": "ok"})

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            request_id = requests.take(request.headers.get(requests.HEADER))
            address = _foreign_address(request)
            if address and not self._addresses.take(address):
                return _too_fast()
            if not self._may(request):
                return response.json({"error": "Send the token in the header Authorization: Bearer …"}, status=401)
            try:
                message = incoming(_json(request))
            except BadRequestError as error:
                return response.json({"error": str(error)}, status=400)
            if address and not self._senders.take(message.sender):
                return _too_fast()
            answer = await self._answer(request, message, on_new_message)
            answer.headers[requests.HEADER] = request_id
            return answer

        return routes

    def _may(self, request: Request) -> bool:
        if self._token is None:
            return True
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._token.encode())

    async def _answer(
        self, request: Request, message: Incoming, on_new_message: Callable[[UserMessage], Awaitable[Any]]
    ) -> HTTPResponse:
        """The answer, or, where a turn could not be stored, a safe one.

        A client that gave its message an id learns from status 503 that it may send the same again: the turn is then
        taken once, whatever became of it here. To others the safe answer looks like any other.
        """
        collector = CollectingOutputChannel()
        user_message = UserMessage(
            message.message, collector, message.sender, input_channel=self.name(), message_id=message.message_id, metadata=message.metadata
        )
        try:
            await on_new_message(user_message)
        except Exception as error:  # whatever failed, the person gets an answer
            logger.error("a message could not be answered: %s", type(error).__name__)
            collector.messages.clear()  # what was said may not be so: an erasure that failed, for example
        if any("custom" in item for item in collector.messages):
            return response.json([_linked(item, message) for item in collector.messages])
        agent = getattr(request.app.ctx, "agent", None)
        safe = await rescued(agent, message.sender, message.message)
        if message.message_id is None:
            return response.json(safe)
        return response.json(safe, status=503, headers={"Retry-After": str(AGAIN_AFTER)})


def _linked(item: dict[str, Any], message: Incoming) -> dict[str, Any]:
    return {**item, "custom": with_links(item["custom"], message.sender, message.metadata)} if "custom" in item else item


def _foreign_address(request: Request) -> str:
    """Where the request comes from; nothing if that is this machine, for which there are no limits."""
    address = str(request.remote_addr or request.ip or "")
    return "" if address == "::1" or address.startswith("127.") else address


def _too_fast() -> HTTPResponse:
    sentence = "These are too many messages at once. Wait a moment, then send this one again."
    return response.json({"error": sentence}, status=429, headers={"Retry-After": str(AGAIN_AFTER)})


def _json(request: Request) -> object:
    try:
        return request.json
    except Exception as error:
        raise BadRequestError("The body is not valid JSON.") from error
