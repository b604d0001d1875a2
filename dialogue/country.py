"""Where the person is, and the number to call there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import pytz


@dataclass(frozen=True)
class Call:
    """The emergency number to call.

    Attributes:
        number: digits, or None where the country isn't known.
        country: ISO 3166-1 alpha-2 code, or None.
        spoken: how it reads after "call".
    """

    number: str | None
    country: str | None
    spoken: str


def country_of(locale: str | None, timezone: str | None) -> str | None:
    """The country that a locale ("en-GB") or an IANA time zone ("Europe/London") names; the time zone goes first.

    A time zone tells where the device is, a locale often only which English was chosen.
    """
    return _countries_by_timezone().get(timezone or "") or _region(locale)


def _region(locale: str | None) -> str | None:
    for part in (locale or "").replace("_", "-").split("-")[1:]:
        if len(part) == 2 and part.isalpha():
            return part.upper()
    return None


@lru_cache(maxsize=1)
def _countries_by_timezone() -> Mapping[str, str]:
    return {zone: country for country, zones in pytz.country_timezones.items() for zone in zones}


def call_in(country: str | None, ambulance: Mapping[str, str], spoken_default: str) -> Call:
    """The number to call in ``country``, or the spoken default where the table has none."""
    number = ambulance.get(country or "")
    return Call(number, country, number) if number else Call(None, None, spoken_default)
