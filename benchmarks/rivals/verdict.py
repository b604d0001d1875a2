"""What any reader makes of one message, in one form."""

from dataclasses import dataclass
from typing import Protocol

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """Finding ids by status.

    Attributes:
        present: there now.
        absent: denied.
        long_standing: there, old and assessed.
        to_confirm: doubtful.
    """

    present: frozenset[str] = NONE
    absent: frozenset[str] = NONE
    long_standing: frozenset[str] = NONE
    to_confirm: frozenset[str] = NONE


@dataclass(frozen=True)
class Rival:
    """A reader with its name, as it stands in a table."""

    name: str
    reads: "ReadsMessages"


class ReadsMessages(Protocol):
    """Reads one message."""

    def read(self, text: str) -> Verdict:
        """What ``text`` says."""
