"""Taking something back, going back, changing an answer."""

from actions.turn_action import TurnAction


class Corrections(TurnAction):
    """Taking something back, going back, changing an answer."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_corrections"
