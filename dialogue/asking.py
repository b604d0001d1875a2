"""What a message asks, by the form of its words: whether it asks at all, for the level, for more, for how to bridge the wait."""

import re

_SUBJECT = r"(?:i|you|it|we|this|that|these|those|he|she|they|there|my|her|his|the|a|an|if|whether)\b"
_WH = r"(?:what|why|how)\b"
_AUXILIARY = r"(?:can|could|should|shall|do|does|did|is|are|am|was|will|would|may|might|must)\b"
_OPENS = re.compile(
    rf"^\W*(?:(?:ok(?:ay)?|so|and|but|or|well|hi|hello|please|then)\W+)*(?:{_WH}|{_AUXILIARY}|(?:when|where|who|which|any|tell me|explain)\b)"
    rf"|(?:[.!,;:\n)]|\b(?:and|but|so|or|ok|okay|calling)\b)\s*(?:{_WH}|{_AUXILIARY}\s+{_SUBJECT}|tell me\b|explain\b)"
    r"|\b(?:wonder(?:ing)?|want to know|like to know|need to know|let me know)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"\W*(?:(?:ok(?:ay)?|so|and|but|well|right|then|now|please|just|tell me|in short|overall|again)\W+)*(?:"
    r"(?:what|which)(?:['’]?s| is| was)?(?: (?:the|my|your|this|that))? (?:level|verdict|result|outcome|conclusion|category|urgency|assessment|final answer)(?: (?:is|was))?(?: (?:this|it|that))?"
    r"|(?:is (?:it|this|that|my case)\s+|(?:it|this)['’]?s\s+)?(?:really )?(?:urgent|an emergency|routine)(?: (?:or not|or no|or what|then|now|yes or no))?"
    r"|how urgent(?: is (?:it|this|that))?"
    r")\W*",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\W*(?:(?:ok(?:ay)?|yes|and|any(?:thing)?|what|some|give me|tell me|got|please|thanks?)\W+)*(?:more|else|another(?: one)?|next(?: tip)?|go on|continue)"
    r"(?:\s+(?:tips?|advice|ideas?|steps?|then|please|pls|can i (?:do|try)|could i (?:do|try)|should i (?:do|try)|helps?|of (?:that|those|them)))*\W*",
    re.IGNORECASE,
)
_MEANWHILE = re.compile(
    r"\b(?:what (?:should|do|can|must|shall) (?:i|we) (?:do|give)|what to do|what now|meanwhile|in the meantime|(?:while|whilst) (?:i|we|i['’]?m|we['’]?re|they|waiting)"
    r"|until (?:they|it|help|the ambulance|someone)|before (?:they|it|help|the ambulance))\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether ``text`` asks something: by a question mark, or by how a clause of it begins."""
    return "?" in text or bool(_OPENS.search(text))


def asks_level(text: str) -> bool:
    """Whether ``text`` asks for the level and nothing else: "so urgent or not", "what's the verdict"."""
    return bool(_LEVEL.fullmatch(text))


def wants_more(text: str) -> bool:
    """Whether ``text`` only asks for more of what was given: "more", "anything else?"."""
    return bool(_MORE.fullmatch(text))


def asks_meanwhile(text: str) -> bool:
    """Whether ``text`` asks what to do until help comes."""
    return bool(_MEANWHILE.search(text))
