"""Slack's payloads, read: what a person said or pressed. Pure; what isn't a person speaking to Quiver is None."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

SPOKEN_SUBTYPES = {None, "file_share", "me_message", "thread_broadcast"}
"""Messages that a person has just written. Edits, deletions, joins, bots' messages and the rest are no symptoms."""

CHOICE = "choice:"
"""Block ids of a question's buttons start so: ``choice:<nonce>:<n>``."""
SEND, TICK, PICK, HOME = "send", "tick", "pick", "home"
_LINK = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


@dataclass(frozen=True)
class Place:
    """Where something was said and where the answer goes. ``thread`` is None at the top level of a direct message."""

    team: str
    user: str
    channel: str
    thread: str | None = None
    public: bool = False

    @property
    def person(self) -> str:
        """The conversation: one per person, whatever the channel or thread."""
        return f"slack-{self.team}-{self.user}"


class _Heard:
    """What a person said or pressed."""

    keys: tuple[str, ...]

    @property
    def message_id(self) -> str:
        """What the store knows it by: the same for each event about it."""
        return self.keys[-1]


@dataclass(frozen=True)
class Said(_Heard):
    """Words of a person. ``keys`` name the event and the message, so that each is handled once."""

    place: Place
    text: str
    keys: tuple[str, ...]
    app: str = ""
    with_files: bool = False


@dataclass(frozen=True)
class Pressed(_Heard):
    """A button, a menu entry or a checklist's Send. ``payload`` is None when nothing was ticked."""

    place: Place
    nonce: str
    payload: str | None
    labels: tuple[str, ...]
    message_ts: str
    message: Mapping[str, Any]
    keys: tuple[str, ...]


def read_event(body: Mapping[str, Any], *, bot_user: str = "") -> Said | None:
    """What was said in an Events API callback, if a person said it to Quiver.

    Args:
        body: the callback, of type ``message`` or ``app_mention``.
        bot_user: Quiver's own user id, whose mention is cut from the text.
    """
    event = body.get("event") or {}
    user, channel, ts = event.get("user"), event.get("channel"), event.get("ts")
    if not (user and channel and ts) or not _is_spoken(event, bot_user):
        return None
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    if event.get("type") == "message" and not direct:
        return None
    team = body.get("team_id") or event.get("team") or body.get("enterprise_id") or "unknown"
    thread = event.get("thread_ts") or (None if direct else ts)
    return Said(
        place=Place(team, user, channel, thread, public=not direct),
        text=plain_text(event.get("text") or "", bot_user),
        keys=_event_keys(body, team, channel, ts),
        app=body.get("api_app_id") or "",
        with_files=bool(event.get("files")),
    )


def _is_spoken(event: Mapping[str, Any], bot_user: str) -> bool:
    by_bot = event.get("bot_id") or event.get("bot_profile") or event.get("user") in {bot_user, "USLACKBOT"}
    changed = event.get("hidden") or event.get("edited")
    return event.get("subtype") in SPOKEN_SUBTYPES and not by_bot and not changed


def _event_keys(body: Mapping[str, Any], team: str, channel: str, ts: str) -> tuple[str, ...]:
    """A mention can arrive as two events about one message, so the message counts too."""
    event_id = body.get("event_id")
    return ((f"event:{event_id}",) if event_id else ()) + (f"message:{team}:{channel}:{ts}",)


def plain_text(text: str, bot_user: str = "") -> str:
    """``text`` as the person saw it when writing: mentions, links and escapes of Slack undone."""
    if bot_user:
        text = re.sub(rf"<@{re.escape(bot_user)}(\|[^<>]*)?>[:,]?", " ", text)
    return unescape(re.sub(r"[ \t]+", " ", _LINK.sub(_shown, text))).strip()


def _shown(link: re.Match[str]) -> str:
    target, label = link.groups()
    if target.startswith("@"):
        return "@" + (label or "somebody")
    if target.startswith("#"):
        return "#" + (label or "channel")
    if target.startswith("!"):
        return label or "@" + target[1:].split("^")[0]
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def read_action(body: Mapping[str, Any]) -> Pressed | Said | None:
    """What was pressed in a ``block_actions`` payload: an answer, or a command of the Home tab as its words."""
    action = next(iter(body.get("actions") or ()), None)
    user = (body.get("user") or {}).get("id")
    if not action or not user:
        return None
    team = (body.get("user") or {}).get("team_id") or (body.get("team") or {}).get("id") or "unknown"
    keys = (f"action:{team}:{user}:{action.get('action_ts') or body.get('trigger_id') or ''}",)
    if str(action.get("action_id", "")).startswith(HOME + ":"):
        return Said(Place(team, user, user), str(action.get("value", "")), keys, app=body.get("api_app_id") or "")
    return _pressed(body, action, team, user, keys)


def _pressed(
    body: Mapping[str, Any], action: Mapping[str, Any], team: str, user: str, keys: tuple[str, ...]
) -> Pressed | None:
    message, channel = body.get("message") or {}, (body.get("channel") or {}).get("id")
    block_id, action_id = str(action.get("block_id", "")), str(action.get("action_id", ""))
    if not channel or not message.get("ts") or not block_id.startswith(CHOICE) or action_id == TICK:
        return None
    payload, labels = _ticked(body, block_id) if action_id == SEND else _picked(action)
    return Pressed(
        place=Place(team, user, channel, message.get("thread_ts")),
        nonce=block_id.split(":")[1],
        payload=payload,
        labels=labels,
        message_ts=str(message["ts"]),
        message=message,
        keys=keys,
    )


def _picked(action: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    if action.get("selected_option"):
        action = action["selected_option"]
    label = (action.get("text") or {}).get("text", "")
    return action.get("value"), (unescape(label),) if label else ()


def _ticked(body: Mapping[str, Any], block_id: str) -> tuple[str | None, tuple[str, ...]]:
    values = ((body.get("state") or {}).get("values")) or {}
    nonce = block_id.split(":")[1]
    options = [
        option
        for block, elements in values.items()
        if block.startswith(f"{CHOICE}{nonce}:")
        for element in elements.values()
        for option in element.get("selected_options") or ()
    ]
    labels = tuple(unescape((option.get("text") or {}).get("text", "")) for option in options)
    return joined([str(option["value"]) for option in options]), labels


def joined(payloads: Sequence[str]) -> str | None:
    """Several answers to one question as one payload: ``#face_signs:droop+speech``."""
    if not payloads:
        return None
    question = payloads[0].split(":", 1)[0]
    return question + ":" + "+".join(payload.split(":", 1)[-1] for payload in payloads)
