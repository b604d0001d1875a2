"""The turns of conversations, in the tables of the conversation store.

Rasa's table ``events`` holds what happened. Beside it, ``turns`` has one row for each message: which events it made, and
how many things had been said before. Both are written in one transaction, so a message is stored with its answer or not
at all, and what was answered can be told from what was not, by any replica, at any time. That row is also what keeps
two replicas apart, whatever becomes of their locks: a turn is refused if the conversation has moved on since it was
loaded, or if its message was answered already.

SQLAlchemy alone; no Rasa.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import IntegrityError

RECENT = 3
"""Turns that are loaded to answer the next one. Rules look one turn back; everything older is in the slots."""

SPOKEN = ("user", "bot")

_metadata = sa.MetaData()

EVENTS = sa.Table(
    "events",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_id", sa.String(255), nullable=False, index=True),
    sa.Column("type_name", sa.String(255), nullable=False),
    sa.Column("timestamp", sa.Float),
    sa.Column("intent_name", sa.String(255)),
    sa.Column("action_name", sa.String(255)),
    sa.Column("data", sa.Text),
)
"""Rasa's own table, column for column."""

TURNS = sa.Table(
    "turns",
    _metadata,
    sa.Column("sender_id", sa.String(255), primary_key=True),
    sa.Column("message_id", sa.String(255), primary_key=True),
    sa.Column("first_id", sa.Integer, nullable=False),
    sa.Column("last_id", sa.Integer, nullable=False),
    sa.Column("said_before", sa.Integer, nullable=False),
    sa.Index("turns_in_order", "sender_id", "last_id"),
)

_INDEXES = (
    sa.Index("events_in_order", EVENTS.c.sender_id, EVENTS.c.id),
    sa.Index("events_by_name", EVENTS.c.sender_id, EVENTS.c.type_name, EVENTS.c.action_name, EVENTS.c.id),
)


class StoreError(RuntimeError):
    """The conversation store could not be read or written. It holds no words of anybody. The turn may be tried again."""


class ConflictError(StoreError):
    """Somebody else has added to the conversation since it was loaded."""


@dataclass(frozen=True)
class Loaded:
    """What a turn is answered from.

    Attributes:
        events: the most recent turns' events as Rasa writes them, after those that set the older slots.
        last: the id of the newest stored event.
    """

    events: list[dict[str, Any]]
    last: int


@dataclass(frozen=True)
class Turn:
    """A stored turn.

    Attributes:
        events: its events as Rasa writes them, in order.
        said_before: how many messages both sides had said before it.
    """

    events: list[dict[str, Any]]
    said_before: int


def prepare(engine: Engine) -> None:
    """Make the tables and indexes that are missing. Several replicas may do so at once.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: if the database can't be reached.
    """
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(8190714)"))
        _metadata.create_all(connection)
        inspector = sa.inspect(connection)
        there = {index["name"] for index in inspector.get_indexes("events")}
        for index in _INDEXES:
            if index.name not in there:
                index.create(connection)


def load(connection: Connection, sender: str, slots: Sequence[str]) -> Loaded | None:
    """What is needed to answer the next message of ``sender``, or None if nothing is stored.

    It takes the same time however long the conversation is. What is stored or erased meanwhile is not seen in part: the
    conversation is as it was when its newest event was looked up, or gone.

    Args:
        connection: to the conversation store.
        sender: Rasa's id of the conversation.
        slots: the names of the slots whose values count.
    """
    last = _last(connection, sender)
    if last is None:
        return None
    recent = sa.select(TURNS.c.first_id).where(TURNS.c.sender_id == sender, TURNS.c.last_id <= last).order_by(TURNS.c.last_id.desc()).limit(RECENT)
    firsts = list(connection.execute(recent).scalars())
    first = min(firsts) if len(firsts) == RECENT else 0
    events = _events(connection, sender, first, last)
    if not events:
        return None
    if first:
        events = [*_older_slots(connection, sender, slots, events, first), *events]
    return Loaded(events, last)


def append(
    connection: Connection, sender: str, events: Sequence[Mapping[str, Any]], *, message_id: str | None, after: int | None
) -> int:
    """Store the events of one turn. Returns the id of the last of them.

    Args:
        connection: to the conversation store, in a transaction that the caller commits.
        sender: Rasa's id of the conversation.
        events: the turn's events as Rasa writes them.
        message_id: the id of the person's message, unique within the conversation.
        after: the id of the newest event when the turn was begun; None if nothing was stored.

    Raises:
        ConflictError: if the conversation has moved on since, or the message was answered.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:sender, 0))"), {"sender": sender})
    turn = {"sender_id": sender, "message_id": message_id or uuid.uuid4().hex, "first_id": 0, "last_id": 0}
    try:
        # Written first, so that SQLite too is locked before anything is looked at.
        connection.execute(sa.insert(TURNS).values(**turn, said_before=0))
    except IntegrityError:
        raise ConflictError("the message was answered already") from None
    if _last(connection, sender) != after:
        raise ConflictError("the conversation has moved on")
    connection.execute(sa.insert(EVENTS), [_row(sender, event) for event in events])
    ids = connection.execute(
        sa.select(sa.func.min(EVENTS.c.id), sa.func.max(EVENTS.c.id)).where(EVENTS.c.sender_id == sender, EVENTS.c.id > (after or 0))
    ).one()
    this = sa.and_(TURNS.c.sender_id == sender, TURNS.c.message_id == turn["message_id"])
    said = _said_before(connection, sender, before=ids[0])
    connection.execute(sa.update(TURNS).where(this).values(first_id=ids[0], last_id=ids[1], said_before=said))
    return int(ids[1])


def count(connection: Connection, sender: str) -> tuple[int, int | None]:
    """How many events of ``sender`` are stored, and the id of the newest."""
    number = connection.execute(sa.select(sa.func.count()).select_from(EVENTS).where(EVENTS.c.sender_id == sender)).scalar_one()
    return int(number), _last(connection, sender)


def find(connection: Connection, sender: str, message_id: str) -> Turn | None:
    """The stored turn of the message ``message_id``, or None if it was never answered, or is erased just now."""
    wanted = sa.select(TURNS).where(TURNS.c.sender_id == sender, TURNS.c.message_id == message_id)
    row = connection.execute(wanted).first()
    events = _events(connection, sender, row.first_id, row.last_id) if row else []
    return Turn(events, row.said_before) if events else None


def everything(connection: Connection, sender: str) -> list[dict[str, Any]]:
    """All stored events of ``sender`` as Rasa writes them, in order."""
    rows = sa.select(EVENTS.c.data).where(EVENTS.c.sender_id == sender).order_by(EVENTS.c.id)
    return [json.loads(data) for data in connection.execute(rows).scalars()]


def _row(sender: str, event: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sender_id": sender,
        "type_name": event["event"],
        "timestamp": event.get("timestamp"),
        "intent_name": ((event.get("parse_data") or {}).get("intent") or {}).get("name"),
        "action_name": event.get("name"),
        "data": json.dumps(event),
    }


def _last(connection: Connection, sender: str) -> int | None:
    newest = sa.select(EVENTS.c.id).where(EVENTS.c.sender_id == sender).order_by(EVENTS.c.id.desc()).limit(1)
    value = connection.execute(newest).scalar()
    return None if value is None else int(value)


def _events(connection: Connection, sender: str, first: int, last: int) -> list[dict[str, Any]]:
    rows = sa.select(EVENTS.c.data).where(EVENTS.c.sender_id == sender, EVENTS.c.id >= first, EVENTS.c.id <= last)
    return [json.loads(data) for data in connection.execute(rows.order_by(EVENTS.c.id)).scalars()]


def _older_slots(
    connection: Connection, sender: str, slots: Sequence[str], events: Sequence[Mapping[str, Any]], first: int
) -> list[dict[str, Any]]:
    """The events that last set those slots which ``events`` don't set, and the pause after which the turn began."""
    missing = sorted(set(slots) - {event["name"] for event in events if event["event"] == "slot"})
    newest = (
        sa.select(sa.func.max(EVENTS.c.id))
        .where(EVENTS.c.sender_id == sender, EVENTS.c.type_name == "slot", EVENTS.c.action_name.in_(missing), EVENTS.c.id < first)
        .group_by(EVENTS.c.action_name)
    )
    ids = list(connection.execute(newest).scalars()) if missing else []
    rows = connection.execute(sa.select(EVENTS.c.data).where(EVENTS.c.id.in_(ids)).order_by(EVENTS.c.id)).scalars() if ids else ()
    return [*(json.loads(data) for data in rows), {"event": "action", "name": "action_listen", "timestamp": events[0].get("timestamp")}]


def _said_before(connection: Connection, sender: str, *, before: int) -> int:
    """How much had been said before the event ``before``: counted from the turn before, or from the beginning if there is none."""
    previous = connection.execute(
        sa.select(TURNS).where(TURNS.c.sender_id == sender, TURNS.c.last_id < before, TURNS.c.last_id > 0).order_by(TURNS.c.last_id.desc()).limit(1)
    ).first()
    since, known = (previous.first_id, previous.said_before) if previous else (0, 0)
    types = sa.select(EVENTS.c.data).where(
        EVENTS.c.sender_id == sender, EVENTS.c.id >= since, EVENTS.c.id < before, EVENTS.c.type_name.in_(SPOKEN)
    )
    return int(known) + sum(is_spoken(json.loads(data)) for data in connection.execute(types).scalars())


def is_spoken(event: Mapping[str, Any]) -> bool:
    """Whether something is said in ``event``: by the bot, or by a person in words."""
    return event.get("event") == "bot" or (event.get("event") == "user" and event.get("text") is not None)
