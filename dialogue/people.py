"""Whom a message is about: the person who writes, or somebody else. What is said of one is never booked to the other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dialogue.reading import Reading

ME, THEM = "me", "them"
"""The person who writes, and somebody else of whom no name of a relation has been said."""

_KIN = {
    "mum": "mum|mom|mother|mam|mummy|mommy|mama|amma|ammi|ma",
    "dad": "dad|father|daddy|papa|pa|abba|baba",
    "husband": "husband|hubby",
    "wife": "wife|missus",
    "partner": "partner|boyfriend|girlfriend|fianc[eé]e?|spouse|other half",
    "son": "son|boy|lad",
    "daughter": "daughter|girl",
    "child": r"child|kid|toddler|little one|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[- ]?(?:years?|yrs?|months?|weeks?)[- ]?olds?",
    "baby": "baby|newborn|infant",
    "brother": "brother|bro",
    "sister": "sister|sis",
    "gran": "gran|granny|grandma|grandmother|nan|nana|nanny|oma|nani|dadi",
    "grandad": "grandad|granddad|grandpa|grandfather|gramps|opa",
    "uncle": "uncle",
    "aunt": "aunt|auntie|aunty",
    "cousin": "cousin",
    "niece": "niece",
    "nephew": "nephew",
    "friend": "friend|mate|buddy",
    "colleague": "colleague|coworker|co-worker|workmate",
    "neighbour": "neighbou?r",
    "flatmate": "flatmate|roommate|housemate",
    "patient": "patient|resident|client",
}
RELATIONS = "|".join(_KIN.values())
"""Every word for a relation, as alternatives of a pattern."""

_SAYS = r"(?:says?|said|thinks?|thought|tells?|told|reckons?|asked|asks|wants|wanted|noticed|notices|insists|keeps saying|keeps telling|laughs|laughed|worries|is worried|made me|had the same|has the same)\b"
"""After these words somebody is only quoted: "my wife says it droops" is about the person who writes."""
_BODY = (
    r"(?:lips?|face|mouth|smile|cheeks?|jaw|chin|nose|eyes?|eyelids?|eyebrow|tongue|speech|voice|words|head|headache|arms?|legs?|hands?"
    r"|fingers?|foot|feet|side|vision|sight|breathing|throat|chest|twitch|twitching|neck|teeth|gums?|skin|brain|memory|forehead|body)"
)
_SIDE = r"(?:(?:upper|lower|top|bottom|left|right|whole|bottom)\s+)?"
_JOKES = r"(?:jok\w+|kidding|teasing|having me on|winding me up|pulling my leg|messing(?: with me| about)?|lying|saying|admitt\w+)\b"
"""And so here: "he's now saying he was joking"."""
_I_CHECKED = re.compile(r"\b(?:i|i['’]ve)\s+(?:\w+\s+)?(?:checked|looked)\b", re.IGNORECASE)
"""The person who writes, as long as the conversation is about them."""
_SIGN = r"(?:numb\w*|tingl\w*|pain\w*|weak\w*|droop\w*|twitch\w*|headaches?|slurr\w*|spasms?|drool\w*|dizzy|confused|aches?|aching|pins and needles)"
_MINE = re.compile(
    rf"\b(?:my\s+(?:own\s+)?(?:[\w-]+\s+){{0,2}}?{_BODY}\b|mine\b|myself\b|me too\b|as for me\b|about me\b|(?:and|now) me\b|i['’]?m the one\b"
    rf"|(?:i['’]?m|i am)\s+(?:not\s+|also\s+|really\s+|very\s+|a bit\s+|so\s+|getting\s+|all\s+|having\s+(?:some\s+)?|in\s+)*"
    rf"(?:{_SIGN}|fine|ok|okay|right|alright|well|good|struggling|losing|unable|pregnant|the same|\d+)\b"
    rf"|i\s+(?:also\s+)?(?:have|get|got|had|feel|['’]ve got)\s+(?:[\w-]+\s+){{0,2}}?(?:{_SIGN}|{_BODY}|it|fine|ok|okay)\b"
    r"|i\s+can(?:['’]?t|not)\s+(?:\w+\s+)?(?:feel|move|close|smile|speak|talk|lift|swallow|breathe|control|raise|walk|whistle)\b"
    r"|i\s+(?:slur|twitch|drool|dribble|woke|drink|smoke|sleep)\w*)",
    re.IGNORECASE,
)
_PRONOUN = re.compile(rf"\b(?:she|he|her|hers|his|him|their|they(?=['’]re| are| have| can))\b(?!(?:\s+\w+)?\s+{_SAYS}|(?:['’]?s|\s+(?:is|was|are|were))?(?:\s+\w+)?\s+{_JOKES})", re.IGNORECASE)
_RELATION = re.compile(
    "|".join(rf"(?P<{kin}>\b(?:{words})(?:['’]?s)?\b)" for kin, words in _KIN.items()), re.IGNORECASE
)
_ON_BEHALF = re.compile(
    rf"\b(?:typing|writing|asking|enquiring|inquiring|messaging|calling|chatting|here|it['’]?s|this is|question|worried)\s+(?:this\s+)?(?:for|about|on behalf of)\s+"
    rf"(?:my|our|a|an|the)\s+(?:[\w-]+\s+){{0,2}}?(?:{RELATIONS})\b",
    re.IGNORECASE,
)
_POSSESSED = re.compile(rf"\b(?:my|our)\s+(?:[\w-]+\s+){{0,2}}?(?:{RELATIONS})['’]?s\s+(?:[\w-]+\s+){{0,2}}?{_BODY}\b", re.IGNORECASE)
_BABYS = re.compile(rf"\b(?:(?:my|our|the|a)\s+)?(?:[\w-]+\s+)?(?:{_KIN['baby']}|toddler)\s+{_SIDE}{_BODY}\b|\b(?:my|our)\s+(?:[\w-]+\s+)?(?:{RELATIONS})\s+{_SIDE}{_BODY}\b", re.IGNORECASE)
"""And so without the apostrophe and its s: "my newborn baby lip quivers"."""
_TWITCH = re.compile(r"\b(?:lips?|twitch\w*|jump\w*|quiver\w*|flutter\w*|trembl\w*)\b", re.IGNORECASE)
_QUOTED = re.compile(rf"(?:\s+(?:also|just|always|even|who|and I))*\s+{_SAYS}", re.IGNORECASE)


@dataclass(frozen=True)
class Mark:
    """Words that name somebody, at ``text[start:end]``: ``ME``, a relation such as ``mum``, or ``THEM`` for "she"."""

    start: int
    end: int
    who: str


def marks(text: str) -> list[Mark]:
    """Everybody that ``text`` names, in its order; who is only quoted is not."""
    found = [Mark(match.start(), match.end(), ME) for match in _MINE.finditer(text)]
    found += [Mark(match.start(), match.end(), THEM) for match in _PRONOUN.finditer(text)]
    for match in _RELATION.finditer(text):
        if not _QUOTED.match(text[match.end() :]):
            found.append(Mark(match.start(), match.end(), str(match.lastgroup)))
    return sorted(found, key=lambda mark: mark.start)


def relation_of(text: str) -> str:
    """The first relation that ``text`` names, quoted or not; ``THEM`` if none."""
    match = _RELATION.search(text)
    return str(match.lastgroup) if match else THEM


def shares(reading: Reading, *, about: str, known: Iterable[str] = ()) -> dict[str, Reading]:
    """What a message says about each person, by ``ME``, relation or ``THEM``; the first one is whom it speaks of first.

    Args:
        reading: the message.
        about: whom the conversation is about so far; empty at its beginning.
        known: everybody else of whom something has been told.
    """
    found = marks(reading.text)
    if about == ME:
        checked = [Mark(match.start(), match.end(), ME) for match in _I_CHECKED.finditer(reading.text)]
        found = sorted([*found, *checked], key=lambda mark: mark.start)
    flagged = reading.about_other or bool(_ON_BEHALF.search(reading.text) or _POSSESSED.search(reading.text) or _BABYS.search(reading.text))
    others = [mark.who for mark in found if mark.who != ME] if flagged or about not in ("", ME) else []
    mine = any(mark.who == ME for mark in found)
    whom = _relation(others, about, known) if others else ""
    if not others and not mine:
        return {(THEM if reading.about_other and not about else about or ME): reading}
    if not others:
        return {ME: reading}
    if not flagged and whom == about and not mine:
        return {about: reading}
    if not mine:
        return {whom: reading}
    return _split(reading, found, whom)


def _relation(others: list[str], about: str, known: Iterable[str]) -> str:
    """The relation that "she" and "mum" in one message stand for."""
    named = [who for who in others if who != THEM]
    if named:
        return about if about in named else named[0]
    if about not in ("", ME):
        return about
    return next((who for who in known if who != ME), THEM)


def _split(reading: Reading, found: list[Mark], whom: str) -> dict[str, Reading]:
    """The message in two: what it says about the person who writes, and about the other."""
    owners = [replace(mark, who=mark.who if mark.who == ME else whom) for mark in found]
    order = list(dict.fromkeys(mark.who for mark in owners))

    def of(who: str, said: str) -> bool:
        return _owner(reading.text, said, owners) == who

    parts = {}
    for who in order:
        denies = reading.denies_the_rest and of(who, reading.denial_said)
        lasting = of(who, reading.duration_said)
        twitches = any(_owner_at(match.start(), owners) == who for match in _TWITCH.finditer(reading.text))
        parts[who] = replace(
            reading,
            statements=tuple(item for item in reading.statements if of(who, item.said)),
            intakes=tuple(item for item in reading.intakes if of(who, item.said)),
            duration=reading.duration if lasting else None,
            other_duration=reading.other_duration if lasting else None,
            denies_the_rest=denies,
            acts=tuple(act for act in reading.acts if twitches or act != "describe"),
            about_other=who != ME,
            pregnant=reading.pregnant and of(who, "pregnan"),
        )
    return parts


def _owner_at(place: int, owners: list[Mark]) -> str:
    """Who is named last before ``place``, or else first of all."""
    return ([mark.who for mark in owners if mark.start <= place] or [owners[0].who])[-1]


def _owner(text: str, said: str, owners: list[Mark]) -> str:
    """Who the words ``said`` are about: who is named last in them, or else before them, or else first of all."""
    begin = text.lower().find(said.lower()) if said else -1
    if begin < 0:
        return owners[0].who
    within = [mark.who for mark in owners if begin <= mark.start < begin + len(said)]
    before = [mark.who for mark in owners if mark.start < begin]
    return (within or before or [owners[0].who])[-1]
