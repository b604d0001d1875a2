"""Shares with their intervals."""

from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Standard normal quantile for a 95 % interval."""


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
    """Harmonic mean of precision and recall over pooled decisions."""

    true_positives: int
    false_positives: int
    false_negatives: int

    @property
    def value(self) -> float:
        """The F1, 0 when nothing was right."""
        total = 2 * self.true_positives + self.false_positives + self.false_negatives
        return 2 * self.true_positives / total if total else 0.0

    def __str__(self) -> str:
        return f"{self.value:.3f} (tp {self.true_positives}, fp {self.false_positives}, fn {self.false_negatives})"
