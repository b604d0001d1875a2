"""How long something has been going on, as days and start dates."""

from dataclasses import dataclass
from datetime import date, timedelta

from triage.findings import Status

PERSISTENT_DAYS = 14
"""From this many days on a twitch counts as persistent.

The article says "weeks or months" (When to Seek Medical Attention, par. 1); the reply contract draws the line at
about two weeks.
"""


@dataclass(frozen=True, order=True)
class Duration:
    """Something between ``least`` and ``most`` days, both inclusive, ending today."""

    least: int
    most: int

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most:
            raise ValueError(f"a duration of {self.least} to {self.most} days can't be")

    def start(self, today: date) -> date:
        """The earliest day on which it can have begun."""
        return today - timedelta(days=min(self.most, (today - date.min).days))


def persistence(duration: Duration) -> Status:
    """Whether a twitch of this ``duration`` is persistent; unknown when the range lies across the line."""
    if duration.least >= PERSISTENT_DAYS:
        return Status.PRESENT
    if duration.most < PERSISTENT_DAYS:
        return Status.ABSENT
    return Status.UNKNOWN


def days_since(start: date, today: date) -> int:
    """Whole days from ``start`` to ``today``, never negative."""
    return max(0, (today - start).days)
