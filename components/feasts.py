"""The last day of each feast that people date things by: "since before Diwali", "all through Ramadan".

Feasts of the moon's calendars come from the package ``holidays`` (their days may be out by one where a moon is sighted),
Easter from ``dateutil``, fixed days from the table.
"""

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from functools import lru_cache

import holidays
from dateutil.easter import easter


@dataclass(frozen=True)
class Feast:
    """One feast as people write it, and its last first day that isn't after today.

    Attributes:
        pattern: regular expression, lower case.
        day: when it began.
        length: days that it lasts.
    """

    pattern: str
    day: date
    length: int = 1


_FIXED: Mapping[str, tuple[int, int]] = {
    r"christmas(?:\s+(?:day|eve))?|xmas|crimbo": (12, 25),
    r"boxing\s+day": (12, 26),
    r"new\s+year(?:'?s)?(?:\s+(?:day|eve))?|hogmanay": (1, 1),
    r"epiphany|twelfth\s+night": (1, 6),
    r"burns\s+night": (1, 25),
    r"australia\s+day": (1, 26),
    r"valentine'?s(?:\s+day)?": (2, 14),
    r"st\.?\s+patrick'?s(?:\s+day)?|paddy'?s\s+day": (3, 17),
    r"anzac\s+day": (4, 25),
    r"may\s+day": (5, 1),
    r"(?:4th|fourth)\s+of\s+july": (7, 4),
    r"hallowe'?en": (10, 31),
    r"all\s+saints'?(?:\s+day)?": (11, 1),
    r"bonfire\s+night|guy\s+fawkes(?:\s+night)?": (11, 5),
    r"remembrance\s+(?:day|sunday)|armistice\s+day": (11, 11),
}
"""Month and day."""

_BY_EASTER: Mapping[str, tuple[int, int]] = {
    r"pancake\s+day|shrove\s+tuesday|mardi\s+gras": (-47, 1),
    r"ash\s+wednesday": (-46, 1),
    r"lent": (-46, 46),
    r"palm\s+sunday": (-7, 1),
    r"easter(?:\s+(?:weekend|sunday|monday|holidays?|break))?|good\s+friday": (0, 1),
    r"whitsun|whit\s+sunday|pentecost": (49, 1),
}
"""Days after Easter Sunday, and how many it lasts."""

_BY_MOON: Mapping[str, tuple[str, str, int, int]] = {
    r"diwali|deepavali|divali": ("IN", "Diwali", 0, 5),
    r"holi": ("IN", "Holi", 0, 1),
    r"dussehra|vijayadashami|dasara": ("IN", "Dussehra", 0, 1),
    r"navrat(?:ri|as)|durga\s+puja": ("IN", "Navratri", 0, 9),
    r"raksha\s+bandhan|rakhi": ("IN", "Raksha Bandhan", 0, 1),
    r"ganesh\s+chaturthi|ganpati": ("IN", "Ganesh Chaturthi", 0, 10),
    r"(?:eid\s+(?:al|ul)[\s-]+fitr|hari\s+raya(?:\s+puasa)?|small\s+eid)": ("IN", "Eid al-Fitr", 0, 1),
    r"(?:eid(?!\s+(?:al|ul)\b)|sallah)": ("IN", "Eid al", 0, 1),
    r"(?:eid\s+(?:al|ul)[\s-]+adha|bakr?a?\s*-?\s*eid|big\s+eid)": ("IN", "Eid al-Adha", 0, 1),
    r"ram(?:adan|adhan|zan|azan)": ("IN", "Eid al-Fitr", -30, 30),
    r"(?:chinese|lunar)\s+new\s+year|cny|spring\s+festival": ("SG", "Chinese New Year", 0, 1),
    r"vesak|wesak|buddha\s+purnima": ("SG", "Vesak Day", 0, 1),
    r"passover|pesach": ("IL", "Pesach", 0, 8),
    r"purim": ("IL", "Purim", 0, 1),
    r"rosh\s+hashanah?": ("IL", "Rosh Hashanah", 0, 2),
    r"yom\s+kippur": ("IL", "Yom Kippur", 0, 1),
    r"sukkot": ("IL", "Sukkot", 0, 7),
    r"(?:c?han+uk+ah?)": ("IL", "Hanukkah", 0, 8),
    r"thanksgiving": ("US", "Thanksgiving", 0, 1),
    r"labou?r\s+day": ("US", "Labor Day", 0, 1),
    r"memorial\s+day": ("US", "Memorial Day", 0, 1),
}
"""Calendar of ``holidays``, the feast's name there, days after it, and how many it lasts."""


@lru_cache(maxsize=4)
def feasts(today: date) -> tuple[Feast, ...]:
    """Every feast with the day on which it last began."""
    dated = (*_fixed(today), *_by_easter(today), *_by_moon(today))
    return tuple(Feast(pattern, day, length) for pattern, days, length in dated if (day := _last(today, days)) is not None)


Dated = tuple[str, list[date], int]
"""Pattern, the days on which the feast began, and how many it lasts."""


def _fixed(today: date) -> Iterator[Dated]:
    for pattern, (month, day) in _FIXED.items():
        yield pattern, [date(year, month, day) for year in _years(today)], 1


def _by_easter(today: date) -> Iterator[Dated]:
    for pattern, (after, length) in _BY_EASTER.items():
        yield pattern, [easter(year) + timedelta(days=after) for year in _years(today)], length


def _by_moon(today: date) -> Iterator[Dated]:
    calendars = {country: _calendar(country, today) for country in {entry[0] for entry in _BY_MOON.values()}}
    for pattern, (country, name, after, length) in _BY_MOON.items():
        yield pattern, [day + timedelta(days=after) for day, names in calendars[country] if names.startswith(name)], length


def _calendar(country: str, today: date) -> list[tuple[date, str]]:
    known = holidays.country_holidays(country).supported_categories
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # years for which the package has no calendar: their feasts are then unknown
        days = holidays.country_holidays(country, years=_years(today), language="en_US", categories=known, observed=False)
    return sorted(days.items())


def _years(today: date) -> list[int]:
    return [year for year in range(today.year - 2, today.year + 1) if year >= MINYEAR]


def _last(today: date, days: list[date]) -> date | None:
    """The last of ``days`` up to ``today``; of a feast of several days listed one by one the first. None if there is none."""
    past = {day for day in days if day <= today}
    if not past:
        return None
    last = max(past)
    while last - timedelta(days=1) in past:
        last -= timedelta(days=1)
    return last
