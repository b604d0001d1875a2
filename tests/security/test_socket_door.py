"""Where a connection comes from is what the server saw, not what a client says."""

from types import SimpleNamespace
from typing import Any

from socketio import AsyncServer

from channels.web import Door
from channels.web_settings import WebSettings


async def test_an_event_called_connect_changes_nothing() -> None:
    server = AsyncServer(async_mode="asgi")
    server.eio.sockets["one"] = SimpleNamespace(session={}, closed=False)
    server.environ["one"] = {"HTTP_ACCEPT_LANGUAGE": "de-DE,de", "sanic.request": SimpleNamespace(remote_addr="203.0.113.9", ip="127.0.0.1")}
    door = Door(server, SimpleNamespace(), SimpleNamespace(), settings=WebSettings(burst=1), words={})  # type: ignore[arg-type]
    door.open()
    sid = await server.manager.connect("one", "/")
    await server._trigger_event("connect", "/", sid, server.environ["one"])
    assert await _known(server, sid) == {"language": "de-DE", "session": None, "address": "203.0.113.9"}
    await server.save_session(sid, {**await _known(server, sid), "session": "web-1"})
    made_up: list[object] = [{}, {"HTTP_ACCEPT_LANGUAGE": "en"}, {"sanic.request": None}, None, "x", []]
    for environ in made_up:  # as when the client emits ("connect", …)
        await server._trigger_event("connect", "/", sid, environ)
    assert await _known(server, sid) == {"language": "de-DE", "session": "web-1", "address": "203.0.113.9"}
    allowed = [await door._may_speak(sid, f"speaker {number}") for number in range(12)]
    assert allowed == [True] * 10 + [False] * 2


async def _known(server: AsyncServer, sid: str) -> dict[str, Any]:
    return dict(await server.get_session(sid))
