"""Where Quiver's knowledge ends: crisis, other emergencies, diagnosis, medicines, other places, languages."""

from actions.turn_action import TurnAction


class Borders(TurnAction):
    """Where Quiver's knowledge ends: crisis, other emergencies, diagnosis, medicines, other places, languages."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_borders"
