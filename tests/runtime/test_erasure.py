"""Erasing conversations: rows, bytes, and nothing of anybody else."""

import asyncio
import json
import sqlite3
import time
from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from runtime.adjustments import QuiverFailSafe
from runtime.erasure import DAY, EraseError, Retention, engine_of, erase, forget
from runtime.tracker_store import QuiverTrackerStore
from runtime.turns import StoreError

SECRET_WORDS = "xylophone quixotic zebra"
DOMAIN = Domain.from_dict({
    "intents": ["describe"],
    "slots": {
        "case": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]},
        "erase": {"type": "bool", "influence_conversation": False, "mappings": [{"type": "custom"}]},
    },
})


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "conversations.db"
    monkeypatch.setenv("QUIVER_DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def store(database: Path) -> QuiverTrackerStore:
    return QuiverTrackerStore(DOMAIN)


def tracker(sender: str, words: str, *, at: float | None = None) -> DialogueStateTracker:
    said = DialogueStateTracker(sender, DOMAIN.slots)
    moment = time.time() if at is None else at
    said.update(UserUttered(words, {"name": "describe"}, timestamp=moment))
    said.update(SlotSet("case", {"said": words}, timestamp=moment))
    said.update(BotUttered(f"You wrote {words}", timestamp=moment))
    return said


def save(store: QuiverTrackerStore, said: DialogueStateTracker) -> None:
    asyncio.run(store.save(said))


def senders(database: Path) -> set[str]:
    with sqlite3.connect(database) as connection:
        return {row[0] for row in connection.execute("SELECT DISTINCT sender_id FROM events")}


def found(folder: Path, words: str) -> list[str]:
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]


def test_what_is_kept_can_be_found_before_and_nothing_of_it_after(store: QuiverTrackerStore, database: Path) -> None:
    for number in range(40):
        save(store, tracker("ann", f"{SECRET_WORDS} {number} " * 40))
        save(store, tracker("bob", f"my lip twitches {number}"))
    assert found(database.parent, SECRET_WORDS) == ["conversations.db"]
    assert erase(store.engine, "ann") > 0
    assert found(database.parent, SECRET_WORDS) == []
    assert senders(database) == {"bob"}


def test_the_slot_erases_instead_of_storing(store: QuiverTrackerStore, database: Path) -> None:
    said = tracker("ann", SECRET_WORDS)
    save(store, said)
    said.update(UserUttered(f"delete everything, {SECRET_WORDS}", {"name": "describe"}))
    said.update(SlotSet("erase", True))
    save(store, said)
    assert senders(database) == set()
    assert found(database.parent, SECRET_WORDS) == []
    assert asyncio.run(store.retrieve("ann")) is None


def test_the_next_message_after_an_erasure_starts_afresh_and_is_stored(store: QuiverTrackerStore, database: Path) -> None:
    said = tracker("ann", SECRET_WORDS)
    said.update(SlotSet("erase", True))
    save(store, said)
    save(store, tracker("ann", "hello again"))
    kept = asyncio.run(store.retrieve("ann"))
    assert kept is not None
    assert kept.get_slot("case") == {"said": "hello again"}
    assert not kept.get_slot("erase")


@pytest.mark.parametrize("mode", ["DELETE", "WAL", "TRUNCATE"])
def test_no_journal_keeps_what_was_erased(store: QuiverTrackerStore, database: Path, mode: str) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
    save(store, tracker("ann", SECRET_WORDS * 50))
    save(store, tracker("bob", "my lip twitches"))
    erase(store.engine, "ann")
    assert found(database.parent, SECRET_WORDS) == []


def test_a_name_with_quotes_erases_nobody_else(store: QuiverTrackerStore, database: Path) -> None:
    save(store, tracker("ann", "a"))
    save(store, tracker("' OR '1'='1", "b"))
    erase(store.engine, "' OR '1'='1")
    assert senders(database) == {"ann"}


def test_erasing_who_never_wrote_is_no_error(store: QuiverTrackerStore) -> None:
    assert erase(store.engine, "nobody") == 0


def test_what_has_been_silent_too_long_is_forgotten_and_the_rest_stays(store: QuiverTrackerStore, database: Path) -> None:
    now = time.time()
    save(store, tracker("old", SECRET_WORDS, at=now - 31 * DAY))
    save(store, tracker("young", "my lip twitches", at=now - 29 * DAY))
    back = tracker("back", "long ago", at=now - 40 * DAY)
    back.update(UserUttered("and now again", {"name": "describe"}, timestamp=now - DAY))
    save(store, back)
    assert forget(store.engine, before=now - 30 * DAY) == 1
    assert senders(database) == {"young", "back"}
    assert found(database.parent, SECRET_WORDS) == []


def test_a_store_that_starts_forgets_at_once(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIVER_RETENTION_DAYS", "2")
    save(QuiverTrackerStore(DOMAIN), tracker("old", SECRET_WORDS, at=time.time() - 3 * DAY))
    assert senders(database) == {"old"}
    QuiverTrackerStore(DOMAIN)
    assert senders(database) == set()


def test_the_clock_decides(store: QuiverTrackerStore, database: Path) -> None:
    save(store, tracker("ann", "hello"))
    assert Retention(store.engine, 30, clock=lambda: time.time() + 29 * DAY).forget() == 0
    assert Retention(store.engine, 30, clock=lambda: time.time() + 31 * DAY).forget() == 1


def test_it_can_be_done_by_hand(
    store: QuiverTrackerStore, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from runtime.__main__ import main

    save(store, tracker("old", "hello", at=time.time() - 31 * DAY))
    assert main(["forget"]) == 0
    assert capsys.readouterr().out == "Erased 1 conversation that had been silent for 30 days.\n"
    assert senders(database) == set()


def test_an_erasure_that_fails_is_an_error_and_no_success(tmp_path: Path) -> None:
    with pytest.raises(EraseError):
        erase(engine_of(f"sqlite:///{tmp_path / 'no_table.db'}"), "ann")


def test_a_failed_erasure_reaches_the_channel_and_so_does_any_other_failure_without_words(
    store: QuiverTrackerStore, database: Path
) -> None:
    safe = QuiverFailSafe(store)
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE events")
    with pytest.raises(StoreError) as unstored:
        asyncio.run(safe.save(tracker("ann", SECRET_WORDS)))
    assert SECRET_WORDS not in str(unstored.value)
    said = tracker("ann", SECRET_WORDS)
    said.update(SlotSet("erase", True))
    with pytest.raises(EraseError) as failed:
        asyncio.run(safe.save(said))
    assert SECRET_WORDS not in str(failed.value)


def test_an_error_of_the_database_quotes_nobody(store: QuiverTrackerStore, database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE events")
    with pytest.raises(StoreError) as failed:
        save(store, tracker("ann", SECRET_WORDS))
    assert SECRET_WORDS not in str(failed.value)


def test_what_is_stored_is_json_as_rasa_writes_it(store: QuiverTrackerStore, database: Path) -> None:
    save(store, tracker("ann", "hello"))
    with sqlite3.connect(database) as connection:
        rows = [json.loads(row[0]) for row in connection.execute("SELECT data FROM events ORDER BY id")]
    assert [row["event"] for row in rows] == ["user", "slot", "bot"]


def test_erasing_while_others_write_loses_nobody_and_leaves_nothing(store: QuiverTrackerStore, database: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def writes(sender: str) -> None:
        for number in range(5):
            save(store, tracker(f"{sender}-{number}", "my lip twitches"))

    def is_erased(sender: str) -> None:
        said = tracker(sender, SECRET_WORDS)
        save(store, said)
        said.update(SlotSet("erase", True))
        save(store, said)

    with ThreadPoolExecutor(6) as pool:
        done = [pool.submit(writes, f"writer{number}") for number in range(4)]
        done += [pool.submit(is_erased, f"leaver{number}") for number in range(6)]
        for one in done:
            one.result()
    assert len(senders(database)) == 20
    assert found(database.parent, SECRET_WORDS) == []
