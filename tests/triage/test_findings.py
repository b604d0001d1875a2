"""Findings and the statuses they can have."""

import pytest

from triage.findings import Kind, Status

from tests.contract import EMERGENCY_SIGNS, FINDINGS, RED_FLAGS, ROUTINE_SIGN, TRIGGERS, URGENT_SIGNS


def test_a_sign_is_there_whether_it_is_new_or_old():
    assert [status for status in Status if status.is_there] == [Status.PRESENT, Status.LONG_STANDING]


def test_the_findings_are_the_contracts_in_its_order(known):
    assert tuple(known.findings) == FINDINGS


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        (Kind.EMERGENCY, EMERGENCY_SIGNS),
        (Kind.URGENT, URGENT_SIGNS),
        (Kind.ROUTINE, (ROUTINE_SIGN,)),
        (Kind.TRIGGER, TRIGGERS),
    ],
)
def test_every_finding_is_of_the_contracts_kind(known, kind, ids):
    assert tuple(id for id, finding in known.findings.items() if finding.kind is kind) == ids


def test_all_but_triggers_are_red_flags(known):
    assert tuple(id for id, finding in known.findings.items() if finding.is_red_flag) == RED_FLAGS


def test_every_finding_can_be_named_asked_for_and_explained(known):
    for finding in known.findings.values():
        assert all((finding.label, finding.option, finding.why, finding.source))
        assert finding.check.endswith("?")
