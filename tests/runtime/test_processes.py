"""Ports, and processes that start, answer, hang or die, with real ones."""

import http.server
import socket
import threading
from pathlib import Path

import pytest

from runtime.processes import StartError, answers, end, free_port, start, wait_until

FOR_EVER = ["-c", "import time; print('here', flush=True); time.sleep(600)"]
DEAF = ["-c", "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('here', flush=True); time.sleep(600)"]


def started(arguments: list[str], log: Path):
    with log.open("wb") as file:
        process = start(arguments, log=file)
    wait_until(lambda: b"here" in log.read_bytes(), within=60, alive=[process])
    return process


def test_a_wanted_port_that_is_taken_becomes_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert free_port(port) not in (0, port)
    assert free_port(port) == port


def test_only_200_is_an_answer() -> None:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/ready" else 503)
            self.end_headers()

        def log_message(self, *args: object) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        assert answers(f"{url}/ready")
        assert not answers(f"{url}/starting")
    finally:
        server.shutdown()
        server.server_close()
    assert not answers(f"http://127.0.0.1:{free_port()}/ready")


def test_a_process_that_dies_is_not_waited_for() -> None:
    process = start(["-c", "raise SystemExit(3)"])
    with pytest.raises(StartError, match="status 3"):
        wait_until(lambda: False, within=60, alive=[process])


def test_patience_ends() -> None:
    with pytest.raises(StartError, match="not ready"):
        wait_until(lambda: False, within=0.01)


def test_a_process_ends_when_asked(tmp_path: Path) -> None:
    process = started(FOR_EVER, tmp_path / "log")
    end(process)
    assert process.returncode == -15
    end(process)


def test_one_that_does_not_listen_is_killed(tmp_path: Path) -> None:
    process = started(DEAF, tmp_path / "log")
    end(process, patience=0.2)
    assert process.returncode == -9


def test_its_environment_is_only_what_is_given(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as file:
        process = start(["-c", "import os; print(sorted(set(os.environ) - {'LC_CTYPE'}))"], environment={"HERE": "1"}, folder=tmp_path, log=file)
    assert process.wait() == 0
    assert log.read_text().strip() == "['HERE']"
