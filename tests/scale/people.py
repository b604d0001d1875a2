"""Simulated people: each holds one conversation over REST or over a socket, and never gives up."""

import asyncio
import contextlib
import json
import logging
import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import socketio

from tests.e2e.quiver import ROOT

if not hasattr(aiohttp, "ClientWSTimeout"):
    # Rasa pins an aiohttp older than what python-engineio's client asks for; it wants the seconds themselves.
    aiohttp.ClientWSTimeout = lambda ws_close=None, **_: ws_close

logging.getLogger("engineio.client").setLevel(logging.CRITICAL)  # a connection that breaks is what is tested
logging.getLogger("socketio.client").setLevel(logging.CRITICAL)

LOCALE = {"locale": "en-GB", "timezone": "Europe/London"}
PATIENCE = 30.0
"""Seconds after which a client takes a message for lost and sends it again."""
GIVES_UP = 240.0
REPEATS = 0.15
"""How often somebody sends an answered message once more, as a client does whose network swallowed the answer."""


@dataclass(frozen=True)
class Dialogue:
    """What somebody says, and what labels say of it."""

    id: str
    turns: tuple[str, ...]


def dialogues() -> list[Dialogue]:
    """The acceptance samples beside the repository or, without them, the development set."""
    samples = ROOT.parent / "shared" / "samples" / "dialogues.jsonl"
    file = samples if samples.is_file() else ROOT / "benchmarks" / "sets" / "dev" / "dialogues.jsonl"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Dialogue(line["id"], tuple(line["turns"])) for line in lines]


@dataclass(frozen=True)
class Answered:
    """An answer as a client got it."""

    texts: tuple[str, ...]
    level: str
    seconds: float
    attempts: int


@dataclass
class Person:
    """Somebody who says the turns of a dialogue, one after the other."""

    name: str
    dialogue: Dialogue
    answers: list[Answered] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unlike: int = 0
    repeated: int = 0
    safe_answers: int = 0

    @property
    def final(self) -> str:
        return self.answers[-1].level if self.answers else "none"

    def sender(self) -> str:
        """Rasa's id of the conversation."""
        return self.name

    def message_id(self, place: int) -> str:
        return f"{self.name}-{place}"

    async def talk(self, url: str, certificate: Path, *, think: Callable[[], float]) -> None:
        """Hold the conversation."""
        raise NotImplementedError

    def _note(self, place: int, answer: Answered) -> None:
        self.answers.append(answer)
        if not answer.texts:
            self.problems.append(f"message {place} got no words")


class RestPerson(Person):
    """Talks over REST, and sends the same message under the same id until it is answered."""

    async def talk(self, url: str, certificate: Path, *, think: Callable[[], float]) -> None:
        """Hold the conversation."""
        luck = random.Random(self.name)
        async with httpx.AsyncClient(verify=ssl.create_default_context(cafile=str(certificate)), timeout=PATIENCE) as client:
            for place, text in enumerate(self.dialogue.turns):
                await asyncio.sleep(think())
                body = {"sender": self.name, "message": text, "message_id": self.message_id(place), "metadata": LOCALE}
                answer = await self._insist(client, f"{url}/webhooks/rest/webhook", body)
                if answer is None:
                    self.problems.append(f"message {place} was never answered")
                    return
                self._note(place, answer)
                if luck.random() < REPEATS:
                    again = await self._insist(client, f"{url}/webhooks/rest/webhook", body)
                    self.repeated += 1
                    if again is None or (again.texts, again.level) != (answer.texts, answer.level):
                        self.problems.append(f"message {place}, sent again, got another answer")

    async def _insist(self, client: httpx.AsyncClient, url: str, body: dict[str, Any]) -> Answered | None:
        began, attempts = time.monotonic(), 0
        while time.monotonic() - began < GIVES_UP:
            attempts += 1
            try:
                reply = await client.post(url, json=body)
            except httpx.HTTPError:
                await asyncio.sleep(0.5)
                continue
            if reply.status_code == 200:
                return answered(reply.json(), time.monotonic() - began, attempts)
            if reply.status_code != 503:
                self.problems.append(f"status {reply.status_code}")
            elif not any("text" in message for message in reply.json()):
                self.problems.append("a refusal without words")
            else:
                self.safe_answers += 1
            await asyncio.sleep(float(reply.headers.get("Retry-After", "0.5")))
        return None


class WebPerson(Person):
    """Talks over the widget's socket: comes back after a break, asks for what was missed, sends what has no number again."""

    session: str | None = None
    last: int = 0

    def sender(self) -> str:
        return f"web-{(self.session or '').split('.')[0]}"

    async def talk(self, url: str, certificate: Path, *, think: Callable[[], float]) -> None:
        """Hold the conversation."""
        self.numbers: dict[int, str] = {}
        self._news = asyncio.Event()
        self._io: socketio.AsyncClient | None = None
        self._url, self._certificate = url, certificate
        try:
            for place, text in enumerate(self.dialogue.turns):
                await asyncio.sleep(think())
                answer = await self._insist(place, text)
                if answer is None:
                    self.problems.append(f"message {place} was never answered")
                    return
                self._note(place, answer)
        finally:
            await self._hang_up()
        if sorted(self.numbers) != list(range(1, len(self.numbers) + 1)):
            self.problems.append(f"numbers are missing: {sorted(self.numbers)}")

    async def _insist(self, place: int, text: str) -> Answered | None:
        began, attempts = time.monotonic(), 0
        while time.monotonic() - began < GIVES_UP:
            attempts += 1
            try:
                if self._io is None or not self._io.connected:
                    await self._hang_up()
                    await self._connect()
                self._heard, self._refused = [], False
                said = {"message": text, "session_id": self.session, "id": self.message_id(place), "metadata": LOCALE}
                await self._io.call("user_uttered", said, timeout=PATIENCE)  # type: ignore[union-attr]
                turn = await self._turn(self.message_id(place))
            except (socketio.exceptions.SocketIOError, asyncio.TimeoutError, aiohttp.ClientError, OSError):
                await self._hang_up()
                await asyncio.sleep(0.5)
                continue
            if turn is not None:
                return answered(turn, time.monotonic() - began, attempts)
            self.safe_answers += 1
            await asyncio.sleep(1)
        return None

    async def _turn(self, message_id: str) -> list[dict[str, Any]] | None:
        """The numbered messages that answer ``message_id``; None if it was refused for now."""

        async def whole() -> list[dict[str, Any]] | None:
            while True:
                own = next((wire["seq"] for event, wire in self._heard if event == "user_said" and wire.get("id") == message_id), None)
                if own is not None:
                    after = {wire["seq"]: wire for event, wire in self._heard if event == "bot_uttered" and wire.get("seq", 0) > own}
                    if any("custom" in wire for wire in after.values()):
                        return [after[number] for number in sorted(after)]
                if self._refused:
                    return None
                self._news.clear()
                await self._news.wait()
                if self._io is None or not self._io.connected:
                    raise ConnectionResetError

        return await asyncio.wait_for(whole(), PATIENCE)

    async def _connect(self) -> None:
        context = ssl.create_default_context(cafile=str(self._certificate))
        self._browser = aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=context))
        self._io = socketio.AsyncClient(reconnection=False, http_session=self._browser)
        caught_up = asyncio.Event()

        def confirm(session_id: str) -> None:
            self.session = session_id

        def hear(event: str, wire: dict[str, Any]) -> None:
            if "refused" in wire:
                self._refused = True
            if "seq" in wire:
                self.last = max(self.last, wire["seq"])
                said = json.dumps([wire.get("text"), (wire.get("custom") or {}).get("assessment")])
                if self.numbers.setdefault(wire["seq"], said) != said:
                    self.problems.append(f"number {wire['seq']} stands for two things")
            self._heard.append((event, wire))
            self._news.set()

        self._heard: list[tuple[str, dict[str, Any]]] = []
        self._refused = False
        self._io.on("session_confirm", confirm)
        self._io.on("caught_up", lambda data: caught_up.set())
        self._io.on("bot_uttered", lambda wire: hear("bot_uttered", wire))
        self._io.on("user_said", lambda wire: hear("user_said", wire))
        self._io.on("disconnect", lambda *_: self._news.set())
        await self._io.connect(self._url, headers={"Origin": self._url}, transports=["websocket"], wait_timeout=10)
        await self._io.emit("session_request", {"session_id": self.session, "after": self.last})
        await asyncio.wait_for(caught_up.wait(), PATIENCE)

    async def _hang_up(self) -> None:
        if self._io is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self._io.disconnect(), 5)
            await self._browser.close()
            self._io = None


def answered(messages: list[dict[str, Any]], seconds: float, attempts: int) -> Answered:
    """The answer that ``messages`` make up."""
    texts = tuple(str(message["text"]) for message in messages if message.get("text"))
    envelopes = [message["custom"] for message in messages if "custom" in message]
    return Answered(texts, str(envelopes[-1]["assessment"]["level"]) if envelopes else "none", seconds, attempts)
