"""What every action of Quiver does: from the tracker to a turn of the conversation, and never silence."""

import logging
from abc import ABC, abstractmethod
from datetime import datetime, timezone
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from dialogue.case import from_json, to_json
from dialogue.reading import reading_of
from dialogue.reply import Reply
from dialogue.rescue import rescue
from dialogue.turn import take_turn
from dialogue.words import words
from privacy.trail import SLOT as ASSESSMENT
from privacy.trail import entry_of
from privacy.trail import to_json as entry_to_json

logger = logging.getLogger(__name__)

CASE = "case"
LEVEL = "level"
ERASE = "erase"
"""The slot at which the tracker store deletes the conversation instead of storing it."""
TYPING_CHANNELS = frozenset({"cmdline"})
"""Channels where people type: Rasa's shell would put a menu in the way of the answer."""

ENVELOPE_CHANNELS = frozenset({"rest", "web", "socketio", "slack", "callback"})
"""Channels whose reader is a program: these get the envelope. In all others it would be shown to people as JSON."""


class TurnAction(Action, ABC):
    """One turn. Subclasses only name the skill under which Rasa's rules call it."""

    @abstractmethod
    def name(self) -> str:
        """The action's name in the domain."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer the latest message. Whatever fails, something safe is said and the case is kept."""
        try:
            reply = reply_to(tracker)
        except Exception as error:  # the one place where an action must not fall silent
            logger.error("%s failed: %s in %s", self.name(), type(error).__name__, _where(error))
            reply = rescue(tracker.get_slot(CASE), tracker.latest_message or {}, words())
        return send(reply, dispatcher, tracker)


def reply_to(tracker: Tracker) -> Reply:
    """The reply to the tracker's latest message."""
    metadata = (tracker.latest_message or {}).get("metadata") or {}
    locale, zone = _text(metadata.get("locale")), _text(metadata.get("timezone"))
    return take_turn(
        from_json(tracker.get_slot(CASE)),
        reading_of(tracker.latest_message or {}),
        words=words(),
        now=_now(zone),
        locale=locale,
        timezone=zone,
    )


def send(reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker) -> list[EventType]:
    """Hand the reply's texts, buttons and, where a program reads it, its envelope to Rasa."""
    channel = _input_channel(tracker)
    choices = reply.asked.choices if reply.asked and channel not in TYPING_CHANNELS else ()
    buttons = [{"title": item.label, "payload": item.payload} for item in choices]
    for place, text in enumerate(reply.texts):
        last = place == len(reply.texts) - 1
        dispatcher.utter_message(text=text, buttons=buttons if last else [])
    if channel in ENVELOPE_CHANNELS:
        dispatcher.utter_message(json_message=reply.envelope)
    if reply.erase:
        return [SlotSet(ERASE, True)]
    return [SlotSet(CASE, to_json(reply.case)), SlotSet(LEVEL, reply.envelope["assessment"]["level"]), *_audited(reply)]


def _audited(reply: Reply) -> list[EventType]:
    if reply.assessment is None:
        return []
    entry = entry_of(reply.assessment, words().knowledge, datetime.now(timezone.utc))
    return [SlotSet(ASSESSMENT, entry_to_json(entry))]


def _input_channel(tracker: Tracker) -> str | None:
    """The channel of the latest message: Quiver's remote action sends it along, Rasa's own leaves it in the events."""
    return _text((tracker.latest_message or {}).get("input_channel")) or tracker.get_latest_input_channel()


def _now(zone: str | None) -> datetime:
    try:
        return datetime.now(ZoneInfo(zone)) if zone else datetime.now(timezone.utc)
    except (ZoneInfoNotFoundError, ValueError):
        return datetime.now(timezone.utc)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _where(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "unknown"
