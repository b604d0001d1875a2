"""The figures of a run as SVG. The same report always gives the same bytes."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks.report import Reading, Report
from benchmarks.stages import STAGES
from benchmarks.statistics import F1, Figure
from benchmarks.systems import DEFAULT, FLOOR, QUIVER
from benchmarks.tables import LEXICON, STAGE_NAMES

COLOURS = {QUIVER: "#0b6e6e", DEFAULT: "#b4530a", LEXICON: "#e3b38a", FLOOR: "#8a8a8a"}
MARKERS = {QUIVER: "o", DEFAULT: "s", FLOOR: "^"}
STAGE_COLOURS = ("#cfe8e8", "#0b6e6e", "#5aa9a9", "#b4530a", "#e3b38a", "#8a8a8a", "#d9d9d9")
SHOWN: Mapping[str, Callable[[Reading], Figure]] = {
    "emergencies caught": lambda of: of.caught,
    "false alarms": lambda of: of.false_alarms,
    "F1 of red flags": lambda of: of.flags,
}


def draw(report: Report, folder: Path) -> list[Path]:
    """Draw every plot into ``folder`` and return the files."""
    plots = {f"reading-{name}.svg": _reading(of) for name, of in report.reading.items()}
    plots |= {"stages.svg": _stages(report), "load.svg": _load(report), "growth.svg": _growth(report)}
    written = []
    for name, figure in plots.items():
        figure.tight_layout()
        figure.savefig(folder / name, format="svg", metadata={"Date": None, "Creator": None})
        written.append(folder / name)
    return written


def _figure(width: float, height: float, columns: int = 1) -> tuple[Any, Any]:
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams.update({"svg.hashsalt": "quiver", "svg.fonttype": "none", "font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    figure = Figure(figsize=(width, height))
    return figure, figure.subplots(1, columns, sharey=columns > 1)


def _reading(reading: Mapping[str, Reading]) -> Any:
    figure, places = _figure(8.6, 2.6, len(SHOWN))
    names = list(reading)
    for axes, (title, pick) in zip(places, SHOWN.items(), strict=True):
        values = [pick(of) for of in reading.values()]
        low, high = zip(*(_interval(value) for value in values), strict=True)
        middle = [value.value for value in values]
        spread = [[m - at for m, at in zip(middle, low, strict=True)], [at - m for m, at in zip(middle, high, strict=True)]]
        axes.barh(range(len(names)), middle, xerr=spread, color=[COLOURS.get(name, "#5aa9a9") for name in names], height=0.6, capsize=2)
        axes.set_title(title, fontsize=9)
        axes.set_xlim(0, 1)
        axes.set_yticks(range(len(names)), names)
    places[0].invert_yaxis()
    return figure


def _interval(value: Figure) -> tuple[float, float]:
    return (value.low, value.high) if isinstance(value, F1) else value.interval()


def _stages(report: Report) -> Any:
    figure, axes = _figure(8.6, 2.6)
    names = list(report.stages)
    left = [0.0] * len(names)
    for stage, colour in zip((*STAGES, "rest", "around"), STAGE_COLOURS, strict=True):
        widths = [max(0.0, report.stages[name].milliseconds[stage]) for name in names]
        axes.barh(range(len(names)), widths, left=left, color=colour, height=0.6, label=STAGE_NAMES[stage])
        left = [at + width for at, width in zip(left, widths, strict=True)]
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set_xlabel("mean ms of a turn")
    axes.legend(fontsize=7, frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


def _load(report: Report) -> Any:
    figure, axes = _figure(5.4, 3.2)
    for name, by_senders in report.load.items():
        of = list(by_senders.values())
        rates = [each.rate.value for each in of]
        spread = [[each.rate.value - each.rate.low for each in of], [each.rate.high - each.rate.value for each in of]]
        axes.errorbar(list(by_senders), rates, yerr=spread, marker=MARKERS[name], color=COLOURS[name], capsize=3, linewidth=1, label=name)
    axes.set_xscale("log", base=2)
    _ticks(axes, next(iter(report.load.values()), ()))
    axes.set_ylim(bottom=0)
    axes.set_xlabel("senders at once")
    axes.set_ylabel("messages per second")
    axes.legend(frameon=False)
    return figure


def _growth(report: Report) -> Any:
    from matplotlib.ticker import ScalarFormatter

    figure, axes = _figure(5.4, 3.2)
    for name, by_point in report.growth.items():
        of = list(by_point.values())
        spread = [[each.p50 - each.low for each in of], [each.high - each.p50 for each in of]]
        axes.errorbar(list(by_point), [each.p50 for each in of], yerr=spread, marker=MARKERS[name], color=COLOURS[name], capsize=3, linewidth=1, label=name)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.yaxis.set_major_formatter(ScalarFormatter())
    _ticks(axes, {point for of in report.growth.values() for point in of})
    axes.set_xlabel("messages in the conversation")
    axes.set_ylabel("median latency, ms")
    axes.legend(frameon=False)
    return figure


def _ticks(axes: Any, at: Iterable[int]) -> None:
    """Plain numbers where something was measured, and nowhere else."""
    from matplotlib.ticker import NullLocator

    axes.xaxis.set_minor_locator(NullLocator())
    places = sorted(at)
    axes.set_xticks(places)
    axes.set_xticklabels([str(place) for place in places])
