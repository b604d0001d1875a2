"""Everything side by side in one run: ``python -m benchmarks.run [--quick]`` (``make bench``, ``make bench QUICK=1``).

Measures Quiver, Rasa's default pipeline trained on Quiver's data, a lexicon with negspacy (reading) and an almost empty
Rasa (speed), and writes ``figures.json``, ``tables.md`` and the plots into a folder. ``--render`` writes tables and plots
anew from the figures that are there; ``--readme`` also puts the summary into README.md.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from benchmarks import evaluate, plots, tables, throughput
from benchmarks.labelled import Labelled, load
from benchmarks.latency import as_it_grows, by_turns
from benchmarks.machine import this_machine, versions
from benchmarks.readme import with_figures
from benchmarks.report import SCHEMA, Cost, Reading, Report, Run, from_json, to_json
from benchmarks.rivals.training import Training, training_of
from benchmarks.statistics import Figure
from benchmarks.systems import DEFAULT, FLOOR, QUIVER, Running, System, started, train_quiver
from benchmarks.throughput import SENDERS, Load
from benchmarks.wire import Wire
from runtime.settings import ROOT
from runtime.training import quiet_environment

FIGURES, TABLES = "figures.json", "tables.md"
SETS = ROOT / "benchmarks" / "sets"
FIRST_ANSWERS = 20


@dataclass(frozen=True)
class Effort:
    """How much is measured.

    Attributes:
        quick: what the tables call it.
        sets: folders of labelled data, the first of which is the summary's.
        every: one item in so many is taken.
        epochs: of Rasa's default pipeline.
        labelled: texts of ``data/reader`` that it learns at most; all if None.
        longest: words of such a text.
        intents: one text of ``data/nlu`` in so many.
        boots: starts of each system.
        turns: messages for the latency.
        load_seconds: for each system and number of senders.
        budget: seconds that a system's answers may take together in a growing conversation.
    """

    quick: bool
    sets: Sequence[Path]
    every: int
    epochs: int
    labelled: int | None
    longest: int
    intents: int
    boots: int
    turns: int
    load_seconds: int
    budget: float


QUICK = Effort(True, (SETS / "dev",), every=4, epochs=3, labelled=800, longest=30, intents=4, boots=1, turns=60, load_seconds=4, budget=30.0)
FULL = Effort(False, (SETS / "sealed", SETS / "dev"), every=1, epochs=100, labelled=None, longest=60, intents=1, boots=2, turns=400, load_seconds=20, budget=180.0)


def main() -> int:
    """Measure, or only write anew what was measured. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="part of the data, few epochs: less than ten minutes")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results", help="folder for what is written")
    parser.add_argument("--data", type=Path, nargs="+", help="folders of labelled data; the first is the summary's")
    parser.add_argument("--epochs", type=int, help="of Rasa's default pipeline")
    parser.add_argument("--rival", type=Path, help="a model that benchmarks.rivals.diet trained, instead of training one")
    parser.add_argument("--render", action="store_true", help="measure nothing, write tables and plots anew")
    parser.add_argument("--readme", action="store_true", help="put the summary into README.md")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    os.environ.update(quiet_environment())
    warnings.showwarning = lambda *args, **kwargs: None
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    if not options.render:
        effort = QUICK if options.quick else FULL
        effort = replace(effort, sets=options.data or effort.sets, epochs=options.epochs or effort.epochs)
        report = measure(effort, options.rival)
        (options.out / FIGURES).write_text(to_json(report), encoding="utf-8")
    written = write(from_json((options.out / FIGURES).read_text(encoding="utf-8")), options.out)
    print("\n".join(["", *(f"  {path}" for path in written)]))
    if options.readme:
        readme = ROOT / "README.md"
        summary = tables.summary(from_json((options.out / FIGURES).read_text(encoding="utf-8")))
        readme.write_text(with_figures(readme.read_text(encoding="utf-8"), summary), encoding="utf-8")
    return 0


def write(report: Report, folder: Path) -> list[Path]:
    """Write tables and plots into ``folder`` and return the files."""
    text = tables.whole(report)
    print(tables.summary(report))
    (folder / TABLES).write_text(text, encoding="utf-8")
    return [folder / FIGURES, folder / TABLES, *plots.draw(report, folder)]


def measure(effort: Effort, rival: Path | None = None) -> Report:
    """Train, start and measure everything.

    Raises:
        subprocess.CalledProcessError: if something can't be trained.
        runtime.processes.StartError: if something doesn't come up.
    """
    began, machine = time.monotonic(), this_machine()
    sets = {folder.name: part(load(folder), effort.every) for folder in effort.sets}
    first = effort.sets[0].name
    with tempfile.TemporaryDirectory(prefix="quiver-bench-") as temporary:
        folder = Path(temporary)
        systems, training, trained = _trained(effort, folder, rival)
        with ExitStack() as stack:
            running, boots = started(systems, effort.boots, stack, tell=_tell)
            texts = [item.text for item in sets[first].descriptions]
            memory = _warm(running, texts)
            _tell("latency")
            latency, stages = by_turns(running, texts[: effort.turns])
            conversation = _conversations(running, sets)
            reading = _reading(sets, next(system.port for system in running if system.name == DEFAULT))
            load_of = _loads(running, texts, effort.load_seconds)
            after = {system.name: system.memory() for system in running}
            _tell("long conversations")
            growth = as_it_grows(running, [item.text for item in sets[first].questions], budget=effort.budget)
    names = [system.name for system in systems]
    counts = {name: _counts(data) for name, data in sets.items()}
    minutes = (time.monotonic() - began) / 60
    return Report(
        schema=SCHEMA,
        run=Run(date.today().isoformat(), effort.quick, minutes, counts, first, trained, effort.load_seconds, effort.budget, effort.boots),
        machine=machine,
        versions=versions(),
        reading=reading,
        conversation=conversation,
        cost={name: Cost(training[name], boots[name], memory[name], after[name]) for name in names},
        latency=latency,
        stages=stages,
        load=load_of,
        growth=growth,
    )


def part(data: Labelled, every: int) -> Labelled:
    """One item in ``every`` of each kind, always the same."""
    return Labelled(data.descriptions[::every], data.questions[::every], data.out_of_scope[::every], data.dialogues[::every])


def _counts(data: Labelled) -> Mapping[str, int]:
    return {
        "descriptions": len(data.descriptions),
        "questions": len(data.questions),
        "borders": len(data.out_of_scope),
        "dialogues": len(data.dialogues),
    }


def _trained(effort: Effort, folder: Path, rival: Path | None) -> tuple[list[System], dict[str, float], Training]:
    """The systems with their models, the seconds that training each took, and how the rival was trained."""
    from benchmarks.ablation import WEIGHTS
    from benchmarks.rivals import diet, floor
    from components.encoder import Encoder

    own, default, empty = (folder / name for name in ("quiver", "default", "floor"))
    for path in (own, default, empty):
        path.mkdir()
    _tell("training Quiver")
    quiver, of_quiver = train_quiver(own)
    _tell("training the almost empty Rasa")
    nothing, of_floor = floor.train(empty)
    if rival is None:
        _tell(f"training Rasa's default pipeline, {effort.epochs} epochs")
        rival = diet.train(default, Encoder(WEIGHTS), epochs=effort.epochs, most=effort.labelled, longest=effort.longest, every=effort.intents)
    trained = training_of(rival)
    systems = [
        System(QUIVER, quiver),
        System(DEFAULT, rival.resolve(), project=default, actions=True),
        System(FLOOR, nothing, project=empty),
    ]
    return systems, {QUIVER: of_quiver, DEFAULT: trained.seconds, FLOOR: of_floor}, trained


def _warm(running: Sequence[Running], texts: Sequence[str]) -> dict[str, int | None]:
    """Have everything answer a few messages. Returns the memory of each afterwards."""
    for system in running:
        wire = Wire(system.port)
        for place, text in enumerate(texts[:FIRST_ANSWERS]):
            wire.say(f"memory-{place}", text)
        wire.close()
    return {system.name: system.memory() for system in running}


def _conversations(running: Sequence[Running], sets: Mapping[str, Labelled]) -> Mapping[str, Mapping[str, Mapping[str, Figure]]]:
    """Figures by set and system, of those that have a conversation at all."""
    found: dict[str, dict[str, Mapping[str, Figure]]] = {}
    for name, data in sets.items():
        for system in running:
            if system.name != FLOOR:
                _tell(f"conversations with {system.name}: {name}")
                found.setdefault(name, {})[system.name] = evaluate.measure(system.url, data)
    return found


def _loads(running: Sequence[Running], texts: Sequence[str], seconds: int) -> dict[str, dict[int, Load]]:
    found: dict[str, dict[int, Load]] = {system.name: {} for system in running}
    for senders in SENDERS:
        for system in running:
            _tell(f"{senders} at once: {system.name}")
            found[system.name][senders] = throughput.under(system, texts, senders=senders, seconds=seconds)
    return found


def _reading(sets: Mapping[str, Labelled], port: int) -> dict[str, dict[str, Reading]]:
    from benchmarks import ablation
    from benchmarks.rivals import diet

    _tell("reading alone")
    rivals = ablation.rivals(diet.served(port))
    return {name: {rival.name: ablation.measure(rival, data.descriptions) for rival in rivals} for name, data in sets.items()}


def _tell(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
