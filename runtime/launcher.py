"""Action server and Rasa together, watched: what ``make run`` starts."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from types import FrameType

from runtime.doors import server_limits
from runtime.processes import answers, free_port
from runtime.settings import ROOT, Settings
from runtime.training import ensure_model, is_whole, quiet_environment

START_SECONDS = 180
RESTARTS, RESTARTS_WITHIN = 5, 600.0
"""How often Rasa is started again within so many seconds before whoever supervises this process has to look after it."""
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
        self._restarts: list[float] = []

    def run(self) -> int:
        """Start everything, say when it is ready, and stay until it is stopped. Returns the exit code.

        Raises:
            LaunchError: if the port is taken, or a process doesn't come up.
        """
        _require_token(self._settings)
        _require_free(self._settings.host, self._settings.port)
        self._model = chosen_model(self._settings, _tell)
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        try:
            self._start()
            self._wait_until_ready()
            _tell(f"Ready: http://localhost:{self._settings.port}/chat")
            return self._watch()
        finally:
            self._end()

    def _start(self) -> None:
        _tell("Starting …")
        if self._settings.action_url is None:
            self._start_actions()
        self._start_rasa()

    def _start_rasa(self) -> None:
        rasa = ["-m", "runtime.rasa_cli", "run", "-m", str(self._model), "-p", str(self._settings.port), "-i", self._settings.host]
        self._spawn("rasa", [*rasa, "--endpoints", "endpoints.yml", "--credentials", "credentials.yml"])

    def _start_actions(self) -> None:
        self._spawn("actions", ["-m", "runtime.action_server", str(self._action_port)])

    def _spawn(self, name: str, arguments: Sequence[str]) -> None:
        url = self._settings.action_url or f"http://127.0.0.1:{self._action_port}/webhook"
        environment = {**quiet_environment(), **server_limits(), "QUIVER_ACTION_URL": url, "SANIC_BACKLOG": "1024"}
        self._processes[name] = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=environment, start_new_session=True
        )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and not self._stopping:
            if self._processes["rasa"].poll() is not None:
                raise LaunchError("Rasa stopped while starting; what it said stands above.")
            if answers(f"http://{_reachable(self._settings.host)}:{self._settings.port}/webhooks/rest/"):
                return
            time.sleep(0.25)
        raise LaunchError("Stopped before Quiver was ready." if self._stopping else "Quiver did not get ready in time.")

    def _watch(self) -> int:
        while not self._stopping:
            if self._processes["rasa"].poll() is not None:
                self._restart_rasa()
            actions = self._processes.get("actions")
            if actions is not None and actions.poll() is not None:
                _tell("The action server stopped; starting it again.")
                self._start_actions()
            time.sleep(0.25)
        return 0

    def _restart_rasa(self) -> None:
        now = time.monotonic()
        self._restarts = [moment for moment in self._restarts if moment > now - RESTARTS_WITHIN] + [now]
        if len(self._restarts) > RESTARTS:
            raise LaunchError("Rasa stopped unexpectedly, again and again; what it said stands above.")
        _tell("Rasa stopped unexpectedly; starting it again.")
        time.sleep(min(8, 2 ** (len(self._restarts) - 2)))
        self._start_rasa()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True

    def _end(self) -> None:
        """Stop Rasa, which finishes its answers first, then the action server, which they may need."""
        for name in ("rasa", "actions"):
            process = self._processes.get(name)
            if process is None or process.poll() is not None:
                continue
            process.terminate()
            try:
                process.wait(self._settings.stop_seconds + 2)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)


def chosen_model(chosen: Settings, tell: Callable[[str], None]) -> Path:
    """The model that the settings name, which is never trained here; without one, the one for the present inputs.

    Raises:
        LaunchError: if the named model is missing or damaged.
        TrainingError: if training fails.
    """
    if chosen.model is None:
        return ensure_model(tell)
    path = Path(chosen.model)
    if not is_whole(path):
        raise LaunchError(f"QUIVER_MODEL={chosen.model} is {'damaged' if path.exists() else 'missing'}.")
    return path


def _tell(line: str) -> None:
    print(line, flush=True)


def _reachable(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else host


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
