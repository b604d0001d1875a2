"""Where conversations are kept. Rasa loads this with every command that talks, so the adjustments are made here."""

from pathlib import Path
from typing import Any

import sqlalchemy
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.engine import URL

from runtime.adjustments import adjust_rasa
from runtime.settings import settings


class QuiverTrackerStore(SQLTrackerStore):
    """Rasa's SQL tracker store on ``QUIVER_DATABASE_URL``; an SQLite file in ``.quiver`` when that is not set."""

    def __init__(
        self, domain: Domain | None = None, host: str | None = None, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        adjust_rasa()
        super().__init__(domain=domain, event_broker=event_broker)

    @staticmethod
    def get_db_url(*args: Any, **kwargs: Any) -> URL:
        """The database's address, whatever Rasa would have made of endpoints.yml."""
        url = sqlalchemy.engine.make_url(settings().database_url)
        if url.get_backend_name() == "sqlite" and url.database:
            Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return url
