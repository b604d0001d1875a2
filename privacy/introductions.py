"""A masked message without its masked parts, for the reader: who somebody is says nothing about their lip.

"I'm [name] from Cork, my lip twitches. Call me on [phone]." reads as "from Cork, my lip twitches." Only words that
introduce an identifier go with it; none of them can name a sign, a drink, a time or an amount.
"""

import re

_WHO = (
    r"(?:(?:my|his|her|their|the)\s+(?:full\s+|first\s+|last\s+)?(?:sur)?name(?:'s|\s+is|\s+na|:)?|name:|(?:i'?m|i\s+am|im)(?:\s+called|\s+named)?|this\s+is|it'?s|"
    r"(?:my\s+friends\s+|they\s+|lads\s+|people\s+)?calls?\s+me|you'?re\s+(?:speaking|talking)\s+(?:to|with)|i\s+go\s+by\s+the\s+name\s+of|signed|"
    r"(?:kind\s+|best\s+)?regards,?|ich\s+hei(?:ß|ss)e|ich\s+bin|je\s+suis|je\s+m'appelle|me\s+llamo|mi\s+chiamo)"
)
_NAME = re.compile(rf"(?:\b{_WHO}\s*)?\[name\](?:\s+(?:here|speaking|calling|writing|again)\b)*(?:\s*,)?(?:\s+and\b(?=\s+(?:my|i|the|it)\b))?", re.IGNORECASE)
_REACH = (
    r"(?:(?:(?:you|u)\s+can\s+|please\s+|pls\s+)?(?:call|ring|text|phone|reach|contact|e-?mail|whatsapp|write|mail|message|send\s+(?:it|them))(?:\s+(?:me|us))?(?:\s+back)?"
    r"(?:\s+(?:on|at|by|to))?:?|"
    r"(?:my\s+|our\s+|the\s+)?(?:mobile|cell|phone|home|work|landline|whatsapp|contact|telephone|tel|mob|e-?mail|nhs|patient|hospital|insurance|passport|account|card|member|"
    r"health|medicare|social\s+security|ssn|ni|number|id|no|address|is|:|\s)+)"
)
_CONTACT = re.compile(rf"(?:\b{_REACH}\s*)?\[(?:phone|email|number)\]", re.IGNORECASE)
_WHERE = (
    r"(?:(?:i|we)\s+(?:live|stay)(?:\s+(?:at|in|on))?|(?:my\s+|our\s+)?(?:address|post\s?code|postal\s+code|zip(?:\s?code)?|eircode|pin(?:\s?code)?)(?:\s+is|:)?|"
    r"i'?m\s+(?:at|in|near)|at|in|near)"
)
_PLACE = re.compile(rf"(?:\b{_WHERE}\s*)?\[(?:address|postcode)\](?:,?\s*\[postcode\])?", re.IGNORECASE)
_LEFT_OVER = (
    (re.compile(r"[ \t]+(?=[.,;:!?])"), ""),
    (re.compile(r"[,;](?=\s*[,;.!?])"), ""),
    (re.compile(r"(?:^|(?<=[.!?\n]))[ \t]*[,;:.-]+[ \t]*"), " "),
    (re.compile(r"^\s*(?:and|but)\b\s*", re.IGNORECASE), ""),
    (re.compile(r" {2,}"), " "),
)
"""What a sentence looks odd with once a part of it is gone."""


def without_identifiers(masked: str) -> str:
    """``masked`` without the names of kinds that stand in it, and without the words that introduce them."""
    if "[" not in masked:
        return masked
    text = masked
    for pattern in (_NAME, _CONTACT, _PLACE):
        text = pattern.sub(" ", text)
    if text == masked:
        return masked
    for pattern, instead in _LEFT_OVER:
        text = pattern.sub(instead, text)
    return text.strip()
