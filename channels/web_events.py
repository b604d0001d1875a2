"""What was said in a conversation, from wherever Rasa keeps it."""

import json
from typing import Any

from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, SQLTrackerStore, TrackerStore

SPOKEN = ("user", "bot")


async def spoken(store: TrackerStore, conversation: str) -> list[dict[str, Any]]:
    """The events in which somebody said something, of all sessions of the ``conversation``, oldest first.

    A database is asked for just these. To have Rasa rebuild the whole tracker, as with other stores, takes seven times
    as long (measured after 60 turns), and this is done twice a turn.
    """
    inner = store
    while isinstance(inner, FailSafeTrackerStore | AwaitableTrackerStore):
        inner = inner._tracker_store
    if isinstance(inner, SQLTrackerStore):
        return _rows(inner, conversation)
    tracker = await store.retrieve_full_tracker(conversation)
    return [event.as_dict() for event in tracker.events if event.type_name in SPOKEN] if tracker else []


def _rows(store: SQLTrackerStore, conversation: str) -> list[dict[str, Any]]:
    event = store.SQLEvent
    with store.session_scope() as session:
        rows = session.query(event.data).filter(event.sender_id == conversation, event.type_name.in_(SPOKEN))
        return [json.loads(data) for (data,) in rows.order_by(event.id)]
