"""Turns in the store: whole or not at all, once each, and the same work however long the conversation is."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from runtime.adjustments import QuiverFailSafe
from runtime.erasure import erase
from runtime.tracker_store import QuiverTrackerStore
from runtime.turns import RECENT, ConflictError, StoreError

DOMAIN = Domain.from_dict({
    "intents": ["describe"],
    "slots": {
        name: {"type": kind, "influence_conversation": False, "mappings": [{"type": "custom"}]}
        for name, kind in {"case": "any", "level": "text", "erase": "bool", "once": "text"}.items()
    },
})


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuiverFailSafe:
    monkeypatch.setenv("QUIVER_DATABASE_URL", f"sqlite:///{tmp_path / 'conversations.db'}")
    return QuiverFailSafe(QuiverTrackerStore(DOMAIN))


async def begun(store: QuiverFailSafe, sender: str = "ann") -> DialogueStateTracker:
    return await store.get_or_create_tracker(sender, append_action_listen=False)


def say(tracker: DialogueStateTracker, text: str, message_id: str | None = None, **slots: object) -> DialogueStateTracker:
    tracker.update(UserUttered(text, {"name": "describe"}, message_id=message_id), DOMAIN)
    tracker.update(ActionExecuted("action_assess"), DOMAIN)
    for name, value in slots.items():
        tracker.update(SlotSet(name, value), DOMAIN)
    tracker.update(BotUttered(f"to {text}"), DOMAIN)
    tracker.update(BotUttered(None, {"custom": {"about": text}}), DOMAIN)
    tracker.update(ActionExecuted("action_listen"), DOMAIN)
    return tracker


async def turn(store: QuiverFailSafe, text: str, message_id: str | None = None, **slots: object) -> None:
    await store.save(say(await begun(store), text, message_id, **slots))


def rows(store: QuiverFailSafe, sql: str) -> list[tuple]:
    with store._tracker_store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(sa.text(sql))]


async def test_a_turn_is_found_by_its_message(store: QuiverFailSafe) -> None:
    await turn(store, "a", "m1")
    await turn(store, "b", "m2")
    found = await store.answered("ann", "m2")
    assert [event["text"] for event in found.events if event["event"] == "user"] == ["b"]
    assert found.said_before == 3
    assert await store.answered("ann", "m3") is None
    assert await store.answered("bob", "m2") is None


async def test_a_message_that_was_answered_is_not_stored_again(store: QuiverFailSafe) -> None:
    await turn(store, "a", "m1")
    with pytest.raises(ConflictError):
        await turn(store, "a", "m1")
    assert len(rows(store, "SELECT id FROM events WHERE type_name = 'user'")) == 1


async def test_of_two_turns_on_the_same_ground_one_is_refused_and_nothing_of_it_is_stored(store: QuiverFailSafe) -> None:
    await turn(store, "a", "m1")
    first, second = await begun(store), await begun(store)
    await store.save(say(first, "b", "m2"))
    with pytest.raises(ConflictError):
        await store.save(say(second, "c", "m3"))
    assert rows(store, "SELECT message_id FROM turns ORDER BY last_id") == [("m1",), ("m2",)]
    assert len(rows(store, "SELECT id FROM events WHERE type_name = 'user'")) == 2


async def test_of_two_first_messages_at_once_one_is_refused(store: QuiverFailSafe) -> None:
    first, second = await begun(store), await begun(store)
    await store.save(say(first, "a", "m1"))
    with pytest.raises(ConflictError):
        await store.save(say(second, "b", "m2"))


async def test_a_refused_turn_succeeds_on_new_ground(store: QuiverFailSafe) -> None:
    stale = await begun(store)
    await turn(store, "a", "m1", case={"said": "a"})
    with pytest.raises(ConflictError):
        await store.save(say(stale, "b", "m2"))
    await turn(store, "b", "m2")
    assert (await store.retrieve("ann")).get_slot("case") == {"said": "a"}


async def test_a_turn_that_an_erasure_overtook_brings_nothing_back(store: QuiverFailSafe) -> None:
    await turn(store, "a", "m1")
    late = say(await begun(store), "b", "m2")
    assert erase(store._tracker_store.engine, "ann") > 0
    with pytest.raises(ConflictError):
        await store.save(late)
    assert rows(store, "SELECT * FROM events") == []
    assert rows(store, "SELECT * FROM turns") == []


def meanwhile(store: QuiverFailSafe, do: Callable[[], object]) -> None:
    """Have ``do`` happen while the next conversation is loaded, once its newest event has been looked up."""
    engine = store._tracker_store.engine
    seen = []

    @sa.event.listens_for(engine, "before_cursor_execute")
    def overtake(*call: object) -> None:
        seen.append(call)
        if len(seen) == 2:
            do()


async def test_turns_that_overtake_a_load_are_not_seen_in_part(store: QuiverFailSafe) -> None:
    for number in range(RECENT):
        await turn(store, f"early {number}", f"e{number}", case={"turn": number})

    def answer_more() -> None:
        for number in range(RECENT):
            asyncio.run(turn(store, f"late {number}", f"l{number}", case={"turn": 100}))

    with ThreadPoolExecutor(1) as pool:
        meanwhile(store, lambda: pool.submit(answer_more).result())
        loaded = await store.retrieve("ann")
    assert loaded.latest_message.text == f"early {RECENT - 1}"
    assert loaded.get_slot("case") == {"turn": RECENT - 1}
    with pytest.raises(ConflictError):
        await store.save(say(loaded, "next", "n"))


async def test_a_conversation_that_is_erased_while_it_is_loaded_is_gone(store: QuiverFailSafe) -> None:
    for number in range(RECENT):
        await turn(store, "a", f"m{number}")
    with ThreadPoolExecutor(1) as pool:
        meanwhile(store, lambda: pool.submit(erase, store._tracker_store.engine, "ann").result())
        assert await store.retrieve("ann") is None


def test_threads_that_race_store_every_turn_once(store: QuiverFailSafe) -> None:
    def insist(message_id: str) -> None:
        while True:
            try:
                asyncio.run(turn(store, message_id, message_id))
                return
            except ConflictError:
                continue

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(insist, [f"m{number}" for number in range(18)]))
    assert len(rows(store, "SELECT message_id FROM turns")) == 18
    spoken = [row[0] for row in rows(store, "SELECT type_name FROM events WHERE type_name IN ('user', 'bot') ORDER BY id")]
    assert spoken == ["user", "bot", "bot"] * 18
    counts = [row[0] for row in rows(store, "SELECT said_before FROM turns ORDER BY last_id")]
    assert counts == list(range(0, 54, 3))


async def test_a_long_conversation_is_loaded_by_its_recent_turns_and_loses_no_slot(store: QuiverFailSafe) -> None:
    await turn(store, "first", "m0", once="kept", case={"turn": 0})
    for number in range(1, 60):
        await turn(store, f"text {number}", f"m{number}", case={"turn": number})
    tracker = await store.retrieve("ann")
    assert sum(isinstance(event, UserUttered) for event in tracker.events) == RECENT
    assert (tracker.get_slot("case"), tracker.get_slot("once"), tracker.get_slot("erase")) == ({"turn": 59}, "kept", None)
    assert tracker.latest_message.text == "text 59"
    assert (await store.answered("ann", "m59")).said_before == 59 * 3
    whole = await store.retrieve_full_tracker("ann")
    assert sum(isinstance(event, UserUttered) for event in whole.events) == 60


async def test_a_slot_that_was_emptied_stays_empty(store: QuiverFailSafe) -> None:
    await turn(store, "a", once="kept")
    await turn(store, "b", once=None)
    for text in "cdefg":
        await turn(store, text)
    assert (await store.retrieve("ann")).get_slot("once") is None


async def test_a_conversation_that_rasa_stored_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "old.db"
    old = SQLTrackerStore(DOMAIN, dialect="sqlite", db=str(database))
    for number in range(5):
        tracker = await old.retrieve("ann") or DialogueStateTracker("ann", DOMAIN.slots)
        await old.save(say(tracker, f"old {number}", case={"turn": number}))
    monkeypatch.setenv("QUIVER_DATABASE_URL", f"sqlite:///{database}")
    store = QuiverFailSafe(QuiverTrackerStore(DOMAIN))
    assert (await store.retrieve("ann")).get_slot("case") == {"turn": 4}
    for number in range(5):
        await turn(store, f"new {number}", f"m{number}")
    assert (await store.answered("ann", "m0")).said_before == 15
    assert (await store.answered("ann", "m4")).said_before == 27
    assert (await store.retrieve("ann")).get_slot("case") == {"turn": 4}


async def test_a_store_that_is_away_is_an_error_and_no_empty_conversation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIVER_DATABASE_URL", "postgresql://nobody:x@127.0.0.1:9/quiver")
    store = QuiverFailSafe(QuiverTrackerStore(DOMAIN))
    assert not await store.reachable()
    with pytest.raises(StoreError):
        await begun(store)
