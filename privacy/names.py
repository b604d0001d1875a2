"""Names, where somebody says theirs: after "my name is", "I'm", "this is … speaking" and the like; nowhere else."""

import re
from collections.abc import Iterator
from enum import Enum

from privacy.first_names import first_names, never_names, word_names
from privacy.spans import Kind, Span

MOST_PARTS = 4


class Trust(Enum):
    """How surely a name comes next."""

    SURE = "any word but those that never are names"
    LIKELY = "a name that is known, or a word with a capital that looks like one"
    KNOWN_NAMES = "only a name that is known"


_TITLE = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|dame|rev)\b\.?\s+", re.IGNORECASE)
_SPACE = re.compile(r"[ \t]+")
_CAPITAL = re.compile(r"\s+[A-ZÀ-Þ][a-zß-ÿ]+")
SHORTEST_UNKNOWN = 3
_PART = re.compile(
    r"(?:(?:van|von|de|der|den|del|della|di|da|dos|bin|bint|ibn|al|el|la|le)\s+){0,2}"
    r"(?:[A-Z]\.(?=\s+[A-Z])|[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*)"
)
_STRONG = re.compile(
    r"\b(?:my|his|her|their|the|patient'?s)\s+(?:full\s+|first\s+|last\s+|real\s+|given\s+)?(?:sur)?name(?:\s+is|\s+na|['’]?s|:)\s+"
    r"|\b(?:i['’]?m|i\s+am|he['’]?s|she['’]?s|is|am)\s+(?:called|named)\s+|\bname(?:\s*(?::|is)|['’]s)\s+|\bsigned\s*[:,]?\s+"
    r"|\b(?:they|people|friends|everyone|everybody)\s+calls?\s+me\s+|\bgo(?:es)?\s+by\s+the\s+name\s+(?:of\s+)?"
    r"|\byou(?:['’]re|\s+are)\s+(?:speaking|talking|chatting)\s+(?:to|with)\s+",
    re.IGNORECASE,
)
_CALL_ME = re.compile(r"\bcall\s+me\s+", re.IGNORECASE)
_SPEAKING = re.compile(r"\b(?:this\s+is|it['’]?s|its)\s+(?=(?:\S+\s+){1,3}(?:speaking|here|calling|writing|again)\b)", re.IGNORECASE)
_HERE = re.compile(r"(?:^|[.!?]\s+|\b(?:hi|hello|hey|g['’]?day)[,!.]?\s+)(?=(?:[^\W\d_]+\s+){1,2}here\b)", re.IGNORECASE)
_WEAK = re.compile(r"\b(?:i['’]?m|i\s+am|we\s+are|this\s+is|it['’]?s\s+me|me\s+llamo|ich\s+bin|je\s+suis|je\s+m['’]appelle|mi\s+chiamo|ich\s+hei(?:ß|ss)e|me\s+chamo|jag\s+heter|ik\s+heet|nazywam\s+się|mi\s+nombre\s+es|mein\s+name\s+ist)[,:]?\s+", re.IGNORECASE)
_ITS = re.compile(r"\bit['’]?s\s+", re.IGNORECASE)
_REGARDS = re.compile(r"\b(?:regards|best\s+wishes|yours\s+(?:sincerely|faithfully|truly)|sincerely|cheers|thanks|thank\s+you|love),?[ \t]*\n\s*", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:$|[.,;:!?()\n\u2013-]|(?:and|but|from|here|i|i'?m|my|a|an|aged?|speaking|calling|writing|again|with|\d))(?!\w)", re.IGNORECASE)
_NO_NAME_ENDING = re.compile(r".{2,}(?:ing|ed|ous|ive|ful|less|ish|able|ible|ly|est|ier|ian|ean|ese|ic|ical|ent|ant|oid|ated|otic|etic|ness|tion|ment)$", re.IGNORECASE)

_CUES = (
    (_STRONG, Trust.SURE),
    (_CALL_ME, Trust.LIKELY),
    (_SPEAKING, Trust.LIKELY),
    (_HERE, Trust.KNOWN_NAMES),
    (_REGARDS, Trust.LIKELY),
    (_WEAK, Trust.LIKELY),
    (_ITS, Trust.KNOWN_NAMES),
)


def names(text: str) -> Iterator[Span]:
    """Names that follow a phrase by which people introduce themselves."""
    shouted = _is_shouted(text)
    for cue, trust in _CUES:
        for match in cue.finditer(text):
            begin = _after_title(text, match.end())
            end = _end_of_name(text, begin, trust=trust, shouted=shouted)
            if end > begin:
                yield Span(match.end(), end, Kind.NAME)


def _after_title(text: str, place: int) -> int:
    match = _TITLE.match(text, place)
    return match.end() if match else place


def _is_shouted(text: str) -> bool:
    """Whether capitals say nothing: ALL OF IT IS CAPITALS, Or Every Word Has One."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _end_of_name(text: str, place: int, *, trust: Trust, shouted: bool) -> int:
    end = begin = place
    for number in range(MOST_PARTS):
        match = _PART.match(text, begin)
        is_part = _is_further_part if number else _is_first_part
        if not match or not is_part(text, match, trust=trust, shouted=shouted):
            break
        end = match.end()
        space = _SPACE.match(text, end)
        if not space:
            break
        begin = space.end()
    return end


def _is_first_part(text: str, match: re.Match[str], *, trust: Trust, shouted: bool) -> bool:
    word = match[0].lower()
    if word in never_names():
        return False
    if trust is Trust.SURE or word in first_names():
        return True
    if trust is Trust.KNOWN_NAMES or shouted or not match[0][0].isupper() or len(word) < SHORTEST_UNKNOWN or match[0].isupper():
        return False
    if word in word_names():
        return _ENDS.match(text, match.end()) is not None
    if _NO_NAME_ENDING.fullmatch(word):
        return False
    return _ENDS.match(text, match.end()) is not None or _CAPITAL.match(text, match.end()) is not None


def _is_further_part(text: str, match: re.Match[str], *, trust: Trust, shouted: bool) -> bool:
    word = match[0].lower()
    if word in never_names():
        return False
    if match[0].split()[-1][0].isupper() and not shouted:
        return True
    return word in first_names() or (trust is Trust.SURE and _ENDS.match(text, match.end()) is not None)
