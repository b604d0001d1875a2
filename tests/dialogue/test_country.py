"""Where the person is, and the number to call there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.country import call_in, country_of
from dialogue.words import words


@pytest.mark.parametrize(
    ("locale", "timezone", "country"),
    [
        ("en-GB", None, "GB"),
        ("en_US", None, "US"),
        ("zh-Hant-TW", None, "TW"),
        ("en-us", None, "US"),
        ("en", None, None),
        ("en-001", None, None),
        (None, "Europe/Dublin", "IE"),
        (None, "Asia/Kolkata", "IN"),
        (None, "America/Argentina/Salta", "AR"),
        ("en-US", "Europe/Berlin", "DE"),
        ("en-GB", "Etc/UTC", "GB"),
        (None, "Mars/Olympus", None),
        ("", "", None),
        (None, None, None),
    ],
)
def test_the_time_zone_tells_the_country_and_then_the_locale(locale, timezone, country):
    assert country_of(locale, timezone) == country


@pytest.mark.parametrize("country", sorted(words().ambulance))
def test_a_country_with_a_number_gets_that_number(country):
    call = call_in(country, words().ambulance, "your local number")
    assert (call.number, call.country, call.spoken) == (words().ambulance[country], country, words().ambulance[country])


@pytest.mark.parametrize("country", [None, "", "ZZ", "gb"])
def test_elsewhere_the_default_is_said_and_no_number_is_made_up(country):
    call = call_in(country, words().ambulance, "your local number")
    assert (call.number, call.country, call.spoken) == (None, None, "your local number")


@given(st.none() | st.text(max_size=20), st.none() | st.text(max_size=20))
def test_whatever_a_client_sends_is_a_country_or_none(locale, timezone):
    country = country_of(locale, timezone)
    assert country is None or len(country) == 2
