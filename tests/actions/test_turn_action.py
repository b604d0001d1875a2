"""Actions: tracker in, events and messages out, never silence."""

import asyncio
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher

from actions import turn_action
from actions.assess import Assess
from dialogue.case import from_json


def tracker(text: str, channel: str = "rest", case: object = None, **message: Any) -> Tracker:
    latest = {"text": text, "entities": [], "reading": {"acts": [], "failed": False}, "input_channel": channel, **message}
    return Tracker.from_dict({"sender_id": "a", "slots": {"case": case}, "latest_message": latest, "events": []})


def run(latest: Tracker) -> tuple[list[dict[str, Any]], CollectingDispatcher]:
    dispatcher = CollectingDispatcher()
    events = asyncio.run(Assess().run(dispatcher, latest, {}))
    return events, dispatcher


def entity(finding: str, role: str, said: str) -> dict[str, Any]:
    return {"entity": finding, "role": role, "value": said, "start": 0, "end": len(said)}


def test_a_program_gets_the_envelope_and_a_person_in_the_shell_does_not() -> None:
    _, rest = run(tracker("my lip twitches", reading={"acts": ["describe"]}))
    assert [message["custom"]["schema"] for message in rest.messages if message["custom"]] == [1]
    _, shell = run(tracker("my lip twitches", channel="cmdline", reading={"acts": ["describe"]}))
    assert shell.messages
    assert not any(message["custom"] for message in shell.messages)


def test_in_the_shell_nothing_stands_between_a_question_and_typing() -> None:
    describing = {"acts": ["describe"], "failed": False}
    _, rest = run(tracker("my lip twitches", reading=describing))
    assert any(message["buttons"] for message in rest.messages)
    _, shell = run(tracker("my lip twitches", channel="cmdline", reading=describing))
    assert not any(message["buttons"] for message in shell.messages)


def test_what_was_told_is_remembered_in_the_slot() -> None:
    events, _ = run(tracker("it is numb", entities=[entity("numbness", "present", "it is numb")]))
    slots = {event["name"]: event["value"] for event in events}
    assert slots["level"] == "urgent"
    assert from_json(slots["case"]).record.statements["numbness"].said == "it is numb"


def test_a_turn_that_fails_still_answers_and_keeps_the_red_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(tracker: Tracker) -> None:
        raise RuntimeError("with the person's words")

    monkeypatch.setattr(turn_action, "reply_to", broken)
    events, dispatcher = run(tracker("x", entities=[entity("facial_droop", "present", "my face droops")]))
    slots = {event["name"]: event["value"] for event in events}
    assert slots["level"] == "emergency"
    assert "Call" in dispatcher.messages[0]["text"]


def test_a_failing_turn_logs_what_failed_without_the_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(tracker: Tracker) -> None:
        raise RuntimeError("my lip twitches")

    monkeypatch.setattr(turn_action, "reply_to", broken)
    run(tracker("my lip twitches"))
    assert "RuntimeError" in caplog.text
    assert "my lip twitches" not in caplog.text


def test_a_slot_that_nobody_can_read_is_no_reason_for_silence() -> None:
    _, dispatcher = run(tracker("hello", case={"statements": "nonsense", "doubts": 3, "floors": {"a": "b"}}))
    assert dispatcher.messages


def test_a_message_that_no_reader_has_seen_is_never_harmless() -> None:
    latest = tracker("hello")
    del latest.latest_message["reading"]
    events, dispatcher = run(latest)
    assert {event["name"]: event["value"] for event in events}["level"] == "undetermined"
    assert dispatcher.messages


def test_every_action_of_the_domain_is_registered() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    import yaml

    with open("domain.yml", encoding="utf-8") as file:
        assert set(yaml.safe_load(file)["actions"]) <= set(executor.actions)
