"""The simulated patients: their levels follow from their facts, and each has words for what can be asked."""

from datetime import date

import pytest

from triage.assessment import assess
from triage.durations import Duration
from triage.findings import Status
from triage.knowledge import knowledge
from triage.record import PERSISTENT, Record, Statement

from benchmarks.client import Answer
from benchmarks.patients import ORDER, Patient, Visit, answer_to, load

PATIENTS = load()
TODAY = date(2026, 11, 23)


def level_of(patient: Patient) -> str:
    """The level that the triage table gives when everything about a patient is known."""
    known = knowledge()
    record = Record(onset=Duration(patient.days, patient.days).start(TODAY))
    for finding in known.findings:
        old = finding in patient.old
        status = Status.LONG_STANDING if old else Status.PRESENT if finding in patient.there else Status.ABSENT
        if finding != PERSISTENT or patient.days < 14:
            record = record.told(Statement(finding, status))
    return assess(record, table=known.table, findings=known.findings, today=TODAY).level.id


@pytest.mark.parametrize("patient", PATIENTS, ids=lambda patient: patient.id)
def test_the_level_follows_from_the_facts(patient: Patient) -> None:
    assert patient.level == level_of(patient)
    assert (PERSISTENT in patient.there) == (patient.days >= 14)


@pytest.mark.parametrize("patient", PATIENTS, ids=lambda patient: patient.id)
def test_a_patient_has_words_and_known_facts(patient: Patient) -> None:
    known = knowledge()
    assert patient.there | patient.old <= set(known.findings)
    assert patient.opens
    assert {"face_signs"} <= set(patient.answers) <= {question.id for question in known.interview.questions}
    assert all(isinstance(text, str) for texts in patient.answers.values() for text in texts)


def test_there_are_at_least_forty_of_every_level() -> None:
    assert len({patient.id for patient in PATIENTS}) == len(PATIENTS) >= 40
    assert {patient.level for patient in PATIENTS} == set(ORDER) - {"undetermined"}


def test_a_question_that_comes_again_gets_the_next_words() -> None:
    patient = Patient("p", frozenset({"pain"}), frozenset(), 2, "urgent", ("hi",), {"feeling": ["no numbness", "no tingling"]})
    assert [answer_to(patient, "feeling", times) for times in range(3)] == ["no numbness", "no tingling", "yes, pain"]
    assert answer_to(patient, "duration", 0) == "2 days"
    assert answer_to(patient, "confirm.pain", 0) == "yes"
    assert answer_to(patient, "contradiction.numbness", 0) == "no"
    assert answer_to(patient, "body_signs", 0) == "no"


@pytest.mark.parametrize(
    ("level", "facts", "under"),
    [("self_care", "urgent", True), ("undetermined", "self_care", False), ("undetermined", "routine", True), ("emergency", "urgent", False)],
)
def test_told_less_than_the_facts_call_for(level: str, facts: str, under: bool) -> None:
    patient = Patient("p", frozenset(), frozenset(), 2, facts, ("hi",), {})
    empty = Answer((), frozenset(), frozenset(), {"level": level})
    assert Visit(patient, level, 0, (("hi", empty),)).under is under
