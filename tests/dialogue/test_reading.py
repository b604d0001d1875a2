"""What the Rasa pipeline read in one message, as the conversation needs it."""

import pytest

from triage.durations import Duration
from triage.findings import Status
from triage.record import Statement

from dialogue.reading import Reading, reading_of
from tests.contract import FINDINGS


def entity(name, role, value="these words", **more):
    return {"entity": name, "role": role, "value": value, "start": 0, "end": 5, **more}


def message(*entities, acts=(), failed=False, text="some text"):
    return {"text": text, "entities": list(entities), "reading": {"acts": list(acts), "failed": failed}}


@pytest.mark.parametrize(
    ("role", "status", "is_doubtful"),
    [
        ("present", Status.PRESENT, False),
        ("absent", Status.ABSENT, False),
        ("long_standing", Status.LONG_STANDING, False),
        ("to_confirm", Status.PRESENT, True),
    ],
)
def test_a_finding_is_read_with_its_status_and_words(role, status, is_doubtful):
    for finding in FINDINGS:
        read = reading_of(message(entity(finding, role)))
        assert read.statements == (Statement(finding, status, "these words", is_doubtful),)


def test_a_duration_is_the_twitchs_or_is_open():
    read = reading_of(message(entity("duration", "open", "a week", least=7, most=7), entity("duration", "twitch", "a day", least=1, most=1)))
    assert read.duration == Duration(1, 1)
    assert read.other_duration == Duration(7, 7)
    assert read.statements == ()


def test_a_denial_of_all_the_rest_and_another_person_are_read():
    read = reading_of(message(entity("blanket_denial", "absent"), entity("person", "other", "my mum")))
    assert read.denies_the_rest
    assert read.tells
    assert read.statements == ()
    assert read.about_other


def test_a_message_without_any_of_it_says_nothing():
    read = reading_of(message(acts=["greeting"]))
    assert read == Reading("some text", acts=("greeting",))
    assert read.does("thanks", "greeting")
    assert not read.does("thanks")


def test_a_message_that_no_reader_has_seen_has_not_been_read():
    assert reading_of({"text": "hello"}).failed
    assert reading_of({"text": None, "reading": "?"}) == Reading("", failed=True)


def test_a_reader_that_failed_says_so():
    assert reading_of(message(failed=True)).failed


@pytest.mark.parametrize(
    ("statement", "states"),
    [
        (Statement("pain", Status.PRESENT), True),
        (Statement("pain", Status.LONG_STANDING), True),
        (Statement("pain", Status.PRESENT, doubtful=True), True),
        (Statement("pain", Status.ABSENT), False),
    ],
)
def test_a_finding_is_stated_when_it_is_there_or_may_be(statement, states):
    assert Reading("", (statement,)).states_a_finding is states
