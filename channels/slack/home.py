"""The Home tab: what Quiver is for, the emergency line, and three commands as buttons. Pure."""

from typing import Any

from channels.slack.blocks import section
from channels.slack.events import HOME
from channels.slack.phrases import phrases

COMMANDS = {"summary": "summary", "restart": "start over", "delete": "delete everything"}
"""Button → the ordinary words that it stands for."""


def home_view() -> dict[str, Any]:
    """The view for ``views.publish``; it is the same for everybody and holds nothing about anybody."""
    words = phrases()
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": _plain(words["home_title"])},
            section(words["home_what"]),
            section(words["home_emergency"]),
            {"type": "divider"},
            {"type": "actions", "block_id": HOME, "elements": [_button(name) for name in COMMANDS]},
            {"type": "context", "elements": [{"type": "mrkdwn", "text": words["home_privacy"]}]},
        ],
    }


def _button(name: str) -> dict[str, Any]:
    button = {
        "type": "button",
        "action_id": f"{HOME}:{name}",
        "text": _plain(phrases()[f"home_{name}"]),
        "value": COMMANDS[name],
    }
    return {**button, "style": "danger", "confirm": _confirm()} if name == "delete" else button


def _confirm() -> dict[str, Any]:
    words = phrases()
    return {
        "title": _plain(words["home_delete_title"]),
        "text": _plain(words["home_delete_text"]),
        "confirm": _plain(words["home_delete_confirm"]),
        "deny": _plain(words["home_delete_deny"]),
        "style": "danger",
    }


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}
