"""The web channel: what the chat widget in a browser talks to.

The wire format is that of Rasa's ``socketio`` channel, so widgets made for it work here too. What is added:

- the session id is issued and signed by the server (:mod:`channels.web_sessions`);
- every message has a number, so a client that was away gets exactly what it missed (:mod:`channels.web_history`);
- a message that is sent twice is handled once;
- limits on size and rate, and on the pages that may connect (:mod:`channels.web_limits`).

``docs/channels/web.md`` describes the events. What people write is never logged here.
"""

import asyncio
import json
import logging
import os
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4
from weakref import WeakValueDictionary

import yaml
from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw
from sanic.response import json as json_response
from socketio import AsyncRedisManager, AsyncServer

from channels.safety import rescued
from channels.summary_links import with_links
from channels.web_events import history_of_turn, spoken
from channels.web_history import History, Said, bot_wire
from channels.web_limits import Allowance, may_connect
from channels.web_pages import Pages, Served
from channels.web_sessions import Session, SessionDesk, signing_key
from channels.web_settings import WebSettings

logger = logging.getLogger(__name__)

PROJECT = Path(__file__).resolve().parent.parent
SOCKET_PATH = "/socket.io"
_LARGEST_PACKET = 1_000_000  # bytes; beyond it the connection is closed, below it a refusal is said
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


class WebOutput(OutputChannel):
    """Keeps the bot's messages of one turn; they are sent when the turn is stored, and so have their numbers."""

    def __init__(self) -> None:
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps one message of the bot."""
        if wire := bot_wire(message):
            self.said.append(wire)


class WebInput(InputChannel):
    """Rasa input channel ``web``: the chat page, the widget and its socket, at the root of the server."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WebInput":
        """The channel, set up from credentials.yml and the environment."""
        return cls(WebSettings.read(credentials, os.environ))

    def __init__(self, settings: WebSettings, *, project: Path = PROJECT) -> None:
        self.settings = settings
        self.project = project

    def url_prefix(self) -> str:
        """The root of the server; Rasa would put the channel below ``/webhooks/``."""
        return "/"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        """The pages, the widget and its socket."""
        settings, words = self.settings, _words(self.project)
        pages = Pages(
            self.project / "widget" / "dist",
            self.project / "docs" / "privacy.md",
            no_privacy_text=words["no_privacy_text"],
        )
        server = AsyncServer(
            async_mode="sanic",
            cors_allowed_origins=lambda origin, environ: may_connect(
                origin, environ.get("HTTP_HOST"), settings.allowed_origins
            ),
            max_http_buffer_size=_LARGEST_PACKET,
            client_manager=AsyncRedisManager(settings.redis_url, channel="quiver-web") if settings.redis_url else None,
        )
        desk = SessionDesk(signing_key(settings.secret, self.project / ".quiver"), days=settings.session_days)
        blueprint = _Mounted("web", __name__, server=server)
        conversations = Conversations(blueprint, server, on_new_message, patience=settings.patience, words=words)
        Door(server, desk, conversations, settings=settings, words=words).open()
        _serve(blueprint, pages)
        return blueprint


class _Mounted(Blueprint):
    """A blueprint that brings the socket along, and remembers the app it is on."""

    def __init__(self, *args: Any, server: AsyncServer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ctx.server = server

    def register(self, app: Sanic, options: dict[str, Any]) -> None:
        self.ctx.app = app
        self.ctx.server.attach(app, SOCKET_PATH)
        super().register(app, options)


class Door:
    """Receives what clients send: checks who it is, how much and how fast, then hands it on."""

    def __init__(
        self,
        server: AsyncServer,
        desk: SessionDesk,
        conversations: "Conversations",
        *,
        settings: WebSettings,
        words: Mapping[str, str],
    ) -> None:
        self._server = server
        self._desk = desk
        self._conversations = conversations
        self._max_chars = settings.max_chars
        self._words = words
        self._allowance = Allowance(burst=settings.burst, per_second=settings.per_second, clock=time.monotonic)
        # Many people may share an address; ten at once are no flood.
        self._addresses = Allowance(burst=10 * settings.burst, per_second=10 * settings.per_second, clock=time.monotonic)
        self._refused = Allowance(burst=1, per_second=0.5, clock=time.monotonic)

    def open(self) -> None:
        """Listens on the socket."""
        self._server.on("connect", self.connect)
        self._server.on("session_request", self.session_request)
        self._server.on("user_uttered", self.user_uttered)

    async def connect(self, sid: str, environ: Mapping[str, Any], auth: object = None) -> None:
        """Remembers where a connection comes from; who it is comes with the session.

        A client may send an event of this name, with whatever it likes; only what the server knows itself counts.
        """
        if self._server.get_environ(sid) is not environ:
            return
        language = environ.get("HTTP_ACCEPT_LANGUAGE", "").split(",")[0].split(";")[0].strip()
        request = environ.get("sanic.request")
        address = (request.remote_addr or request.ip) if request else ""
        await self._server.save_session(sid, {"language": language[:35], "session": None, "address": address})

    async def session_request(self, sid: str, data: object = None) -> None:
        """Confirms the client's session or issues one; then says again what came ``after`` the number it names."""
        asked = data if isinstance(data, dict) else {}
        if not await self._may_speak(sid, f"connection {sid}"):
            await self._refuse(sid, "too_fast", None)
            return
        session, after = self._session(asked.get("session_id")), asked.get("after")
        if isinstance(after, int) and not isinstance(after, bool):
            await self._conversations.catch_up(sid, session.conversation, max(after, 0), lambda: self._admit(sid, session))
        else:
            await self._admit(sid, session)

    async def user_uttered(self, sid: str, data: object = None) -> dict[str, Any]:
        """Takes a message. What is returned acknowledges it: it was read, or why it was not."""
        said = data if isinstance(data, dict) else {}
        text, message_id = _storable(said.get("message")), _message_id(said.get("id"))
        if not isinstance(text, str):
            return await self._refuse(sid, "not_text", message_id)
        session = self._desk.read(said.get("session_id"))
        if not await self._may_speak(sid, session.conversation if session else f"connection {sid}"):
            return await self._refuse(sid, "too_fast", message_id)
        if len(text) > self._max_chars:
            return await self._refuse(sid, "too_long", message_id)
        if session is None or not await self._is_in(sid, session):
            session = await self._admit(sid, self._session(said.get("session_id")))
        metadata = _metadata(said.get("metadata"), (await self._server.get_session(sid))["language"])
        self._server.start_background_task(
            self._conversations.turn, session.conversation, message_id or uuid4().hex, text, metadata
        )
        return {"ok": True}

    def _session(self, session_id: object) -> Session:
        """The session of ``session_id``, or a new one, which opens nothing."""
        session = self._desk.read(session_id)
        return self._desk.renew(session) if session else self._desk.issue()

    async def _admit(self, sid: str, session: Session) -> Session:
        """Puts the connection into ``session``, and out of the one it was in."""
        known = await self._server.get_session(sid)
        if known["session"]:
            await self._server.leave_room(sid, known["session"])
        await self._server.save_session(sid, {**known, "session": session.conversation})
        await self._server.enter_room(sid, session.conversation)
        await self._server.emit("session_confirm", session.id, to=sid)
        return session

    async def _may_speak(self, sid: str, speaker: str) -> bool:
        address = (await self._server.get_session(sid))["address"]
        at_home = not address or address == "::1" or address.startswith("127.")
        return (at_home or self._addresses.take(address)) and self._allowance.take(speaker)

    async def _is_in(self, sid: str, session: Session) -> bool:
        return bool((await self._server.get_session(sid))["session"] == session.conversation)

    async def _refuse(self, sid: str, reason: str, message_id: str | None) -> dict[str, Any]:
        """Says kindly why a message was not read; to somebody who keeps shouting, once every two seconds."""
        refused = {"ok": False, "reason": reason}
        text = self._words[reason].format(max_chars=f"{self._max_chars:,}")
        if reason != "too_fast" or self._refused.take(sid):
            about = {"id": message_id, "reason": reason} if message_id else {"reason": reason}
            await self._server.emit("bot_uttered", {"text": text, "refused": about}, to=sid)
        return refused


class Conversations:
    """Hands messages to Rasa one after the other in each conversation, and numbers what comes of them."""

    def __init__(
        self,
        blueprint: Blueprint,
        server: AsyncServer,
        on_new_message: OnNewMessage,
        *,
        patience: float,
        words: Mapping[str, str],
    ) -> None:
        self._blueprint = blueprint
        self._server = server
        self._on_new_message = on_new_message
        self._patience = patience
        self._words = words
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def catch_up(self, sid: str, conversation: str, after: int, admit: Callable[[], Awaitable[Any]]) -> None:
        """Lets connection ``sid`` in, sends it what it has not got, then ``caught_up`` with the number of the newest message.

        All of it between two turns, so that nothing reaches it twice or not at all.
        """
        async with self._queue(conversation):
            await admit()
            try:
                history = await self._history(conversation)
            except Exception as error:
                logger.error("Web channel: a conversation could not be read (%s).", type(error).__name__)
                await self._server.emit("bot_uttered", {"text": self._words["unavailable"]}, to=sid)
                return
            for message in history.after(after):
                await self._emit(message, conversation, history.timezone, to=sid)
            await self._server.emit("caught_up", {"last": history.last}, to=sid)

    async def turn(self, conversation: str, message_id: str, text: str, metadata: dict[str, str]) -> None:
        """One message and its answer, to all tabs of the conversation. A message that was answered before is not handled again."""
        output = WebOutput()
        async with self._queue(conversation):
            try:
                async with self._everywhere(conversation):
                    before = await self._turn_so_far(conversation, message_id)
                    if not before.turn(message_id):
                        message = UserMessage(text, output, conversation, None, "web", message_id, metadata)
                        await asyncio.wait_for(self._on_new_message(message), self._patience)
                    history = await self._turn_so_far(conversation, message_id)
            except Exception as error:
                # What went wrong may quote the person, so only its kind is logged.
                logger.error("Web channel: a message could not be answered (%s).", type(error).__name__)
                await self._rescue(conversation, message_id, text, stored=False)
            else:
                await self._publish(conversation, message_id, text, before, history, output)

    async def _publish(
        self, conversation: str, message_id: str, text: str, before: History, history: History, output: WebOutput
    ) -> None:
        turn = history.turn(message_id)
        if output.said and (not turn or turn[0].seq <= before.last):
            # What was said before is gone from the store: the person had it deleted, and these words are the farewell.
            for wire in output.said:
                await self._server.emit("bot_uttered", {**wire, "answers": message_id}, room=conversation)
            await self._server.emit("session_forgotten", {}, room=conversation)
            return
        for message in turn:
            await self._emit(message, conversation, history.timezone, room=conversation)
        if not any("custom" in message.wire for message in turn if not message.by_person):
            await self._rescue(conversation, message_id, text, stored=bool(turn))

    async def _rescue(self, conversation: str, message_id: str, text: str, *, stored: bool) -> None:
        """Says what is safe where nothing was said. It has no number, for it is not stored."""
        try:
            safe = [bot_wire(message) for message in await rescued(self._agent, conversation, text)]
        except Exception as error:
            logger.error("Web channel: not even the safe answer could be made (%s).", type(error).__name__)
            safe = [{"text": self._words["unavailable"]}]
        about = {} if stored else {"refused": {"id": message_id, "reason": "unavailable"}}
        for wire in safe:
            await self._server.emit("bot_uttered", {**wire, **about}, room=conversation)

    async def _emit(self, message: Said, conversation: str, timezone: str, **to: str) -> None:
        wire = message.wire
        if "custom" in wire:
            # Links to a summary expire, so they are made when they are sent and never stored.
            wire = {**wire, "custom": with_links(wire["custom"], conversation, {"timezone": timezone})}
        await self._server.emit("user_said" if message.by_person else "bot_uttered", wire, **to)

    async def _turn_so_far(self, conversation: str, message_id: str) -> History:
        return await history_of_turn(self._agent.tracker_store, conversation, message_id)

    async def _history(self, conversation: str) -> History:
        return History.of(await spoken(self._agent.tracker_store, conversation))

    @property
    def _agent(self) -> Any:
        return self._blueprint.ctx.app.ctx.agent

    def _queue(self, conversation: str) -> asyncio.Lock:
        return self._queues.setdefault(conversation, asyncio.Lock())

    @asynccontextmanager
    async def _everywhere(self, conversation: str) -> AsyncIterator[None]:
        """Keeps other replicas out, so that a message resent to one of them is not handled twice.

        Rasa's own lock on the conversation can't serve: it is taken, and not re-entrant, while the message is handled.
        """
        async with self._agent.lock_store.lock(f"{conversation}/turn", self._patience + 5):
            yield


def _serve(blueprint: Blueprint, pages: Pages) -> None:
    async def health(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        ready = agent is not None and agent.is_ready()
        return json_response({"status": "ok" if ready else "starting"}, status=200 if ready else 503)

    async def chat(request: Request) -> HTTPResponse:
        return _answer(request, pages.chat)

    async def privacy(request: Request) -> HTTPResponse:
        return _answer(request, pages.privacy())

    async def asset(request: Request, name: str) -> HTTPResponse:
        served = pages.assets.get(name)
        return _answer(request, served) if served else json_response({"error": "There is no such file."}, status=404)

    for handler, path in ((health, "/webhooks/web/"), (chat, "/chat"), (privacy, "/privacy"), (asset, "/widget/<name:str>")):
        blueprint.add_route(handler, path, methods=["GET", "HEAD"])


def _answer(request: Request, served: Served) -> HTTPResponse:
    if request.headers.get("if-none-match") == served.tag:
        return HTTPResponse(status=304, headers=served.headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return raw(served.zipped, headers={**served.headers, "Content-Encoding": "gzip"}, content_type=served.type)
    return raw(served.body, headers=served.headers, content_type=served.type)


def _words(project: Path) -> dict[str, str]:
    """What the channel says. The bot's own ``unavailable`` sentence goes before ours, where there is one."""
    words = dict(_yaml(Path(__file__).with_name("web_words.yml")))
    phrases = project / "knowledge" / "phrases.yml"
    bots_own = _yaml(phrases).get("unavailable") if phrases.is_file() else None
    return {**words, "unavailable": bots_own} if isinstance(bots_own, str) else words


def _yaml(file: Path) -> dict[str, Any]:
    return yaml.safe_load(file.read_text(encoding="utf-8")) or {}


def _storable(value: object) -> object:
    """Text without what no database takes: half characters and nulls."""
    return value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "") if isinstance(value, str) else value


def _message_id(value: object) -> str | None:
    return value if isinstance(value, str) and _MESSAGE_ID.fullmatch(value) else None


def _metadata(value: object, language: str) -> dict[str, str]:
    """Locale and time zone, as the client named them; Rasa's socket clients may send them as a JSON string."""
    if isinstance(value, str) and len(value) < 1000:
        try:
            value = json.loads(value)
        except ValueError:
            value = None
    given = value if isinstance(value, dict) else {}
    known = {key: given[key] for key in ("locale", "timezone") if isinstance(given.get(key), str) and 0 < len(given[key]) < 65}
    return {"locale": language, **known} if language and language != "*" else known
