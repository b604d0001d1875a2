"""Quiver as a process: the scripted bot, or the real one, pointed at a local Slack."""

import multiprocessing
import os
import sys
import time
from collections.abc import Mapping
from multiprocessing.context import ForkServerContext
from multiprocessing.forkserver import ensure_running
from pathlib import Path

import httpx
from typing_extensions import Self

from tests.e2e import quiver as running
from tests.e2e.slack.local_slack.api import SECRET, LocalSlack

ROOT = Path(__file__).resolve().parents[4]


class Quiver:
    """A running Quiver with its log."""

    def __init__(self, log: Path) -> None:
        self.port, self.log_path = running.free_port(), log
        self.url = f"http://127.0.0.1:{self.port}"

    def ready(self, seconds: float = 60, state: str = "ready") -> Self:
        """Wait until Slack's channel says that it is in ``state``."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.alive():
            if self.state() == state:
                return self
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"not {state} after {seconds} s:\n{self.log()[-3000:]}")

    def state(self) -> str:
        try:
            return str(httpx.get(f"{self.url}/webhooks/slack/", timeout=5).json()["slack"])
        except (httpx.HTTPError, ValueError, KeyError):
            return ""

    def log(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def alive(self) -> bool:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError


class Scripted(Quiver):
    """The scripted bot, forked from a process that has imported everything already: Rasa takes seconds to import."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        super().__init__(log)
        forks = _ready_to_fork()
        given = {**clean_environment(), **environment, "PORT": str(self.port)}
        self._process = forks.Process(target=serve_stub, args=(given, str(log)), daemon=True)
        self._process.start()

    def alive(self) -> bool:
        return self._process.is_alive()

    def kill(self) -> None:
        """End it without a chance to finish anything."""
        self._process.kill()
        self._process.join(5)

    def stop(self) -> None:
        self._process.terminate()
        self._process.join(20)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(5)


def _ready_to_fork() -> ForkServerContext:
    """A context whose server has imported the scripted bot. Python 3.10's looks for it on PYTHONPATH only."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["tests.e2e.slack.local_slack.stub_bot"])
    before = dict(os.environ)
    os.environ.update(PYTHONPATH=str(ROOT), PYTHONWARNINGS="ignore", TF_CPP_MIN_LOG_LEVEL="3")
    try:
        ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)
    return forks


def serve_stub(environment: dict[str, str], log: str) -> None:
    """In the forked process: take ``environment``, write to ``log``, serve until told to stop."""
    with Path(log).open("ab") as file:
        os.dup2(file.fileno(), sys.stdout.fileno())
        os.dup2(file.fileno(), sys.stderr.fileno())
    os.environ.clear()
    os.environ.update(environment)
    from tests.e2e.slack.local_slack import stub_bot

    stub_bot.serve()


class Real(Quiver):
    """The trained bot, as `make run` starts it, with conversations of its own."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        super().__init__(folder / "quiver.log")
        self._running = running.Quiver(self.port, folder, dict(environment))
        self._running.start()

    def alive(self) -> bool:
        return self._running.process is not None and self._running.process.poll() is None

    def stop(self) -> None:
        self._running.stop()


def clean_environment() -> dict[str, str]:
    """The environment without anybody's real Slack and without proxies."""
    kept = {key: value for key, value in os.environ.items() if not key.upper().startswith(("SLACK_", "QUIVER_REDIS"))}
    return {key: value for key, value in kept.items() if not key.upper().endswith("_PROXY")}


def credentials(slack: LocalSlack, folder: Path, *, http: bool = True, socket: bool = False) -> dict[str, str]:
    """The environment variables that connect a Quiver to ``slack``."""
    given = {"SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.url, "QUIVER_FOLDER": str(folder)}
    if http:
        given["SLACK_SIGNING_SECRET"] = SECRET
    if socket:
        given["SLACK_APP_TOKEN"] = slack.app_token
    return given


def stub(
    slack: LocalSlack, folder: Path, *, name: str = "stub", http: bool = True, socket: bool = False, **more: str
) -> Scripted:
    """The scripted bot behind the real channel."""
    folder.mkdir(parents=True, exist_ok=True)
    return Scripted({**credentials(slack, folder, http=http, socket=socket), **more}, folder / f"{name}.log")


def real(slack: LocalSlack, folder: Path, **more: str) -> Real:
    """The trained bot, over both transports."""
    folder.mkdir(parents=True, exist_ok=True)
    return Real({**credentials(slack, folder, http=True, socket=True), **more}, folder)
