"""The audit trail: one row for each assessment, with everything its level follows from, and no words of anybody.

A row has a random key. The only thing that leads from a conversation to its rows is the same key in the conversation's
own events, so erasing the conversation leaves rows that nothing joins to a person, nor to one another.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row

from triage.assessment import Assessment
from triage.findings import Status
from triage.knowledge import Knowledge
from triage.levels import Level

SLOT = "assessment"
"""The slot by which a turn hands over its entry; its event holds the key."""

_metadata = sa.MetaData()
ASSESSMENTS = sa.Table(
    "assessments",
    _metadata,
    sa.Column("key", sa.String(32), primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False, index=True),
    sa.Column("level", sa.String(16), nullable=False),
    sa.Column("statuses", sa.Text, nullable=False),
    sa.Column("doubts", sa.Text, nullable=False),
    sa.Column("floor", sa.String(16), nullable=False),
    sa.Column("rules", sa.Text, nullable=False),
    sa.Column("table_version", sa.Integer, nullable=False),
    sa.Column("knowledge", sa.String(12), nullable=False),
    sa.Column("model", sa.String(64), nullable=False),
)


@dataclass(frozen=True)
class Entry:
    """One assessment.

    Attributes:
        key: 32 random hexadecimal digits.
        at: when it was made, whole seconds since the epoch.
        level: what was said.
        statuses: the status of every finding that was known.
        doubts: the findings that had to be confirmed.
        floor: the lowest level that could be given, for a reason that is no finding.
        rules: ids of the matching rows of the triage table, the most urgent first.
        table_version: the number in ``knowledge/triage.yml``.
        knowledge: fingerprint of all files of ``knowledge/``.
        model: Rasa's id of the trained model that read the message.
    """

    key: str
    at: int
    level: Level
    statuses: Mapping[str, Status]
    doubts: tuple[str, ...]
    floor: Level
    rules: tuple[str, ...]
    table_version: int
    knowledge: str
    model: str = ""


def entry_of(assessment: Assessment, known: Knowledge, now: datetime) -> Entry:
    """The entry for ``assessment``, with a key of its own.

    Args:
        assessment: what was found.
        known: the knowledge that it was found with.
        now: when, with a time zone.
    """
    return Entry(
        key=secrets.token_hex(16),
        at=int(now.timestamp()),
        level=assessment.level,
        statuses=dict(assessment.statuses),
        doubts=assessment.to_confirm,
        floor=assessment.floor,
        rules=assessment.rules,
        table_version=known.table.version,
        knowledge=known.version,
    )


def to_json(entry: Entry) -> dict[str, Any]:
    """The entry as the slot ``assessment`` holds it."""
    return {
        "key": entry.key,
        "at": entry.at,
        "level": entry.level.id,
        "statuses": {finding: status.value for finding, status in entry.statuses.items()},
        "doubts": list(entry.doubts),
        "floor": entry.floor.id,
        "rules": list(entry.rules),
        "table_version": entry.table_version,
        "knowledge": entry.knowledge,
    }


def prepare(connection: Connection) -> None:
    """Make the table if it is missing.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: if that can't be done.
    """
    if connection.dialect.name == "postgresql":  # several replicas may start at once
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(8190715)"))
    _metadata.create_all(connection)


def keep(connection: Connection, events: Iterable[Mapping[str, Any]]) -> int:
    """Write a row for each assessment among ``events``, which are as Rasa writes them. Returns how many were new.

    It belongs into the transaction that stores the events, so that neither is there without the other.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: if it can't be written.
    """
    rows = {row["key"]: row for row in _rows(events)}
    known = sa.select(ASSESSMENTS.c.key).where(ASSESSMENTS.c.key.in_(list(rows)))
    for key in connection.execute(known).scalars().all() if rows else ():
        del rows[key]
    if rows:
        connection.execute(sa.insert(ASSESSMENTS), list(rows.values()))
    return len(rows)


def entries(connection: Connection) -> Iterator[Entry]:
    """All rows, the oldest first.

    Raises:
        ValueError: if a row names an unknown level or status.
    """
    for row in connection.execute(sa.select(ASSESSMENTS).order_by(ASSESSMENTS.c.at, ASSESSMENTS.c.key)):
        yield _entry(row)


def forget(engine: Engine, *, before: float) -> int:
    """Delete the rows of assessments made before ``before`` (seconds since the epoch). Returns how many.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: if that can't be done.
    """
    with engine.begin() as connection:
        return int(connection.execute(sa.delete(ASSESSMENTS).where(ASSESSMENTS.c.at < before)).rowcount)


def _rows(events: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for event in events:
        value = event.get("value")
        if event.get("event") == "slot" and event.get("name") == SLOT and isinstance(value, dict):
            model = (event.get("metadata") or {}).get("model_id") or ""
            yield {**value, **{name: _text(value[name]) for name in ("statuses", "doubts", "rules")}, "model": str(model)[:64]}


def _text(value: Mapping[str, str] | Sequence[str]) -> str:
    return json.dumps(value, separators=(",", ":"))


def _entry(row: Row) -> Entry:
    return Entry(
        key=row.key,
        at=row.at,
        level=Level.of(row.level),
        statuses={finding: Status(status) for finding, status in json.loads(row.statuses).items()},
        doubts=tuple(json.loads(row.doubts)),
        floor=Level.of(row.floor),
        rules=tuple(json.loads(row.rules)),
        table_version=row.table_version,
        knowledge=row.knowledge,
        model=row.model,
    )
