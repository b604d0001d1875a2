"""The grammar of durations: "since Tuesday", "for a good month", "3/52", "on and off since uni".

It finds every duration that a text names and gives each as a range of days that ends today. Which of them is the
twitch's is for the reader to say. Calendar arithmetic only; the days of feasts come from ``components.feasts``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from triage.durations import Duration, days_since

from components.feasts import Feast, feasts

LIFETIME = 36_500


@dataclass(frozen=True)
class Mention:
    """One duration that a text names, at ``text[start:end]``."""

    duration: Duration
    start: int
    end: int


_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "eighteen": 18,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "half a": 0.5, "half an": 0.5,
    "a half": 0.5, "do": 2, "teen": 3,
}  # fmt: skip
_VAGUE = {
    "a couple of": (2, 3), "a couple": (2, 3), "couple of": (2, 3), "couple": (2, 3), "cpl of": (2, 3), "cpl": (2, 3),
    "a few": (2, 5), "few": (2, 5), "some": (2, 6), "several": (3, 8), "many": (4, 20), "loads of": (5, 30), "lots of": (5, 30),
}  # fmt: skip
_UNITS = {
    r"sec(?:ond)?s?": 0, r"min(?:ute)?s?": 0, r"h(?:ou)?rs?": 1 / 24, r"(?:days?|dys?|d)": 1, r"(?:nights?|nites?|mornings?|evenings?|din)": 1,
    r"(?:weekends?)": 7, r"(?:weeks?|wks?|wk|w|hafte|haftey)": 7, r"fortnights?": 14, r"(?:months?|mnths?|mths?|mos|mahine|mahina)": 30.4,
    r"(?:years?|yrs?|yr|saal)": 365.25,
}  # fmt: skip
_UNIT = "|".join(_UNITS)
_NUMBER = r"\d+(?:\.\d+)?|" + "|".join(sorted((re.escape(word) for word in _NUMBERS), key=len, reverse=True))
_AMOUNT = r"|".join(sorted((re.escape(word) for word in _VAGUE), key=len, reverse=True))
_ABOUT = r"(?:about|around|roughly|approx(?:imately)?|maybe|like|some|or so|just|only|approx|say)"
_MORE = r"(?:over|more than|at least|a good|good|well over|upwards of|going on for|best part of|the best part of|a full|full|a whole|whole|a solid|solid)"
_LESS = r"(?:under|less than|nearly|almost|not quite|getting on for|close to|coming up to|up to|barely|within)"
_AND_A_HALF = r"(?P<half>\s+and a half)?"
_COUNTED = re.compile(
    rf"\b(?:(?P<more>{_MORE})\s+)?(?:(?P<less>{_LESS})\s+)?(?:{_ABOUT}\s+)?"
    rf"(?:(?P<low>{_NUMBER})\s*(?:-|to|or|,)\s*(?:maybe\s+)?(?P<high>{_NUMBER})|(?P<number>{_NUMBER})(?P<over>\s?\+)?|(?P<vague>{_AMOUNT}))"
    rf"{_AND_A_HALF}[\s-]*(?:(?:good|full|whole|solid|long|odd|more|bad|horrible)\s+)*(?P<unit>{_UNIT})(?P<and>\s+and a half)?(?:\s+or\s+(?P<later>two|three|2|3)\b(?!\s*(?:{_UNIT})\b))?(?P<plus>\s*\+|\s+(?:plus|or more|at least))?"
    r"(?P<tail>\s+(?:tomorrow|today|yesterday|on \w+day))?\b",
)
_UNCOUNTED = re.compile(rf"\b(?:for\s+|literally\s+|many\s+)?(?P<unit>{_UNIT})\b(?:\s+(?:now|on end|and \w+))")
_BARE_PLURAL = re.compile(r"\b(?:for|been|its been|going on|goes on|literally|lasted|since)\s+(?P<unit>days|weeks|wks|months|mths|years|yrs|ages|yonks|donkeys years|donkey's years|forever)\b")
_SHORTHAND = re.compile(r"(?<![\d/])(?P<number>\d{1,2})/(?P<unit>7|52|12)(?![\d/])")
_DAY_N = re.compile(rf"\b(?:day|dy)\s+(?:number\s+)?(?P<number>\d+|{'|'.join(key for key in _NUMBERS if key not in ('a', 'an'))})\b")
_WEEK_N = re.compile(r"\b(?:week|wk)\s+(?:number\s+)?(?P<number>\d+|one|two|three|four|five|six)\b")
_LETTERS = {"7": 1.0, "52": 7.0, "12": 30.4}
ROUND_THE_CLOCK = "24/7"

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"mon(?:day)?s?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"january|february|march|april|may|june|july|august|september|sept|october|november|december|jan|feb|apr|jun|jul|aug|sep|oct|nov|dec"
_SINCE = r"(?:since|from|starting|started(?: on| in)?|began(?: on| in)?|begun(?: on| in)?|on|ever since|came on(?: on)?|after|before|all began|first noticed(?: it)?(?: on)?)"


def mentions(text: str, today: date) -> list[Mention]:
    """Every duration that ``text`` names, in the order of the text, none inside another.

    Args:
        text: a message, of any case.
        today: the day on which it was written.
    """
    lowered = text.lower().replace("’", "'")
    found: list[Mention] = []
    for rule in _RULES:
        for mention in rule(lowered, today):
            if not any(mention.start < other.end and other.start < mention.end for other in found):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.start)


def _duration(least: float, most: float) -> Duration:
    low, high = sorted((max(0.0, least), max(0.0, most)))
    return Duration(min(int(low), LIFETIME), min(round(high), LIFETIME))


def _value(word: str) -> float:
    return min(float(word), LIFETIME) if word[0].isdigit() else float(_NUMBERS[word])


def _unit_days(unit: str) -> float:
    return next(days for pattern, days in _UNITS.items() if re.fullmatch(pattern, unit))


def _counted(text: str, today: date) -> Iterator[Mention]:
    for match in _COUNTED.finditer(text):
        if match["number"] in ("do", "teen") and match["unit"] not in ("din", "hafte", "haftey", "mahine", "saal"):
            continue
        if match["unit"] in ("d", "w") and not (match["number"] or "")[:1].isdigit():
            continue
        if _is_no_duration(text, match):
            continue
        days = _unit_days(match["unit"])
        low, high = _range(match)
        low, high = low * days, high * days
        if match["more"] or match["plus"] or match["over"]:
            high = max(high * 1.5, high + 1)
        if match["less"] in ("under", "less than"):
            low, high = 0, max(0, high - 1)
        elif match["less"]:
            low = low * 0.8
        if match["tail"] and "tomorrow" in match["tail"]:
            low, high = low - 1, high - 1
        yield Mention(_duration(low, high), match.start(), match.end())


_RATE = re.compile(
    r"(?:\d|\b(?:times|once|twice|thrice|cups?|mugs?|cans?|glass(?:es)?|bottles?|pints?|lit(?:re|er)s?|coffees?|teas?|espressos?|colas?|drinks?|red bulls?"
    r"|monsters?|mg|milligrams?|cigs?|cigarettes?|smokes|fags|joints?|puffs?|packs?|pills?|tablets?|units?|hours?|hrs?|mins?|minutes?))\s*$"
)
_EVERY = re.compile(r"\b(?:every|each|per)\s+(?:other\s+)?$")
_OF_SOMETHING_ELSE = re.compile(r"\s+(?:of\s+)?(?:sleep|kip)\b|\s+(?:opinion|time|one)\b")
_AGE = re.compile(r"(?:\s*-\s*|\s+)(?:old|of\s+age)\b")


def _is_no_duration(text: str, match: "re.Match[str]") -> bool:
    """Whether it is a rate ("three cups a day", "every two weeks"), an age, a night's sleep or a second opinion."""
    before, after = text[: match.start()], text[match.end() :]
    is_rate = match["number"] in ("a", "an") and _RATE.search(before) is not None
    is_age = match["unit"][0] in "ym" and not match["unit"].startswith("mi") and _AGE.match(after) is not None
    is_other = match["unit"][0] in "hs" and _OF_SOMETHING_ELSE.match(after) is not None
    return is_rate or is_age or is_other or _EVERY.search(before) is not None


def _range(match: "re.Match[str]") -> tuple[float, float]:
    half = 0.5 if match["half"] or match["and"] else 0.0
    if match["low"]:
        return _value(match["low"]), _value(match["high"]) + half
    if match["vague"]:
        low, high = _VAGUE[match["vague"]]
        return low, high
    value = _value(match["number"]) + half
    return value, _value(match["later"]) if match["later"] else value


def _bare_plural(text: str, today: date) -> Iterator[Mention]:
    spans = {"days": (2, 10), "weeks": (14, 60), "wks": (14, 60), "months": (60, 400), "mths": (60, 400)}
    for match in _BARE_PLURAL.finditer(text):
        yield Mention(_duration(*spans.get(match["unit"], (365, LIFETIME))), match.start(), match.end())


def _uncounted(text: str, today: date) -> Iterator[Mention]:
    for match in _UNCOUNTED.finditer(text):
        if match["unit"] in ("weeks", "months", "years", "days", "wks", "yrs"):
            least = {"d": 2, "w": 14, "m": 60, "y": 730}[match["unit"][0]]
            yield Mention(_duration(least, least * 5), match.start(), match.end())


def _shorthand(text: str, today: date) -> Iterator[Mention]:
    for match in _SHORTHAND.finditer(text):
        if match[0] == ROUND_THE_CLOCK:
            continue
        days = int(match["number"]) * _LETTERS[match["unit"]]
        yield Mention(_duration(days, days), match.start(), match.end())


def _nth(text: str, today: date) -> Iterator[Mention]:
    for match in _DAY_N.finditer(text):
        days = max(0.0, _value(match["number"]) - 1)
        yield Mention(_duration(days, days + 1), match.start(), match.end())
    for match in _WEEK_N.finditer(text):
        weeks = _value(match["number"])
        yield Mention(_duration((weeks - 1) * 7, weeks * 7), match.start(), match.end())


def _weekday(text: str, today: date) -> Iterator[Mention]:
    pattern = re.compile(rf"\b(?:{_SINCE}\s+)?(?P<last>last\s+|this\s+|the\s+)?(?P<day>{_WEEKDAY})(?P<week>\s+(?:last|before last|gone|week|of last week))?(?:\s+(?:night|morning|evening|afternoon))?\b")
    for match in pattern.finditer(text):
        if match["day"] in ("sun", "sat", "wed", "mon", "fri") and text[match.start() : match.start("day")].strip() in ("", "the"):
            continue
        index = next(place for place, name in enumerate(_WEEKDAYS) if name.startswith(match["day"][:3]))
        ago = (today.weekday() - index) % 7
        week = (match["week"] or "").strip()
        if week in ("before last",):
            yield Mention(_duration(ago + 7, ago + 14), match.start(), match.end())
        elif (match["last"] and match["last"].startswith("last")) or week in ("last", "of last week"):
            yield Mention(_duration(ago or 7, (ago or 7) + 7 if ago and ago < 4 else ago or 7), match.start(), match.end())
        else:
            yield Mention(_duration(ago, ago), match.start(), match.end())


_NAMED: tuple[tuple[str, Callable[[date], tuple[int, int]]], ...] = (
    (r"(?:the\s+)?day before yesterday", lambda today: (2, 2)),
    (r"yesterday(?:'s)?(?:\s+(?:morning|evening|night|afternoon|lunch\w*|teatime))?|yest|yday|ystday|kal se", lambda today: (1, 1)),
    (r"(?:last\s+night|overnight)", lambda today: (0, 1)),
    (r"this\s+(?:morning|afternoon|evening|lunchtime|minute|hour)|today|tonight|just\s+now|breakfast|lunch(?:time)?|teatime|dinner(?:time)?|aaj se|(?:i\s+)?woke\s+up(?:\s+today|\s+this\s+morning)?|(?:i\s+)?got\s+up|(?:all|half(?: the)?)\s+day", lambda today: (0, 0)),
    (r"(?:the\s+)?week\s*end\s+before\s+last", lambda today: (today.weekday() + 8, today.weekday() + 9)),
    (r"(?:last|this|the|at the|over the)\s+week\s*end|weekend", lambda today: (today.weekday() + 1 if today.weekday() < 5 else 0, today.weekday() + 2)),
    (r"(?:the\s+)?week\s+before\s+last", lambda today: (today.weekday() + 7, today.weekday() + 14)),
    (r"(?:the\s+|this\s+)?(?:last\s+|past\s+)?fortnight", lambda today: (14, 14)),
    (r"(?:the\s+|this\s+)?past\s+(?:week|wk)", lambda today: (5, 8)),
    (r"(?:the\s+|this\s+)?past\s+(?:month|mth)", lambda today: (28, 31)),
    (r"(?:the\s+|this\s+)?past\s+(?:year|yr)", lambda today: (300, 366)),
    (r"last\s+(?:week|wk)", lambda today: (min(today.weekday() + 1, 7), today.weekday() + 7)),
    (r"(?:this|all|most\s+of\s+the|most\s+of\s+this)\s+week", lambda today: (min(2, today.weekday()), 7)),
    (r"(?:the\s+)?month\s+before\s+last", lambda today: (today.day + 28, today.day + 61)),
    (r"last\s+(?:month|mth)", lambda today: (today.day, today.day + 31)),
    (r"(?:all|this)\s+month", lambda today: (min(today.day - 1, 7), max(30, today.day))),
    (r"last\s+(?:year|yr)|all\s+year", lambda today: (max(60, _day_of_year(today)), _day_of_year(today) + 365)),
    (r"last\s+(?:spring|summer|autumn|winter|fall|term|semester|season)", lambda today: (60, 450)),
    (r"all\s+(?:summer|winter|spring|autumn|term|season)", lambda today: (45, 120)),
    (r"(?:i\s+was\s+(?:a\s+)?(?:kid|child|little|young|teen\w*|born|small)|childhood|uni|university|college|school|birth|my\s+(?:teens|twenties|thirties|wedding|pregnancy))", lambda today: (200, LIFETIME)),
    (r"(?:for\s+)?(?:ages|yonks|donkey'?s'?\s+years|forever|time\s+immemorial|a\s+long\s+(?:time|while)|a\s+very\s+long\s+time|longer\s+than\s+i\s+care)", lambda today: (30, LIFETIME)),
    (r"chronic(?:ally)?", lambda today: (60, LIFETIME)),
)


def _day_of_year(today: date) -> int:
    return today.timetuple().tm_yday


def _named(text: str, today: date) -> Iterator[Mention]:
    for pattern, days in _NAMED:
        for match in re.finditer(rf"\b(?:{_SINCE}\s+)?(?:{pattern})\b", text):
            yield Mention(_duration(*days(today)), match.start(), match.end())


def _feasts(text: str, today: date) -> Iterator[Mention]:
    for feast in feasts(today):
        yield from _from_feast(feast, text, today)


_SEASONS = {"spring": (3, 9), "summer": (6, 12), "autumn": (9, 3), "fall": (9, 3), "winter": (12, 6)}
"""First months, north and south of the equator; where the person is isn't known, so both count."""


def _seasons(text: str, today: date) -> Iterator[Mention]:
    for match in re.finditer(rf"\b(?:since|from|ever since)\s+(?:the\s+)?(?:early\s+|mid\s+|late\s+)?(?P<season>{'|'.join(_SEASONS)})\b", text):
        first_days = [
            next(day for year in (today.year, today.year - 1) if (day := date(year, month, 1)) <= today)
            for month in _SEASONS[match["season"]]
        ]
        ago = [days_since(day, today) for day in first_days]
        yield Mention(_duration(max(0, min(ago) - 92), max(ago)), match.start(), match.end())


_ALL_OF = r"all\s+through\s+|throughout\s+|(?:the\s+)?(?:whole|entire|all)\s+(?:of\s+)?"
_FEAST_SINCE = rf"(?:{_SINCE}\s+(?:(?:just|well|right|a\s+bit)\s+)?|well\s+before\s+|just\s+(?:before|after)\s+|round\s+|around\s+|over\s+|during\s+|at\s+|{_ALL_OF})"


def _from_feast(feast: Feast, text: str, today: date) -> Iterator[Mention]:
    for match in re.finditer(rf"\b(?P<since>{_FEAST_SINCE})(?P<before>before\s+)?(?:the\s+)?(?:{feast.pattern})\b", text):
        since = days_since(feast.day, today)
        earlier = 30 if match["before"] or "before" in match["since"] else 0
        within = feast.length - 1 if "after" in match["since"] else 0
        through = feast.length - 1 if re.fullmatch(_ALL_OF, match["since"]) else 0
        yield Mention(_duration(max(through, since - within), max(through, since + earlier)), match.start(), match.end())


def _month_names(text: str, today: date) -> Iterator[Mention]:
    pattern = re.compile(
        rf"\b{_SINCE}\s+(?:(?P<part>early|mid|late|the\s+(?:start|beginning|middle|end)\s+of|about|around)[\s-]+)?(?:last\s+)?"
        rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{_MONTH})(?:\s+(?P<after>\d{{1,2}})(?:st|nd|rd|th)?)?(?:\s+(?P<year>20\d\d))?\b"
    )
    for match in pattern.finditer(text):
        month = _MONTHS.index(match["month"][:3]) + 1
        number = match["day"] or match["after"]
        first, last = _days_of(month, int(number) if number else None, match["year"], today)
        yield Mention(_duration(days_since(last, today), days_since(first, today)), match.start(), match.end())
    for match in re.finditer(rf"\b{_SINCE}\s+(?:early\s+|mid\s+|late\s+)?(?P<year>19\d\d|20\d\d)\b", text):
        days = (today.year - int(match["year"])) * 365
        if days > 0:
            yield Mention(_duration(days - 300, days + 365), match.start(), match.end())
    for match in re.finditer(rf"\b{_SINCE}\s+the\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)\b", text):
        day = int(match["day"])
        if 1 <= day <= 31:
            month_before = (today.replace(day=1) - timedelta(days=1)).day
            ago = today.day - day if day <= today.day else today.day + max(0, month_before - day)
            yield Mention(_duration(ago, ago), match.start(), match.end())


def _days_of(month: int, day: int | None, year: str | None, today: date) -> tuple[date, date]:
    in_year = int(year) if year else today.year if (month, day or 1) <= (today.month, today.day) else today.year - 1
    if day and 1 <= day <= 28:
        return date(in_year, month, day), date(in_year, month, day)
    last = date(in_year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(in_year, month, 1), min(last, today)


_TENS = ("", "", "twenty", "thirty")
_SMALL = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
          "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth")  # fmt: skip
_ORDINALS = {word: number for number, word in enumerate(_SMALL) if word} | {"twentieth": 20, "thirtieth": 30} | {
    f"{_TENS[tens]}{joint}{_SMALL[ones]}": 10 * tens + ones for tens, most in ((2, 9), (3, 1)) for ones in range(1, most + 1) for joint in "- "
}  # fmt: skip
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)|" + "|".join(sorted(_ORDINALS, key=len, reverse=True))
_IS_TODAY = re.compile(
    rf"\b(?:today|this|it|now)(?:\s+(?:is|it'?s)|'?s)?(?:\s+(?:now|already|only|today))*\s+the\s+(?P<day>{_ORDINAL})\b"
    rf"|\b(?:writing|typing|sending)(?:\s+this)?\s+on\s+the\s+(?P<written>{_ORDINAL})\b"
)
_THAT_DAY = re.compile(rf"\bthe\s+(?P<day>{_ORDINAL})\b(?=\s*(?:$|[.,;:!?()\n-]|(?:and|but|so|of\s+(?:this|last|the)\s+month|to|till|until)\b))")


def _two_days(text: str, today: date) -> Iterator[Mention]:
    """"On the second, and this is the twenty-third": the writer says which day of the month it is. Both days are one mention."""
    now = _IS_TODAY.search(text)
    if now is None:
        return
    last = _day_of_month(now["day"] or now["written"])
    that = next((match for match in _THAT_DAY.finditer(text) if not now.start() <= match.start() < now.end()), None)
    if that is not None:
        ago = (last - _day_of_month(that["day"])) % 31
        yield Mention(_duration(ago, ago), min(that.start(), now.start()), max(that.end(), now.end()))


def _day_of_month(word: str) -> int:
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else _ORDINALS[word]


_RULES: tuple[Callable[[str, date], Iterator[Mention]], ...] = (
    _shorthand, _two_days, _feasts, _seasons, _month_names, _counted, _nth, _named, _bare_plural, _uncounted, _weekday,
)  # fmt: skip
