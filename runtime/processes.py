"""Processes and ports of this machine: a free port, starting a process, waiting until it answers, ending it.

The one home for it: the launcher, the tests and the benchmarks start things with what is here.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import IO

from runtime.settings import ROOT

PAUSE = 0.1
"""Seconds between two looks at something that is starting."""


class StartError(RuntimeError):
    """A process stopped while starting, or didn't get ready in time."""


def free_port(wanted: int = 0) -> int:
    """``wanted`` if nothing listens on it, else another free port on loopback.

    Raises:
        OSError: if there is none.
    """
    for port in (wanted, 0):
        with closing(socket.socket()) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port if port < 65536 else 0))
                return int(probe.getsockname()[1])
            except OSError:
                continue
    raise OSError("There is no free port on loopback.")


def answers(url: str, *, seconds: float = 2.0) -> bool:
    """Whether a GET of ``url`` is answered with 200 within so many seconds."""
    try:
        with urllib.request.urlopen(url, timeout=seconds) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def start(
    arguments: Sequence[str], *, folder: Path = ROOT, environment: Mapping[str, str] | None = None, log: IO[bytes] | None = None
) -> "subprocess.Popen[bytes]":
    """Start this Python with ``arguments`` in ``folder``, in a process group of its own.

    Args:
        arguments: what follows ``python``.
        folder: where it runs.
        environment: all of its environment; this process's own if None.
        log: takes what it prints; nobody does if None.
    """
    output = subprocess.DEVNULL if log is None else log
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=folder, env=None if environment is None else dict(environment),
        stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
    )  # fmt: skip


def wait_until(ready: Callable[[], bool], *, within: float, alive: Sequence["subprocess.Popen[bytes]"] = ()) -> None:
    """Wait until ``ready()``, at most so many seconds, and only while every process of ``alive`` runs.

    Raises:
        StartError: if it didn't come to that.
    """
    deadline = time.monotonic() + within
    while not ready():
        for process in alive:
            if process.poll() is not None:
                raise StartError(f"A process ended with status {process.returncode} while it was starting.")
        if time.monotonic() > deadline:
            raise StartError(f"It was not ready within {within:g} seconds.")
        time.sleep(PAUSE)


def end(process: "subprocess.Popen[bytes]", *, patience: float = 30.0) -> None:
    """Ask a process that ``start`` started to end; after so many seconds its whole group is killed."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
