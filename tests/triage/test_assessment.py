"""Record and table together."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.assessment import assess
from triage.findings import Status
from triage.knowledge import knowledge
from triage.levels import Level
from triage.record import Record, Statement

from tests.contract import ABSENT_FOR_SELF_CARE, EMERGENCY_SIGNS, RED_FLAGS, URGENT_SIGNS
from tests.triage.test_record import record_of, said, statements

TODAY = date(2026, 11, 23)


def assessed(*told: Statement, floor: Level = Level.SELF_CARE, onset: date | None = None):
    known = knowledge()
    record = Record(record_of(*told).statements, record_of(*told).doubts, onset)
    return assess(record, table=known.table, findings=known.findings, today=TODAY, floor=floor)


DENIED = tuple(said(flag, Status.ABSENT) for flag in ABSENT_FOR_SELF_CARE)


def test_who_denies_everything_may_look_after_it_alone():
    assert assessed(*DENIED).level is Level.SELF_CARE


def test_red_flags_are_all_present_findings_that_are_no_triggers_the_most_urgent_first():
    told = (said("persistent"), said("caffeine"), said("pain"), said("facial_droop"), said("tingling", Status.ABSENT))
    assert assessed(*told).red_flags == ("facial_droop", "pain", "persistent")


def test_an_old_sign_stays_a_red_flag_is_listed_as_long_standing_and_is_urgent():
    result = assessed(said("facial_droop", Status.LONG_STANDING), said("pain"))
    assert result.red_flags == ("facial_droop", "pain")
    assert result.long_standing == ("facial_droop",)
    assert result.level is Level.URGENT


@pytest.mark.parametrize(
    ("flag", "level"),
    [*((sign, Level.URGENT) for sign in URGENT_SIGNS), ("persistent", Level.ROUTINE)],
)
def test_only_an_emergency_sign_counts_less_when_it_is_old(flag, level):
    result = assessed(said(flag, Status.LONG_STANDING))
    assert result.level is level
    assert result.red_flags == (flag,)
    assert result.long_standing == ()


def test_a_finding_that_is_known_no_more_is_left_out():
    assert assessed(said("toothache"), said("pain")).statuses == {"pain": Status.PRESENT}


def test_a_trigger_of_old_is_a_trigger():
    assert assessed(said("stress", Status.LONG_STANDING)).statuses == {"stress": Status.PRESENT}


def test_a_doubt_is_to_be_confirmed_and_rules_out_self_care():
    result = assessed(*DENIED, said("confusion", doubtful=True))
    assert result.to_confirm == ("confusion",)
    assert result.level is Level.UNDETERMINED
    assert "confusion" not in result.statuses


def test_a_doubt_does_not_hide_what_is_sure():
    assert assessed(said("pain"), said("confusion", doubtful=True)).level is Level.URGENT


@pytest.mark.parametrize("floor", Level)
def test_a_floor_holds_from_below_only(floor):
    assert assessed(*DENIED, floor=floor).level is floor
    assert assessed(said("facial_droop"), floor=floor).level is Level.EMERGENCY


def test_reasons_are_the_signs_with_their_words_and_rules_the_gravest_first():
    result = assessed(said("persistent"), said("numbness"), said("slurred_speech"))
    assert [reason.finding for reason in result.reasons] == ["slurred_speech", "numbness", "persistent"]
    assert [reason.said for reason in result.reasons] == ["about slurred_speech", "about numbness", "about persistent"]
    assert [reason.row.then for reason in result.reasons] == [Level.EMERGENCY, Level.URGENT, Level.ROUTINE]


def test_a_denial_is_no_reason():
    assert assessed(*DENIED).reasons == ()


def test_a_twitch_that_grew_persistent_is_a_reason_without_words():
    result = assessed(onset=TODAY - timedelta(20))
    assert result.level is Level.ROUTINE
    assert [(reason.finding, reason.said) for reason in result.reasons] == [("persistent", "")]


@given(st.lists(statements, max_size=15), st.sampled_from(EMERGENCY_SIGNS))
def test_whatever_has_been_told_an_emergency_sign_makes_an_emergency(told, sign):
    result = assessed(*told, said(sign))
    assert result.level is Level.EMERGENCY
    assert sign in result.red_flags


@given(st.lists(statements, max_size=15), st.sampled_from(RED_FLAGS))
def test_adding_a_stated_red_flag_never_lowers_the_level(told, flag):
    told = [statement for statement in told if statement.finding != flag]
    assert assessed(*told, said(flag)).level >= assessed(*told).level


@given(st.lists(statements, max_size=15), st.sampled_from(RED_FLAGS))
def test_adding_a_doubt_never_lowers_the_level(told, flag):
    told = [statement for statement in told if statement.finding != flag]
    assert assessed(*told, said(flag, doubtful=True)).level >= assessed(*told).level
