"""What is remembered of a conversation, and its form in the tracker."""

import json
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.findings import Status
from triage.levels import Level
from triage.record import Record, Statement

from dialogue.case import SCHEMA, Case, from_json, to_json
from tests.contract import FINDINGS

statement = st.builds(
    Statement,
    st.sampled_from(FINDINGS),
    st.sampled_from([Status.PRESENT, Status.ABSENT, Status.LONG_STANDING]),
    st.text(max_size=20),
    st.booleans(),
)
statements = st.lists(statement, max_size=4).map(lambda items: {item.finding: item for item in items})
ids = st.lists(st.text("abcdefghij_.", min_size=1, max_size=10), max_size=3).map(tuple)
cases = st.builds(
    Case,
    record=st.builds(Record, statements, statements, st.none() | st.dates()),
    started=st.booleans(),
    about_other=st.booleans(),
    whom=st.sampled_from(["", "mum"]),
    others=st.lists(st.builds(Case, about_other=st.booleans(), whom=st.sampled_from(["", "dad"])), max_size=2).map(tuple),
    unsure_whose=st.lists(statement, max_size=2).map(tuple),
    child=st.booleans(),
    noted=ids,
    advised=ids,
    country=st.sampled_from([None, "IN"]),
    repeats=st.integers(0, 3),
    pending=st.none() | st.text(max_size=10).filter(bool),
    asked=ids,
    put_aside=ids,
    floors=st.dictionaries(st.text(max_size=10), st.sampled_from(Level), max_size=3),
    level_said=st.none() | st.sampled_from(Level),
    misses=st.integers(0, 9),
    paused=st.booleans(),
    turns=st.integers(0, 999),
    last_seen=st.none() | st.floats(0, 2e9),
)


@given(cases)
def test_a_case_comes_back_from_the_tracker_as_it_was(case):
    assert from_json(json.loads(json.dumps(to_json(case)))) == case


@given(cases)
def test_what_a_newer_version_has_added_is_left_out(case):
    assert from_json({**to_json(case), "mood": "cheerful", "schema": SCHEMA + 1}) == case


@given(cases, st.sets(st.sampled_from(sorted(to_json(Case())))))
def test_what_an_older_version_did_not_store_takes_its_usual_beginning(case, missing):
    stored = {key: value for key, value in to_json(case).items() if key not in missing}
    read, fresh = from_json(stored), Case()
    for field in fields(Case):
        if field.name in missing:
            assert getattr(read, field.name) == getattr(fresh, field.name)
        elif field.name in stored:
            assert getattr(read, field.name) == getattr(case, field.name)


@pytest.mark.parametrize("stored", [None, "", "case", 7, [], {}])
def test_where_nothing_is_stored_the_case_is_empty(stored):
    assert from_json(stored) == Case()


def test_statements_that_are_no_list_are_none():
    assert from_json({"statements": "numbness", "doubts": None}).record == Record()


def test_the_onset_is_kept_as_a_date():
    stored = to_json(Case(record=Record(onset=date(2026, 11, 9))))
    assert stored["onset"] == "2026-11-09"


def test_the_highest_floor_holds_and_a_case_without_any_has_the_lowest():
    case = Case().with_floor("yes_to_feeling", Level.URGENT).with_floor("other_emergency", Level.EMERGENCY)
    assert case.floor is Level.EMERGENCY
    assert case.without_floor("other_emergency").floor is Level.URGENT
    assert Case().floor is Level.SELF_CARE
    assert Case().without_floor("other_emergency") == Case()


def test_a_question_is_put_aside_once():
    once = Case().aside("place")
    assert once.put_aside == ("place",)
    assert once.aside("place") is once
