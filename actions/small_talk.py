"""Greeting, thanks, goodbye, and "are you a bot?"."""

from actions.turn_action import TurnAction


class SmallTalk(TurnAction):
    """Greeting, thanks, goodbye, and "are you a bot?"."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_small_talk"
