"""Figures with their intervals: shares, F1, times, rates."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt

import numpy as np

Z = 1.959964
"""Standard normal quantile for a 95 % interval."""

RESAMPLES, SEED = 1000, 7
"""Of the bootstrap."""

T = (12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093)
"""Student's t quantiles for a 95 % interval with 1, 2, … 19 degrees of freedom; beyond, the normal one will do."""


@dataclass(frozen=True)
class Share:
    """``hits`` of ``n``."""

    hits: int
    n: int

    @property
    def value(self) -> float:
        """The share, 0 when there was nothing to count."""
        return self.hits / self.n if self.n else 0.0

    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % score interval (Wilson 1927)."""
        if not self.n:
            return 0.0, 1.0
        middle = self.value + Z * Z / (2 * self.n)
        spread = Z * sqrt(self.value * (1 - self.value) / self.n + Z * Z / (4 * self.n * self.n))
        scale = 1 + Z * Z / self.n
        return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)

    def __str__(self) -> str:
        low, high = self.interval()
        return f"{100 * self.value:.1f} % ({self.hits}/{self.n}, {100 * low:.0f}–{100 * high:.0f})"


@dataclass(frozen=True)
class F1:
    """Harmonic mean of precision and recall over pooled decisions.

    Attributes:
        true_positives: right ones.
        false_positives: those that are too many.
        false_negatives: those that are missing.
        low: lower end of the 95 % interval.
        high: its upper end.
    """

    true_positives: int
    false_positives: int
    false_negatives: int
    low: float = 0.0
    high: float = 1.0

    @property
    def value(self) -> float:
        """The F1, 0 when nothing was right."""
        return _f1(self.true_positives, self.false_positives, self.false_negatives)

    def __str__(self) -> str:
        counts = f"tp {self.true_positives}, fp {self.false_positives}, fn {self.false_negatives}"
        return f"{self.value:.3f} ({counts}, {self.low:.3f}–{self.high:.3f})"


Figure = Share | F1
"""How well something does."""


def f1(counts: Sequence[tuple[int, int, int]]) -> F1:
    """The F1 over texts, each with its true positives, false positives and false negatives.

    The interval is the 95 % percentile interval of a bootstrap over the texts, with a fixed seed (Efron 1979).
    """
    if not counts:
        return F1(0, 0, 0)
    table = np.array(counts)
    drawn = np.random.default_rng(SEED).multinomial(len(table), np.full(len(table), 1 / len(table)), size=RESAMPLES)
    values = sorted(_f1(*(int(count) for count in row)) for row in drawn @ table)
    hits, extra, missed = (int(count) for count in table.sum(axis=0))
    return F1(hits, extra, missed, values[round(0.025 * RESAMPLES)], values[round(0.975 * RESAMPLES) - 1])


def _f1(hits: int, extra: int, missed: int) -> float:
    total = 2 * hits + extra + missed
    return 2 * hits / total if total else 0.0


@dataclass(frozen=True)
class Times:
    """How long something took, in milliseconds.

    Attributes:
        n: how often it was timed.
        p50: the median, with the 95 % interval ``low`` to ``high`` by order statistics.
        p95: below this were 95 of 100.
        p99: below this were 99 of 100; with fewer than a hundred, the longest.
    """

    n: int
    p50: float
    low: float
    high: float
    p95: float
    p99: float

    def __str__(self) -> str:
        return f"{_ms(self.p50)} ({_ms(self.low)}–{_ms(self.high)})"


def times(seconds: Sequence[float]) -> Times:
    """The distribution of measured seconds.

    Raises:
        ValueError: if there are none.
    """
    if not seconds:
        raise ValueError("nothing was timed")
    ordered = sorted(1000 * value for value in seconds)
    n = len(ordered)
    reach = Z * sqrt(n) / 2
    low, high = max(0, floor(n / 2 - reach) - 1), min(n - 1, ceil(n / 2 + reach))
    return Times(n, statistics.median(ordered), ordered[low], ordered[high], _percentile(ordered, 0.95), _percentile(ordered, 0.99))


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, ceil(share * len(ordered)) - 1)]


def _ms(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"


@dataclass(frozen=True)
class Rate:
    """Something by the second: the mean over seconds, with its 95 % interval (Student 1908)."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{_ms(self.value)} ({_ms(self.low)}–{_ms(self.high)})"


def rate(by_second: Sequence[int]) -> Rate:
    """The rate over whole seconds, from the count of each.

    Raises:
        ValueError: if there are fewer than two seconds.
    """
    if len(by_second) < 2:
        raise ValueError("a rate needs two seconds at least")
    mean = statistics.fmean(by_second)
    freedom = len(by_second) - 1
    spread = (T[freedom - 1] if freedom <= len(T) else Z) * statistics.stdev(by_second) / sqrt(len(by_second))
    return Rate(mean, max(0.0, mean - spread), mean + spread)
