"""Questions that the article answers."""

from actions.turn_action import TurnAction


class Explain(TurnAction):
    """Questions that the article answers."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_explain"
