"""A stretch of text that identifies somebody."""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a stretch of text is; the value stands in its place afterwards."""

    EMAIL = "[email]"
    NUMBER = "[number]"
    PHONE = "[phone]"
    ADDRESS = "[address]"
    POSTCODE = "[postcode]"
    NAME = "[name]"


@dataclass(frozen=True, order=True)
class Span:
    """An identifier at ``text[start:end]``."""

    start: int
    end: int
    kind: Kind

    def touches(self, other: "Span") -> bool:
        """Whether both share a character."""
        return self.start < other.end and other.start < self.end
