"""An age that is said: "my 4 year old", "she is 12", "I'm 15"."""

import re

ADULT = 18
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
            "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18}  # fmt: skip
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_OLD = re.compile(rf"\b{_NUMBER}[- ]?(?:(?P<months>months?|weeks?|days?)|years?|yrs?|y)[-/ ]?(?:olds?|o\b|of age)", re.IGNORECASE)
_NO_AGE = r"(?!\s*(?:\d|%|st\b|nd\b|rd\b|th\b|:|\.\d|weeks?|months?|days?|hours?|minutes?|cups?|coffees?|times?|in\b|on\b|of\b|am\b|pm\b|a\b|days|kg|stone|pounds|feet|and a half (?:weeks|months)))"
_AGED = re.compile(rf"\b(?:aged?(?: of)?|turn(?:ed|s|ing)?|(?:he|she)(?:['’]?s| is| was)(?: only| just)?)\s+{_NUMBER}\b{_NO_AGE}", re.IGNORECASE)
_I_AM = re.compile(rf"\bi(?:['’]?m| am)(?: only| just)?(?: an?)?\s+{_NUMBER}\b(?:(?P<months>[- ]?months? old)|{_NO_AGE})", re.IGNORECASE)
_BABY = re.compile(r"\b(?:toddler|newborn|infant|my baby|our baby|the baby(?:['’]s)? (?:lip|mouth|face)|baby['’]s|my little (?:one|boy|girl)|my (?:kid|child)(?:['’]s)?)\b", re.IGNORECASE)  # fmt: skip


def is_child(text: str, *, about_other: bool) -> bool | None:
    """Whether ``text`` says that the person it is about is under 18, or that they aren't; None if it says no age.

    Args:
        text: what is said of one person.
        about_other: whether that is somebody else than the writer; only then an age without "I am" is theirs.
    """
    patterns = (_OLD, _AGED) if about_other else (_I_AM,)
    ages = [_years(match) for pattern in patterns for match in pattern.finditer(text)]
    if ages:
        return min(ages) < ADULT
    return True if about_other and _BABY.search(text) else None


def states_age(text: str) -> bool:
    """Whether ``text`` says how old somebody is, so that "2 weeks old" is no duration of anything else."""
    return bool(_OLD.search(text))


def _years(match: re.Match[str]) -> int:
    if match.groupdict().get("months"):
        return 0
    number = match["number"].lower()
    return _NUMBERS.get(number) or int(number)
