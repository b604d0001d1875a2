"""Where the words themselves say that a sign that was read for sure has to be asked about."""

import re
from collections.abc import Sequence
from dataclasses import replace

from components.combine import ABSENT, BLANKET, EXPLAINED, PRESENT, TO_CONFIRM, Said

HEADACHE = "severe_headache"
_A_HEADACHE = frozenset(["i", "ive", "im", "have", "has", "had", "got", "getting", "a", "an", "the", "some", "and", "also", "but", "or", "bit", "of", "my", "his", "her", "headache", "headaches", "today", "now", "too", "as", "well", "with", "is", "there", "s", "he", "she", "yes", "just", "only"])
_GRAVE = re.compile(
    r"\b(?:sudden\w*|worst|thunder\w*|severe\w*|terribl\w*|awful|horr\w+|bad|blinding|splitting|explo\w+|excruciat\w*|never|intense|massive|huge|killer|nowhere|hit|burst\w*|pound\w*|"
    r"unbear\w*|agony|crack\w*|crush\w*|stab\w*|lightning|hammer\w*|instant\w*|second|seconds|snap\w*|bang|clap|violent\w*|strong\w*|crazy|insane|mad|\d+\s*(?:/|out of)\s*10|ever)\b",
    re.IGNORECASE,
)
_BUT_MINE = re.compile(r"\bbut\s+(?:i|mine|my\s+\w+)\s+(?:do|does|did|have|has|had|am|is|are)\b(?!\s*n['’]?t\b|\s+\w)", re.IGNORECASE)
"""After a denial that is somebody else's: "my wife has no drooping but I do"."""

_MINE = r"(?:my|i|i['’]?(?:m|ve)|his|her|their|he|she|they|one side|half)\b"
_TAKEN_FOR_GRANTED = re.compile(
    rf"\b(?:is|was)\s+(?:it|this|that)\b[^.?!;,]{{0,40}}?\bthat\s+{_MINE}|\bshould\s+i\s+(?:worry|be\s+(?:worried|concerned))\s+(?:that|because|about\s+the\s+fact\s+that)\s+{_MINE}"
    rf"|\bwhy\s+(?:is|are|does|do|did|has|have|can['’]?t|won['’]?t)\s+{_MINE}",
    re.IGNORECASE,
)
"""A question that takes for granted what it asks about: "is it bad that my arm tingles?" says that it does."""


def contrasted(text: str, said: Sequence[Said]) -> list[Said]:
    """What was read; what stands denied before a "but I do" is asked about."""
    turn = _BUT_MINE.search(text)
    if turn is None:
        return list(said)
    return [replace(item, role=TO_CONFIRM) if item.role == ABSENT and item.finding != BLANKET and item.start < turn.start() else item for item in said]


def taken_for_granted(text: str, said: Sequence[Said]) -> list[Said]:
    """What was read; what a question takes for granted, and was read as a look-alike, is asked about."""
    spans = [(match.start(), (text.find("?", match.end()) + 1 or len(text))) for match in _TAKEN_FOR_GRANTED.finditer(text)]
    return [
        replace(item, role=TO_CONFIRM)
        if item.role == EXPLAINED and item.finding != BLANKET and any(begin < item.end and item.start < end for begin, end in spans)
        else item
        for item in said
    ]


def plain_headache(text: str, said: Sequence[Said]) -> list[Said]:
    """What was read; "I have a headache", with no word on how bad or sudden it is, is asked about."""
    if _GRAVE.search(text):
        return list(said)
    return [replace(item, role=TO_CONFIRM) if _is_plain_headache(text, item) else item for item in said]


def _is_plain_headache(text: str, item: Said) -> bool:
    words = set(re.findall(r"[a-z]+", text[item.start : item.end].lower().replace("'", "").replace("’", "")))
    return item.finding == HEADACHE and item.role == PRESENT and bool(words & {"headache", "headaches"}) and words <= _A_HEADACHE
