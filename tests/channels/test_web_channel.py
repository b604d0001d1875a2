"""The web channel on a real server with real sockets and Rasa's own stores; only the bot behind it is a script."""

import asyncio
import logging
import re
import shutil
import socket
import subprocess
import time
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
import socketio
from rasa.core.channels.channel import register
from rasa.core.lock_store import InMemoryLockStore, RedisLockStore
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from channels.web import WebInput
from channels.web_settings import WebSettings

if not hasattr(aiohttp, "ClientWSTimeout"):
    # Rasa pins an aiohttp older than what python-engineio's client asks for; it wants the seconds themselves.
    aiohttp.ClientWSTimeout = lambda ws_close=None, **_: ws_close

Sanic.test_mode = True  # several apps in one process

PROJECT = Path(__file__).resolve().parents[2]
SECRET = "a secret for these tests"
BUTTONS = [{"title": "None of these", "payload": "#face_signs:none"}]
ENVELOPE = {"schema": 1, "kinds": ["interview"], "topics": [], "assessment": {"level": "undetermined"}}
OFFERS_A_SUMMARY = {**ENVELOPE, "summary": {}}


class ScriptedAgent:
    """Answers each message with a question and the envelope, and stores both as Rasa does: at the end of the turn."""

    def __init__(self, database: str) -> None:
        self.domain = Domain.empty()
        self.tracker_store = SQLTrackerStore(self.domain, dialect="sqlite", db=database)
        self.lock_store = InMemoryLockStore()
        self.handled: list[tuple[str, dict]] = []
        self.keeps_the_farewell = False
        self.hold = asyncio.Event()
        self.hold.set()

    def is_ready(self) -> bool:
        return True

    async def handle_message(self, message) -> None:
        async with self.lock_store.lock(message.sender_id):
            self.handled.append((message.text, message.metadata))
            await self.hold.wait()
            if message.text == "raise":
                raise RuntimeError("someone's words")
            tracker = await self.tracker_store.retrieve(message.sender_id) or DialogueStateTracker.from_events(message.sender_id, [])
            tracker.update(UserUttered(message.text, message_id=message.message_id, metadata=message.metadata))
            answers = [] if message.text == "silence" else [BotUttered("Any drooping?\n\nOr weakness?", {"buttons": BUTTONS}), BotUttered(None, {"custom": OFFERS_A_SUMMARY if message.text == "summary" else ENVELOPE})]
            for answer in answers:
                tracker.update(answer)
                await message.output_channel.send_response(message.sender_id, answer.message())
            if message.text == "delete everything":
                with self.tracker_store.session_scope() as session:
                    session.query(self.tracker_store.SQLEvent).filter_by(sender_id=message.sender_id).delete()
                    session.commit()
                if self.keeps_the_farewell:
                    await self.tracker_store.save(DialogueStateTracker.from_events(message.sender_id, list(tracker.events)[-3:]))
            else:
                await self.tracker_store.save(tracker)


class Client:
    """A browser's side of the socket. Waits for events instead of guessing how long they take."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.heard: list[tuple[str, object]] = []
        self.news = asyncio.Event()
        self.io = socketio.AsyncClient(reconnection=False)
        for event in ("session_confirm", "bot_uttered", "user_said", "caught_up", "session_forgotten"):
            self.io.on(event, lambda data, event=event: self._hear(event, data))

    def _hear(self, event: str, data: object) -> None:
        self.heard.append((event, data))
        self.news.set()

    async def connect(self, transports=("websocket",), **headers: str) -> "Client":
        await self.io.connect(self.url, headers=headers, transports=list(transports))
        return self

    async def wait_for(self, event: str, count: int = 1) -> list:
        async def enough() -> list:
            while len(found := self.all(event)) < count:
                self.news.clear()
                await self.news.wait()
            return found
        return await asyncio.wait_for(enough(), 5)

    def all(self, event: str) -> list:
        return [data for name, data in self.heard if name == event]

    async def session(self, session_id=None, after=0) -> str:
        before, caught_up = len(self.all("session_confirm")), len(self.all("caught_up"))
        await self.io.emit("session_request", {"session_id": session_id, "after": after})
        confirmed = (await self.wait_for("session_confirm", before + 1))[-1]
        await self.wait_for("caught_up", caught_up + 1)
        return confirmed

    async def say(self, session_id, text, **more):
        return await self.io.call("user_uttered", {"message": text, "session_id": session_id, **more}, timeout=5)

    async def settle(self) -> None:
        """Lets everything that is on its way arrive."""
        await asyncio.sleep(0.15)


@asynccontextmanager
async def server(database: Path, **settings):
    app = Sanic(f"quiver_test_{id(settings)}_{database.stat().st_size if database.exists() else 0}_{len(Sanic._app_registry)}")
    app.ctx.agent = ScriptedAgent(str(database))
    channel = WebInput(replace(WebSettings(secret=SECRET), **settings), project=PROJECT)
    register([channel], app, "/webhooks/")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    running = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await running.startup()
    await running.start_serving()
    try:
        yield app.ctx.agent, f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        running.close()
        await running.wait_closed()


@pytest_asyncio.fixture
async def quiver(tmp_path):
    clients: list[Client] = []
    async with server(tmp_path / "tracker.db", allowed_origins=("https://clinic.example",)) as (agent, url):
        async def client(transports=("websocket",), **headers) -> Client:
            clients.append(await Client(url).connect(transports, **headers))
            return clients[-1]
        client.agent, client.url = agent, url
        yield client
        for each in clients:
            with suppress(asyncio.TimeoutError):  # a client that polls waits for its last answer
                await asyncio.wait_for(each.io.disconnect(), 1)


pytestmark = pytest.mark.asyncio


async def test_a_message_is_answered_with_numbers(quiver):
    client = await quiver()
    session = await client.session()
    assert await client.say(session, "my lip twitches", id="m1", metadata={"locale": "en-GB", "timezone": "Europe/London", "other": "x"}) == {"ok": True}
    question, envelope = await client.wait_for("bot_uttered", 2)
    assert question["text"] == "Any drooping?\n\nOr weakness?"
    assert question["quick_replies"] == [{"content_type": "text", **BUTTONS[0]}]
    assert (question["seq"], envelope["seq"], envelope["custom"]) == (2, 3, ENVELOPE)
    assert client.all("user_said")[0]["seq"] == 1
    assert client.all("user_said")[0]["id"] == "m1"
    assert quiver.agent.handled == [("my lip twitches", {"locale": "en-GB", "timezone": "Europe/London"})]


async def test_a_summary_has_links_that_are_made_anew_when_it_is_sent_again(quiver):
    client = await quiver()
    session = await client.session()
    await client.say(session, "summary", metadata={"timezone": "Europe/London"})
    links = (await client.wait_for("bot_uttered", 2))[1]["custom"]["summary"]
    assert re.fullmatch(r"/summary/[\w-]+\.pdf", links["pdf"])
    again = await quiver()
    await again.session(session)
    anew = again.all("bot_uttered")[1]["custom"]["summary"]
    assert anew["pdf"].startswith("/summary/")
    assert anew["pdf"] != links["pdf"]


async def test_a_widget_made_for_rasa_works(quiver):
    client = await quiver(transports=("polling", "websocket"))
    await client.io.emit("session_request", {})
    [session] = await client.wait_for("session_confirm")
    await client.io.emit("user_uttered", {"message": "hello", "session_id": session, "customData": {}, "metadata": "{\"locale\": \"de-DE\"}"})
    await client.wait_for("bot_uttered", 2)
    assert client.all("caught_up") == []
    assert quiver.agent.handled[0][1] == {"locale": "de-DE"}


async def test_a_message_without_a_session_gets_one(quiver):
    client = await quiver()
    await client.io.emit("user_uttered", {"message": "hello"})
    await client.wait_for("session_confirm")
    await client.wait_for("bot_uttered", 2)


async def test_what_was_missed_comes_again_and_nothing_else(quiver):
    first = await quiver()
    session = await first.session()
    await first.say(session, "one")
    await first.wait_for("bot_uttered", 2)
    await first.say(session, "two")
    await first.wait_for("bot_uttered", 4)
    second = await quiver()
    assert await second.session(session, after=3) == session
    assert [(event, data["seq"]) for event, data in second.heard if isinstance(data, dict) and "seq" in data] == [("user_said", 4), ("bot_uttered", 5), ("bot_uttered", 6)]
    assert second.all("caught_up") == [{"last": 6}]
    live = {data["seq"]: data for event, data in first.heard if event == "bot_uttered"}
    assert all(live[data["seq"]] == data for data in second.all("bot_uttered"))


async def test_two_tabs_hear_the_same(quiver):
    one, two = await quiver(), await quiver()
    session = await one.session()
    await two.session(session)
    await one.say(session, "hello")
    for tab in (one, two):
        assert [message["seq"] for message in await tab.wait_for("bot_uttered", 2)] == [2, 3]
        assert [message["text"] for message in tab.all("user_said")] == ["hello"]


async def test_a_message_sent_twice_is_handled_once(quiver):
    client = await quiver()
    session = await client.session()
    for _ in range(3):
        await client.say(session, "hello", id="m1")
    await client.wait_for("bot_uttered", 6)
    assert len(quiver.agent.handled) == 1
    assert {message["seq"] for message in client.all("bot_uttered")} == {2, 3}


async def test_the_numbers_survive_a_restart(tmp_path):
    async with server(tmp_path / "tracker.db") as (_, url):
        client = await Client(url).connect()
        session = await client.session()
        await client.say(session, "hello", id="m1")
        await client.wait_for("bot_uttered", 2)
        await client.io.disconnect()
    async with server(tmp_path / "tracker.db") as (agent, url):
        client = await Client(url).connect()
        assert await client.session(session, after=1) == session
        assert [message["seq"] for message in client.all("bot_uttered")] == [2, 3]
        await client.say(session, "hello", id="m1")
        await client.settle()
        assert agent.handled == []
        await client.io.disconnect()


async def test_messages_of_one_conversation_keep_their_order(quiver):
    client = await quiver()
    session = await client.session()
    quiver.agent.hold.clear()
    for number in range(5):
        await client.say(session, f"message {number}", id=f"m{number}")
    quiver.agent.hold.set()
    await client.wait_for("bot_uttered", 10)
    assert [message["text"] for message in client.all("user_said")] == [f"message {number}" for number in range(5)]
    assert [message["seq"] for message in client.all("bot_uttered")] == [2, 3, 5, 6, 8, 9, 11, 12, 14, 15]


async def test_someone_elses_session_opens_nothing(quiver):
    victim = await quiver()
    session = await victim.session()
    await victim.say(session, "something private")
    await victim.wait_for("bot_uttered", 2)
    random, expiry, signature = session.split(".")
    attacker = await quiver()
    for guess in (random, f"web-{random}", f"{random}.{expiry}", f"{random}.{expiry}.{'0' * 64}", f"{random}.{int(expiry) + 9}.{signature}", {"random": random}, None, 7):
        fresh = await attacker.session(guess)
        assert fresh.split(".")[0] != random
        await attacker.say(guess, "hello")
    await attacker.settle()
    heard = [message["text"] for message in attacker.all("user_said")]
    assert set(heard) == {"hello"}
    assert [message["text"] for message in victim.all("user_said")] == ["something private"]


async def test_an_expired_session_gets_a_fresh_one(tmp_path):
    async with server(tmp_path / "tracker.db", session_days=1 / 86_400) as (_, url):
        client = await Client(url).connect()
        session = await client.session()
        await client.say(session, "hello")
        await client.wait_for("bot_uttered", 2)
        await asyncio.sleep(1.1)
        heard = len(client.heard)
        fresh = await client.session(session)
        assert fresh.split(".")[0] != session.split(".")[0]
        assert [event for event, _ in client.heard[heard:]] == ["session_confirm", "caught_up"]
        await client.io.disconnect()


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_a_foreign_page_is_turned_away(quiver, transport):
    with pytest.raises(socketio.exceptions.ConnectionError):
        await quiver(transports=(transport,), Origin="https://evil.example")


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_a_configured_page_is_let_in(quiver, transport):
    client = await quiver(transports=(transport,), Origin="https://clinic.example")
    assert await client.session()


async def test_the_page_itself_is_let_in(quiver):
    client = await quiver(Origin=quiver.url)
    assert await client.session()


async def test_100_kb_of_text_is_refused_kindly(quiver):
    client = await quiver()
    session = await client.session()
    assert await client.say(session, "x" * 100_000, id="m1") == {"ok": False, "reason": "too_long"}
    [refusal] = await client.wait_for("bot_uttered")
    assert "up to 8,000 characters" in refusal["text"]
    assert refusal["refused"] == {"id": "m1", "reason": "too_long"}
    assert await client.say(session, "x" * 8000) == {"ok": True}
    await client.wait_for("bot_uttered", 3)
    assert len(quiver.agent.handled) == 1


async def test_200_messages_in_a_second_are_refused_kindly(quiver):
    client = await quiver()
    session = await client.session()
    receipts = await asyncio.gather(*(client.say(session, f"message {number}") for number in range(200)))
    taken = sum(receipt["ok"] for receipt in receipts)
    assert 20 <= taken <= 25
    assert {receipt.get("reason") for receipt in receipts} == {None, "too_fast"}
    await client.wait_for("bot_uttered", taken * 2 + 1)
    refusals = [message for message in client.all("bot_uttered") if "refused" in message]
    assert 1 <= len(refusals) <= 3
    assert "wait a few seconds" in refusals[0]["text"]
    assert len(quiver.agent.handled) == taken


async def test_a_flood_of_sessions_is_refused_too(quiver):
    client = await quiver()
    for _ in range(100):
        await client.io.emit("session_request", {})
    await client.wait_for("bot_uttered")
    await client.settle()
    assert len(client.all("session_confirm")) <= 25


@pytest.mark.parametrize("message", [None, 7, ["a"], {"text": "a"}, True])
async def test_what_is_no_text_is_refused_kindly(quiver, message):
    client = await quiver()
    session = await client.session()
    assert (await client.say(session, message))["reason"] == "not_text"
    assert "type your message" in (await client.wait_for("bot_uttered"))[0]["text"]


@pytest.mark.parametrize("data", ["a string", 7, ["x"], None])
async def test_events_of_a_strange_shape_harm_nobody(quiver, data):
    client = await quiver()
    await client.io.emit("session_request", data)
    await client.wait_for("session_confirm")
    await client.io.emit("user_uttered", data)
    await client.wait_for("bot_uttered")
    session = await client.session(None, after=True if data is None else "x") if data == 0 else client.all("session_confirm")[-1]
    await client.say(session, "hello", id={"a": 1}, metadata=[1])
    await client.wait_for("bot_uttered", 3)


async def test_markup_is_passed_on_as_text(quiver):
    client = await quiver()
    session = await client.session()
    await client.say(session, "<img src=x onerror=alert(1)> /restart")
    await client.wait_for("bot_uttered", 2)
    assert client.all("user_said")[0]["text"] == "<img src=x onerror=alert(1)> /restart"


async def test_a_bot_that_fails_is_excused_with_the_emergency_line_and_no_words_in_the_log(quiver, caplog):
    client = await quiver()
    session = await client.session()
    with caplog.at_level(logging.DEBUG, logger="channels.web"):
        await client.say(session, "raise", id="m1")
        excuse, envelope = (await client.wait_for("bot_uttered", 2))[-2:]
    assert re.search("112|999|911|emergency number", excuse["text"])
    assert "seq" not in excuse
    assert "assessment" in envelope["custom"]
    assert excuse["refused"] == {"id": "m1", "reason": "unavailable"}
    assert "RuntimeError" in caplog.text
    assert "words" not in caplog.text
    await client.say(session, "hello")
    await client.wait_for("user_said")


async def test_a_bot_that_says_nothing_is_excused_as_well(quiver):
    client = await quiver()
    session = await client.session()
    await client.say(session, "silence", id="m1")
    excuse, envelope = (await client.wait_for("bot_uttered", 2))[-2:]
    assert excuse["text"]
    assert "assessment" in envelope["custom"]
    assert "refused" not in excuse, "the message is stored, so it need not be sent again"


async def test_a_bot_that_hangs_is_excused_in_time(tmp_path):
    async with server(tmp_path / "tracker.db", patience=0.2) as (agent, url):
        client = await Client(url).connect()
        session = await client.session()
        agent.hold.clear()
        await client.say(session, "hello")
        [excuse, *_] = await client.wait_for("bot_uttered")
        assert excuse["refused"]["reason"] == "unavailable"
        await client.io.disconnect()


async def test_half_characters_and_nulls_can_be_stored(quiver):
    client = await quiver()
    session = await client.session()
    await client.say(session, "a\ud800b\x00c", id="m1")
    await client.wait_for("bot_uttered", 2)
    assert client.all("user_said")[0]["text"] == "a?bc"


@pytest.mark.parametrize("keeps_the_farewell", [False, True])
async def test_delete_everything_says_farewell_and_ends_the_session(quiver, keeps_the_farewell):
    quiver.agent.keeps_the_farewell = keeps_the_farewell
    one, two = await quiver(), await quiver()
    session = await one.session()
    await two.session(session)
    await one.say(session, "hello")
    await one.wait_for("bot_uttered", 2)
    await one.say(session, "delete everything", id="m2")
    for tab in (one, two):
        await tab.wait_for("session_forgotten")
        farewell = tab.all("bot_uttered")[2]
        assert farewell["answers"] == "m2"
        assert "seq" not in farewell
    again = await quiver()
    await again.session(session)
    assert "hello" not in [message["text"] for message in again.all("user_said")]


@pytest.fixture
def redis_port():
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("there is no redis-server here (Debian: apt-get install redis-server)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    redis = subprocess.Popen([program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL)
    for _ in range(100):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.05)
    yield port
    redis.kill()
    redis.wait()


async def test_two_replicas_are_one_server_when_redis_is_configured(tmp_path, redis_port):
    shared = {"redis_url": f"redis://127.0.0.1:{redis_port}/0"}
    async with server(tmp_path / "tracker.db", **shared) as (one, here), server(tmp_path / "tracker.db", **shared) as (two, there):
        one.lock_store, two.lock_store = RedisLockStore(port=redis_port), RedisLockStore(port=redis_port)
        left, right = await Client(here).connect(), await Client(there).connect()
        session = await left.session()
        assert await right.session(session) == session
        # The same message to both, as from a client that lost its connection and came back elsewhere.
        await asyncio.gather(left.say(session, "hello", id="m1"), right.say(session, "hello", id="m1"))
        for tab in (left, right):
            await tab.wait_for("bot_uttered", 4)
            assert {message["seq"] for message in tab.all("bot_uttered")} == {2, 3}
        assert len(one.handled) + len(two.handled) == 1
        await left.io.disconnect()
        await right.io.disconnect()


async def test_the_pages_are_at_the_root(quiver):
    async with aiohttp.ClientSession() as web:
        for path, type in (("/chat", "text/html"), ("/privacy", "text/html"), ("/widget/quiver.js", "text/javascript"), ("/widget/page.css", "text/css")):
            async with web.get(quiver.url + path) as answer:
                assert (answer.status, answer.content_type) == (200, type), path
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
        async with web.get(quiver.url + "/chat") as answer:
            policy, tag = answer.headers["Content-Security-Policy"], answer.headers["ETag"]
            assert "script-src 'self'" in policy
            assert "unsafe" not in policy
        async with web.get(quiver.url + "/chat", headers={"If-None-Match": tag}) as answer:
            assert answer.status == 304
        async with web.get(quiver.url + "/webhooks/web/") as answer:
            assert await answer.json() == {"status": "ok"}


@pytest.mark.parametrize("path", ["/widget/chat.html", "/widget/../channels/web.py", "/widget/%2e%2e%2fchannels%2fweb.py", "/widget/.gitignore", "/widget/"])
async def test_nothing_else_of_the_disk_is_served(quiver, path):
    async with aiohttp.ClientSession() as web, web.get(quiver.url + path) as answer:
        assert answer.status == 404
