"""All figures of one run, as they are kept in ``figures.json``. Tables and plots are made from these alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from benchmarks.machine import Machine
from benchmarks.rivals.training import Training
from benchmarks.stages import Stages
from benchmarks.statistics import F1, Figure, Times
from benchmarks.throughput import Load
from benchmarks.verdicts import Figures

SCHEMA = 1


@dataclass(frozen=True)
class Run:
    """What was run.

    Attributes:
        day: ISO date.
        quick: whether it was the quick run, on part of the data.
        minutes: how long it took.
        sets: labelled messages, questions, borders and dialogues by set.
        first: the set of the summary.
        rival: how Rasa's default pipeline was trained.
        load_seconds: for which each number of senders wrote.
        budget: seconds that a growing conversation might take.
        boots: how often each system was started.
    """

    day: str
    quick: bool
    minutes: float
    sets: Mapping[str, Mapping[str, int]]
    first: str
    rival: Training
    load_seconds: int
    budget: float
    boots: int


@dataclass(frozen=True)
class Cost:
    """What a system costs before and while it answers.

    Attributes:
        train: seconds of ``rasa train``, once.
        boots: seconds of each start until it answered.
        memory: MB after its first answers.
        memory_after: MB after the load.
    """

    train: float
    boots: Sequence[float]
    memory: int | None
    memory_after: int | None


@dataclass(frozen=True)
class Reading(Figures):
    """How well one reader reads one set, without a conversation."""

    by_finding: Mapping[str, F1]


@dataclass(frozen=True)
class Report:
    """All figures of one run, by set, reader or system."""

    schema: int
    run: Run
    machine: Machine
    versions: Mapping[str, str]
    reading: Mapping[str, Mapping[str, Reading]]
    conversation: Mapping[str, Mapping[str, Mapping[str, Figure]]]
    cost: Mapping[str, Cost]
    latency: Mapping[str, Times]
    stages: Mapping[str, Stages]
    load: Mapping[str, Mapping[int, Load]]
    growth: Mapping[str, Mapping[int, Times]]


def to_json(report: Report) -> str:
    """The report as JSON, always in the same order."""
    return json.dumps(_plain(report), indent=1, ensure_ascii=False) + "\n"


def from_json(text: str) -> Report:
    """The report that ``to_json`` wrote.

    Raises:
        ValueError: if it is of another form.
    """
    try:
        report: Report = _of(Report, json.loads(text))
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a report: {error}") from error
    if report.schema != SCHEMA:
        raise ValueError(f"a report of form {report.schema}, not {SCHEMA}")
    return report


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return round(value, 6) if isinstance(value, float) else value


@lru_cache(maxsize=64)
def _hints(of: type) -> dict[str, Any]:
    return get_type_hints(of)


def _of(kind: Any, value: Any) -> Any:
    """``value`` as the type that was written."""
    if is_dataclass(kind):
        if not isinstance(value, dict) or set(value) != set(_hints(kind)):  # type: ignore[arg-type]
            raise TypeError(f"no {kind}")
        return kind(**{name: _of(hint, value[name]) for name, hint in _hints(kind).items()})  # type: ignore[operator, arg-type]
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _of_one(arguments, value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {arguments[0](key): _of(arguments[1], item) for key, item in value.items()}
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return [_of(arguments[0], item) for item in value]
    if kind is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind}")
    return value


def _of_one(kinds: Sequence[Any], value: Any) -> Any:
    for kind in kinds:
        try:
            return _of(kind, value)
        except TypeError:
            continue
    raise TypeError(f"{value!r} is none of {kinds}")
