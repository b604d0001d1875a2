"""What is kept, who sees it, and how to be rid of it; a summary to keep."""

from actions.turn_action import TurnAction


class Privacy(TurnAction):
    """What is kept, who sees it, and how to be rid of it; a summary to keep."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_privacy"
