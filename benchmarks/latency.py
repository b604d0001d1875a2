"""Latency of a turn over REST, of several systems by turns with the same messages: at once, and as a conversation grows."""

import itertools
from collections.abc import Mapping, Sequence

from benchmarks.stages import Stages, stages
from benchmarks.statistics import Times, times
from benchmarks.systems import Running
from benchmarks.wire import Wire

WARM_UP = 5
POINTS = (10, 20, 50, 100, 200, 500, 1000)
"""Numbers of messages in a conversation at which it is looked at."""


def by_turns(systems: Sequence[Running], texts: Sequence[str]) -> tuple[dict[str, Times], dict[str, Stages]]:
    """Send every text to every system as the first message of a conversation. Returns latencies, and means by stage."""
    wires = _wires(systems)
    for system in systems:
        for place, text in enumerate(itertools.islice(itertools.cycle(texts), WARM_UP)):
            wires[system.name].say(f"warm-{place}", text)
    before = {system.name: system.totals() for system in systems}
    taken: dict[str, list[float]] = {system.name: [] for system in systems}
    for place, text in enumerate(texts):
        for system in _turned(systems, place):
            taken[system.name].append(wires[system.name].say(f"first-{place}", text))
    spent = {system.name: system.totals().since(before[system.name]) for system in systems}
    _hang_up(wires)
    return (
        {name: times(seconds) for name, seconds in taken.items()},
        {name: stages(spent[name], sum(seconds)) for name, seconds in taken.items()},
    )


def as_it_grows(systems: Sequence[Running], texts: Sequence[str], *, budget: float) -> dict[str, dict[int, Times]]:
    """One conversation with each system, by turns, up to the last of ``POINTS``.

    Args:
        systems: what to talk to.
        texts: what is said, over and over.
        budget: seconds that a system may take in all; then its conversation ends, and later points are missing.

    Returns:
        By system and point, the latencies of the messages up to it: a tenth of their number, five at least.
    """
    wires, taken = _wires(systems), {system.name: list[float]() for system in systems}
    for number, text in enumerate(itertools.islice(itertools.cycle(texts), POINTS[-1])):
        for system in _turned(systems, number):
            if sum(taken[system.name]) < budget:
                taken[system.name].append(wires[system.name].say("long", text))
    _hang_up(wires)
    return {name: at_points(seconds) for name, seconds in taken.items()}


def at_points(seconds: Sequence[float]) -> dict[int, Times]:
    """Latencies before each of the ``POINTS`` that a conversation got to, from those of all its messages."""
    return {point: times(seconds[point - max(5, point // 10) : point]) for point in POINTS if point <= len(seconds)}


def _turned(systems: Sequence[Running], place: int) -> Sequence[Running]:
    """The systems in an order that changes, so that none always comes after the same other."""
    turn = place % len(systems)
    return [*systems[turn:], *systems[:turn]]


def _wires(systems: Sequence[Running]) -> Mapping[str, Wire]:
    return {system.name: Wire(system.port) for system in systems}


def _hang_up(wires: Mapping[str, Wire]) -> None:
    for wire in wires.values():
        wire.close()
