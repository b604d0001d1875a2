"""Erasing in PostgreSQL and Redis: rows, dumps, logs and files. Both are started here, on loopback, as their packages ship them."""

import asyncio
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered

from triage.assessment import assess
from triage.findings import Status
from triage.knowledge import knowledge
from triage.record import Record, Statement

from channels.slack.ledger import OpenQuestion, RedisLedger, Unanswered
from dialogue.case import Case, to_json
from privacy.replay import main as replay
from privacy.trail import ASSESSMENTS, SLOT, entry_of
from privacy.trail import to_json as entry_to_json
from runtime.erasure import engine_of, erase
from runtime.locks import ConversationLocks
from runtime.tracker_store import QuiverTrackerStore
from tests.dialogue.talk import MONDAY
from tests.scale.services import PASSWORD, MissingError, Postgres, Redis, as_postgres, program, wait_until

WORDS = "xylophone quixotic zebra"
PERSON = "ann-8d1f2c"
DOMAIN = Domain.load("domain.yml")
QUIET = ("log_min_error_statement = 'panic'", "wal_recycle = 'off'", "min_wal_size = '32MB'", "wal_init_zero = 'on'")
"""What docs/privacy.md tells whoever runs PostgreSQL to set."""


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="quiver-postgres-"))
    folder.chmod(0o755)
    server = Postgres(folder / "server")
    try:
        server.start()
    except (MissingError, OSError, KeyError) as missing:
        shutil.rmtree(folder)
        pytest.skip(str(missing) if isinstance(missing, MissingError) else "PostgreSQL's user 'postgres' is missing; install the package postgresql")
    try:
        for setting in QUIET:
            run_sql(server, f"ALTER SYSTEM SET {setting}")
        server.restart()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def run_sql(server: Postgres, *statements: str) -> None:
    engine = engine_of(server.url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
    engine.dispose()


def dump(server: Postgres) -> str:
    command = [*as_postgres(), "env", f"PGPASSWORD={PASSWORD}", program("pg_dump", "usr/lib/postgresql/*/bin"), server.url]
    return subprocess.run(command, check=True, capture_output=True, cwd="/").stdout.decode()


def holding(folder: Path, words: str) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()}


def turn(store: QuiverTrackerStore, sender: str, words: str) -> None:
    tracker = asyncio.run(store.get_or_create_tracker(sender))
    record = Record().told(Statement("numbness", Status.PRESENT, words))
    known = knowledge()
    found = assess(record, table=known.table, findings=known.findings, today=MONDAY.date())
    tracker.update(UserUttered(words, {"name": "describe"}))
    tracker.update(SlotSet("case", to_json(Case(record=record))))
    tracker.update(SlotSet(SLOT, entry_to_json(entry_of(found, known, MONDAY))))
    tracker.update(BotUttered(f"Because you said {words}"))
    asyncio.run(store.save(tracker))


@pytest.fixture
def store(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[QuiverTrackerStore]:
    monkeypatch.setenv("QUIVER_DATABASE_URL", postgres.url)
    made = QuiverTrackerStore(DOMAIN)
    yield made
    made.engine.dispose()


def test_in_postgresql_nothing_of_an_erased_conversation_is_left(store: QuiverTrackerStore, postgres: Postgres) -> None:
    for number in range(6):
        turn(store, PERSON, f"{WORDS} {number}")
        turn(store, "bob", f"unrelated walrus {number}")
    assert WORDS in dump(postgres)
    run_sql(postgres, "CHECKPOINT")
    assert holding(postgres.folder, WORDS)

    said = asyncio.run(store.get_or_create_tracker(PERSON))
    said.update(UserUttered(f"delete everything, {WORDS}", {"name": "describe"}))
    said.update(SlotSet("erase", True))
    asyncio.run(store.save(said))

    after = dump(postgres)
    assert WORDS not in after
    assert PERSON not in after
    assert "unrelated walrus" in after
    run_sql(postgres, "VACUUM FULL events", "VACUUM FULL turns", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT", "CHECKPOINT")
    for secret in (WORDS, PERSON):
        assert holding(postgres.folder, secret) == set(), secret  # tables, indexes, write-ahead log, server log
    assert holding(postgres.folder, "unrelated walrus")
    with store.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(ASSESSMENTS)).scalar() == 12
    assert replay([postgres.url]) == 0


def test_in_postgresql_old_conversations_go_by_themselves(store: QuiverTrackerStore, postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    turn(store, PERSON, WORDS)
    with store.engine.begin() as connection:
        connection.execute(sa.text("UPDATE events SET timestamp = timestamp - 31 * 86400 WHERE sender_id = :who"), {"who": PERSON})
    QuiverTrackerStore(DOMAIN).engine.dispose()
    assert WORDS not in dump(postgres)
    assert PERSON not in dump(postgres)


def test_a_statement_that_fails_leaves_no_words_in_the_servers_log(store: QuiverTrackerStore, postgres: Postgres) -> None:
    turn(store, "carol", "hello")
    with pytest.raises(Exception, match="too long") as failed, store.engine.begin() as connection:
        connection.execute(sa.text("INSERT INTO events (sender_id, type_name, data) VALUES (:who, 'user', :said)"), {"who": "x" * 300, "said": WORDS})
    assert WORDS not in str(failed.value)
    log = (postgres.folder / "log").read_text(errors="replace")
    assert "value too long" in log
    assert WORDS not in log


def test_erasing_in_postgresql_who_never_wrote_is_no_error(store: QuiverTrackerStore) -> None:
    assert erase(store.engine, "nobody") == 0


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis()
    try:
        server.start()
    except MissingError as missing:
        pytest.skip(str(missing))
    try:
        yield server
    finally:
        server.stop()


async def test_redis_never_holds_words_or_a_conversations_name(redis: Redis) -> None:
    from redis.asyncio import from_url

    client = from_url(redis.url)
    wait_until(lambda: answers(redis.port), "Redis")
    locks, ledger = ConversationLocks(redis_url=redis.url), RedisLedger(redis.url)
    async with locks.lock(PERSON):
        assert PERSON not in await everything(client)
        assert "quiver:lock:" in await everything(client)
    # Slack's ledger holds the person's id while a question is open, and until their next word settles it.
    await ledger.claim(["event:Ev1"])
    await ledger.ask(PERSON, OpenQuestion("nonce", "D1", "1.0"))
    await ledger.begin("turn-1", Unanswered("T1", PERSON))
    assert PERSON in await everything(client)
    await ledger.settle(PERSON)
    await ledger.finish("turn-1")
    assert PERSON not in await everything(client)
    await client.close()
    await ledger.close()


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


async def everything(client: object) -> str:
    """All keys and values, as text."""
    found = []
    async for key in client.scan_iter():  # type: ignore[attr-defined]
        found.append(f"{key!r} {await client.dump(key)!r}")  # type: ignore[attr-defined]
    return "\n".join(found)
