"""The audit trail: what is written, what is not, and what joins it to a person until they are erased."""

import asyncio
import json
import random
import sqlite3
from datetime import datetime, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from triage.assessment import assess
from triage.findings import Status
from triage.knowledge import FOLDER, knowledge, load_knowledge
from triage.levels import Level
from triage.record import Record, Statement

from actions.assess import Assess
from dialogue.reading import Reading
from privacy import trail
from privacy.replay import main, replay
from privacy.trail import SLOT, Entry, entries, entry_of, to_json
from runtime.erasure import engine_of, erase
from runtime.tracker_store import QuiverTrackerStore
from tests.dialogue.talk import Talk

WORDS = "xylophone quixotic zebra"
DOMAIN = Domain.load("domain.yml")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.utc)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "conversations.db"
    monkeypatch.setenv("QUIVER_DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def store(database: Path) -> QuiverTrackerStore:
    return QuiverTrackerStore(DOMAIN)


def trail_of(database: Path) -> list[Entry]:
    with engine_of(f"sqlite:///{database}").connect() as connection:
        return list(entries(connection))


def entry(*statements: Statement, floor: Level = Level.SELF_CARE) -> Entry:
    record = Record()
    for statement in statements:
        record = record.told(statement)
    known = knowledge()
    return entry_of(assess(record, table=known.table, findings=known.findings, today=NOW.date(), floor=floor), known, NOW)


def turn(store: QuiverTrackerStore, sender: str, made: Entry) -> None:
    tracker = asyncio.run(store.get_or_create_tracker(sender))
    tracker.model_id = "0123456789abcdef"
    tracker.update(UserUttered(f"my lip is numb, {WORDS}", {"name": "describe"}))
    tracker.update(SlotSet(SLOT, to_json(made)))
    asyncio.run(store.save(tracker))


def test_a_row_holds_what_the_level_follows_from_and_no_words(store: QuiverTrackerStore, database: Path) -> None:
    made = entry(Statement("numbness", Status.PRESENT, WORDS), Statement("pain", Status.ABSENT, WORDS), Statement("facial_droop", Status.PRESENT, WORDS, doubtful=True))
    turn(store, "ann", made)
    (kept,) = trail_of(database)
    assert kept == Entry(
        key=made.key, at=int(NOW.timestamp()), level=Level.URGENT, statuses={"numbness": Status.PRESENT, "pain": Status.ABSENT},
        doubts=("facial_droop",), floor=Level.SELF_CARE, rules=made.rules, table_version=knowledge().table.version,
        knowledge=knowledge().version, model="0123456789abcdef",
    )  # fmt: skip
    assert made.rules
    assert len(made.key) == 32
    with sqlite3.connect(database) as connection:
        row = connection.execute("SELECT * FROM assessments").fetchone()
    assert not any(word in str(row) for word in [*WORDS.split(), "ann"])


def test_every_key_is_random_and_another() -> None:
    assert len({entry().key for _ in range(1000)}) == 1000


def test_the_turn_and_its_row_are_stored_together_or_not_at_all(store: QuiverTrackerStore, database: Path) -> None:
    turn(store, "ann", entry())
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE assessments")
    with pytest.raises(Exception, match="conversation store failed"):
        turn(store, "ann", entry())
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM events WHERE type_name = 'user'").fetchone() == (1,)


def test_a_row_is_written_once_though_its_conversation_is_stored_twice(store: QuiverTrackerStore, database: Path) -> None:
    made = entry()
    turn(store, "ann", made)
    with store.engine.begin() as connection:
        assert trail.keep(connection, [{"event": "slot", "name": SLOT, "value": to_json(made)}]) == 0
    assert len(trail_of(database)) == 1


def test_erasing_a_conversation_destroys_what_joins_its_rows_to_it(store: QuiverTrackerStore, database: Path) -> None:
    for number in range(3):
        turn(store, "ann", entry(floor=Level(number)))
        turn(store, "bob", entry(floor=Level(number)))
    keys = {made.key for made in trail_of(database)}
    with sqlite3.connect(database) as connection:
        of_ann = {json.loads(data)["value"]["key"] for (data,) in connection.execute("SELECT data FROM events WHERE sender_id = 'ann' AND type_name = 'slot'")}
    assert len(of_ann) == 3
    assert of_ann < keys
    erase(store.engine, "ann")
    assert {made.key for made in trail_of(database)} == keys
    with sqlite3.connect(database) as connection:
        dump = "\n".join(line for line in connection.iterdump() if '"assessments"' not in line)
    assert not any(key in dump for key in of_ann)
    assert all(key in dump for key in keys - of_ann)
    assert "ann" not in {row[0] for row in sqlite3.connect(database).execute("SELECT sender_id FROM events")}


def test_rows_are_forgotten_by_time(store: QuiverTrackerStore, database: Path) -> None:
    turn(store, "ann", entry())
    assert trail.forget(store.engine, before=NOW.timestamp()) == 0
    assert trail.forget(store.engine, before=NOW.timestamp() + 1) == 1
    assert trail_of(database) == []


def test_the_action_hands_over_an_entry_with_every_answer() -> None:
    tracker = Tracker(
        "ann", {"case": None}, {"text": "x", "reading": {"acts": []}, "entities": [{"entity": "numbness", "role": "present", "value": "numb", "start": 0, "end": 1}]},
        [], False, None, {}, "action_listen",
    )  # fmt: skip
    events = asyncio.run(Assess().run(CollectingDispatcher(), tracker, {}))
    (value,) = [event["value"] for event in events if event["name"] == SLOT]
    assert value["statuses"] == {"numbness": "present"}
    assert value["level"] == "urgent"
    assert "numb" not in json.dumps({**value, "statuses": {}})


def conversations(number: int) -> list[Entry]:
    """Entries of ``number`` turns of random conversations, as the dialogue makes them."""
    dice, known, made = random.Random(9), knowledge(), []
    while len(made) < number:
        talk = Talk()
        talk.begins()
        for _ in range(dice.randint(1, 12)):
            told = [
                Statement(finding, dice.choice([Status.PRESENT, Status.ABSENT, Status.ABSENT, Status.ABSENT, Status.LONG_STANDING]), "words", doubtful=finding in known.red_flags and dice.random() < 0.1)
                for finding in dice.sample(list(known.findings), dice.randint(0, 4))
            ]
            acts = tuple(dice.sample(["describe", "other_emergency", "no", "yes", "start_over", "stop"], 1)) if dice.random() < 0.5 else ()
            reply = talk.hears(Reading("words", tuple(told), acts, denies_the_rest=dice.random() < 0.3, failed=dice.random() < 0.05))
            assert reply.assessment is not None
            assert reply.assessment.level.id == reply.envelope["assessment"]["level"]
            made.append(entry_of(reply.assessment, known, NOW))
    return made[:number]


def test_a_thousand_rows_give_the_same_level_again(
    store: QuiverTrackerStore, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = conversations(1000)
    assert {one.level for one in made} == set(Level)
    with store.engine.begin() as connection:
        trail.keep(connection, [{"event": "slot", "name": SLOT, "value": to_json(one), "metadata": {"model_id": "m"}} for one in made])
    result = replay(trail_of(database), knowledge())
    assert (result.same, result.different, result.other_version) == (1000, (), 0)
    assert main([f"sqlite:///{database}"]) == 0
    assert capsys.readouterr().out.startswith("1000 rows give the same level, 0 don't")


def test_a_row_that_was_tampered_with_is_found(store: QuiverTrackerStore, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = entry(Statement("slurred_speech", Status.PRESENT))
    turn(store, "ann", made)
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE assessments SET level = 'routine'")
    assert main([f"sqlite:///{database}"]) == 1
    assert f"{made.key}: said routine, now emergency" in capsys.readouterr().out


def test_rows_of_other_knowledge_are_replayed_with_it_alone(store: QuiverTrackerStore, database: Path, tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.mkdir()
    for file in FOLDER.glob("*.yml"):
        (older / file.name).write_bytes(file.read_bytes())
    table = older / "triage.yml"
    table.write_text(table.read_text().replace("when: {numbness: present}\n  then: urgent", "when: {numbness: present}\n  then: emergency"))
    then = load_knowledge(older)
    assert then.version != knowledge().version
    record = Record().told(Statement("numbness", Status.PRESENT))
    was = entry_of(assess(record, table=then.table, findings=then.findings, today=NOW.date()), then, NOW)
    assert was.level is Level.EMERGENCY
    turn(store, "ann", was)
    assert replay(trail_of(database), knowledge()).other_version == 1
    assert replay(trail_of(database), then).same == 1
    assert main([f"sqlite:///{database}", "--knowledge", str(older)]) == 0


def test_a_database_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"sqlite:///{tmp_path / 'none.db'}"]) == 2
    assert capsys.readouterr().err == "Quiver: the trail can't be replayed (OperationalError).\n"


def test_the_trail_is_there_from_the_start(store: QuiverTrackerStore) -> None:
    assert sa.inspect(store.engine).has_table("assessments")
