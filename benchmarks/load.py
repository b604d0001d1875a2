"""Load on Quiver and on the project of ``rasa init``, in one run, with Locust: ``python -m benchmarks.load`` (``make load``).

One and two replicas as ``deploy/`` describes them (PostgreSQL, Redis, an action server, nginx with TLS: real processes), and
the stock project of ``rasa init`` as ``rasa run`` serves it. First over REST, then over sockets; last, 10,000 messages to two
replicas, with their memory before and after. Everything shares this machine, Locust included.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.labelled import load as labelled
from benchmarks.machine import this_machine
from benchmarks.memory import megabytes
from benchmarks.systems import clean_environment
from runtime.processes import answers, end, free_port, start, wait_until
from runtime.settings import ROOT
from runtime.training import ensure_model

DATA = ROOT / "benchmarks" / "sets" / "dev"
PEOPLE = 16
SECONDS = 60
MANY = 10_000
CREDENTIALS = "rest:\nsocketio:\n  user_message_evt: user_uttered\n  bot_message_evt: bot_uttered\n"
"""Without sessions that outlive a connection: with them, Rasa 3.6.21 forgets to await python-socketio's room and nobody hears anything."""


@dataclass(frozen=True)
class Target:
    """Something that is put under load: its name, its address, a certificate to trust, the processes whose memory counts."""

    name: str
    url: str
    certificate: Path | None
    processes: Sequence[int]


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--messages", type=int, default=MANY)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    folder = Path(tempfile.mkdtemp(prefix="quiver-load-"))
    try:
        texts = folder / "texts.json"
        texts.write_text(json.dumps([item.text for item in labelled(DATA).descriptions if len(item.text) < 400]), encoding="utf-8")
        print(f"{this_machine()}, {options.people} people at once, {options.seconds} s each\n")
        print("| | over | messages/s | p50 ms | p95 ms | p99 ms | failed | memory MB |\n|---|---|---|---|---|---|---|---|")
        for target in _targets(folder):
            for way in ("rest", "socket"):
                _row(target, way, _run(folder, texts, target, way, options.people, seconds=options.seconds))
        with _replicas(folder / "many", 2) as target:
            _run(folder, texts, target, "rest", options.people, messages=500)
            before = megabytes(target.processes)
            figures = _run(folder, texts, target, "rest", options.people, messages=options.messages)
            print(f"\n{figures['messages']} messages: memory {before} MB before, {megabytes(target.processes)} MB after; {figures['failed']} failed")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _targets(folder: Path) -> Iterator[Target]:
    with _rasa_init(folder / "init") as target:
        yield target
    for number in (1, 2):
        with _replicas(folder / f"replicas-{number}", number) as target:
            yield target


@contextmanager
def _replicas(folder: Path, number: int) -> Iterator[Target]:
    from tests.scale.topology import Topology, children

    folder.mkdir()
    folder.parent.chmod(0o711)
    topology = Topology(folder, ensure_model(lambda line: None), number, {"QUIVER_WEB_BURST": "100000"})
    try:
        topology.start()
        servers = [replica.process.pid for replica in topology.replicas if replica.process is not None]
        name = f"Quiver, {number} replica{'s' if number > 1 else ''}"
        yield Target(name, topology.nginx.url, topology.nginx.certificate, [*servers, *(child for pid in servers for child in children(pid))])
    finally:
        topology.stop()


@contextmanager
def _rasa_init(folder: Path) -> Iterator[Target]:
    """The project of ``rasa init``, trained and served as it comes."""
    folder.mkdir()
    environment = {**clean_environment(), "PYTHONPATH": ""}
    command = [sys.executable, "-m", "rasa", "init", "--no-prompt", "--init-dir", str(folder)]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    (folder / "credentials.yml").write_text(CREDENTIALS, encoding="utf-8")
    port = free_port()
    with (folder / "log").open("ab") as log:
        process = start(["-m", "rasa", "run", "-p", str(port), "-i", "127.0.0.1"], folder=folder, environment=environment, log=log)
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/webhooks/rest/"), within=300, alive=[process])
        yield Target("rasa init", f"http://127.0.0.1:{port}", None, [process.pid])
    finally:
        end(process, patience=30)


def _run(
    folder: Path, texts: Path, target: Target, way: str, people: int, *, seconds: int | None = None, messages: int = 0
) -> dict[str, Any]:
    """One run of Locust, in a process of its own."""
    out = folder / "figures.json"
    out.unlink(missing_ok=True)
    command = [sys.executable, "-W", "ignore", "-m", "locust", "-f", str(ROOT / "benchmarks" / "load_people.py"), "--headless", "--only-summary"]
    command += ["-u", str(people), "-r", str(people), "-H", target.url, "--stop-timeout", "10", *(["-t", f"{seconds}s"] if seconds else [])]
    own = {"LOAD_TEXTS": str(texts), "LOAD_BY": way, "LOAD_MESSAGES": str(messages), "LOAD_OUT": str(out)}
    if target.certificate is not None:
        own["LOAD_CERTIFICATE"] = str(target.certificate)
    done = subprocess.run(command, cwd=folder, env={**os.environ, **own}, capture_output=True, text=True, check=False)
    if not out.exists():
        raise SystemExit(f"Locust failed:\n{done.stderr[-2000:]}")
    figures: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return figures


def _row(target: Target, way: str, figures: dict[str, Any]) -> None:
    numbers = " | ".join(f"{figures[key] or 0:.0f}" for key in ("p50", "p95", "p99"))
    why = f" ({'; '.join(figures['errors'])})" if figures["errors"] else ""
    failed = f"{figures['failed']} of {figures['messages']}{why}"
    print(f"| {target.name} | {way} | {figures['per_second']:.1f} | {numbers} | {failed} | {megabytes(target.processes)} |", flush=True)


if __name__ == "__main__":
    main()
