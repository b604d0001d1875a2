"""PostgreSQL, Redis and nginx as processes of our own, on free loopback ports, in folders of our own."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.quiver import ROOT, free_port

PATIENCE = 30.0
PASSWORD = "for-these-tests-only"
TEMPLATE = ROOT / "deploy" / "nginx" / "quiver.conf.template"


class MissingError(RuntimeError):
    """A program that the test needs is not on this machine."""


def program(name: str, *folders: str) -> str:
    """The path of ``name``, looked for in ``folders`` (globs) too.

    Raises:
        MissingError: if it isn't there.
    """
    found = shutil.which(name) or next((str(path) for folder in folders for path in sorted(Path("/").glob(f"{folder}/{name}"))), None)
    if found is None:
        raise MissingError(f"{name} is missing; on Debian: apt-get install --no-install-recommends postgresql redis-server nginx-light")
    return found


def as_postgres() -> list[str]:
    """PostgreSQL refuses to run as root; then it runs as the user that its package made."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@dataclass
class Postgres:
    """A PostgreSQL server with one database, ``quiver``."""

    folder: Path
    port: int = field(default_factory=free_port)
    user: str = field(default_factory=lambda: "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name)

    @property
    def url(self) -> str:
        return f"postgresql://{self.user}:{PASSWORD}@127.0.0.1:{self.port}/quiver"

    def start(self) -> "Postgres":
        self.folder.mkdir(mode=0o700, parents=True)
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        if os.geteuid() == 0:
            shutil.chown(secret, "postgres", "postgres")
        self._run("initdb", "--pgdata", str(self._data), "--auth", "scram-sha-256", "--pwfile", str(secret), "--encoding", "UTF8", "--no-locale")
        self._control("start")
        self._run("createdb", "--host", "127.0.0.1", "--port", str(self.port), "--username", self.user, "quiver")
        return self

    def restart(self) -> None:
        """Stop at once, breaking all connections, and start again."""
        self._control("restart", "--mode", "fast")

    def stop(self) -> None:
        self._control("stop", "--mode", "immediate", check=False)

    def resume(self) -> None:
        self._control("start")

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _control(self, what: str, *more: str, check: bool = True) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder} -c max_connections=60"
        self._run("pg_ctl", "--pgdata", str(self._data), "--wait", "--log", str(self.folder / "log"), "--options", options, *more, what, check=check)

    def _run(self, name: str, *arguments: str, check: bool = True) -> None:
        command = [*as_postgres(), "env", f"PGPASSWORD={PASSWORD}", program(name, "usr/lib/postgresql/*/bin"), *arguments]
        subprocess.run(command, check=check, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@dataclass
class Redis:
    """A Redis server that keeps nothing over a restart."""

    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> "Redis":
        command = [program("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", "/tmp"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self

    def restart(self) -> None:
        self.stop(signal.SIGKILL)
        self.start()

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(PATIENCE)


@dataclass
class Nginx:
    """nginx with the configuration that ``deploy/`` ships, in front of ``upstreams`` (ports)."""

    folder: Path
    upstreams: tuple[int, ...]
    values: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    http_port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    @property
    def certificate(self) -> Path:
        return self.folder / "certificate.pem"

    @property
    def access_log(self) -> Path:
        return self.folder / "access.log"

    def start(self) -> "Nginx":
        self.folder.mkdir(parents=True, exist_ok=True)
        self._make_certificate()
        values = {
            "QUIVER_SERVERS": "\n    ".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;" for port in self.upstreams),
            "QUIVER_RESOLVER": "127.0.0.1",
            "QUIVER_HTTP_PORT": f"127.0.0.1:{self.http_port}",
            "QUIVER_HTTPS_PORT": f"127.0.0.1:{self.port}",
            "QUIVER_HOST_NAME": "localhost",
            "QUIVER_CERTIFICATE": str(self.certificate),
            "QUIVER_CERTIFICATE_KEY": str(self.folder / "key.pem"),
            "QUIVER_ACCESS_LOG": str(self.access_log),
            "QUIVER_ERROR_LOG": str(self.folder / "error.log"),
            "QUIVER_MESSAGES_PER_SECOND": "10000",
            "QUIVER_MESSAGES_AT_ONCE": "10000",
            "QUIVER_CONNECTIONS": "10000",
            **self.values,
        }
        (self.folder / "quiver.conf").write_text(filled(TEMPLATE.read_text(), values))
        (self.folder / "nginx.conf").write_text(
            f"daemon off;\npid {self.folder}/pid;\nworker_processes 1;\nerror_log {self.folder}/error.log crit;\n"
            "events { worker_connections 2048; }\nhttp {\n"
            + "".join(f"  {kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
            + f"  include {self.folder}/quiver.conf;\n}}\n"
        )
        self.process = subprocess.Popen(self._command(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self

    def check(self) -> None:
        """Have nginx check its configuration.

        Raises:
            subprocess.CalledProcessError: if it finds an error; what it says is in ``stderr``.
        """
        subprocess.run([*self._command(), "-t"], check=True, capture_output=True)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(PATIENCE)

    def _command(self) -> list[str]:
        return [program("nginx", "usr/sbin"), "-p", str(self.folder), "-e", str(self.folder / "error.log"), "-c", str(self.folder / "nginx.conf")]

    def _make_certificate(self) -> None:
        command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        command += ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(self.folder / "key.pem"), "-out", str(self.certificate)]
        subprocess.run(command, check=True, capture_output=True)


def filled(template: str, values: dict[str, str]) -> str:
    """``template`` as the image's envsubst fills it: only ``${NAME}`` of known names; nginx's own variables stay."""
    for name, value in values.items():
        template = template.replace("${" + name + "}", value)
    return template


def wait_until(ready: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until ``ready()`` is true.

    Raises:
        RuntimeError: if it takes longer than ``seconds``.
    """
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} did not come up in {seconds:g} s")
        time.sleep(0.1)
