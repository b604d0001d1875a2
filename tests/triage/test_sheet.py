"""The review sheet."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.findings import Status
from triage.knowledge import knowledge
from triage.levels import Level
from triage.sheet import count_by_level, sheet
from triage.table import Row, Table

from tests.triage.proofs import THREE, levels_of

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ("one", "two", "three", "four")
rows = st.lists(
    st.builds(
        Row,
        st.uuids().map(str),
        st.dictionaries(st.sampled_from(FLAGS), st.sampled_from([Status.ABSENT, Status.PRESENT, Status.UNKNOWN]), min_size=1),
        st.sampled_from(Level),
        st.just("because"),
        st.just(()),
    ),
    max_size=6,
)


@pytest.fixture(scope="module")
def counts():
    return count_by_level(knowledge().table)


@pytest.fixture(scope="module")
def printed():
    return sheet(knowledge())


def test_the_counts_are_those_of_the_enumeration(counts, enumeration):
    counted = np.bincount(enumeration.levels.ravel(), minlength=len(Level))
    assert dict(counts) == {level: counted[level] for level in Level}


@settings(max_examples=50)
@given(rows, st.sampled_from(Level))
def test_any_table_is_counted_as_if_it_were_enumerated(some, otherwise):
    table = Table(1, tuple(some), otherwise, FLAGS)
    counted = np.bincount(levels_of(table, dict.fromkeys(FLAGS, THREE)).ravel(), minlength=len(Level))
    assert dict(count_by_level(table)) == {level: counted[level] for level in Level}


def test_the_counts_stand_at_the_end_of_the_sheet_and_add_up(counts, printed):
    assert sum(counts.values()) == 3**15
    assert "All 14,348,907 combinations" in printed
    assert printed.splitlines()[-len(Level) :] == [f"| {level.id} | {counts[level]:,} |" for level in reversed(Level)]


def test_every_row_stands_in_the_sheet_with_its_reason_and_source_the_most_urgent_first(known, printed):
    places = []
    for row in sorted(known.table.rows, key=lambda row: (-row.then, row.id)):
        line = next(line for line in printed.splitlines() if line.startswith(f"| {row.id} |"))
        assert f"**{row.then.id}**" in line
        assert row.because in line
        assert known.sources.cite(row.source) in line
        places.append(printed.index(line))
    assert places == sorted(places)


def test_a_level_that_no_combination_reaches_is_counted_as_none(known):
    never = replace(known.table, rows=())
    assert count_by_level(never)[Level.EMERGENCY] == 0
    assert count_by_level(never)[Level.UNDETERMINED] == 3**15


def test_the_tracked_sheet_is_fresh(printed):
    tracked = (ROOT / "docs" / "triage.md").read_text(encoding="utf-8")
    assert tracked == printed, "docs/triage.md is stale: run `make sheet`"


def test_the_sheet_is_printed_by_its_command(capsys, printed):
    runpy.run_path(str(ROOT / "triage" / "sheet.py"), run_name="__main__")
    assert capsys.readouterr().out == printed
