"""Durations told by feasts, on Wednesday 25 November 2026. The days were looked up in published calendars of 2025 and 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.durations import mentions
from components.feasts import feasts

TODAY = date(2026, 11, 25)

SINCE = [
    ("since christmas", date(2025, 12, 25)),
    ("since new year", date(2026, 1, 1)),
    ("ever since chinese new year", date(2026, 2, 17)),
    ("since pancake day", date(2026, 2, 17)),
    ("since holi", date(2026, 3, 4)),
    ("since good friday", date(2026, 4, 5)),
    ("since passover", date(2026, 4, 2)),
    ("since eid al-fitr", date(2026, 3, 21)),
    ("since Eid", date(2026, 5, 28)),
    ("since halloween", date(2026, 10, 31)),
    ("since Diwali", date(2026, 11, 8)),
    ("since thanksgiving", date(2025, 11, 27)),
    ("since hanukkah", date(2025, 12, 15)),
]


@pytest.mark.parametrize(("text", "day"), SINCE)
def test_a_feast_is_a_day(text: str, day: date) -> None:
    (mention,) = mentions(f"it started, {text}, I think", TODAY)
    assert abs(mention.duration.least - (TODAY - day).days) <= 1
    assert abs(mention.duration.most - (TODAY - day).days) <= 1


def test_before_a_feast_is_longer() -> None:
    (before,), (after,) = mentions("since before Diwali", TODAY), mentions("since Diwali", TODAY)
    assert before.duration.least == after.duration.least
    assert before.duration.most > after.duration.most


def test_after_a_feast_of_many_days_is_at_any_of_them() -> None:
    (mention,) = mentions("it came on just after Ramadan", TODAY)
    assert mention.duration.least < mention.duration.most


@pytest.mark.parametrize("text", ["holistic", "my friend Noel", "he lent me a fiver", "I eat turkey", "the Eid mubarak card"])
def test_a_name_without_since_is_no_duration(text: str) -> None:
    assert mentions(text, TODAY) == []


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 1, 1)))
def test_every_feast_is_past_and_within_three_years(today: date) -> None:
    for feast in feasts(today):
        assert today - timedelta(days=3 * 366) < feast.day <= today
