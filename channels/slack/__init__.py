"""Quiver in Slack, on Slack Bolt for Python.

settings      what the environment and credentials.yml say, read once
verification  is this request really Slack's, and is it new?
events        Slack's payloads → what a person said or pressed (pure)
ledger        what was handled already and which question is open, shared by all processes
markup        the bot's light markdown → Slack's mrkdwn, and splitting (pure)
blocks        a reply → Block Kit messages (pure)
reply         the output channel that collects one turn, and what of it may be said in public
home          the Home tab (pure)
delivery      calls to Slack's Web API: limits, failures, files
people        a person's language and time zone
turns         one turn from hearing to answering
bolt          the Bolt app that sorts what comes in
channel       `SlackInput`, which Rasa loads
check         `python -m channels.slack.check`, before going live
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from channels.slack.channel import SlackInput

__all__ = ["SlackInput"]


def __getattr__(name: str) -> Any:
    """``SlackInput``, imported when asked for: the check should not wait for Rasa's imports."""
    if name == "SlackInput":
        from channels.slack.channel import SlackInput

        return SlackInput
    raise AttributeError(name)
