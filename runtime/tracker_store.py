"""Where conversations are kept. Rasa loads this with every command that talks, so the adjustments are made here."""

import asyncio
from pathlib import Path
from typing import Any

import sqlalchemy
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.engine import URL

from runtime.adjustments import adjust_rasa
from runtime.erasure import Retention, erase, guard
from runtime.settings import settings

ERASE = "erase"
"""The slot by which a turn says that its person wants everything erased."""


class QuiverTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store on ``QUIVER_DATABASE_URL``; an SQLite file in ``.quiver`` when that is not set.

    It can do what Rasa's can't: erase a conversation at its person's word, and forget those that have been silent for
    ``QUIVER_RETENTION_DAYS``.
    """

    def __init__(
        self, domain: Domain | None = None, host: str | None = None, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        adjust_rasa()
        super().__init__(domain=domain, event_broker=event_broker)
        guard(self.engine)
        Retention(self.engine, settings().retention_days).start()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the conversation or, when its person has said so, erase all of it, the message that says so included.

        Raises:
            EraseError: if it couldn't be erased.
        """
        if tracker.slots.get(ERASE) and tracker.get_slot(ERASE):
            await asyncio.to_thread(erase, self.engine, tracker.sender_id)
            return
        await super().save(tracker)

    @staticmethod
    def get_db_url(*args: Any, **kwargs: Any) -> URL:
        """The database's address, whatever Rasa would have made of endpoints.yml."""
        url = sqlalchemy.engine.make_url(settings().database_url)
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return url
