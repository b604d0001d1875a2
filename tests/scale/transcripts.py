"""What PostgreSQL holds in the end: every conversation complete, in order, each message with one answer."""

import json
from collections.abc import Sequence

import sqlalchemy as sa

from privacy.masking import mask
from tests.scale.people import Person


def problems(url: str, people: Sequence[Person]) -> list[str]:
    """What is wrong with the stored conversations of ``people``; empty if nothing is."""
    engine = sa.create_engine(url)
    found: list[str] = []
    with engine.connect() as connection:
        for person in people:
            rows = connection.execute(sa.text("SELECT data FROM events WHERE sender_id = :s ORDER BY id"), {"s": person.sender()})
            found += [f"{person.name}: {problem}" for problem in _wrong(person, [json.loads(row[0]) for row in rows])]
            turns = connection.execute(sa.text("SELECT count(*) FROM turns WHERE sender_id = :s"), {"s": person.sender()}).scalar_one()
            if turns != len(person.dialogue.turns):
                found.append(f"{person.name}: {turns} turns are noted, not {len(person.dialogue.turns)}")
    engine.dispose()
    return found


def _wrong(person: Person, events: list[dict]) -> list[str]:
    said = [event for event in events if event["event"] == "user"]
    found = []
    if [event["text"] for event in said] != [mask(text.strip()) for text in person.dialogue.turns]:
        found.append(f"{len(said)} messages are stored, or not in order; {len(person.dialogue.turns)} were sent")
    if [event["message_id"] for event in said] != [person.message_id(place) for place in range(len(person.dialogue.turns))]:
        found.append("a message is doubled, missing or out of order")
    if [event["timestamp"] for event in said] != sorted(event["timestamp"] for event in said):
        found.append("time runs backwards")
    answers = _answers(events)
    if [len(answer) for answer in answers] != [1] * len(person.dialogue.turns):
        found.append(f"envelopes to each message: {[len(answer) for answer in answers]}")
    levels = [answer[-1]["assessment"]["level"] if answer else "none" for answer in answers]
    if levels != [answer.level for answer in person.answers]:
        found.append("what is stored is not what was answered")
    return found


def _answers(events: list[dict]) -> list[list[dict]]:
    """The envelopes after each message."""
    answers: list[list[dict]] = []
    for event in events:
        if event["event"] == "user":
            answers.append([])
        elif event["event"] == "bot" and answers and (event.get("data") or {}).get("custom"):
            answers[-1].append(event["data"]["custom"])
    return answers
