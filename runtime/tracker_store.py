"""Where conversations are kept. Rasa loads this with every command that talks, so the adjustments are made here."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

import sqlalchemy
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import sessionmaker

from privacy import trail
from runtime import turns
from runtime.adjustments import adjust_rasa
from runtime.database import address, conversations
from runtime.erasure import Retention, erase
from runtime.metrics import stage
from runtime.settings import settings
from runtime.turns import ConflictError, StoreError, Turn

logger = logging.getLogger(__name__)

ERASE = "erase"
"""The slot by which a turn says that its person wants everything erased."""

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class _Known:
    """What of a tracker is stored: its first ``events`` events, and ``last``, the id of the newest one in the store."""

    events: int
    last: int | None


class QuiverTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store on ``QUIVER_DATABASE_URL``; an SQLite file in ``.quiver`` when that is not set.

    It can do what Rasa's can't: a turn is stored as a whole or not at all, and only on top of what it was answered from;
    loading takes the same time however long the conversation is; the database may be away at the start and come back;
    it erases a conversation at its person's word, and forgets those that have been silent for ``QUIVER_RETENTION_DAYS``.
    """

    def __init__(
        self, domain: Domain | None = None, host: str | None = None, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        adjust_rasa()
        TrackerStore.__init__(self, domain, event_broker)  # Rasa's own would wait here, deaf, until the database is there
        self.engine = conversations(settings())
        self.sessionmaker = sessionmaker(bind=self.engine)
        self._prepared = False
        try:
            self._prepare()
        except SQLAlchemyError as error:
            logger.error("the conversation store is not there yet: %s", type(error).__name__)
        Retention(self.engine, settings().retention_days, audit_days=settings().audit_days).start()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the turn or, when its person has said so, erase the whole conversation, the message that says so included.

        Raises:
            EraseError: if it couldn't be erased.
            StoreError: if it couldn't be stored; nothing of the turn was.
        """
        if tracker.slots.get(ERASE) and tracker.get_slot(ERASE):
            await asyncio.to_thread(erase, self.engine, tracker.sender_id)
            return
        await self.stream_events(tracker)
        await self._in_thread("store", partial(self._save, tracker))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as far as it matters for the next turn: the recent turns, and all slots.

        Raises:
            StoreError: if it couldn't be read.
        """
        return await self._in_thread("load", partial(self._retrieve_recent, sender_id))

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The whole conversation.

        Raises:
            StoreError: if it couldn't be read.
        """
        return await self._in_thread("load_all", partial(self._retrieve_all, conversation_id))

    async def answered(self, sender_id: str, message_id: str) -> Turn | None:
        """The stored turn of a message; None if that message has not been answered.

        Raises:
            StoreError: if it couldn't be read.
        """
        return await self._in_thread("find", lambda: self._find(sender_id, message_id))

    async def reachable(self) -> bool:
        """Whether the database answers now."""
        try:
            await self._in_thread("ping", self._ping)
        except StoreError:
            return False
        return True

    def as_new(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """``tracker``, marked as one of which nothing is stored."""
        tracker.quiver_known = _Known(0, None)
        return tracker

    @staticmethod
    def get_db_url(*args: Any, **kwargs: Any) -> URL:
        """The database's address, whatever Rasa would have made of endpoints.yml."""
        return address(settings())

    async def _in_thread(self, name: str, work: Callable[[], _Result]) -> _Result:
        """Do ``work`` where a slow database holds up nobody else."""
        try:
            with stage(name):
                return await asyncio.to_thread(self._prepared_for, work)
        except SQLAlchemyError as error:
            raise StoreError(f"the conversation store failed ({type(error).__name__})") from None

    def _prepared_for(self, work: Callable[[], _Result]) -> _Result:
        if not self._prepared:
            self._prepare()
        return work()

    def _prepare(self) -> None:
        turns.prepare(self.engine)
        with self.engine.begin() as connection:
            trail.prepare(connection)
        self._prepared = True

    def _retrieve_recent(self, sender: str) -> DialogueStateTracker | None:
        with self.engine.connect() as connection:
            loaded = turns.load(connection, sender, [slot.name for slot in self.domain.slots])
        if loaded is None:
            return None
        tracker = DialogueStateTracker.from_dict(sender, loaded.events, self.domain.slots)
        tracker.quiver_known = _Known(len(tracker.events), loaded.last)
        return tracker

    def _retrieve_all(self, sender: str) -> DialogueStateTracker | None:
        with self.engine.connect() as connection:
            events = turns.everything(connection, sender)
        return DialogueStateTracker.from_dict(sender, events, self.domain.slots) if events else None

    def _find(self, sender: str, message_id: str) -> Turn | None:
        with self.engine.connect() as connection:
            return turns.find(connection, sender, message_id)

    def _ping(self) -> None:
        with self.engine.connect() as connection:
            connection.execute(sqlalchemy.select(sqlalchemy.literal(1)))

    def _save(self, tracker: DialogueStateTracker) -> None:
        known = getattr(tracker, "quiver_known", None)
        with self.engine.begin() as connection:
            if known is None:  # it wasn't loaded here, so, as in Rasa, what is stored is taken for its beginning
                known = _Known(*turns.count(connection, tracker.sender_id))
            new = list(tracker.events)[known.events :]
            if not new:
                return
            said = next((event.message_id for event in reversed(new) if isinstance(event, UserUttered)), None)
            events = [event.as_dict() for event in new]
            last = turns.append(connection, tracker.sender_id, events, message_id=said, after=known.last)
            trail.keep(connection, events)
        tracker.quiver_known = _Known(len(tracker.events), last)


__all__ = ["ERASE", "ConflictError", "QuiverTrackerStore", "StoreError"]
