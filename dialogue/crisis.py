"""A crisis that stands: whose it is, whether somebody is with them, and when the person turns back to the lip."""

import re

from dialogue.answers import Polarity, polarity
from dialogue.case import Case
from dialogue.payloads import CRISIS
from dialogue.people import ME, RELATIONS, relation_of
from dialogue.reading import Reading

_HARM = (
    r"(?:die|(?<!is )(?<!was )(?<!are )(?<!['’]s )(?:dying|dead)|kill\w*|suicid\w*|end(?:ing)? (?:it|things|(?:his|her|their|my) (?:own )?(?:life|lives))|hurt(?:ing)? (?:him|her|them|my)sel\w+"
    r"|self[- ]?harm\w*|cut(?:ting)?\b|overdos\w*|hang\w*|jump\w*|to (?:be|live)|go(?:ing)? on|liv(?:e|ing) any\s?more|alive|disappear)\b"
)
"""Somebody who "is dead" or "was dying" is mourned, and no crisis of theirs is told."""
_THEY = rf"(?:s?he|they|(?:{RELATIONS}|student|pupil|classmate|teen\w*|man|woman|guy)|some(?:one|body))"
_OTHERS = re.compile(
    rf"\b(?:(?:him|her|hisself|them)sel(?:f|ves)\b|{_THEY}(?:['’]?s|['’]re)?\s+(?:(?!(?:i|i['’]?m|me|my|myself|we)\b)[\w'’-]+\s+){{0,7}}?{_HARM})", re.IGNORECASE
)
_MINE = re.compile(
    rf"\b(?:myself|so do i|me too|without me|my (?:own )?life)\b|\b(?:i|i['’]?(?:m|ve|ll|d))\s+(?:(?!(?:s?he|they|him|her|them|someone|somebody|{RELATIONS})\b)[\w'’-]+\s+){{0,6}}?{_HARM}",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\b(?:nobody|no[- ]?one|alone|by myself|on my own|no friends|no family|just me|only me|everyone (?:is|has) (?:gone|left))\b", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:(?:is|are|['’]s) (?:here|with (?:me|them|him|her)|coming|on (?:his|her|their) way)|i (?:(?:have|just|['’]ve)\s+)*(?:called|rang|phoned|texted|told)"
    r"|(?:calling|ringing|talking to|with) (?:them|him|her|my|the|samaritans|somebody|someone)\b)",
    re.IGNORECASE,
)
_LIP = re.compile(r"\b(?:lips?|twitch\w*|mouth|face|cheek|eyelids?|quiver\w*|flutter\w*|spasms?)\b", re.IGNORECASE)
_NEVER_MIND = re.compile(r"\b(?:don['’]?t care|doesn['’]?t matter|who cares|forget|never ?mind|not about)\b", re.IGNORECASE)
_FEELS = re.compile(r"\b(?:i|i['’]?m|im|i?['’]?ve|me|feel\w*|felt|alone|sad|like this)\b", re.IGNORECASE)
_FEW_WORDS = 5


def standing(case: Case) -> str | None:
    """Whose crisis stands: ``people.ME`` or a relation; None if there is none."""
    kind, _, who = (case.pending or "").partition(".")
    return who if kind == CRISIS else None


def whose(text: str, stands: str | None) -> str:
    """Whose crisis a message tells of; the writer's, unless it plainly is somebody else's."""
    if _MINE.search(text):
        return ME
    return relation_of(text) if _OTHERS.search(text) else stands or ME


def turns_back(reading: Reading) -> bool:
    """Whether a message that comes while a crisis stands is about the lip again."""
    text = reading.text
    if reading.does("crisis") or _ALONE.search(text) or _NEVER_MIND.search(text):
        return False
    brief = len(text.split()) <= _FEW_WORDS and not _FEELS.search(text)
    return bool(_LIP.search(text)) or (brief and bool(reading.duration or reading.other_duration))


def company(reading: Reading) -> Polarity:
    """Whether somebody is there, as far as the message says."""
    if _ALONE.search(reading.text) or reading.does("crisis"):
        return Polarity.NO
    return Polarity.YES if _COMPANY.search(reading.text) else polarity(reading)
