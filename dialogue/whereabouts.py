"""Where people say that they are: "I'm in Pune", "here in Lagos", "calling from Glasgow"."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytz

from triage.files import KnowledgeError, read_yaml, require_keys

from dialogue.people import RELATIONS

USA = "US"
LONGEST_NAME = 4
"""Words of a place's name at most."""


@dataclass(frozen=True)
class Places:
    """The places that are known by name.

    Attributes:
        countries: the countries (ISO 3166-1 alpha-2) that a name may stand for, by name as ``folded`` gives it.
        states: two-letter codes of the states of the USA.
        words: names that are ordinary words too.
        names: names that are first names too.
        things: names of countries that are things to eat or to wear too.
        nations: names of countries and of their parts, without their cities.
        spoken: how each country reads in a sentence.
    """

    countries: Mapping[str, frozenset[str]]
    states: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    things: frozenset[str]
    nations: frozenset[str]
    spoken: Mapping[str, str]


@dataclass(frozen=True)
class Whereabouts:
    """A country that somebody says they are in; ``sure`` unless they only say where they come from."""

    country: str
    sure: bool = True


def load_places(folder: Path) -> Places:
    """The places of ``places.yml`` and ``cities.txt`` in ``folder``.

    Raises:
        triage.files.KnowledgeError: if a file is missing or not of its form.
    """
    root = require_keys("places.yml", read_yaml(folder / "places.yml"), ["aliases", "states", "words", "names", "things", "spoken"])
    found: dict[str, set[str]] = {}
    for country, name in pytz.country_names.items():
        found.setdefault(folded(re.sub(r"\s*\(.*\)", "", name)), set()).add(country)
    aliases = {country: list(names) for country, names in root["aliases"].items()}
    nations = {*found, *(folded(name) for names in [*aliases.values(), root["states"]] for name in names)}
    for country, names in [*aliases.items(), (USA, list(root["states"])), *_cities(folder / "cities.txt")]:
        for name in names:
            found.setdefault(folded(name), set()).add(country)
    return Places(
        countries={name: frozenset(countries) for name, countries in _nations_first(found, aliases).items()},
        states=frozenset(root["states"].values()),
        words=frozenset(root["words"]),
        names=frozenset(root["names"]),
        things=frozenset(root["things"]),
        nations=frozenset(nations),
        spoken={**{code: re.sub(r"\s*\(.*\)", "", name) for code, name in pytz.country_names.items()}, **root["spoken"]},
    )


def _nations_first(found: Mapping[str, set[str]], aliases: Mapping[str, list[str]]) -> dict[str, set[str]]:
    """A country's own name is no city elsewhere: "Mexico" is not a town of the Philippines. Georgia stays two things."""
    nations = {folded(re.sub(r"\s*\(.*\)", "", name)): code for code, name in pytz.country_names.items()}
    named = {folded(name): code for code, names in aliases.items() for name in names}
    kept = {}
    for name, countries in found.items():
        own = nations.get(name)
        if own and name != "georgia":
            kept[name] = {own}
        elif name in named:
            kept[name] = {code for code, names in aliases.items() if name in names}
        else:
            kept[name] = countries
    return kept


def _cities(path: Path) -> list[tuple[str, list[str]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise KnowledgeError(f"{path.name}: can't be read ({error.strerror})") from error
    rows = [line.partition(": ") for line in lines if line and not line.startswith("#")]
    return [(country, names.split("; ")) for country, _, names in rows]


def folded(name: str) -> str:
    """A name without accents, apostrophes and capitals."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r"['’]", "", bare).lower().strip()


_NOW = r"(?:(?:currently|now|right now|just|still|over|out|here|back|based|living|staying|located|visiting|working|stuck|on holiday|on vacation|travelling|traveling|presently|residing|sat|at home|alone|all)\s+)*"
_IN = r"(?:in|near|outside)\s+"
_SURE = re.compile(
    rf"\b(?:(?:i\s*am|i['’]?m|we\s*are|we['’]re)\s+{_NOW}{_IN}"
    r"|(?:i|we)\s+dey\s+(?:for\s+|inside\s+)?"  # Nigerian Pidgin for "we are in"
    rf"|(?:i|we)\s+(?:currently\s+|now\s+)?(?:live|stay|reside)\s+{_NOW}{_IN}"
    rf"|(?<!be )(?<!when )here\s+in\s+|over here in\s+"
    rf"|(?:calling|writing|texting|messaging|typing|chatting|speaking|greetings|hello|hi|namaste)\s+(?:to\s+)?(?:you\s+)?from\s+"
    rf"|(?:number|dial|ring|call)\b[^.?!\n]{{0,25}}?\b(?:in|for)\s+"
    rf"|(?:living|based|located|staying|stuck|on holiday|on vacation)\s+{_IN}"
    r"|my (?:country|city|town|location) is\s+|(?:country|location):\s*)",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"\b(?:i\s*am|i['’]?m|we\s*are|we['’]re|im)\s+from\s+", re.IGNORECASE)
_OTHER = re.compile(
    rf"\b(?:(?:she|he|they|my \w+|our \w+)(?:['’]?s|\s+is|\s+are|['’]re|\s+lives?|\s+stays?|\s+dey)\s+{_NOW}(?:{_IN}|(?<=dey ))"
    rf"|(?:my|our)\s+(?:[\w-]+\s+){{0,2}}?(?:{RELATIONS})\s*(?:\([^)]*\)|,?\s*(?:aged?\s+)?\d+\s*,?)?\s*(?:who(?:['’]s|\s+(?:is|lives))\s+)?{_NOW}in\s+)",
    re.IGNORECASE,
)
"""A relation with a place behind it, "my gran (88) in Spain", is there too."""
_CLAUSE = re.compile(r"(?:^|[.,;:!?…\n(\[\])–—]|\s-|\band(?=\s+in\b))\s*(?:(?P<from>from|im from)\s+|(?:here\s+|over here\s+)?in\s+)?(?=\w)", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"(?:\s+(?:here|now|right now|btw|by the way|atm|at the moment|currently|based|pls|please))*\s*(?:$|[.,;:!?…\n)\]–—]|-\s)", re.IGNORECASE)
_HERE = re.compile(r"\s+here\b(?!['’]s|\s+(?:is|was|are|were)\b)", re.IGNORECASE)
_AT_IN_HINDI = re.compile(r"\s+(?:mein|mai|mei|me\s+(?:hu|hun|hoon|hai|hain|rehta|rehti))\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:been to|went to|visited|visit(?:ing)? from|born|trips?|flew|flights?|flying|lived|moved|holidays?|vacation|back from|grew up|used to"
    r"|travell?ed|travell?ing|tour(?:ed|ing)?|loved?|hate[ds]?|like|unlike|not|teams?|match|game|beat|countries|places)\b",
    re.IGNORECASE,
)
"""Words of a sentence that speaks of countries, and not of where somebody is."""
_UNREAL = re.compile(
    r"(?:\b(?:if|when|used to|dont|don['’]t|do not|didn['’]t|never|not|was|were|until|wish|before|once|while|imagine|say|suppose|loved|hated)\s+(?:\w+\s+){0,2})$",
    re.IGNORECASE,
)
_LATER = re.compile(r"\s*,?\s*(?:next|tomorrow|later|soon|last|ago|years? ago|in a (?:week|month)|(?:in|until|till|from) (?:january|february|march|april|may|june|july|august|september|october|november|december))\b", re.IGNORECASE)  # fmt: skip
_SAYS = re.compile(r"\s+(?:says?|said|thinks?|tells?|told|reckons?)\b", re.IGNORECASE)
"""After a place, so that who is there is only quoted."""
_BEFORE_NAME = re.compile(r"(?:the|(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:\s+(?:of|coast of))?|central|greater|downtown|rural|inner|outer|city of|county|an? (?:\w+ )?(?:village|town|city|place|suburb) (?:in|near|called|outside|of)|northern|southern|eastern|western)\s+", re.IGNORECASE)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*\.?")


def whereabouts(text: str, places: Places, *, likely: str | None = None, about_other: bool = False) -> Whereabouts | None:
    """The country that ``text`` says somebody is in now; of several the last one. None if it says nothing about it.

    Args:
        text: the message.
        places: the names that are known.
        likely: the country that is supposed so far; of a name that stands in several countries it is chosen.
        about_other: whether "she is in …" counts, because it is about somebody else.
    """
    patterns = [(_SURE, True)] + ([(_OTHER, True)] if about_other else [])
    for pattern, sure in [*patterns, (_ORIGIN, False)]:
        for match in reversed(list(pattern.finditer(text))):
            if _UNREAL.search(text[: match.start()]):
                continue
            country = _named(text, match.end(), places, likely)
            if country:
                return Whereabouts(country, sure)
    return _nothing_else(text, places, likely) or _in_a_clause(text, places, likely)


def _in_a_clause(text: str, places: Places, likely: str | None) -> Whereabouts | None:
    """A country that is a clause by itself, "…, Germany", or begins one: "South Africa here", "India mein"."""
    for match in reversed(list(_CLAUSE.finditer(text))):
        found = _longest(text, match.end(), places)
        sentence = re.split(r"[.!?\n]", text[: match.start()])[-1]
        if found is None or _ELSEWHERE.search(sentence) or not _is_nation(text, match.end(), found[1], places):
            continue
        rest = text[found[1] :]
        if text[found[1] - 1] == "." or _CLAUSE_ENDS.match(rest) or _HERE.match(rest) or _AT_IN_HINDI.match(rest):
            country = _named(text, match.end(), places, likely)
            if country:
                return Whereabouts(country, sure=not match["from"])
    for match in _AT_IN_HINDI.finditer(text):
        country = _before(text[: match.start()], places, likely)
        if country:
            return Whereabouts(country)
    return None


def _is_nation(text: str, start: int, end: int, places: Places) -> bool:
    """Whether a name stands for a country and hardly for anything else; "US" counts in capitals, "turkey" doesn't without one."""
    written = re.sub(r"^the\s+", "", text[start:end], flags=re.IGNORECASE)
    name = folded(written).rstrip(".")
    if name in places.words:
        return written.isupper() and len(written) == 2 and not text.isupper()
    if name in places.things and (not written[:1].isupper() or text.isupper() or text[end : end + 1] == ","):
        return False
    return name not in places.names and (name in places.nations or folded(written) in places.nations)


def _before(text: str, places: Places, likely: str | None) -> str | None:
    """The country of the place that ``text`` ends with."""
    words = list(_WORD.finditer(text))[-LONGEST_NAME:]
    for word in words:
        found = _longest(text, word.start(), places)
        if found and found[1] == len(text) and folded(text[word.start() :]) not in places.words | places.names:
            return _named(text, word.start(), places, likely)
    return None


def _nothing_else(text: str, places: Places, likely: str | None) -> Whereabouts | None:
    """A message that is the name of a place and nothing besides."""
    bare = text.strip().strip(".!")
    start = match.end() if (match := re.match(r"(?:in|from|the)\s+", bare, re.IGNORECASE)) else 0
    name = _longest(bare, start, places)
    if name is None or folded(bare[start : name[1]]) in places.words | places.names:
        return None
    country = _named(bare, start, places, likely)
    rest = bare[name[1] :].strip(" ,")
    alone = not rest or rest in places.states or folded(rest) in places.countries
    return Whereabouts(country) if country and alone else None


def _named(text: str, start: int, places: Places, likely: str | None) -> str | None:
    """The country of the place whose name begins at ``start``."""
    found = _longest(text, start, places)
    if found is None:
        return None
    countries, end = found
    if re.match(r"['’]s\b", text[end:]) or _LATER.match(text[end:]) or _SAYS.match(text[end:]):
        return None
    countries = _narrowed(text, end, countries, places)
    if likely in countries:
        return likely
    return next(iter(countries)) if len(countries) == 1 else None


def _narrowed(text: str, end: int, countries: frozenset[str], places: Places) -> frozenset[str]:
    """What a name that follows says of the first one: "Birmingham, Alabama", "Columbus, OH", "Cambridge in the UK"."""
    match = re.match(r"\s*,?\s*(?:in\s+)?", text[end:])
    begin = end + match.end() if match else end
    state = re.match(r"[A-Z]{2}\b", text[begin:])
    if state and state.group() in places.states and "," in text[end:begin]:
        return frozenset({USA})
    further = _longest(text, begin, places)
    if further is None:
        return countries
    return (countries & further[0]) or (further[0] if "," in text[end:begin] else countries)


def _longest(text: str, start: int, places: Places) -> tuple[frozenset[str], int] | None:
    """The longest name of a place that begins at ``start``, and where it ends."""
    for begin in _beginnings(text, start):
        words = _words(text, begin)
        for count in range(len(words), 0, -1):
            end = words[count - 1].end()
            name = folded(text[begin:end])
            for written in (name, name.rstrip(".")):
                if written in places.countries and _meant(text, begin, end, written, places):
                    return places.countries[written], end
    return None


def _beginnings(text: str, start: int) -> list[int]:
    """Where a name may begin: at once, or after "the", "north", "a village near"."""
    begins = [start]
    while match := _BEFORE_NAME.match(text, begins[-1]):
        begins.append(match.end())
    return begins


def _words(text: str, start: int) -> list[re.Match[str]]:
    """The words that follow one another from ``start`` with single blanks between them."""
    words: list[re.Match[str]] = []
    at = start
    while len(words) < LONGEST_NAME and (match := _WORD.match(text, at)):
        words.append(match)
        at = match.end() + 1
        if text[match.end() : at] != " ":
            break
    return words


def _meant(text: str, begin: int, end: int, name: str, places: Places) -> bool:
    """Whether a name that is an ordinary word too is meant as a name: it has a capital, and not all the text has."""
    return name not in places.words or (text[begin:end][0].isupper() and not text.isupper())
