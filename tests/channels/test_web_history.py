"""A conversation as numbered messages."""

import pytest
from rasa.core.tracker_store import AwaitableTrackerStore, FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.web_events import spoken
from channels.web_history import History, bot_wire

EVENTS = [
    {"event": "action", "name": "action_session_start"},
    {"event": "session_started"},
    {"event": "user", "text": "my lip twitches", "message_id": "m1", "timestamp": 10.0},
    {"event": "slot", "name": "x"},
    {"event": "bot", "text": "Any drooping?", "timestamp": 11.0, "data": {"buttons": [{"title": "No", "payload": "#face_signs:none"}], "custom": None}},
    {"event": "bot", "text": None, "timestamp": 11.5, "data": {"custom": {"schema": 1}}},
    {"event": "user", "text": "#face_signs:none", "message_id": "m2", "timestamp": 20.0},
    {"event": "restart"},
    {"event": "bot", "text": "Good.", "timestamp": 21.0, "data": {}},
]


def test_everything_said_is_numbered_from_one():
    history = History.of(EVENTS)
    assert [(said.seq, said.by_person) for said in history.said] == [(1, True), (2, False), (3, False), (4, True), (5, False)]
    assert history.last == 5


def test_the_wire_is_rasas_with_a_number():
    wires = [said.wire for said in History.of(EVENTS).said]
    assert wires[0] == {"text": "my lip twitches", "seq": 1, "id": "m1", "time": 10.0}
    assert wires[1] == {"text": "Any drooping?", "quick_replies": [{"content_type": "text", "title": "No", "payload": "#face_signs:none"}], "time": 11.0, "seq": 2}
    assert wires[2] == {"custom": {"schema": 1}, "time": 11.5, "seq": 3}


def test_what_was_missed_is_what_comes_after():
    history = History.of(EVENTS)
    assert [said.seq for said in history.after(3)] == [4, 5]
    assert history.after(5) == ()
    assert len(history.after(0)) == 5


def test_a_turn_is_a_message_and_its_answers():
    history = History.of(EVENTS)
    assert [said.seq for said in history.turn("m1")] == [1, 2, 3]
    assert [said.seq for said in history.turn("m2")] == [4, 5]
    assert history.turn("m3") == ()


def test_nothing_said_is_number_zero():
    assert History.of([]).last == 0
    assert History().last == 0


@pytest.mark.parametrize("make", [lambda path: InMemoryTrackerStore(Domain.empty()), lambda path: SQLTrackerStore(Domain.empty(), db=path)])
@pytest.mark.parametrize("wrap", [lambda store: store, FailSafeTrackerStore, lambda store: FailSafeTrackerStore(AwaitableTrackerStore(store))])
async def test_every_store_tells_the_same(tmp_path, make, wrap):
    store = wrap(make(str(tmp_path / "tracker.db")))
    assert await spoken(store, "web-1") == []
    said = [UserUttered("one", message_id="m1"), BotUttered("two", {"custom": {"schema": 1}}), SlotSet("x", 1)]
    again = [ActionExecuted("action_session_start"), SessionStarted(), UserUttered("three", message_id="m2")]
    await store.save(DialogueStateTracker.from_events("web-1", said + again))
    await store.save(DialogueStateTracker.from_events("web-2", [UserUttered("else")]))
    history = History.of(await spoken(store, "web-1"))
    assert [(message.seq, message.message_id, message.wire.get("text")) for message in history.said] == [
        (1, "m1", "one"), (2, "m1", "two"), (3, "m2", "three")
    ]


def test_a_button_without_a_payload_is_no_button():
    assert bot_wire({"text": "x", "buttons": [{"title": "a"}, {"title": "b", "payload": "#b:b"}]})["quick_replies"] == [
        {"content_type": "text", "title": "b", "payload": "#b:b"}
    ]
