"""Simulated patients talk to the trained server: nobody whose facts call for an ambulance is told less."""

import pytest

from benchmarks.client import Person
from benchmarks.patients import load, visit
from tests.e2e.quiver import Quiver

pytestmark = pytest.mark.server

GRAVE = [patient for patient in load() if patient.level == "emergency"]


@pytest.mark.parametrize("patient", GRAVE, ids=lambda patient: patient.id)
def test_whoever_needs_an_ambulance_is_told_so(quiver: Quiver, patient) -> None:  # type: ignore[no-untyped-def]
    seen = visit(Person(quiver.url), patient)
    assert seen.level == "emergency", [(text, answer.level) for text, answer in seen.heard]
