"""Start over, help, stop."""

from actions.turn_action import TurnAction


class Control(TurnAction):
    """Start over, help, stop."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_control"
