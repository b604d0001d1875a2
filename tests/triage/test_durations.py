"""How long something has been going on, as days and start dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.durations import PERSISTENT_DAYS, Duration, days_since, persistence
from triage.findings import Status

from tests.contract import PERSISTENT_FROM_DAYS

TODAY = date(2026, 11, 23)
days = st.integers(0, 40_000)


def test_the_line_is_drawn_where_the_contract_draws_it():
    assert PERSISTENT_DAYS == PERSISTENT_FROM_DAYS


@pytest.mark.parametrize(
    ("least", "most", "status"),
    [
        (0, 0, Status.ABSENT),
        (13, 13, Status.ABSENT),
        (14, 14, Status.PRESENT),
        (21, 21, Status.PRESENT),
        (0, 13, Status.ABSENT),
        (13, 14, Status.UNKNOWN),
        (7, 30, Status.UNKNOWN),
        (14, 36_500, Status.PRESENT),
    ],
)
def test_two_weeks_or_longer_is_persistent_and_a_range_across_the_line_is_not_decided(least, most, status):
    assert persistence(Duration(least, most)) is status


@pytest.mark.parametrize(("least", "most"), [(-1, 0), (3, 2), (-5, -1)])
def test_a_duration_that_can_not_be_is_refused(least, most):
    with pytest.raises(ValueError, match="can't be"):
        Duration(least, most)


def test_it_began_as_early_as_the_longest_that_it_may_have_lasted():
    assert Duration(14, 21).start(TODAY) == date(2026, 11, 2)


def test_it_never_began_before_the_calendar():
    assert Duration(0, 10_000_000).start(TODAY) == date.min


@given(days, days)
def test_start_and_days_since_are_each_others_inverse(least, more):
    duration = Duration(least, least + more)
    assert days_since(duration.start(TODAY), TODAY) == duration.most


@given(st.dates(), st.dates())
def test_days_since_is_never_negative(start, today):
    assert days_since(start, today) == max(0, (today - start).days)


@given(days, days, days)
def test_a_twitch_that_is_persistent_stays_so_as_time_goes_by(least, more, later):
    duration = Duration(least, least + more)
    if persistence(duration) is Status.PRESENT:
        assert days_since(duration.start(TODAY), TODAY + timedelta(later % 3_000)) >= PERSISTENT_DAYS
