"""The server: Slack's Web API and Socket Mode on loopback, in a thread of its own."""

import asyncio
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.e2e.slack.local_slack.payloads import message_faults, view_faults

BOT_TOKEN = "xoxb-000000000001-test-quiver"
APP_TOKEN = "xapp-1-A0QUIVER-test"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5".replace("y", "1").replace("z", "2")
TEAM, APP, BOT_USER, BOT_ID = "T0TEAM", "A0QUIVER", "U0QUIVER", "B0QUIVER"
SCOPES = "app_mentions:read,chat:write,files:write,im:history,users:read"


@dataclass(frozen=True)
class Fault:
    """What the next call of a method gets instead of its answer."""

    error: str = ""
    status: int = 200
    retry_after: float | None = None
    drop: bool = False


@dataclass(frozen=True)
class Call:
    """A call that reached the server."""

    method: str
    arguments: dict[str, Any]
    at: float
    answered: str


@dataclass
class Posted:
    """A message of Quiver's as it stands now."""

    channel: str
    ts: str
    text: str
    blocks: list[dict[str, Any]]
    thread: str | None = None
    only_for: str | None = None
    edits: int = 0
    deleted: bool = False

    def elements(self) -> list[tuple[str, dict[str, Any]]]:
        """Everything that can be pressed, with its block_id."""
        blocks = [block for block in self.blocks if block["type"] == "actions"]
        return [(block.get("block_id", ""), element) for block in blocks for element in block["elements"]]

    def labels(self) -> list[str]:
        return [element["text"]["text"] for _, element in self.elements() if element["type"] == "button"]

    def shown(self) -> str:
        """What a person reads in the blocks."""
        texts = [block["text"]["text"] for block in self.blocks if block.get("text")]
        texts += [one["text"] for block in self.blocks if block["type"] == "context" for one in block["elements"]]
        return "\n".join(texts)


@dataclass
class LocalSlack:
    """A workspace. Start it, point SLACK_API_URL at ``url``, and read what Quiver did."""

    users: dict[str, dict[str, str]] = field(default_factory=dict)
    bot_token: str = BOT_TOKEN
    app_token: str = APP_TOKEN
    scopes: str = SCOPES
    calls: list[Call] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    views: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    closed_channels: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._next: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self._changed = threading.Condition()
        self._uploads: dict[str, dict[str, Any]] = {}
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, float] = {}
        self._clock = 1_700_000_000_000_000
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0
        self.token_error = ""

    # --- the test's side --------------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/"

    def start(self) -> "LocalSlack":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._serve(), self._loop).result(10)
        return self

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def next_time(self, method: str, *faults: Fault) -> None:
        """The next calls of ``method`` meet ``faults``, one each."""
        self._next[method].extend(faults)

    def wait(self, condition: Callable[[], Any], seconds: float = 10, what: str = "it") -> Any:
        """The first true value of ``condition``, which is looked at whenever something happened."""
        until = time.monotonic() + seconds
        with self._changed:
            while not (value := condition()):
                left = until - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"waited {seconds} s for {what}; last calls: {self.log(8)}")
                self._changed.wait(min(left, 0.1))
            return value

    def log(self, last: int) -> list[str]:
        return [f"{call.method}→{call.answered}" for call in self.calls[-last:]]

    def said(self, channel: str | None = None) -> list[Posted]:
        """Quiver's messages that can be seen now."""
        return [one for one in self.posted if not one.deleted and channel in (None, one.channel)]

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def new_ts(self) -> str:
        with self._changed:
            self._clock += 1_000_100
            return f"{self._clock // 1_000_000}.{self._clock % 1_000_000:06d}"

    @property
    def connections(self) -> int:
        return sum(not socket.closed for socket in self._sockets)

    def send_envelope(self, envelope: dict[str, Any], *, seconds: float = 5) -> float:
        """Send one envelope down a Socket Mode connection and wait for its acknowledgement; seconds that it took."""
        self.wait(lambda: self.connections, what="a Socket Mode connection")
        socket = [one for one in self._sockets if not one.closed][-1]
        began = time.monotonic()
        asyncio.run_coroutine_threadsafe(socket.send_json(envelope), self._loop).result(5)
        at = self.wait(lambda: self._acks.get(envelope["envelope_id"]), seconds, "an acknowledgement")
        return float(at) - began

    def send_envelopes(self, envelopes: list[dict[str, Any]], *, seconds: float = 30) -> list[float]:
        """Send many at once and wait for all acknowledgements; seconds that each took."""
        self.wait(lambda: self.connections, what="a Socket Mode connection")
        socket = [one for one in self._sockets if not one.closed][-1]

        async def send() -> float:
            began = time.monotonic()
            for envelope in envelopes:
                await socket.send_json(envelope)
            return began

        began = asyncio.run_coroutine_threadsafe(send(), self._loop).result(10)
        ids = [envelope["envelope_id"] for envelope in envelopes]
        self.wait(lambda: all(one in self._acks for one in ids), seconds, "all acknowledgements")
        return [self._acks[one] - began for one in ids]

    def hang_up(self, reason: str = "refresh_requested") -> None:
        """Tell every Socket Mode connection to go, as Slack does every few hours."""
        for socket in [one for one in self._sockets if not one.closed]:
            message = {"type": "disconnect", "reason": reason}
            asyncio.run_coroutine_threadsafe(socket.send_json(message), self._loop).result(5)

    # --- the server's side ------------------------------------------------------------------------------------------

    async def _serve(self) -> None:
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self._method)
        app.router.add_post("/upload/v1/{file}", self._upload)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _close(self) -> None:
        for socket in self._sockets:
            await socket.close()
        await self._runner.cleanup()

    async def _method(self, request: web.Request) -> web.StreamResponse:
        method, arguments = request.match_info["method"], await _arguments(request)
        fault = self._next[method].popleft() if self._next[method] else None
        if fault and fault.drop:
            self._record(method, arguments, "dropped")
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if fault:
            self._record(method, arguments, fault.error or str(fault.status))
            headers = {"Retry-After": str(fault.retry_after)} if fault.retry_after is not None else {}
            return web.json_response({"ok": False, "error": fault.error}, status=fault.status, headers=headers)
        answer = self._answer(method, arguments, request.headers.get("Authorization", ""))
        self._record(method, arguments, "ok" if answer["ok"] else str(answer["error"]))
        return web.json_response(answer, headers={"x-oauth-scopes": self.scopes})

    def _record(self, method: str, arguments: dict[str, Any], answered: str) -> None:
        with self._changed:
            self.calls.append(Call(method, arguments, time.monotonic(), answered))
            self._changed.notify_all()

    def _answer(self, method: str, arguments: dict[str, Any], authorization: str) -> dict[str, Any]:
        token = authorization.removeprefix("Bearer ") or arguments.get("token", "")
        wanted = self.app_token if method == "apps.connections.open" else self.bot_token
        if not token:
            return _no("not_authed")
        if self.token_error or token != wanted:
            return _no(self.token_error or "invalid_auth")
        answer = getattr(self, "_" + method.replace(".", "_").lower(), None)
        return answer(arguments) if answer else _no("unknown_method")

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        names = {"url": "https://team.slack.com/", "team": "Team", "user": "quiver"}
        return {"ok": True, **names, "team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT_ID}

    def _apps_connections_open(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"ok": True, "url": f"ws://127.0.0.1:{self.port}/link?ticket=secret-ticket&app_id={APP}"}

    def _users_info(self, arguments: dict[str, Any]) -> dict[str, Any]:
        person = self.users.get(arguments.get("user", ""))
        return (
            {"ok": True, "user": {"id": arguments["user"], "name": "somebody", **person}}
            if person
            else _no("user_not_found")
        )

    def _chat_postmessage(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return self._post(arguments)

    def _chat_postephemeral(self, arguments: dict[str, Any]) -> dict[str, Any]:
        return self._post(arguments, only_for=arguments.get("user"))

    def _post(self, arguments: dict[str, Any], only_for: str | None = None) -> dict[str, Any]:
        if found := list(message_faults(arguments)):
            self.faults += found
            return _no("invalid_blocks")
        channel = arguments["channel"]
        if channel in self.closed_channels:
            return _no("messages_tab_disabled" if channel.startswith("U") else "channel_not_found")
        channel = "D" + channel[1:] if channel.startswith("U") else channel
        blocks = [
            {**block, "block_id": block.get("block_id") or f"b{n}"}
            for n, block in enumerate(arguments.get("blocks") or [])
        ]
        one = Posted(channel, self.new_ts(), arguments["text"], blocks, arguments.get("thread_ts"), only_for)
        with self._changed:
            self.posted.append(one)
        return {"ok": True, "channel": channel, "ts": one.ts, "message": {"text": one.text}}

    def _find(self, arguments: dict[str, Any]) -> Posted | None:
        wanted = arguments.get("channel"), arguments.get("ts")
        return next((one for one in self.posted if (one.channel, one.ts) == wanted and not one.only_for), None)

    def _chat_update(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if found := list(message_faults(arguments)):
            self.faults += found
            return _no("invalid_blocks")
        one = self._find(arguments)
        if one is None:
            return _no("message_not_found")
        one.text, one.blocks, one.edits = arguments["text"], arguments["blocks"], one.edits + 1
        return {"ok": True, "channel": one.channel, "ts": one.ts}

    def _chat_delete(self, arguments: dict[str, Any]) -> dict[str, Any]:
        one = self._find(arguments)
        if one is None:
            return _no("message_not_found")
        one.deleted = True
        return {"ok": True, "channel": one.channel, "ts": one.ts}

    def _views_publish(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if found := list(view_faults(arguments["view"])):
            self.faults += found
            return _no("invalid_arguments")
        self.views[arguments["user_id"]] = arguments["view"]
        return {"ok": True, "view": {"id": "V1"}}

    def _conversations_history(self, arguments: dict[str, Any]) -> dict[str, Any]:
        found = [one for one in self.said(arguments["channel"]) if one.ts == arguments.get("latest")]
        return {"ok": True, "messages": [{"ts": one.ts, "text": one.text, "blocks": one.blocks} for one in found]}

    def _conversations_replies(self, arguments: dict[str, Any]) -> dict[str, Any]:
        parent = [{"ts": arguments["ts"], "text": "the thread's first message"}]
        answer = self._conversations_history(arguments)
        return {**answer, "messages": parent + answer["messages"]}

    def _files_getuploadurlexternal(self, arguments: dict[str, Any]) -> dict[str, Any]:
        if not arguments.get("filename") or int(arguments.get("length") or 0) <= 0:
            return _no("invalid_arguments")
        file = f"F{len(self._uploads) + 1}"
        self._uploads[file] = {"id": file, "filename": arguments["filename"], "length": int(arguments["length"])}
        return {"ok": True, "file_id": file, "upload_url": f"http://127.0.0.1:{self.port}/upload/v1/{file}"}

    async def _upload(self, request: web.Request) -> web.Response:
        fault = self._next["upload"].popleft() if self._next["upload"] else None
        if fault:
            return web.Response(status=fault.status)
        self._uploads[request.match_info["file"]]["content"] = await request.read()
        return web.Response(text="OK")

    def _files_completeuploadexternal(self, arguments: dict[str, Any]) -> dict[str, Any]:
        asked = json.loads(arguments["files"]) if isinstance(arguments["files"], str) else arguments["files"]
        for one in asked:
            upload = self._uploads.get(one["id"], {})
            if len(upload.get("content", b"")) != upload.get("length"):
                return _no("file_not_found")
            if not str(arguments.get("channel_id", "")).startswith(("C", "D", "G")):
                return _no("channel_not_found")
            more = {"channel": arguments["channel_id"], "thread": arguments.get("thread_ts"), "title": one.get("title")}
            with self._changed:
                self.files.append({**upload, **more})
        return {"ok": True, "files": asked}

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        with self._changed:
            self._sockets.append(socket)
            self._changed.notify_all()
        await socket.send_json({"type": "hello", "num_connections": 1, "connection_info": {"app_id": APP}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                envelope = json.loads(message.data).get("envelope_id")
                with self._changed:
                    self._acks[envelope] = time.monotonic()
                    self._changed.notify_all()
        return socket


async def _arguments(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **(await request.post())}


def _no(error: str) -> dict[str, Any]:
    return {"ok": False, "error": error}
