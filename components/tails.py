"""Where a text ends by denying all the rest: "a bit weak, otherwise fine". The denial is heard apart, so that it denies no sign before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triage.plain import unquoted

_WELL = (
    r"(?:fine|ok|okay|k|good|well|great|grand|normal|healthy|alright|all right|perfect|clear|the same|as (?:usual|normal|ever|always)|"
    r"in (?:good|great|perfect) (?:health|shape|nick)|a1|a ?ok|tip ?top|right as rain|fit as a fiddle)"
)
_HOW = r"(?:(?:all|absolutely|perfectly|totally|completely|quite|pretty|just|feeling|doing|really|very|still|seems?|feels?|looks?|is|are|am|s|m|re|be|was) )*"
_WHO = r"(?:(?:i|im|i am|ive been|it|its|he|hes|she|shes|they|theyre|all|everything|alls|everythings|my health|health)\b ?)?"
_NO_MORE = (
    r"(?:no (?:other |more |further |further other )?(?:symptoms?|problems?|issues?|complaints?|signs?|bother|trouble|concerns?|worries|changes)|"
    r"(?:nothing|nowt|nothin|none|nuffin)(?: else| more| other)?(?: (?:wrong|bad|weird|odd|unusual|strange|going on|to report|to add))?)"
)
_DENIAL = re.compile(
    r"(?:(?:and|but|though|although|yet|just|only|with|there(?:s| is)|thank god|luckily|honestly) )*(?:"
    r"(?:nothing|nowt|nothin|nuffin|none|no one|no) (?:else|more|others?|elsewhere)(?: (?:wrong|bad|weird|odd|unusual|strange|going on|happening|to report|to add|off))?|"
    r"none of (?:the|those|these) (?:others?|rest|other (?:ones|things|signs|symptoms))|the others? no|not the (?:others?|rest)|(?:the )?(?:rest|others?) no|"
    r"no (?:other|further|more) (?:symptoms?|problems?|issues?|complaints?|signs?|bother|trouble|concerns?|changes)|"
    rf"(?:otherwise|apart from (?:that|this|it)|other than (?:that|this)|besides(?: that| this)?|aside from (?:that|this)|except (?:that|for that)|that aside),? (?:{_WHO}{_HOW}{_WELL}|{_NO_MORE})|"
    rf"(?:the |my )?(?:rest|remainder|others?)(?: of (?:me|it|my (?:face|body)))? {_HOW}{_WELL}|(?:everything|all|evrything|evry thing) else,? {_HOW}{_WELL}|"
    rf"{_NO_MORE} (?:otherwise|apart from (?:that|this)|besides|other than that)"
    r")(?: (?:at all|though|tho|really|so far|thanks|thank you|thank god|thankfully|luckily|i think|tbh|honestly|either|with me|with him|with her|as far as i (?:can tell|know)|now|today|whatsoever|xx?|lol|pls|please|sir|doctor|love|mate))*"
)
_CLOSING = re.compile(r"(?:and |but |so )?(?:thats|that is) (?:all|it|the lot|everything|the only (?:one|thing))(?: (?:though|tho|really|so far|thanks|i think))*")
_TAKES_OBJECT = (
    r"(?:found|finds?|is|was|be|there|theres|there's|ha[sd]|have|got|do|did|does|sees?|saw|feels?|felt|notic\w+|sa[iy]\w*|wants?|needs?|ate|eat|drank|drink|knows?|"
    r"about|for|of|to|if|like|with|by|or|than|the|my)"
)
_BETWEEN = re.compile(
    r"[,.;:!?\n()–—-]+|\s(?=(?:but|and|though)\s)|(?P<before>\S+)(?P<cut>\s)(?=(?:nothing|nowt|none|otherwise|no other|rest)\b)", re.IGNORECASE
)
_HINT = re.compile(r"\b(?:else|more|elsewhere|others?|rest|remainder|otherwise|apart|besides|aside|except|all|it|lot|only)\b", re.IGNORECASE)
"""A word of each such denial."""

LONGEST, MOST_CUTS = 120, 4
"""Characters and clauses of such a denial at most."""


_OPENER = re.compile(r"\s*(?:fine|ok|okay|right|all ?right|good|great|well)(?=\s*[.!,…]+\s*\w)", re.IGNORECASE)
"""A word that only takes up the talk: "Fine. My lip twitches" says of nothing that it is fine."""


@dataclass(frozen=True)
class Tail:
    """A stretch to be left out at ``text[start:end]``: a denial of the rest, or, where ``denies`` is false, words that say of no sign anything."""

    start: int
    end: int
    denies: bool


def tails(text: str) -> list[Tail]:
    """What is left out of ``text``: a word that opens it, and denials of the rest behind something else, each to the end of its sentence."""
    opener = _OPENER.match(text)
    opened = [Tail(opener.start(), opener.end(), denies=False)] if opener else []
    return opened + (_denials(text) if _HINT.search(text) else [])


def _denials(text: str) -> list[Tail]:
    found: list[Tail] = []
    cuts, last = list(_cuts(text)), max((match.end() for match in re.finditer(r"\w+", text)), default=0)
    for place, cut in enumerate(cuts):
        if found and cut < found[-1].end:
            continue
        for stop in [*cuts[place + 1 : place + 1 + MOST_CUTS], len(text)][:MOST_CUTS]:
            if stop - cut > LONGEST or "?" in text[cut + 1 : stop + 1]:
                break
            tail = _tail(text, cut, stop) if stop >= last or text[stop] in ".!;\n)" else None
            if tail:
                found.append(tail)
                break
    first = re.search(r"\w", text)
    return [tail for tail in found if first and first.start() < tail.start]


def _cuts(text: str) -> Iterator[int]:
    """Where a clause may begin: at punctuation, or before a denial that isn't what somebody found, has or wants."""
    for match in _BETWEEN.finditer(text):
        if match["before"] is None:
            yield match.start()
        elif not re.fullmatch(_TAKES_OBJECT, match["before"].lower()):
            yield match.start("cut")


def _tail(text: str, cut: int, stop: int) -> Tail | None:
    match = re.search(r"\w.*", text[cut:stop], re.DOTALL)
    if match is None:
        return None
    start, said = cut + match.start(), match[0]
    words = unquoted(said)
    if _DENIAL.fullmatch(words):
        return Tail(start, stop, denies=True)
    return Tail(start, stop, denies=False) if _CLOSING.fullmatch(words) else None


def without(text: str, cut: Sequence[Tail]) -> str:
    """``text`` with blanks in the place of what was cut, so that all else stands where it stood."""
    for tail in cut:
        text = text[: tail.start] + " " * (tail.end - tail.start) + text[tail.end :]
    return text
