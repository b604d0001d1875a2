"""What is said when a turn fails."""

import re

import pytest

from triage.record import Record

from dialogue.case import Case, to_json
from dialogue.rescue import rescue
from dialogue.words import words
from tests.contract import EMERGENCY_SIGNS
from tests.dialogue.envelope import checked, tells_to_call
from tests.dialogue.talk import harmless, present


def message(*stated, acts=()):
    entities = [{"entity": finding, "role": role, "value": f"my {finding}", "start": 0, "end": 1} for finding, role in stated]
    return {"text": "something", "entities": entities, "reading": {"acts": list(acts), "failed": False}}


def rescued(stored, latest):
    return checked(rescue(stored, latest, words()), failed=True)


@pytest.mark.parametrize("sign", EMERGENCY_SIGNS)
def test_an_emergency_sign_is_still_answered_by_the_call(sign):
    reply = rescued(None, message((sign, "present")))
    assert reply.envelope["assessment"]["level"] == "emergency"
    assert tells_to_call(reply)


def test_another_emergency_is_still_answered_by_the_call():
    reply = rescued(None, message(acts=["other_emergency"]))
    assert reply.envelope["assessment"]["level"] == "emergency"
    assert tells_to_call(reply)


def test_otherwise_it_says_sorry_and_names_the_emergency_numbers():
    reply = rescued(None, message())
    assert words().say("unavailable") in reply.texts
    assert re.search("112.*911.*999", " ".join(reply.texts))


def test_what_was_known_is_kept():
    case = Case(record=Record({"numbness": present("numbness")}), started=True)
    reply = rescued(to_json(case), message())
    assert reply.envelope["assessment"]["red_flags"] == ["numbness"]
    assert reply.case.record == case.record


def test_what_is_stated_is_added_and_nothing_is_taken_back():
    case = Case(record=Record({"numbness": present("numbness")}), started=True)
    reply = rescued(to_json(case), message(("numbness", "absent"), ("pain", "present"), ("tingling", "to_confirm")))
    assert set(reply.envelope["assessment"]["red_flags"]) == {"numbness", "pain"}
    assert reply.envelope["assessment"]["to_confirm"] == ["tingling"]


def test_nothing_is_called_harmless_when_a_turn_fails():
    reply = rescued(to_json(harmless().case), message())
    assert reply.envelope["assessment"]["level"] == "undetermined"


@pytest.mark.parametrize(
    "stored", [None, "nonsense", [], {"level_said": "fine"}, {"onset": "yesterday"}, {"statements": [{}]}, {"floors": {"x": "y"}}]
)
@pytest.mark.parametrize(
    "latest", [{}, {"text": None}, {"entities": [{}], "reading": {}}, {"entities": [{"entity": "duration", "role": "twitch"}], "reading": {"acts": []}}]
)
def test_whatever_is_broken_something_safe_is_said(stored, latest):
    reply = rescued(stored, latest)
    assert words().say("unavailable") in reply.texts


def test_the_number_is_that_of_the_place_that_was_said_before():
    reply = rescued(to_json(Case(country="IN")), message(("facial_droop", "present")))
    assert "112" in reply.texts[0].splitlines()[0]
    assert "911" not in reply.texts[0].splitlines()[0]
