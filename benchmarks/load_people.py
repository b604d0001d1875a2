"""People for Locust (``locust -f benchmarks/load_people.py``): over REST or over sockets, one message after the other.

Environment: ``LOAD_TEXTS`` (a JSON file with texts), ``LOAD_BY`` (``rest`` or ``socket``), ``LOAD_CERTIFICATE`` (to trust),
``LOAD_MESSAGES`` (stop after so many), ``LOAD_OUT`` (where the figures go, as JSON).
"""

import itertools
import json
import os
import time
import uuid
from pathlib import Path
from typing import Any

import gevent
import socketio
from gevent.event import Event
from locust import HttpUser, User, events, task

TEXTS: list[str] = json.loads(Path(os.environ["LOAD_TEXTS"]).read_text(encoding="utf-8"))
CERTIFICATE = os.environ.get("LOAD_CERTIFICATE") or True
MESSAGES = int(os.environ.get("LOAD_MESSAGES", "0"))
CONVERSATION = 10
"""Messages after which somebody begins a new conversation."""
PATIENCE = 30
_places = itertools.count()


class _Talker:
    """What somebody says, and to whom it belongs."""

    def __init__(self) -> None:
        self._place = next(_places) * CONVERSATION
        self._said = 0
        self.sender = ""

    def next(self) -> str:
        """The next text; every tenth begins a conversation."""
        if self._said % CONVERSATION == 0:
            self.sender = f"load-{uuid.uuid4()}"
        self._said += 1
        return TEXTS[(self._place + self._said) % len(TEXTS)]


class RestPerson(HttpUser):
    """Somebody over REST."""

    abstract = os.environ.get("LOAD_BY", "rest") != "rest"

    def on_start(self) -> None:
        """Get ready to talk."""
        self.client.verify = CERTIFICATE
        self._talker = _Talker()

    @task
    def say(self) -> None:
        """Say one thing and take the answer; an empty one is a failure."""
        text = self._talker.next()
        body = {"sender": self._talker.sender, "message": text}
        with self.client.post("/webhooks/rest/webhook", json=body, timeout=PATIENCE, catch_response=True, name="message") as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
            elif not answer.json():
                answer.failure("silence")


class SocketPerson(User):
    """Somebody over Rasa's socket protocol, which Quiver's web channel speaks too."""

    abstract = os.environ.get("LOAD_BY", "rest") != "socket"

    def on_start(self) -> None:
        """Connect."""
        self._talker = _Talker()
        self._heard, self._session = Event(), ""
        self._io = socketio.Client(ssl_verify=False, reconnection=False)
        self._io.on("session_confirm", self._confirmed)
        self._io.on("bot_uttered", lambda *_: self._heard.set())
        try:
            self._io.connect(str(self.host), transports=["websocket"], wait_timeout=PATIENCE)
        except socketio.exceptions.ConnectionError as error:
            events.request.fire(request_type="socket", name="connect", response_time=0, response_length=0, exception=error)
            raise
        self._io.emit("session_request", {"session_id": uuid.uuid4().hex})
        deadline = time.monotonic() + PATIENCE
        while not self._session and time.monotonic() < deadline:
            gevent.sleep(0.02)

    def _confirmed(self, session: Any) -> None:
        self._session = session if isinstance(session, str) else str(session)

    @task
    def say(self) -> None:
        """Say one thing and wait for the first word of the answer."""
        began, failure = time.perf_counter(), None
        self._heard.clear()
        self._io.emit("user_uttered", {"message": self._talker.next(), "session_id": self._session})
        if not self._heard.wait(PATIENCE):
            failure = TimeoutError("silence")
        events.request.fire(
            request_type="socket", name="message", response_time=1000 * (time.perf_counter() - began), response_length=0, exception=failure
        )
        gevent.sleep(0.02)  # the rest of the answer

    def on_stop(self) -> None:
        """Hang up."""
        self._io.disconnect()


@events.init.add_listener
def stop_when_enough(environment: Any, **_: Any) -> None:
    """Stop when enough has been said."""

    def count(**_: Any) -> None:
        runner = environment.runner
        if MESSAGES and runner is not None and runner.stats.total.num_requests >= MESSAGES:
            runner.quit()

    events.request.add_listener(count)


@events.quitting.add_listener
def write(environment: Any, **_: Any) -> None:
    """Write the figures."""
    total = environment.stats.total
    figures = {
        "messages": total.num_requests,
        "failed": total.num_failures,
        "per_second": total.num_requests / max(1e-9, total.last_request_timestamp - environment.stats.start_time) if total.num_requests else 0,
        **{f"p{share}": total.get_response_time_percentile(share / 100) for share in (50, 95, 99)},
        "errors": sorted({str(error.error) for error in environment.stats.errors.values()}),
    }
    Path(os.environ["LOAD_OUT"]).write_text(json.dumps(figures), encoding="utf-8")
