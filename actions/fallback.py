"""Messages that nobody understands. Unlike Rasa's own fallback it reverts nothing."""

from actions.turn_action import TurnAction


class Fallback(TurnAction):
    """Messages that nobody understands. Unlike Rasa's own fallback it reverts nothing."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_fallback"
