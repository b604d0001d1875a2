"""What ``deploy/`` describes, as processes: PostgreSQL, Redis, an action server, replicas, and nginx before them."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from runtime.training import quiet_environment
from tests.e2e.quiver import ROOT, free_port
from tests.scale.services import Nginx, Postgres, Redis, wait_until

SECRET = "a secret that all replicas share"
START_SECONDS = 120.0


@dataclass
class ActionServer:
    """An action server that all replicas share."""

    log: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/webhook"

    def start(self) -> "ActionServer":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "runtime.action_server", str(self.port)], cwd=ROOT, env=quiet_environment(), stdout=log, stderr=log
            )
        return self

    def stop(self) -> None:
        """``kill -9``."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@dataclass
class Replica:
    """One Quiver, started as an orchestrator starts it."""

    name: str
    environment: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None
    kills: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "Replica":
        environment = {**os.environ, **self.environment, "PORT": str(self.port)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "runtime"], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def pids(self) -> list[int]:
        """The launcher and what it started."""
        assert self.process is not None
        return [self.process.pid, *children(self.process.pid)]

    def server_pid(self) -> int:
        """The process that answers."""
        assert self.process is not None
        return next(pid for pid in children(self.process.pid) if b"rasa_cli" in Path(f"/proc/{pid}/cmdline").read_bytes())

    def kill(self) -> None:
        """``kill -9``, all of it."""
        for pid in self.pids():
            os.kill(pid, signal.SIGKILL)
        assert self.process is not None
        self.process.wait()
        self.kills += 1

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.kill()


@dataclass
class Topology:
    """All of it."""

    folder: Path
    model: Path
    replicas_wanted: int = 2
    environment: dict[str, str] = field(default_factory=dict)
    nginx_values: dict[str, str] = field(default_factory=dict)

    def start(self) -> "Topology":
        self.started = time.monotonic()
        self.folder.chmod(0o711)  # PostgreSQL's own user has to get to its folder
        self.postgres = Postgres(self.folder / "postgres").start()
        self.redis = Redis().start()
        self.actions = ActionServer(self.folder / "actions.log").start()
        shared = {
            "QUIVER_DATABASE_URL": self.postgres.url,
            "QUIVER_REDIS_URL": self.redis.url,
            "QUIVER_ACTION_URL": self.actions.url,
            "QUIVER_SECRET": SECRET,
            "QUIVER_MODEL": str(self.model),
            "SANIC_PROXIES_COUNT": "1",
            **self.environment,
        }
        names = [f"replica-{number + 1}" for number in range(self.replicas_wanted)]
        self.replicas = [Replica(name, shared, self.folder / f"{name}.log").start() for name in names]
        self.nginx = Nginx(self.folder / "nginx", tuple(replica.port for replica in self.replicas), self.nginx_values).start()
        for replica in self.replicas:
            wait_until(replica.ready, replica.name, START_SECONDS)
        return self

    def stop(self) -> None:
        """Stop everything, in the order in which it is needed; what never came up is left out."""
        begun = self.__dict__
        replicas = begun.get("replicas", [])
        for thing in [begun.get("nginx"), *replicas, begun.get("actions"), begun.get("redis"), begun.get("postgres")]:
            if thing is not None:
                thing.stop()

    def logs(self) -> dict[str, str]:
        """What the processes wrote."""
        return {file.name: file.read_text(errors="replace") for file in self.folder.glob("*.log")}


def children(pid: int) -> list[int]:
    """The processes that ``pid`` started."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(entry.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        if parent == pid:
            found.append(int(entry.parent.name))
    return found
