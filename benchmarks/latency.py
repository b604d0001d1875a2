"""Latency of a turn, side by side in one run: Quiver and the pipeline of ``rasa init`` with the same data and actions.

``python -m benchmarks.latency FOLDER [--turns 200]`` trains the other pipeline (few epochs: they cost training time, not
latency), starts both on free ports with the same action server, and sends each the same messages by turns.
"""

import argparse
import json
import os
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.labelled import load
from runtime.settings import ROOT
from runtime.training import ensure_model, quiet_environment

DEFAULT_PIPELINE = """\
recipe: default.v1
language: en
assistant_id: default
pipeline:
- name: WhitespaceTokenizer
- name: RegexFeaturizer
- name: LexicalSyntacticFeaturizer
- name: CountVectorsFeaturizer
- name: CountVectorsFeaturizer
  analyzer: char_wb
  min_ngram: 1
  max_ngram: 4
- name: DIETClassifier
  epochs: 3
  constrain_similarities: true
- name: EntitySynonymMapper
- name: ResponseSelector
  epochs: 3
  constrain_similarities: true
- name: FallbackClassifier
  threshold: 0.3
  ambiguity_threshold: 0.1
policies:
- name: MemoizationPolicy
- name: RulePolicy
- name: UnexpecTEDIntentPolicy
  max_history: 5
  epochs: 3
- name: TEDPolicy
  max_history: 5
  epochs: 3
  constrain_similarities: true
"""
START_SECONDS = 240


def main() -> None:
    """Train, start, measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--turns", type=int, default=200)
    options = parser.parse_args()
    texts = [item.text for item in load(options.data).descriptions][: options.turns]
    with tempfile.TemporaryDirectory() as folder:
        other = _default_project(Path(folder))
        actions = _free_port()
        with _process(ROOT, "-m", "runtime.action_server", str(actions)), \
             _server(ROOT, str(ensure_model()), actions, "credentials.yml") as quiver, \
             _server(other, "models", actions, "credentials.yml") as default:  # fmt: skip
            seconds = _measure({"Quiver": quiver, "rasa init default": default}, texts)
    print(f"{len(texts)} turns each, interleaved, {platform.processor() or platform.machine()}, {os.cpu_count()} cores")
    print("| | p50 ms | p95 ms | p99 ms |\n|---|---|---|---|")
    for name, taken in seconds.items():
        print(f"| {name} | " + " | ".join(f"{1000 * _quantile(taken, q):.1f}" for q in (0.5, 0.95, 0.99)) + " |")


def _default_project(folder: Path) -> Path:
    for name in ("domain.yml", "data/nlu", "data/rules", "data/stories"):
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    (folder / "config.yml").write_text(DEFAULT_PIPELINE)
    (folder / "credentials.yml").write_text("rest:\n")
    (folder / "endpoints.yml").write_text("action_endpoint:\n  url: http://127.0.0.1:5055/webhook\n")
    print("Training the default pipeline …", flush=True)
    subprocess.run([sys.executable, "-m", "rasa", "train"], cwd=folder, env=quiet_environment(), check=True, capture_output=True)
    return folder


@contextmanager
def _server(folder: Path, model: str, actions: int, credentials: str) -> Iterator[int]:
    port = _free_port()
    url = f"http://127.0.0.1:{actions}/webhook"
    if folder != ROOT:
        (folder / "endpoints.yml").write_text(f"action_endpoint:\n  url: {url}\ntracker_store:\n  type: SQL\n  dialect: sqlite\n  db: t.db\n")
    arguments = ["-m", "runtime.rasa_cli" if folder == ROOT else "rasa", "run", "-m", model, "-p", str(port), "-i", "127.0.0.1"]
    with _process(folder, *arguments, "--credentials", credentials, QUIVER_ACTION_URL=url, QUIVER_DATABASE_URL="sqlite://"):
        _await(f"http://127.0.0.1:{port}/webhooks/rest/")
        yield port


@contextmanager
def _process(folder: Path, *arguments: str, **environment: str) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, *arguments], cwd=folder, env={**quiet_environment(), **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _measure(ports: dict[str, int], texts: Sequence[str]) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {name: [] for name in ports}
    for port in ports.values():
        _say(port, "warm", "hello")
    for place, text in enumerate(texts):
        for name, port in ports.items():
            began = time.perf_counter()
            _say(port, f"bench-{place}", text)
            taken[name].append(time.perf_counter() - began)
    return taken


def _say(port: int, sender: str, text: str) -> None:
    body = json.dumps({"sender": sender, "message": text}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/webhooks/rest/webhook", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        answer.read()


def _await(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise SystemExit(f"{url} did not answer in time")


def _quantile(values: Sequence[float], share: float) -> float:
    return statistics.quantiles(values, n=100)[int(share * 100) - 1]


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
