"""Scores of sentences and windows together, with scores made by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.combine import Scored, Thresholds, statements, together
from components.sentences import Unit

FINDINGS = ("numbness", "caffeine")
STATUSES = ("none", "present", "absent", "long_standing", "doubtful", "lookalike")
TEXT = "My lip is numb. I drink coffee."
WHOLE, FIRST, SECOND = Unit(TEXT, 0), Unit("My lip is numb.", 0), Unit("I drink coffee.", 16)
AT = Thresholds(present=0.5, doubt=0.3, trigger=0.7, absent=0.5, whole=0.5)


def scored(unit, focus=0, **of):
    """A unit with probabilities per finding, such as ``numbness={"present": 0.9}``; the rest is nothing."""
    rows = []
    for finding in FINDINGS:
        given_ = of.get(finding, {})
        rows.append([given_.get(status, 0.0) for status in STATUSES])
        rows[-1][0] = 1.0 - sum(rows[-1])
    return Scored(unit, np.array(rows, np.float32), np.array([focus, focus]))


def read(*windows, parts=(), at=AT):
    said = statements(
        TEXT, windows, parts, findings=FINDINGS, statuses=STATUSES, red_flags=frozenset({"numbness"}), thresholds=at
    )
    return {item.finding: item for item in said}


def role(finding="numbness", at=AT, **of):
    item = read(scored(WHOLE, **{finding: of}), at=at).get(finding)
    return item.role if item else None


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ({"present": 0.9}, "present"),
        ({"present": 0.5}, "present"),
        ({"absent": 0.9}, "absent"),
        ({"long_standing": 0.9}, "long_standing"),
        ({"present": 0.3, "long_standing": 0.65}, "long_standing"),
        ({"present": 0.3, "long_standing": 0.4}, "present"),
        ({"present": 0.4, "long_standing": 0.3}, "present"),
        ({"present": 0.35}, "to_confirm"),
        ({"doubtful": 0.9}, "to_confirm"),
        ({"present": 0.2}, None),
        ({"absent": 0.4}, None),
        ({}, None),
    ],
)
def test_scores_become_a_role(of, expected):
    assert role(**of) == expected


def test_a_red_flag_counts_from_a_lower_score_than_a_trigger():
    assert role("numbness", present=0.6) == "present"
    assert role("caffeine", present=0.6) is None
    assert role("caffeine", present=0.8) == "present"


def test_a_trigger_is_never_asked_about():
    assert role("caffeine", present=0.4) is None
    assert role("caffeine", doubtful=0.9) is None


def test_a_sign_that_may_be_there_is_never_lost_to_a_weak_denial():
    assert role(present=0.45, absent=0.45) == "to_confirm"
    assert role(present=0.55, absent=0.45) == "present"


def test_a_half_sentence_is_heard_inside_a_long_text():
    window = scored(WHOLE, numbness={"present": 0.1})
    parts = (scored(FIRST, numbness={"present": 0.95}), scored(SECOND))
    assert read(window, parts=parts)["numbness"].role == "present"


def test_a_sentence_that_has_forgotten_whom_it_is_about_is_weighed_against_the_whole():
    window = scored(WHOLE)
    parts = (scored(FIRST, numbness={"present": 0.7}), scored(SECOND))
    assert "numbness" not in read(window, parts=parts) or read(window, parts=parts)["numbness"].role == "to_confirm"
    assert read(window, parts=parts, at=replace(AT, whole=0.0))["numbness"].role == "present"


def test_of_several_sentences_the_surest_counts():
    parts = (scored(FIRST, numbness={"present": 0.9}), scored(SECOND, numbness={"absent": 0.2}))
    assert read(scored(WHOLE, numbness={"present": 0.8}), parts=parts)["numbness"].role == "present"


def test_a_sentence_is_weighed_against_the_window_that_it_stands_in():
    first, second = scored(FIRST, numbness={"present": 1.0}), scored(SECOND)
    scores, where = together([scored(FIRST, numbness={"present": 0.8}), scored(SECOND)], [first, second], whole=0.5)
    assert scores[0, STATUSES.index("present")] == pytest.approx(0.9)
    assert where[0, STATUSES.index("present")] == 0


def test_without_sentences_the_windows_alone_count():
    scores, where = together([scored(FIRST), scored(SECOND, numbness={"present": 0.8})], [], whole=0.5)
    assert scores[0, STATUSES.index("present")] == pytest.approx(0.8)
    assert where[0, STATUSES.index("present")] == 1


def test_what_is_quoted_is_where_the_finding_was_seen():
    window = scored(WHOLE)
    parts = (scored(FIRST, focus=10, numbness={"present": 1.0}), scored(SECOND, focus=9, caffeine={"present": 1.0}))
    said = read(window, parts=parts, at=replace(AT, whole=0.2))
    assert TEXT[said["numbness"].start : said["numbness"].end].strip() == "My lip is numb"
    assert TEXT[said["caffeine"].start : said["caffeine"].end].strip() == "I drink coffee"


shares = st.lists(st.floats(0, 1), min_size=len(STATUSES), max_size=len(STATUSES)).filter(sum).map(
    lambda values: [value / sum(values) for value in values]
)


@given(shares)
def test_any_scores_become_a_known_role_or_none(share):
    assert role(**dict(zip(STATUSES[1:], share[1:], strict=True))) in {"present", "absent", "long_standing", "to_confirm", "explained", None}


@given(shares, st.floats(0, 1))
def test_the_surer_it_is_that_a_red_flag_is_there_the_more_it_counts(share, more):
    order = (None, "absent", "explained", "to_confirm", "long_standing", "present")
    weak = dict(zip(STATUSES[1:], share[1:], strict=True))
    strong = {status: value * (1 - more) for status, value in weak.items()}
    strong["present"] = weak["present"] + (1 - weak["present"]) * more
    first, second = role(**weak), role(**strong)
    if first in ("present", "long_standing"):
        assert second in ("present", "long_standing")
    elif first == "to_confirm":
        assert order.index(second) >= order.index("to_confirm")
