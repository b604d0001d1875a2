"""The table as a whole: its proofs over every combination, and its two ways of being asked."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.files import KnowledgeError
from triage.findings import Status
from triage.knowledge import knowledge
from triage.levels import Level
from triage.table import CODES

from tests.contract import ABSENT_FOR_SELF_CARE, EMERGENCY_SIGNS, RED_FLAGS
from tests.triage.proofs import LONG_STANDING, PROOFS, THREE, levels_of
from tests.triage.workshop import edited, load

combinations = st.fixed_dictionaries({}, optional={flag: st.sampled_from(Status) for flag in RED_FLAGS})


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.__name__)
def test_the_table_holds_for_every_combination(enumeration, proof):
    proof(enumeration)


def test_every_combination_of_the_fifteen_red_flags_was_looked_at(enumeration):
    assert enumeration.levels.size == 3**15
    assert [levels.size for levels in enumeration.long_standing.values()] == [3**14] * 9


@pytest.mark.parametrize("others", THREE)
def test_several_old_signs_at_once_are_still_urgent_and_a_new_one_is_still_an_emergency(known, others):
    signs = dict.fromkeys(EMERGENCY_SIGNS, (*THREE, LONG_STANDING))
    levels = levels_of(known.table, {**dict.fromkeys(RED_FLAGS, (others,)), **signs})
    places = np.indices(levels.shape)
    new, old = (places == 2).any(0), (places == 3).any(0)
    assert (levels[new] == Level.EMERGENCY).all()
    assert (levels[old & ~new] == Level.URGENT).all()


@given(combinations)
def test_dicts_and_packed_codes_give_the_same_level(statuses):
    table = knowledge().table
    code = table.code(statuses)
    assert table.level(statuses) == table.level_of_code(code)
    assert table.level(statuses) == table.level_of_code(np.array([code], np.int64))[0]


@given(combinations)
def test_the_level_is_that_of_the_most_urgent_row_that_matches(statuses):
    table = knowledge().table
    rows = table.matching(statuses)
    assert table.level(statuses) is (rows[0].then if rows else table.otherwise)
    assert list(rows) == sorted(rows, key=lambda row: (-row.then, row.id))
    assert all(row in rows for row in table.rows if row.matches(statuses))


@given(combinations, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(statuses, random):
    table = knowledge().table
    rows = list(table.rows)
    random.shuffle(rows)
    assert replace(table, rows=tuple(rows)).level(statuses) is table.level(statuses)


@given(combinations, st.sampled_from(RED_FLAGS))
def test_a_status_of_unknown_is_the_same_as_saying_nothing(statuses, flag):
    table = knowledge().table
    silent = {finding: status for finding, status in statuses.items() if finding != flag}
    assert table.level({**silent, flag: Status.UNKNOWN}) is table.level(silent)


@given(combinations, st.sampled_from(EMERGENCY_SIGNS))
def test_adding_an_emergency_sign_to_anything_makes_an_emergency(statuses, sign):
    assert knowledge().table.level({**statuses, sign: Status.PRESENT}) is Level.EMERGENCY


@given(combinations, st.sampled_from(RED_FLAGS))
def test_adding_any_stated_red_flag_never_lowers_the_level(statuses, flag):
    table = knowledge().table
    without = {finding: status for finding, status in statuses.items() if finding != flag}
    assert table.level({**without, flag: Status.PRESENT}) >= table.level(without)


def test_knowing_nothing_is_undetermined(known):
    assert known.table.level({}) is Level.UNDETERMINED


def test_denying_the_contracts_nine_is_enough_for_self_care(known):
    assert known.table.level(dict.fromkeys(ABSENT_FOR_SELF_CARE, Status.ABSENT)) is Level.SELF_CARE


def test_every_status_has_a_code_of_two_bits_and_unknown_is_zero():
    assert sorted(CODES.values()) == [0, 1, 2, 3]
    assert CODES[Status.UNKNOWN] == 0


def test_every_row_cites_a_source_and_gives_a_reason(known):
    for row in known.table.rows:
        assert row.because
        assert known.sources.cite(row.source)


@pytest.mark.parametrize("sign", ["facial_droop", "facial_weakness", "slurred_speech"])
def test_where_the_article_names_an_emergency_sign_article_and_stroke_guidance_are_both_cited(known, sign):
    (row,) = known.table.matching({sign: Status.PRESENT})
    cited = known.sources.cite(row.source)
    assert all(name in cited for name in ("article: When to Seek Medical Attention, par. 3", "NHS", "American Stroke Association"))


def test_a_row_that_is_no_mapping_is_named(tmp_path):
    with pytest.raises(KnowledgeError, match="row 'nonsense'"):
        load(edited(tmp_path, "triage.yml", lambda root: root["rows"].append("nonsense")))
