"""Action server and Rasa together, watched: what ``make run`` starts."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from types import FrameType

from runtime.settings import ROOT, Settings
from runtime.training import ensure_model, quiet_environment

START_SECONDS = 180
STOP_SECONDS = 10
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class LaunchError(RuntimeError):
    """Quiver can't start; the message is one sentence for people."""


class Launcher:
    """Starts the processes, restarts the action server when it dies, and stops everything together."""

    def __init__(self, chosen: Settings) -> None:
        self._settings = chosen
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._action_port = free_port(chosen.port + 50)
        self._stopping = False

    def run(self) -> int:
        """Start everything, say when it is ready, and stay until it is stopped. Returns the exit code.

        Raises:
            LaunchError: if the port is taken, or a process doesn't come up.
        """
        _require_token(self._settings)
        _require_free(self._settings.host, self._settings.port)
        model = ensure_model(_tell)
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        try:
            self._start(model)
            self._wait_until_ready()
            _tell(f"Ready: http://localhost:{self._settings.port}/chat")
            return self._watch()
        finally:
            self._end()

    def _start(self, model: Path) -> None:
        _tell("Starting …")
        if self._settings.action_url is None:
            self._start_actions()
        rasa = ["-m", "runtime.rasa_cli", "run", "-m", str(model), "-p", str(self._settings.port), "-i", self._settings.host]
        self._spawn("rasa", [*rasa, "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"])

    def _start_actions(self) -> None:
        self._spawn("actions", ["-m", "runtime.action_server", str(self._action_port)])

    def _spawn(self, name: str, arguments: Sequence[str]) -> None:
        url = self._settings.action_url or f"http://127.0.0.1:{self._action_port}/webhook"
        environment = {**quiet_environment(), "QUIVER_ACTION_URL": url, "SANIC_BACKLOG": "1024"}
        self._processes[name] = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, start_new_session=True
        )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self._stopping:
            if self._processes["rasa"].poll() is not None:
                raise LaunchError("Rasa stopped while starting; what it said stands above.")
            if _answers(f"http://{_reachable(self._settings.host)}:{self._settings.port}/webhooks/rest/"):
                return
            time.sleep(0.25)
        raise LaunchError("Stopped before Quiver was ready." if self._stopping else "Quiver did not get ready in time.")

    def _watch(self) -> int:
        while not self._stopping:
            if self._processes["rasa"].poll() is not None:
                raise LaunchError("Rasa stopped unexpectedly; start Quiver again with 'make run'.")
            actions = self._processes.get("actions")
            if actions is not None and actions.poll() is not None:
                _tell("The action server stopped; starting it again.")
                self._start_actions()
            time.sleep(0.25)
        return 0

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> None:
        running = [process for process in self._processes.values() if process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def _tell(line: str) -> None:
    print(line, flush=True)


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _require_token(chosen: Settings) -> None:
    if chosen.host not in LOOPBACK and chosen.token is None:
        raise LaunchError(f"HOST={chosen.host} lets others in, so QUIVER_REST_TOKEN has to be set.")


def _require_free(host: str, port: int) -> None:
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise LaunchError(f"Port {port} is in use; choose another with 'make run PORT=…'.") from error


def free_port(wanted: int) -> int:
    """``wanted`` if nothing listens on it, else another free port on loopback.

    Raises:
        LaunchError: if there is none.
    """
    for port in (wanted, 0):
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port if port < 65536 else 0))
                return int(probe.getsockname()[1])
            except OSError:
                continue
    raise LaunchError("There is no free port for the action server.")
