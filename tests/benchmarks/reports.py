"""A report of the benchmarks, made of figures that were never measured, for tests of what is done with reports."""

from triage.knowledge import knowledge

from benchmarks.latency import POINTS, at_points
from benchmarks.machine import Machine
from benchmarks.report import SCHEMA, Cost, Reading, Report, Run
from benchmarks.rivals.training import Training
from benchmarks.stages import STAGES, Totals, stages
from benchmarks.statistics import Share, f1, times
from benchmarks.systems import DEFAULT, FLOOR, QUIVER
from benchmarks.tables import LEXICON, SUMMARY_CONVERSATION
from benchmarks.throughput import SENDERS, summed_up

COUNTS = {"descriptions": 100, "questions": 40, "borders": 35, "dialogues": 16}


def reading(hits: int) -> Reading:
    share, flags = Share(hits, 40), f1([(hits, 3, 2), (1, 0, 0), (4, 1, 1)])
    return Reading(share, share, share, share, share, share, flags, {flag: f1([(1, 1, 0)]) for flag in knowledge().red_flags})


def report(*, quick: bool, sets: tuple[str, ...] = ("dev",), reached: int = 1000) -> Report:
    """A report of a quick or a full run, in which every conversation got as far as message ``reached``."""
    training = Training(seconds=90.0, epochs=3, labelled=1000, of=22605, longest=30, intents=1935, of_intents=5805)
    systems = (QUIVER, DEFAULT, FLOOR)
    spent = Totals(60, {"turn": 1.2, **dict.fromkeys(STAGES, 0.1)})
    talks = {system: {"answered at all": Share(100, 100), **{name: Share(30, 40) for name in SUMMARY_CONVERSATION}, "F1 of red flags": f1([(3, 1, 0)])} for system in (QUIVER, DEFAULT)}
    return Report(
        schema=SCHEMA,
        run=Run("2026-01-01", quick, 8.5, dict.fromkeys(sets, COUNTS), sets[0], training, 4, 25.0, 1),
        machine=Machine(2, "x86_64 (AVX2)", 8, "Linux", 0.1),
        versions={"python": "3.10.13", "rasa": "3.6.21"},
        reading={name: {reader: reading(hits) for hits, reader in enumerate((QUIVER, "encoder only", "rules only", DEFAULT, LEXICON), 20)} for name in sets},
        conversation=dict.fromkeys(sets, talks),
        cost={system: Cost(50.0, [12.0, 14.0, 13.0], 700, None) for system in systems},
        latency={system: times([0.02, 0.03, 0.04]) for system in systems},
        stages={system: stages(spent, 1.5) for system in systems},
        load={system: {senders: summed_up([(0.5, 0.1), (0.9, 0.2), (1.5, 0.1)], seconds=2) for senders in SENDERS} for system in systems},
        growth={system: at_points([0.01] * min(reached, POINTS[-1])) for system in systems},
    )
