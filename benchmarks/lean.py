"""What Quiver's own runtime saves: ``python -m benchmarks.lean [--boots 3] [--messages 500]``.

One trained model, served in three ways, in one run: by stock Rasa with its SQL tracker store and in-memory locks (before),
by Quiver with TensorFlow loaded, and by Quiver as ``make run`` starts it (after). Printed: seconds of a start, memory after
it and after the messages, milliseconds of a turn by stage, and of a turn in a conversation that grows.
"""

import argparse
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from statistics import median

from benchmarks.labelled import load
from benchmarks.latency import as_it_grows, by_turns
from benchmarks.machine import this_machine
from benchmarks.stages import STAGES, Stages
from benchmarks.statistics import Times
from benchmarks.systems import System, started
from benchmarks.tables import STAGE_NAMES, Table
from runtime.settings import ROOT
from runtime.training import ensure_model

STOCK, HEAVY, LEAN = "stock Rasa", "Quiver with TensorFlow", "Quiver"
LONGEST = 120.0
"""Seconds that a growing conversation may take on each."""


def main() -> None:
    """Measure and print tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--boots", type=int, default=3)
    parser.add_argument("--messages", type=int, default=300)
    options = parser.parse_args()
    model, data = ensure_model(lambda line: None), load(ROOT / "benchmarks" / "sets" / "dev")
    systems = [
        System(STOCK, model, project=ROOT, actions=True),
        System(HEAVY, model, settings={"QUIVER_TENSORFLOW": "1"}),
        System(LEAN, model),
    ]
    with ExitStack() as stack:
        running, boots = started(systems, options.boots, stack)
        fresh = {system.name: system.memory() for system in running}
        texts = [item.text for item in data.descriptions]
        taken, stages = by_turns(running, (texts * (1 + options.messages // len(texts)))[: options.messages])
        growth = as_it_grows(running, [item.text for item in data.questions], budget=LONGEST)
        after = {system.name: system.memory() for system in running}
    print(f"{this_machine()}, {options.messages} messages, {options.boots} starts\n")
    print(_table(boots, fresh, after, taken, stages, growth))


def _table(
    boots: Mapping[str, Sequence[float]],
    fresh: Mapping[str, int | None],
    after: Mapping[str, int | None],
    taken: dict[str, Times],
    stages: dict[str, Stages],
    growth: dict[str, dict[int, Times]],
) -> Table:
    names = list(boots)
    shown = [name for name in (*STAGES, "rest", "around") if any(name in stages[system].milliseconds for system in names)]
    points = sorted({point for by_point in growth.values() for point in by_point})
    rows = [
        ["start, s", *(f"{median(boots[name]):.1f}" for name in names)],
        ["memory after the start, MB", *(str(fresh[name]) for name in names)],
        ["memory after all messages, MB", *(str(after[name]) for name in names)],
        *([f"{STAGE_NAMES[stage]}, ms", *(f"{stages[name].milliseconds[stage]:.2f}" for name in names)] for stage in shown),
        ["a turn, p50 ms", *(f"{taken[name].p50:.1f}" for name in names)],
        ["a turn, p99 ms", *(f"{taken[name].p99:.1f}" for name in names)],
        *(
            [f"message {point} of a conversation, p50 ms", *(_p50(growth[name], point) for name in names)]
            for point in points
        ),
    ]
    return Table(("", *names), rows)


def _p50(of: dict[int, Times], point: int) -> str:
    return f"{of[point].p50:.1f}" if point in of else "–"


if __name__ == "__main__":
    main()
