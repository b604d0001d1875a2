"""The findings that Quiver listens for, and the status each can have."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Status(Enum):
    """What is known about a finding, now or in the last days. Unknown is an answer of its own, never "no"."""

    UNKNOWN = "unknown"
    ABSENT = "absent"
    PRESENT = "present"
    LONG_STANDING = "long_standing"
    """Present, but the person says that it is old, has been assessed by a doctor and has not changed."""

    @property
    def is_there(self) -> bool:
        """Whether the person has the finding, recent or old."""
        return self in (Status.PRESENT, Status.LONG_STANDING)


class Kind(Enum):
    """What a finding stands for. All but a trigger are red flags."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"
    TRIGGER = "trigger"


@dataclass(frozen=True)
class Finding:
    """One sign or trigger as ``knowledge/findings.yml`` describes it.

    Attributes:
        id: name in the reply contract, for example ``facial_droop``.
        kind: emergency, urgent or routine sign, or trigger.
        label: how it reads in a sentence, for example "drooping on one side of the face".
        option: short wording on a button.
        check: question that asks for this finding alone.
        why: why it is worth asking.
        source: keys into ``knowledge/sources.yml``.
        denies: findings that are denied along with it: who denies weakness denies trouble controlling the face.
    """

    id: str
    kind: Kind
    label: str
    option: str
    check: str
    why: str
    source: tuple[str, ...]
    denies: tuple[str, ...] = ()

    @property
    def is_red_flag(self) -> bool:
        """Whether the contract reports it under ``red_flags``."""
        return self.kind is not Kind.TRIGGER


Statuses = Mapping[str, Status]
"""Finding id to status. An id that is missing is unknown."""
