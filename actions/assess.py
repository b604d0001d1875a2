"""Describing the twitch and answering the interview."""

from actions.turn_action import TurnAction


class Assess(TurnAction):
    """Describing the twitch and answering the interview."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_assess"
