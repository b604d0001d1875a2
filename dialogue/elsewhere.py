"""Which part of the body a message says twitches: the lip or mouth of a person, or something else."""

import re

_NOT = r"(?:\b(?:no|not|never|nor|neither|without)\s+|n['’]?t\s+)(?!only\b)(?:[\w-]+\s+){0,2}?"
_NOT_SO = r"\s+(?:(?:is|are|does|do|did|has|have)(?:n['’]?t|\s+not)\b|never\b|(?:is|are|looks?|seems?)\s+(?:fine|ok|okay|still|normal|alright)\b)"
_ANIMAL = r"\b(?:dog|puppy|pup|cat|kitten|horse|pony|rabbit|hamster|guinea pig|parrot|pet|cow|goat|labrador|poodle|terrier)(?:['’]?s)?\s+(?:(?!(?:my|our|your|his|her|their|the|me)\b)[\w-]+\s+){0,2}?"
"""An animal whose lip follows: "my dog's upper lip", but not "the dog bit my lip"."""
_LIP = r"(?:lips?|mouth)\b"
_PART = (
    r"(?:eye\s?lids?|eyes?|eyebrows?|brows?|cheeks?|jaw|chin|nose|nostrils?|ears?|tongue|necks?|shoulders?|backs?|arms?|elbows?|wrists?|hands?|fingers?"
    r"|thumbs?|chest|stomach|tummy|belly|abdomen|hips?|bum|buttocks?|bottoms?|thighs?|legs?|knees?|calf|calves|shins?|ankles?|foot|feet|toes?)\b"
)
_STOPS = re.compile(r"\b(?:won|can|do|does|did|is|are)(?:['’]?t|n['’]?t|not)\s+(?:stop|quit|let up|go away|calm down)", re.IGNORECASE)
"""These negations say that it does twitch."""


def lip_twitches(text: str) -> bool:
    """Whether ``text`` names the lip or mouth of a person, and doesn't only deny that it is the lip."""
    return _named(text, _LIP, rf"{_ANIMAL}$|{_NOT}$")


def names_elsewhere(text: str) -> bool:
    """Whether ``text`` names another part of the body, and doesn't only deny that it twitches, or an animal's lip."""
    return _named(text, _PART, rf"{_NOT}$") or bool(re.search(rf"{_ANIMAL}{_LIP}", text, re.IGNORECASE))


def _named(text: str, part: str, unless_after: str) -> bool:
    told = _STOPS.sub("keeps", text)
    denied = re.compile(unless_after, re.IGNORECASE)
    return any(
        not denied.search(told[: match.start()]) and not re.match(_NOT_SO, told[match.end() :], re.IGNORECASE)
        for match in re.finditer(rf"\b{part}", told, re.IGNORECASE)
    )
