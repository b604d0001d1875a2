"""Why a question is asked, why a level was given, what would change it."""

from actions.turn_action import TurnAction


class Reasons(TurnAction):
    """Why a question is asked, why a level was given, what would change it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_reasons"
