"""The figures of a run as Markdown. Pure: the same report always gives the same text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.latency import POINTS
from benchmarks.report import Cost, Reading, Report
from benchmarks.stages import STAGES
from benchmarks.statistics import F1, Figure, Times
from benchmarks.systems import DEFAULT, FLOOR, QUIVER
from benchmarks.throughput import SENDERS

LEXICON = "lexicon with negspacy"
COLUMNS = (QUIVER, DEFAULT, LEXICON, FLOOR)
"""Of the summary."""

ABSENT = "–"
STAGE_NAMES = {
    "load": "load the conversation",
    "read": "read the message",
    "decide": "decide on actions",
    "act": "run actions",
    "store": "store the turn",
    "rest": "the rest of the turn",
    "around": "HTTP, channel, client",
}
READING: Mapping[str, Callable[[Reading], Figure]] = {
    "emergencies caught": lambda of: of.caught,
    "caught or asked about": lambda of: of.caught_or_asked,
    "under-triage": lambda of: of.under,
    "false alarms": lambda of: of.false_alarms,
    "needless confirmations": lambda of: of.needless,
    "denied, but read as present": lambda of: of.denied_present,
    "F1 of red flags": lambda of: of.flags,
}
SUMMARY_READING = ("emergencies caught", "false alarms", "F1 of red flags")
SUMMARY_CONVERSATION = (
    "emergencies caught",
    "emergencies caught or asked",
    "levels right",
    "under-triage",
    "false alarms",
    "needless confirmations",
    "dialogues right",
    "questions answered",
    "borders kept",
)
SUMMARY_POINTS = (10, 100, 1000)


@dataclass(frozen=True)
class Table:
    """Rows of cells below a header; the first cell of a row names it."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __str__(self) -> str:
        lines = [self.header, ["---"] * len(self.header), *self.rows]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def shape(markdown: str) -> list[tuple[str, ...]]:
    """Headers and names of rows of every table in ``markdown``, without any figure."""
    found: list[tuple[str, ...]] = []
    inside = False
    for line in markdown.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if cells and not inside:
            found.append(tuple(cells))
        elif cells and set(cells[0]) != {"-"}:
            found.append((cells[0],))
        inside = bool(cells)
    return found


def summary(report: Report) -> str:
    """The table for the project's README, with what it was measured on."""
    reading, conversation = report.reading[report.run.first], report.conversation[report.run.first]
    cells: dict[str, Mapping[str, str]] = {}
    for name in SUMMARY_READING:
        cells[f"reading: {name}"] = {reader: _short(READING[name](of)) for reader, of in reading.items()}
    for name in SUMMARY_CONVERSATION:
        cells[f"conversation: {name}"] = {system: _short(of[name]) for system, of in conversation.items()}
    cells["training, s"] = {system: f"{of.train:.0f}" for system, of in report.cost.items()}
    cells["start, s"] = {system: _boots(of) for system, of in report.cost.items()}
    cells["memory, MB"] = {system: _megabytes(of.memory) for system, of in report.cost.items()}
    cells["latency p50, ms"] = {system: str(of) for system, of in report.latency.items()}
    cells["latency p99, ms"] = {system: f"{of.p99:.0f}" for system, of in report.latency.items()}
    for senders in SENDERS:
        cells[f"messages/s, {_senders(senders)}"] = {system: str(of[senders].rate) for system, of in report.load.items()}
    for point in SUMMARY_POINTS:
        cells[f"ms at message {point:,}"] = {system: _point(of, point) for system, of in report.growth.items()}
    rows = [[name, *(of.get(column, ABSENT) for column in COLUMNS)] for name, of in cells.items()]
    return f"{Table(('', *COLUMNS), rows)}\n\n{caption(report)}"


def caption(report: Report) -> str:
    """What the summary was measured on."""
    run, rival = report.run, report.run.rival
    counts = run.sets[run.first]
    part = "A quick run, on part of the data" if run.quick else "A full run"
    return (
        f"{part}: set `{run.first}`, {counts['descriptions']} messages, {counts['questions']} questions, "
        f"{counts['borders']} messages at the borders, {counts['dialogues']} dialogues; in brackets hits/n and 95 % intervals. "
        f"Rasa's default pipeline learnt {rival.labelled:,} of the {rival.of:,} texts of `data/reader` "
        f"(up to {rival.longest} words each) and {rival.intents:,} of the {rival.of_intents:,} of `data/nlu` in {rival.epochs} epochs, and calls Quiver's actions; Quiver's encoder was fine-tuned before "
        f"(about an hour, not counted under training). {report.machine}; {run.day}."
    )


def whole(report: Report) -> str:
    """Every table of a run, with the plots in their places."""
    run, of = report.run, report.machine
    parts: list[str | Table] = [
        "# Figures",
        "<!-- written by `make bench`; don't edit -->",
        f"{run.day}, {'quick' if run.quick else 'full'} run of {run.minutes:.0f} minutes. {of}; load before the run {of.load:g}.",
        "Versions: " + ", ".join(f"{name} {version}" for name, version in report.versions.items()) + ".",
        "In brackets: hits/n and the 95 % interval (Wilson's for shares, a bootstrap over messages for F1, order statistics for "
        "medians, Student's for rates).",
        "All texts and labels were written for this project, not by patients: the figures say nothing about outcomes in real use.",
        "## Summary",
        summary(report),
    ]
    for name, reading in report.reading.items():
        parts += [
            f"## Reading alone: `{name}`",
            f"{run.sets[name]['descriptions']} messages, each read by itself; rows two and three are Quiver's parts.",
            reading_table(reading),
            f"![Emergencies caught, false alarms and F1 by reader, {name}](reading-{name}.svg)",
            "F1 by finding:",
            finding_table(reading),
        ]
    for name, conversation in report.conversation.items():
        counts = run.sets[name]
        parts += [
            f"## Conversations over REST: `{name}`",
            f"{counts['descriptions']} messages, {counts['questions']} questions, {counts['borders']} messages at the borders, "
            f"{counts['dialogues']} dialogues.",
            conversation_table(conversation),
        ]
    parts += [
        "## Training, start, memory",
        "One training each, without caches. Start: from starting the processes until the first answer, median and range. "
        "Memory: proportional set size of all its processes, after its first answers and after the load.",
        cost_table(report.cost),
        "## Latency",
        "The first message of a conversation, the same messages to all by turns, over HTTP, SQLite stores, client on the same machine.",
        latency_table(report.latency),
        "Where the time goes, mean ms of a turn:",
        stage_table(report),
        "![Mean time of a turn by stage](stages.svg)",
        "## Throughput",
        f"Each sender writes after the answer, in conversations of ten messages, for {run.load_seconds} s; the senders share the machine.",
        load_table(report),
        "![Messages per second by number of senders](load.svg)",
        "## Latency as a conversation grows",
        f"One conversation each; a system whose answers took {run.budget:.0f} s together got no further (–). Median of the last tenth of the messages up to it, five at least.",
        growth_table(report),
        "![Latency by length of the conversation](growth.svg)",
    ]
    return "\n\n".join(map(str, parts)) + "\n"


def reading_table(reading: Mapping[str, Reading]) -> Table:
    """Readers by figures."""
    return Table(("reader", *READING), [[name, *(str(pick(of)) for pick in READING.values())] for name, of in reading.items()])


def finding_table(reading: Mapping[str, Reading]) -> Table:
    """F1 of every finding by reader; n is how often it is there."""
    first = next(iter(reading.values()))
    rows = []
    for finding, of in first.by_finding.items():
        there = of.true_positives + of.false_negatives
        rows.append([f"`{finding}`", str(there), *(_short(each.by_finding[finding]) for each in reading.values())])
    return Table(("finding", "n", *reading), rows)


def conversation_table(conversation: Mapping[str, Mapping[str, Figure]]) -> Table:
    """Figures by system."""
    names = next(iter(conversation.values()))
    return Table(("", *conversation), [[name, *(str(of[name]) for of in conversation.values())] for name in names])


def cost_table(cost: Mapping[str, Cost]) -> Table:
    """What each system costs before and while it answers."""
    rows = [[name, f"{of.train:.0f}", _boots(of), _megabytes(of.memory), _megabytes(of.memory_after)] for name, of in cost.items()]
    return Table(("", "training, s", "start, s", "memory, MB", "memory after load, MB"), rows)


def latency_table(latency: Mapping[str, Times]) -> Table:
    """Percentiles by system."""
    rows = [[name, str(of.n), str(of), f"{of.p95:.1f}", f"{of.p99:.1f}"] for name, of in latency.items()]
    return Table(("", "n", "p50 ms", "p95 ms", "p99 ms"), rows)


def stage_table(report: Report) -> Table:
    """Mean time by stage and system."""
    names = (*STAGES, "rest", "around")
    rows = [[STAGE_NAMES[name], *(f"{of.milliseconds[name]:.2f}" for of in report.stages.values())] for name in names]
    whole = [f"{sum(of.milliseconds.values()):.2f}" for of in report.stages.values()]
    turns = [str(of.n) for of in report.stages.values()]
    return Table(("stage", *report.stages), [*rows, ["all", *whole], ["turns", *turns]])


def load_table(report: Report) -> Table:
    """Rate and waiting by system and number of senders."""
    rows = [
        [name, _senders(senders), str(of.rate), str(of.times.n), str(of.times), f"{of.times.p99:.0f}", str(of.failed)]
        for name, by_senders in report.load.items()
        for senders, of in by_senders.items()
    ]
    return Table(("", "senders", "messages/s", "n", "p50 ms", "p99 ms", "failed"), rows)


def growth_table(report: Report) -> Table:
    """Latency by message and system."""
    rows = [[f"{point:,}", *(_point(of, point) for of in report.growth.values())] for point in POINTS]
    return Table(("message", *report.growth), rows)


def _short(of: Figure) -> str:
    return f"{of.value:.2f} ({of.low:.2f}–{of.high:.2f})" if isinstance(of, F1) else str(of)


def _boots(of: Cost) -> str:
    middle = median(of.boots)
    return f"{middle:.1f}" if len(of.boots) == 1 else f"{middle:.1f} ({min(of.boots):.1f}–{max(of.boots):.1f})"


def _megabytes(of: int | None) -> str:
    return ABSENT if of is None else f"{of:,}"


def _senders(number: int) -> str:
    return f"{number} sender{'s' if number > 1 else ''}"


def _point(of: Mapping[int, Times], point: int) -> str:
    return str(of[point]) if point in of else ABSENT
