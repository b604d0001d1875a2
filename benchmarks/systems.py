"""What is measured side by side: Quiver, Rasa's default pipeline on Quiver's data, and an almost empty Rasa."""

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.clocked_rasa import VARIABLE
from benchmarks.memory import megabytes
from benchmarks.stages import Totals, from_clock, from_metrics
from runtime.processes import StartError, answers, end, free_port, start, wait_until
from runtime.settings import ROOT
from runtime.training import quiet_environment, write_checksum

QUIVER, DEFAULT, FLOOR = "Quiver", "Rasa init pipeline", "almost empty Rasa"
START_SECONDS, STOP_SECONDS = 600.0, 60.0
ACTIONS = ("-m", "runtime.action_server")


@dataclass(frozen=True)
class Running:
    """A system that answers over REST.

    Attributes:
        name: as it stands in the tables.
        port: of this machine.
        boot: seconds from starting its processes until it answered.
        processes: ids of the processes that were started.
        totals: what its turns have spent so far by stage.
    """

    name: str
    port: int
    boot: float
    processes: Sequence[int]
    totals: Callable[[], Totals]

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> int | None:
        """Memory in MB that its processes hold, None where that can't be asked."""
        return megabytes(self.processes)


@dataclass(frozen=True)
class System:
    """Something that can be started over and over.

    Attributes:
        name: as it stands in the tables.
        model: the trained model.
        project: folder of a stock Rasa project; None is Quiver itself, started as ``make run`` starts it.
        actions: whether a stock project needs Quiver's action server beside it.
        settings: environment variables that it gets besides.
    """

    name: str
    model: Path
    project: Path | None = None
    actions: bool = field(default=False)
    settings: Mapping[str, str] = field(default_factory=dict)

    @contextmanager
    def running(self) -> Iterator[Running]:
        """Start it with an empty conversation store, wait until it answers, and end it afterwards.

        Raises:
            runtime.processes.StartError: if it doesn't come up.
        """
        folder, port = Path(tempfile.mkdtemp(prefix="quiver-bench-")), free_port()
        processes: list[subprocess.Popen[bytes]] = []
        clock = folder / "clock.jsonl"
        clock.touch()
        try:
            began = time.monotonic()
            for arguments, where, environment in self._commands(folder, port, clock):
                with (folder / "log").open("ab") as log:
                    processes.append(start(arguments, folder=where, environment=environment, log=log))
            try:
                wait_until(lambda: answers(f"http://127.0.0.1:{port}/webhooks/rest/"), within=START_SECONDS, alive=processes)
            except StartError as error:
                said = (folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]
                raise StartError(f"{self.name}: {error} It said:\n{said}") from error
            boot = time.monotonic() - began
            yield Running(self.name, port, boot, [process.pid for process in processes], self._totals(port, clock))
        finally:
            for process in reversed(processes):
                end(process, patience=STOP_SECONDS)
            shutil.rmtree(folder, ignore_errors=True)

    def _commands(self, folder: Path, port: int, clock: Path) -> Iterator[tuple[Sequence[str], Path, Mapping[str, str]]]:
        usual = {**clean_environment(), **self.settings}
        if self.project is None:
            database = f"sqlite:///{folder / 'conversations.db'}"
            own = {"PORT": str(port), "QUIVER_MODEL": str(self.model), "QUIVER_DATABASE_URL": database}
            yield ["-m", "runtime", "run"], ROOT, {**usual, **own}
            return
        endpoints = f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {folder / 'conversations.db'}\n"
        if self.actions:
            at = free_port()
            endpoints += f"action_endpoint:\n  url: http://127.0.0.1:{at}/webhook\n"
            yield [*ACTIONS, str(at)], ROOT, usual
        (folder / "endpoints.yml").write_text(endpoints, encoding="utf-8")
        (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")
        rasa = ["-m", "benchmarks.clocked_rasa", "run", "-m", str(self.model), "-p", str(port), "-i", "127.0.0.1"]
        files = ["--endpoints", str(folder / "endpoints.yml"), "--credentials", str(folder / "credentials.yml")]
        yield [*rasa, "--enable-api", *files], self.project, {**usual, VARIABLE: str(clock), "PYTHONPATH": str(ROOT)}

    def _totals(self, port: int, clock: Path) -> Callable[[], Totals]:
        if self.project is not None:
            return lambda: from_clock(clock.read_text(encoding="utf-8").splitlines())
        return lambda: from_metrics(_page(f"http://127.0.0.1:{port}/metrics"))


def started(
    systems: Sequence[System], boots: int, stack: ExitStack, *, tell: Callable[[str], None] = lambda line: None
) -> tuple[list[Running], dict[str, list[float]]]:
    """Every system, started so often, one after the other; the last start of each stays. And the seconds of each start.

    Raises:
        runtime.processes.StartError: if one doesn't come up.
    """
    seconds: dict[str, list[float]] = {system.name: [] for system in systems}
    for _ in range(boots - 1):
        for system in systems:
            tell(f"starting {system.name}")
            with system.running() as running:
                seconds[system.name].append(running.boot)
    last = []
    for system in systems:
        tell(f"starting {system.name}")
        running = stack.enter_context(system.running())
        seconds[system.name].append(running.boot)
        last.append(running)
    return last, seconds


def clean_environment() -> dict[str, str]:
    """The environment of a measured process: quiet, and without settings of Quiver's or Slack's from outside."""
    return {key: value for key, value in quiet_environment().items() if not key.startswith(("QUIVER_", "SLACK_"))}


def train_quiver(folder: Path) -> tuple[Path, float]:
    """Train Quiver's model into ``folder``, without what Rasa has cached. Returns the model and the seconds that took.

    Raises:
        subprocess.CalledProcessError: if Rasa can't train.
    """
    command = [sys.executable, "-m", "runtime.rasa_cli", "train", "--force", "--fixed-model-name", "quiver", "--out", str(folder)]
    began = time.monotonic()
    subprocess.run(command, cwd=ROOT, env=clean_environment(), check=True, capture_output=True)
    seconds, model = time.monotonic() - began, folder / "quiver.tar.gz"
    write_checksum(model)
    return model, seconds


def _page(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return str(answer.read().decode())
