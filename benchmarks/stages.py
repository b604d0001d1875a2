"""Where a turn spends its time: totals by stage, from Quiver's ``/metrics`` or from the clock in stock Rasa."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

TURN = "turn"
STAGES = ("load", "read", "decide", "act", "store")
"""In the order of a turn. ``load`` and ``store`` are the conversation's, ``read`` is the message's, ``act`` runs the actions."""

_PART_OF = {"find": "load", "load_all": "load"}
"""Stages that Quiver counts apart."""

_SAMPLE = re.compile(r'^quiver_stage_seconds_(sum|count)\{stage="(\w+)"\} (\S+)$', re.MULTILINE)


@dataclass(frozen=True)
class Totals:
    """Seconds by stage, and how many turns they are of."""

    turns: int
    seconds: Mapping[str, float] = field(default_factory=dict)

    def since(self, before: "Totals") -> "Totals":
        """What was added after ``before``."""
        added = {stage: seconds - before.seconds.get(stage, 0.0) for stage, seconds in self.seconds.items()}
        return Totals(self.turns - before.turns, added)


def from_metrics(text: str) -> Totals:
    """Totals in a page of Quiver's metrics, in the Prometheus text format."""
    turns, seconds = 0, dict[str, float]()
    for what, stage, value in _SAMPLE.findall(text):
        if what == "sum":
            name = _PART_OF.get(stage, stage)
            seconds[name] = seconds.get(name, 0.0) + float(value)
        elif stage == TURN:
            turns = int(float(value))
    return Totals(turns, seconds)


def from_clock(lines: Iterable[str]) -> Totals:
    """Totals in the lines of the clock (``benchmarks.clocked_rasa``)."""
    turns, seconds = 0, dict[str, float]()
    for line in lines:
        stage, _, taken = json.loads(line)
        seconds[stage] = seconds.get(stage, 0.0) + taken
        turns += stage == TURN
    return Totals(turns, seconds)


@dataclass(frozen=True)
class Stages:
    """Mean milliseconds of a turn by stage; they add up to what the client waited.

    Attributes:
        n: turns.
        milliseconds: by stage; ``rest`` is what the turn spent besides, ``around`` what it spent outside of the turn, in
            HTTP, the channel and the client.
    """

    n: int
    milliseconds: Mapping[str, float]


def stages(of: Totals, waited: float) -> Stages:
    """Means by stage.

    Args:
        of: the totals of some turns.
        waited: how many seconds their client waited for all of them together.

    Raises:
        ValueError: if there were no turns.
    """
    if not of.turns:
        raise ValueError("there were no turns")
    parts = {stage: 1000 * of.seconds.get(stage, 0.0) / of.turns for stage in STAGES}
    turn = 1000 * of.seconds.get(TURN, 0.0) / of.turns
    parts["rest"] = turn - sum(parts.values())
    parts["around"] = 1000 * waited / of.turns - turn
    return Stages(of.turns, parts)
