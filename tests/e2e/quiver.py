"""A real Quiver for tests: started as `make run` starts it, on a free port, with a conversation store of its own."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from runtime.processes import answers
from runtime.processes import free_port as free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300


@dataclass
class Quiver:
    """A running Quiver."""

    port: int
    state: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None
    root: Path = ROOT

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.state / "quiver.log"

    def start(self) -> "Quiver":
        environment = {
            **os.environ,
            "PORT": str(self.port),
            "QUIVER_DATABASE_URL": f"sqlite:///{self.state / 'conversations.db'}",
            **self.environment,
        }
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "runtime"], cwd=self.root, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise RuntimeError(f"Quiver stopped while starting:\n{self.log.read_text()[-3000:]}")
            if b"Ready: " in self.log.read_bytes().split(b"Starting", 1)[-1] and self.healthy():
                return self
            time.sleep(0.3)
        raise RuntimeError(f"Quiver did not get ready:\n{self.log.read_text()[-3000:]}")

    def healthy(self) -> bool:
        return answers(f"{self.url}/webhooks/rest/")

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)

    def children(self) -> dict[str, int]:
        """Process ids of Rasa ("rasa") and the action server ("actions")."""
        assert self.process is not None
        found = {}
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(entry.read_text().rsplit(")", 1)[1].split()[1])
                command = (entry.parent / "cmdline").read_bytes()
            except (OSError, IndexError):
                continue
            if parent == self.process.pid:
                found["actions" if b"action_server" in command else "rasa"] = int(entry.parent.name)
        return found

    def person(self, **metadata: str) -> "Person":
        return Person(self, metadata)


@dataclass
class Person:
    """Somebody in a conversation over REST."""

    quiver: Quiver
    metadata: dict[str, str] = field(default_factory=dict)
    sender: str = field(default_factory=lambda: f"test-{uuid.uuid4()}")

    def say(self, text: str) -> "Turn":
        body = {"sender": self.sender, "message": text, "metadata": self.metadata}
        status, messages = post(self.quiver, json.dumps(body).encode())
        assert status == 200, messages
        return Turn(messages)


@dataclass
class Turn:
    """What came back to one message."""

    messages: list[dict[str, Any]]

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages if "text" in message]

    @property
    def first_sentence(self) -> str:
        return self.texts[0].split("\n")[0]

    @property
    def envelope(self) -> dict[str, Any]:
        envelopes = [message["custom"] for message in self.messages if "custom" in message]
        assert envelopes, f"no envelope in {self.messages}"
        return envelopes[-1]  # type: ignore[no-any-return]

    @property
    def level(self) -> str:
        return str(self.envelope["assessment"]["level"])

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.messages for button in message.get("buttons", [])]


def post(quiver: Quiver, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    """POST raw bytes to the REST webhook; status and JSON of the answer."""
    request = urllib.request.Request(
        f"{quiver.url}/webhooks/rest/webhook", body, {"Content-Type": "application/json", **(headers or {})}
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
