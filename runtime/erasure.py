"""Erasing conversations for good: one at its person's word, old ones by time. SQLAlchemy only, so it starts at once.

Rasa's tracker stores have neither. Rows are deleted; in SQLite the bytes are overwritten too and the file is written anew,
so that nothing of what was typed can be found in it.
"""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from privacy import trail
from runtime.turns import TURNS

logger = logging.getLogger(__name__)

DAY = 24 * 60 * 60
HOUR = 60 * 60
LARGEST_REWRITTEN = 200 * 1024 * 1024
"""Bytes up to which an SQLite file is written anew after erasing; above it, overwriting has to do, for it would stop the server."""

_EVENTS = sqlalchemy.table(
    "events",
    sqlalchemy.column("sender_id", sqlalchemy.String),
    sqlalchemy.column("timestamp", sqlalchemy.Float),
)



class EraseError(RuntimeError):
    """A conversation could not be erased. It holds no words of anybody."""


def guard(engine: Engine) -> Engine:
    """``engine``, with errors that don't quote what was to be stored and, in SQLite, with deleted bytes overwritten."""
    engine.hide_parameters = True
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _overwrite_deleted)
    return engine


def _overwrite_deleted(connection: Any, record: object) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("PRAGMA temp_store = MEMORY")


def engine_of(url: str) -> Engine:
    """An engine of its own on the conversations at ``url``."""
    return guard(sqlalchemy.create_engine(make_url(url), poolclass=NullPool))


def erase(engine: Engine, sender: str) -> int:
    """Delete all that is stored of one conversation, at once. Returns how many rows that were.

    Raises:
        EraseError: if it couldn't be done.
    """
    try:
        gone = _delete(engine, sender, _EVENTS.c.sender_id == sender)
        compact(engine)
    except SQLAlchemyError as error:
        raise EraseError(f"a conversation could not be erased ({type(error).__name__})") from None
    return gone


def forget(engine: Engine, *, before: float) -> int:
    """Delete every conversation whose last message is older than ``before`` (seconds since the epoch). Returns how many.

    A conversation goes as a whole: as long as somebody writes, what they told earlier still counts for the level.

    Raises:
        EraseError: if it couldn't be done.
    """
    last = sqlalchemy.func.coalesce(sqlalchemy.func.max(_EVENTS.c.timestamp), 0.0)
    try:
        if not sqlalchemy.inspect(engine).has_table(_EVENTS.name):
            return 0  # nobody has written yet
        with engine.connect() as connection:
            old = [row[0] for row in connection.execute(sqlalchemy.select(_EVENTS.c.sender_id).group_by(_EVENTS.c.sender_id).having(last < before))]
        for sender in old:
            # Asked once more in the same statement: somebody may have written in between.
            still_old = sqlalchemy.select(last).where(_EVENTS.c.sender_id == sender).scalar_subquery() < before
            _delete(engine, sender, sqlalchemy.and_(_EVENTS.c.sender_id == sender, still_old))
        if old:
            compact(engine)
    except SQLAlchemyError as error:
        raise EraseError(f"old conversations could not be erased ({type(error).__name__})") from None
    return len(old)


def _delete(engine: Engine, sender: str, which: Any) -> int:
    with engine.begin() as connection:
        gone = int(connection.execute(sqlalchemy.delete(_EVENTS).where(which)).rowcount)
        # What was answered goes with it: ids of messages, nothing that was said.
        left = sqlalchemy.select(_EVENTS.c.sender_id).where(_EVENTS.c.sender_id == sender).exists()
        connection.execute(sqlalchemy.delete(TURNS).where(TURNS.c.sender_id == sender, ~left))
        return gone


def compact(engine: Engine) -> None:
    """Leave no trace of deleted rows in an SQLite file and its journals. Other databases see to that themselves."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.isolation_level = None
        with closing(connection.cursor()) as cursor:
            if _bytes(engine) <= LARGEST_REWRITTEN:
                cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except engine.dialect.dbapi.Error as error:
        raise SQLAlchemyError(type(error).__name__) from None
    finally:
        connection.close()


def _bytes(engine: Engine) -> int:
    file = Path(engine.url.database or "")
    return file.stat().st_size if file.is_file() else 0


class Retention:
    """Forgets old conversations at the start, and every hour from then on, in a thread that ends with the process."""

    def __init__(self, engine: Engine, days: float, *, audit_days: float = 365.0, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._days = days
        self._audit_days = audit_days
        self._clock = clock

    def start(self) -> None:
        """Forget now, then hourly."""
        self.forget()
        threading.Thread(target=self._hourly, name="quiver-retention", daemon=True).start()

    def forget(self) -> int:
        """Forget what is older than the days, and assessments older than theirs. What fails is tried again an hour later."""
        self._shorten_trail()
        try:
            return forget(self._engine, before=self._clock() - self._days * DAY)
        except EraseError as error:
            logger.error("%s", error)
            return 0

    def _shorten_trail(self) -> None:
        try:
            trail.forget(self._engine, before=self._clock() - self._audit_days * DAY)
        except SQLAlchemyError as error:
            logger.error("the audit trail could not be shortened: %s", type(error).__name__)

    def _hourly(self) -> None:
        while True:
            time.sleep(HOUR)
            self.forget()
