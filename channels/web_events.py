"""What was said in a conversation, from wherever Rasa keeps it."""

import asyncio
import json
from typing import Any

from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, SQLTrackerStore, TrackerStore

from channels.web_history import History

SPOKEN = ("user", "bot")


async def history_of_turn(store: TrackerStore, conversation: str, message_id: str) -> History:
    """One message and its answers, numbered; empty if it isn't stored.

    Quiver's own store finds a turn by its message, however long the conversation is. With others all of it is read.
    """
    find = getattr(_inner(store), "answered", None)
    if find is None:
        return History.of(await spoken(store, conversation))
    turn = await find(conversation, message_id)
    return History.of(turn.events, before=turn.said_before) if turn else History()


async def spoken(store: TrackerStore, conversation: str) -> list[dict[str, Any]]:
    """The events in which somebody said something, of all sessions of the ``conversation``, oldest first.

    A database is asked for just these. To have Rasa rebuild the whole tracker, as with other stores, takes seven times
    as long (measured after 60 turns).
    """
    inner = _inner(store)
    if isinstance(inner, SQLTrackerStore):
        return await asyncio.to_thread(_rows, inner, conversation)
    tracker = await store.retrieve_full_tracker(conversation)
    return [event.as_dict() for event in tracker.events if event.type_name in SPOKEN] if tracker else []


def _inner(store: TrackerStore) -> TrackerStore:
    while isinstance(store, FailSafeTrackerStore | AwaitableTrackerStore):
        store = store._tracker_store
    return store


def _rows(store: SQLTrackerStore, conversation: str) -> list[dict[str, Any]]:
    event = store.SQLEvent
    with store.session_scope() as session:
        rows = session.query(event.data).filter(event.sender_id == conversation, event.type_name.in_(SPOKEN))
        return [json.loads(data) for (data,) in rows.order_by(event.id)]
