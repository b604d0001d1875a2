"""How soon to seek care."""

from enum import IntEnum


class Level(IntEnum):
    """A triage level. The order makes ``max`` the safe choice: what is not known is never safer than what is."""

    SELF_CARE = 0
    UNDETERMINED = 1
    ROUTINE = 2
    URGENT = 3
    EMERGENCY = 4

    @property
    def id(self) -> str:
        """The name that the reply contract uses, for example ``self_care``."""
        return self.name.lower()

    @classmethod
    def of(cls, name: str) -> "Level":
        """The level with the contract's ``name``.

        Raises:
            ValueError: if there is no such level.
        """
        for level in cls:
            if level.id == name:
                return level
        raise ValueError(f"'{name}' is not a triage level; there are {', '.join(level.id for level in cls)}")
