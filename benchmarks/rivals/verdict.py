"""What any reader makes of one message, in one form."""

from dataclasses import dataclass, field
from typing import Protocol

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """Finding ids by status, and what the message asks or does.

    Attributes:
        present: there now.
        absent: denied.
        long_standing: there, old and assessed.
        to_confirm: doubtful.
        acts: intents, topics among them.
    """

    present: frozenset[str] = NONE
    absent: frozenset[str] = NONE
    long_standing: frozenset[str] = NONE
    to_confirm: frozenset[str] = NONE
    acts: frozenset[str] = NONE


@dataclass(frozen=True)
class Rival:
    """A reader with its name and what it can do at all.

    Attributes:
        name: as it stands in a table.
        reads: the reader.
        acts: whether it tells intents.
    """

    name: str
    reads: "ReadsMessages"
    acts: bool = field(default=False)


class ReadsMessages(Protocol):
    """Reads one message."""

    def read(self, text: str) -> Verdict:
        """What ``text`` says."""
