"""A conversation as numbered messages, read from Rasa's events.

The number of a message is its place among everything both sides have said, from 1. It follows from the stored events
alone, so it is the same after a restart and on every replica.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Said:
    """One message.

    Attributes:
        seq: its number.
        by_person: whether the person said it (else the bot).
        message_id: of the person's message that it is, or that it answers; ``None`` for the bot's own openings.
        wire: what the client receives.
    """

    seq: int
    by_person: bool
    message_id: str | None
    wire: dict[str, Any] = field(hash=False)


@dataclass(frozen=True)
class History:
    """All that was said in one conversation, in order, and the time zone that the person's client named last."""

    said: tuple[Said, ...] = ()
    timezone: str = ""

    @classmethod
    def of(cls, events: Iterable[Mapping[str, Any]], *, before: int = 0) -> "History":
        """The history that Rasa's ``events`` (as dictionaries) tell; ``before`` messages were said before them."""
        events = list(events)
        zones = [(event.get("metadata") or {}).get("timezone") for event in events if event.get("event") == "user"]
        return cls(tuple(_messages(events, before)), next((zone for zone in reversed(zones) if isinstance(zone, str)), ""))

    @property
    def last(self) -> int:
        """The number of the newest message; 0 if nothing was said."""
        return self.said[-1].seq if self.said else 0

    def after(self, seq: int) -> tuple[Said, ...]:
        """What was said after number ``seq``."""
        return tuple(message for message in self.said if message.seq > seq)

    def turn(self, message_id: str) -> tuple[Said, ...]:
        """The person's message ``message_id`` and the answers to it; empty if it was never stored."""
        return tuple(message for message in self.said if message.message_id == message_id)


def _messages(events: Iterable[Mapping[str, Any]], before: int) -> Iterator[Said]:
    seq, message_id = before, None
    for event in events:
        if event.get("event") == "user" and event.get("text") is not None:
            seq, message_id = seq + 1, event.get("message_id")
            yield Said(seq, True, message_id, _user_wire(event, seq, message_id))
        elif event.get("event") == "bot":
            seq += 1
            message = {**(event.get("data") or {}), "text": event.get("text"), "timestamp": event.get("timestamp")}
            yield Said(seq, False, message_id, bot_wire(message) | {"seq": seq})


def _user_wire(event: Mapping[str, Any], seq: int, message_id: str | None) -> dict[str, Any]:
    wire = {"text": event["text"], "seq": seq, "id": message_id, "time": event.get("timestamp")}
    return {key: value for key, value in wire.items() if value is not None}


def bot_wire(message: Mapping[str, Any]) -> dict[str, Any]:
    """Rasa's bot ``message`` as ``bot_uttered`` carries it; without a number, for it may never be stored."""
    buttons = message.get("quick_replies") or message.get("buttons") or []
    replies = [
        {"content_type": "text", "title": button["title"], "payload": button["payload"]}
        for button in buttons
        if button.get("title") and button.get("payload")
    ]
    wire = {
        "text": message.get("text"),
        "quick_replies": replies,
        "custom": message.get("custom"),
        "time": message.get("timestamp"),
    }
    return {key: value for key, value in wire.items() if value}
