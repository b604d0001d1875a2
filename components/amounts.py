"""The grammar of what people smoke, drink of water and sleep: "twenty a day on the fags", "4-5 hrs kip", "2 litres of water".

Drinks with caffeine are in ``components.drinks``. Amounts are what a text names as a day's or a night's; nothing is guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

NICOTINE, WATER, SLEEP = "nicotine", "water", "sleep"
UNITS = {NICOTINE: "cigarettes a day", WATER: "litres a day", SLEEP: "hours a night"}

_PACK = 20
"""Cigarettes in a packet, as sold in most countries."""
_GLASS, _CUP, _BOTTLE = 0.25, 0.25, 0.5
"""Litres."""
_NUMBERS = {
    "no": 0, "zero": 0, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "half a": 0.5, "half": 0.5, "a couple of": 2,
}  # fmt: skip
_NUMBER = r"\d+(?:\.\d+)?|" + "|".join(sorted((re.escape(word) for word in _NUMBERS), key=len, reverse=True))
_RANGE = rf"(?P<low>{_NUMBER})(?:\s*(?:-|to|or)\s*(?P<high>{_NUMBER}))?(?P<half>\s+and a half|\.5)?"
_A_DAY = r"(?:\s*(?:a|per|each|every|/)\s*day|\s+daily)"
_CIGARETTE = r"(?:cigarettes?|cigs?|ciggies|smokes|fags?|roll[\s-]?ups?|rollies|bidis?|beedis?)"
_PATTERNS: tuple[tuple[str, float, "re.Pattern[str]"], ...] = (
    (NICOTINE, _PACK, re.compile(rf"\b{_RANGE}\s*(?:packs?|packets?)(?:\s+of\s+{_CIGARETTE})?{_A_DAY}")),
    (NICOTINE, 1, re.compile(rf"\b{_RANGE}\s*{_CIGARETTE}{_A_DAY}?\b")),
    (NICOTINE, 1, re.compile(rf"\b(?:smok(?:e|ing)|on)\s+(?:about\s+|around\s+|like\s+)?{_RANGE}{_A_DAY}")),
    (WATER, 1, re.compile(rf"\b{_RANGE}\s*(?:l|lit(?:re|er)s?)\s+(?:of\s+)?(?:water|fluids?|h2o)\b")),
    (WATER, 0.001, re.compile(r"\b(?P<low>\d{3,4})(?:\s*(?:-|to)\s*(?P<high>\d{3,4}))?(?P<half>)\s*ml\s+(?:of\s+)?(?:water|fluids?)\b")),
    (WATER, _GLASS, re.compile(rf"\b{_RANGE}\s*(?:glass(?:es)?|tumblers?)\s+of\s+water\b")),
    (WATER, _CUP, re.compile(rf"\b{_RANGE}\s*cups?\s+of\s+water\b")),
    (WATER, _BOTTLE, re.compile(rf"\b{_RANGE}\s*(?:small\s+)?bottles?\s+of\s+water\b")),
    (SLEEP, 1, re.compile(rf"\b{_RANGE}\s*(?:hours?|hrs?|h)(?:'|s)?\s+(?:of\s+)?(?:sleep|kip|shut[\s-]?eye)\b")),
    (SLEEP, 1, re.compile(rf"\b(?:sleep(?:ing)?|slept|kip(?:ping)?)\s+(?:only\s+|just\s+|maybe\s+|about\s+|around\s+|like\s+|for\s+)*{_RANGE}\s*(?:hours?|hrs?|h)\b")),
    (SLEEP, 1, re.compile(rf"\b{_RANGE}\s*(?:hours?|hrs?|h)\s*(?:a|per|each|every|/)\s*night\b")),
)  # fmt: skip
_MOST = {NICOTINE: 100, WATER: 15, SLEEP: 24}
"""Beyond these a number is something else."""


@dataclass(frozen=True)
class Amount:
    """One amount that a text names, at ``text[start:end]``.

    Attributes:
        kind: nicotine, water or sleep.
        least: in the unit of ``UNITS``.
        most: in the unit of ``UNITS``.
    """

    kind: str
    least: float
    most: float
    start: int
    end: int


def amounts(text: str) -> list[Amount]:
    """Every amount that a cleaned ``text`` names, in its order, none inside another."""
    found: list[Amount] = []
    for amount in _all(text.lower()):
        if not any(amount.start < other.end and other.start < amount.end for other in found):
            found.append(amount)
    return sorted(found, key=lambda amount: amount.start)


def _all(text: str) -> Iterator[Amount]:
    for kind, each, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            half = 0.5 if match["half"] else 0.0
            least = _value(match["low"])
            most = _value(match["high"]) if match["high"] else least
            least, most = sorted((each * (least + (0.0 if match["high"] else half)), each * (most + half)))
            if most <= _MOST[kind]:
                yield Amount(kind, round(least, 2), round(most, 2), match.start(), match.end())


def _value(word: str) -> float:
    return float(word) if word[0].isdigit() else float(_NUMBERS[word])
