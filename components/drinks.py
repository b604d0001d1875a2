"""The grammar of what people drink: "two flat whites and a Monster", "6 cups builders tea", "gave up coffee".

Names and milligrams come from ``knowledge/drinks.yml``; numbers, cups and times are here. A drink that the table
doesn't have is named, and an amount that isn't said stays open: nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from triage.caffeine import Drink, Drinks, Intake, Size, by_volume, drinks, milligrams


@dataclass(frozen=True)
class Mention:
    """One drink that a text names, at ``text[start:end]``, and what it comes to in a day.

    ``drink`` is empty when the text gives only a number ("three"), which may answer a question.
    """

    intake: Intake
    start: int
    end: int
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class _Token:
    word: str
    raw: str
    start: int
    end: int


@dataclass(frozen=True)
class _Count:
    least: float
    most: float


@dataclass(frozen=True)
class _Found:
    """A drink's name among the tokens ``[first, last)``; ``part`` also covers its number, size and times."""

    first: int
    last: int
    drink: Drink | None
    name: str
    decaf: bool = False
    part_first: int = 0
    part_last: int = 0
    count: _Count | None = None
    vague: bool = False
    sizes: tuple[str, ...] = ()
    unknown_size: bool = False
    ml: float | None = None
    mg: float | None = None
    per_day: float | None = None
    none: bool = False
    hourly: bool = False
    habit: bool = False


# --- words ------------------------------------------------------------------------------------------------------------
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "half": 0.5, "½": 0.5, "¼": 0.25, "quarter": 0.25,
    "single": 1, "another": 1, "triple": 3, "quad": 4, "tow": 2, "thre": 3, "fuor": 4, "won": 1,
}  # fmt: skip
_RANGES = {"couple": (2, 2), "few": (3, 4), "several": (4, 7), "dozen": (12, 12)}
_VAGUE = {
    "lot", "lots", "loads", "load", "much", "many", "gallons", "tons", "ton", "plenty", "buckets", "bucketloads", "litres",
    "heaps", "endless", "constant", "constantly", "nonstop", "some",
}  # fmt: skip
_CONTAINERS = {
    "cup": ("cup", "small_cup"), "cupful": ("cup",), "mug": ("mug",), "mugful": ("mug",), "glass": ("glass",),
    "can": ("can", "small_can", "medium_can", "large_can", "us_can"), "tin": ("can", "small_can", "medium_can", "large_can", "us_can"),
    "tinny": ("can", "small_can", "large_can"), "shot": ("shot",), "scoop": ("scoop",), "tablet": ("tablet",), "pill": ("tablet",),
    "capsule": ("tablet",), "bar": ("bar",), "gram": ("gram",), "teabag": (), "bag": (), "pod": (), "sachet": (),
    "bottle": (), "pot": (), "flask": (), "thermos": (), "jug": (), "cafetiere": (), "square": (), "packet": (),
}  # fmt: skip
_SWALLOWING = {"drink", "drinking", "drank", "drunk", "neck", "necked", "chug", "chugged", "down", "downed"}
_DRUNK_FROM = {"cup", "mug", "glass", "can", "tin", "bottle", "pint", "shot", "flask", "pot", "jug", "scoop"}
_UNMEASURED = {"bottle", "pot", "flask", "thermos", "jug", "cafetiere", "square", "packet"}
"""Containers of which nobody knows how much is in them; the size is asked for."""
_SIZES = {
    "small": ("small", "small_can", "small_cup", "cup", "can"), "short": ("small",), "regular": ("medium", "small", "can", "cup", "mug", "small_can"),
    "medium": ("medium", "medium_can"), "tall": ("medium",), "large": ("large", "large_can", "mug", "double"),
    "big": ("large", "large_can", "mug"), "grande": ("large",), "massive": ("large", "extra_large", "large_can", "mug"),
    "huge": ("large", "extra_large", "large_can", "mug"), "venti": ("extra_large",), "xl": ("extra_large",), "giant": ("large", "extra_large", "large_can", "mug"),
}  # fmt: skip
_VOLUMES = {"ml": 1, "cl": 10, "l": 1000, "litre": 1000, "liter": 1000, "oz": 29.57, "ounce": 29.57, "pint": 568}
_MODIFIERS = {
    "strong", "weak", "black", "white", "milky", "sweet", "sugary", "hot", "iced", "cold", "proper", "nice", "good", "decent", "of", "my",
    "usual", "morning", "afternoon", "evening", "mid", "skinny", "soy", "soya", "oat", "oatmilk", "almond", "milk", "vanilla",
    "caramel", "hazelnut", "diet", "sugar", "free", "fresh", "quick", "normal", "homemade", "starbucks", "costa", "nero", "greggs", "mcdonalds", "pret", "the",
    "or", "so", "ish", "full", "fat", "extra", "whole", "standard", "average", "sized", "size", "bloody", "fucking", "instant", "big", "old", "wee", "cheeky", "daily", "their", "your",
}  # fmt: skip
_DECAF = {"decaf", "decaff", "decaffeinated", "decafs"}
_NO_CAFFEINE = {
    "water", "milk", "juice", "squash", "lemonade", "beer", "lager", "ale", "wine", "cider", "gin", "vodka", "rum", "whisky",
    "whiskey", "soup", "sprite", "fanta", "smoothie", "rooibos", "redbush", "cordial", "kombucha", "wa'er", "fluid", "prosecco", "sherry", "port", "brandy", "champagne", "tequila", "bailey", "stout", "guinness", "mead", "broth", "ice", "liquid", "pop", "drink", "alcohol", "spirit", "something", "anything", "it", "them", "that", "this", "those", "whatever", "stuff", "everything", "nothing", "sugar", "salt", "worm", "bean", "paint", "soda", "oxygen", "pill", "medicine", "7up",
}  # fmt: skip
_AMBIGUOUS = {"monster", "rockstar", "brew", "kopi", "kofi", "yerba", "bru coffee", "coke", "chocolate", "chai", "double shot", "single shot", "lungo", "lyon tea", "builder"}
"""Names that mean something else as well; these count with a number, a container or a verb of drinking only."""
_DRINKING = {"drink", "drinking", "drank", "drunk", "had", "have", "having", "has", "sip", "down", "downed", "neck", "necked", "get", "on", "through", "chug", "chugged", "buy", "consume", "take", "taking", "drinks", "live", "guzzle", "swig", "sunk", "sink", "intake", "do"}
_MOST_SERVINGS = 60
"""Servings beyond which a number is something else, for example milligrams."""
_LONGEST_STRETCH = 600
"""Characters without a full stop after which a text is cut, so that reading it takes time in proportion to its length."""
_HARDLY_ANY = 15
"""Milligrams in a serving up to which nobody is asked how many they were."""
_WHO_DRINKS = {"i", "im", "been", "also", "mostly", "alway", "just", "still", "am", "we", "usually", "only", "do", "ive"}
_GOES_ON = {"", "and", "or", "a", "an", "per", "every", "each", "in", "the", "for", "daily", "with", "can", "energy", "at", "on", "today", "too", "plu", "&", "+", ",", "most", "before", "after", "(", ")", "/", "then", "is", "x", "this", "-", "though", "yesterday", "about", "almost", "i", "to", "usually", "when", "by", "during", "thi", "so", "from"}
"""Words that may follow a drink; after others it is part of something else ("a coffee addict", "a monster headache")."""
_NOT_FUZZY = {"toffee", "office", "coffin", "monsters", "monster", "officer", "express", "expressed", "americana", "american", "matchbox"}
_FUZZY = ("coffee", "espresso", "cappuccino", "americano", "macchiato", "redbull", "nescafe", "guarana", "preworkout")

_DAYS = {"day": 1.0, "dy": 1.0, "daily": 1.0, "morning": 1.0, "afternoon": 1.0, "evening": 1.0, "night": 1.0, "breakfast": 1.0, "today": 1.0, "lunch": 1.0, "shift": 1.0, "yesterday": 1.0,
         "week": 1 / 7, "wk": 1 / 7, "weekly": 1 / 7, "fortnight": 1 / 14, "month": 1 / 30, "monthly": 1 / 30, "weekend": 1 / 7}  # fmt: skip
_UNITS_OF_TIME = {"day", "week", "wk", "month", "year", "yr", "hour", "hr", "minute", "min", "am", "pm", "oclock", "ago", "time", "night", "th", "st", "x"}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}

_STOPS = re.compile(
    r"\b(?:gave|given) up\b|\b(?:quit|stopped|stop drinking|cut out|off|avoid|avoiding|ditched|dropped|no|zero|nor)\b"
    r"|\b(?:went|gone|going|been|living|days?|weeks?|months?) without\b"
    r"|\b(?:never|not|dont|don't|doesnt|doesn't|didnt|didn't|havent|haven't|hasnt|hasn't|hardly|barely|do not|does not)\s+(?:really |ever |even |actually |\w+ or )?"
    r"(?:drink|drinking|touch|touched|have|had|do|drunk|drank|like|take)\b"
)
_UNREAL = re.compile(r"\b(?:to|if|should|would|could|can|must|will|of|when|i'll|might|about|need|where)\W+(?:\w+\W+){0,2}$")
"""What stands before a stop that is only thought of: "do I have to", "if I"."""
_THROUGH = {
    "drinking", "having", "my", "all", "any", "the", "of", "or", "and", "caffeine", "completely", "even", "touching", "on", "nor", "either", "such",
    "as", "like", "drinks", "drink", "much", "at", "single", "been", "a", "more", "up", "usual", "morning", "daily", "cold", "turkey", "&", "/", "no",
}  # fmt: skip
_SENTENCE = re.compile(r"[.!\n;]+(?!\d)|\?+(?!\s*(?:\d|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|ten\b|none\b|about\b|maybe\b|half\b))|\bbut\b|\binstead\b|\bthough\b")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)?|[½¼]|[^\W\d_]+(?:'[^\W\d_]+)?|\S")


def mentions(text: str, table: Drinks | None = None) -> list[Mention]:
    """Every drink that a cleaned ``text`` names with what it comes to, in the order of the text.

    A drink that is only talked about ("does coffee do this?") is no mention; one of which too much or some is drunk is,
    with ``missing`` set to ``count``.
    """
    table = table or drinks()
    found: list[Mention] = []
    for start, end in _stretches(text):
        found.extend(_in_stretch(text, start, end, table))
    return found or list(_bare(text))


def says_pregnant(text: str) -> tuple[int, int] | None:
    """Where a cleaned ``text`` says that the person is pregnant, or None."""
    lowered = text.lower()
    match = re.search(
        r"\b(?:i'?m|i am|she'?s|she is|being|currently|while|whilst|and|also|is|weeks?|months?|now|wife'?s?)\s+(?:\w+\s+){0,3}?pregnant\b"
        r"|^pregnant\b|\bexpecting (?:a baby|my|our|twins)|\b(?:first|second|third|1st|2nd|3rd) trimester",
        lowered,
    )
    if match is None or re.search(r"\b(?:not|isn'?t|never|was|if|might be|could be|may be|trying|aren'?t|until)\b[^.!?]*$", lowered[: match.end()]):
        return None
    return match.span()


# --- one stretch: a sentence, or a part of it ---------------------------------------------------------------------------
def _stretches(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in [*_SENTENCE.finditer(text.lower()), None]:
        end = match.start() if match else len(text)
        while end - begin > _LONGEST_STRETCH:
            cut = text.rfind(" ", begin + 1, begin + _LONGEST_STRETCH)
            cut = cut if cut > begin else begin + _LONGEST_STRETCH
            yield begin, cut
            begin = cut
        if end > begin:
            yield begin, end
        begin = match.end() if match else end


def _in_stretch(text: str, start: int, end: int, table: Drinks) -> Iterator[Mention]:
    tokens = _tokens(text[start:end], start)
    found = [_amount(tokens, item) for item in _names(tokens, table)]
    found = _changed_numbers(tokens, found)
    found = sorted([*found, *_unknown(tokens, found)], key=lambda item: item.first)
    found = _negated(text[start:end].lower(), start, tokens, found)
    asks = text[end : end + 1] == "?" or bool(re.match(r"\s*(?:can|is|are|should|does|do|would|may|could|what|how|why|will)\b", text[start:end].lower()))
    for item in _with_times(tokens, found):
        only_asked = asks and item.per_day is None and _is_article(tokens, item)
        only_asked = only_asked or (asks and item.vague and item.count is None)
        skipped = only_asked or _belongs_elsewhere(tokens, item) or _once(text[start : tokens[item.first].start].lower(), tokens, item)
        mention = None if skipped else _mention(text, tokens, item, table)
        if mention:
            yield mention


def _belongs_elsewhere(tokens: Sequence[_Token], item: _Found) -> bool:
    """ "A coffee addict": the article belongs to what follows the drink."""
    last = max(item.part_last, item.last)
    following = tokens[last].word if last < len(tokens) else ""
    alone = item.count is not None and item.part_last == item.last and _is_article(tokens, item) and item.first - item.part_first == 1
    return alone and item.drink is not None and not item.none and following.isalpha() and following not in _GOES_ON and not _period_at(tokens, last)


def _once(before: str, tokens: Sequence[_Token], item: _Found) -> bool:
    """ "I used to drink": no longer, unless a new number follows ("now 2")."""
    changed = any(token.word in ("now", "to") for token in tokens[item.last : item.part_last])
    return bool(re.search(r"\bused to (?:drink|have|do|get|be|live|love|neck|down)\b", before)) and not changed and not re.search(r"\bnow\b", before)


def _tokens(text: str, offset: int) -> list[_Token]:
    return [_Token(_normal(m[0]), m[0], offset + m.start(), offset + m.end()) for m in _TOKEN.finditer(text)]


def _normal(word: str) -> str:
    bare = "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter)).replace("'", "")
    if bare.endswith("sses"):
        return bare[:-2]
    return bare[:-1] if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss") else bare


@lru_cache(maxsize=4)
def _index(ids: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[tuple[str, ...], str]:
    return {tuple(_normal(m[0]) for m in _TOKEN.finditer(name) if m[0].isalnum() or m[0].isalpha()): id for id, names in ids for name in names}


def _names(tokens: Sequence[_Token], table: Drinks) -> list[_Found]:
    index = _index(tuple((drink.id, drink.names) for drink in table.by_id.values()))
    longest = max(map(len, index))
    corrected = {word: _spelt(word) for word in {token.word for token in tokens}}
    spelt = [corrected[token.word] for token in tokens]
    found, place = [], 0
    while place < len(tokens):
        for length in range(min(longest, len(tokens) - place), 0, -1):
            words = tuple(spelt[place : place + length])
            id = index.get(words)
            if id and not _means_something_else(tokens, place, place + length, words):
                found.append(_decaffeinated(tokens, _Found(place, place + length, table.by_id[id], " ".join(words)), table))
                place += length - 1
                break
        place += 1
    return _merged(tokens, found, table)


def _merged(tokens: Sequence[_Token], found: Sequence[_Found], table: Drinks) -> list[_Found]:
    """ "Instant", "mug of coffee": names that begin with a container give way to the grammar; neighbours that are one drink become one."""
    kept: list[_Found] = []
    for item in found:
        words = [token.word for token in tokens[item.first : item.last]]
        if len(words) > 1 and words[0] in _CONTAINERS and words[1] in ("of", item.name.split()[-1]) and item.drink and words[0] not in ("energy",):
            item = replace(item, first=item.first + (2 if words[1] == "of" else 1))
        if kept and item.first <= kept[-1].first and (item.decaf or (item.drink is not None and item.drink.id.startswith("decaf"))):
            kept[-1] = item
            continue
        if kept and kept[-1].last == item.first and item.drink and kept[-1].drink and _CONTAINERS.get(tokens[item.first].word) is None:
            # "chocolate latte", "coke zero sugar", "espresso coffee": the first of them says which.
            first = kept[-1]
            kept[-1] = replace(first, last=item.last) if item.drink.label in ("coffee", "tea", "energy drink", "latte") else replace(item, first=first.first)
            continue
        kept.append(item)
    return kept


def _decaffeinated(tokens: Sequence[_Token], item: _Found, table: Drinks) -> _Found:
    before = tokens[item.first - 1].word if item.first else ""
    two = tuple(token.word for token in tokens[max(0, item.first - 2) : item.first])
    if two == ("caffeine", "free"):
        return replace(item, first=item.first - 2, decaf=True)
    after = tokens[item.last].word if item.last < len(tokens) else ""
    if after in ("are", "is", "was", "were", "being") and item.last + 1 < len(tokens) and tokens[item.last + 1].word in _DECAF and item.drink:
        return replace(item, drink=table.by_id.get("decaf_tea" if "tea" in item.drink.id else "decaf", item.drink))
    if item.drink and (before in _DECAF or after in _DECAF) and not item.drink.id.startswith("decaf"):
        drink = table.by_id.get("decaf_tea" if "tea" in item.drink.id or "tea" in item.name else "decaf", item.drink)
        return replace(item, first=item.first - (before in _DECAF), last=item.last + (after in _DECAF and before not in _DECAF), drink=drink)
    return item


def _means_something_else(tokens: Sequence[_Token], first: int, last: int, words: tuple[str, ...]) -> bool:
    name = " ".join(words)
    following = tokens[last].word if last < len(tokens) else ""
    if name in ("tea", "coffee") and following in ("time", "tree", "towel", "shop", "break", "table", "machine", "bean"):
        return True
    if name not in _AMBIGUOUS or (first > 1 and tokens[first - 1].word == "of" and tokens[first - 2].word in _DRUNK_FROM):
        return False
    before = [token.word for token in tokens[max(0, first - 6) : first]]
    counted = any(word in _CONTAINERS or word in _DRINKING or _number_of(word) or word in _RANGES or word in _VAGUE for word in before)
    counted = counted or bool(_period_at(tokens, last)) or following in _CONTAINERS or following == "x" or (following.isdigit() and following not in _UNITS_OF_TIME)
    return not counted or not (following in _GOES_ON or following.isdigit() or following in _CONTAINERS)


def _spelt(word: str) -> str:
    """The name that ``word`` is a slip of, or else the word itself."""
    if len(word) < 5 or word in _FUZZY or word in _NOT_FUZZY:
        return word
    return next((name for name in _FUZZY if abs(len(name) - len(word)) <= 2 and _near(word, name)), word)


def _near(word: str, name: str) -> bool:
    """Whether ``word`` is ``name`` with one slip, or two in a long word."""
    if word[0] != name[0]:
        return False
    return _distance(word, name) <= (2 if len(name) >= 8 else 1)


def _distance(one: str, other: str) -> int:
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, rows[i - 2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


# --- numbers and sizes --------------------------------------------------------------------------------------------------
def _number_of(word: str) -> float | None:
    if re.fullmatch(r"\d+(?:[.,]\d+)?", word):
        value = float(word.replace(",", "."))
        return value if value < 2000 else None
    return _NUMBERS.get(word)


def _amount(tokens: Sequence[_Token], item: _Found) -> _Found:
    """What stands before and after the name: size words, containers, and the number."""
    place = item.first - 1
    sizes: list[str] = []
    unknown_size, ml, contained, plural = False, None, False, False
    while place >= 0:
        word = tokens[place].word
        volume = _volume_ending(tokens, place)
        if volume:
            (ml, place), contained = volume, True
            continue
        if word == "can" and not _is_a_can(tokens, place):
            break
        if word in _CONTAINERS:
            contained = True
            plural = plural or tokens[place].raw.lower() != word
            unknown_size = unknown_size or word in _UNMEASURED
            sizes = _narrowed(sizes, _CONTAINERS[word])
        elif word in _SIZES:
            sizes = _narrowed(sizes, _SIZES[word])
        elif word in _MODIFIERS and not (word == "or" and place and _number_of(tokens[place - 1].word)):
            pass
        else:
            break
        place -= 1
    item = replace(item, sizes=tuple(sizes), unknown_size=unknown_size, ml=ml, part_first=place + 1, part_last=item.last)
    counted = _count_ending(tokens, place)
    if counted:
        count, first = counted
        return _after(tokens, replace(item, count=count, part_first=first))
    if _is_vague(tokens, place):
        item = replace(item, vague=True, part_first=place)
    while item.vague and item.part_first and tokens[item.part_first - 1].word in ("too", "so", "way", "far", "a", "an"):
        item = replace(item, part_first=item.part_first - 1)
    said = _after(tokens, item)
    whose = any(token.word in ("my", "your") for token in tokens[place + 1 : item.first])  # "not my cup of tea"
    if contained and said.count is None and not whose:
        return replace(said, vague=True) if plural and ml is None else replace(said, count=_Count(1, 1))
    return said


def _is_vague(tokens: Sequence[_Token], place: int) -> bool:
    """Whether the words that end at ``place`` say that some or much is drunk: "too much", "loads of", "I drink"."""
    if place < 0:
        return False
    before = tokens[place - 1].word if place else ""
    if tokens[place].word in _VAGUE:
        return before != "how"
    return tokens[place].word in ("drink", "drinking", "guzzle", "guzzling") and before in _WHO_DRINKS


def _is_a_can(tokens: Sequence[_Token], place: int) -> bool:
    """Whether "can" is a tin rather than a verb: "2 cans", "a can of", "large can"."""
    before = tokens[place - 1].word if place else ""
    after = tokens[place + 1].word if place + 1 < len(tokens) else ""
    return after == "of" or tokens[place].raw.lower() == "cans" or _number_of(before) is not None or before in _SIZES or before in _RANGES or before == "of"


def _narrowed(sizes: Sequence[str], more: Sequence[str]) -> list[str]:
    both = [size for size in sizes if size in more]
    return both or list(dict.fromkeys([*sizes, *more])) if not (sizes and more) or both else list(sizes)


def _volume_ending(tokens: Sequence[_Token], place: int) -> tuple[float, int] | None:
    """Millilitres whose last token is at ``place``, and the place before them: "500 ml", "a 16 oz", "a pint of"."""
    word = tokens[place].word
    if word not in _VOLUMES:
        return None
    number = _number_of(tokens[place - 1].word) if place else None
    if number is None:
        return (_VOLUMES[word], place - 1) if word == "pint" else None
    if word == "pint" or (word in ("litre", "liter", "l") and number in (0.5,) and tokens[place - 1].word == "half"):
        return (_VOLUMES[word], place - 1) if word == "pint" else (500.0, place - 2)
    return number * _VOLUMES[word], place - 2


def _count_ending(tokens: Sequence[_Token], place: int) -> tuple[_Count, int] | None:
    """The number whose last token is at ``place``, and where it begins."""
    if place < 0:
        return None
    word = tokens[place].word
    before = [token.word for token in tokens[max(0, place - 4) : place]]
    if word == "x" and before and _number_of(before[-1]):
        return _count_ending(tokens, place - 1)
    if word == "of" or (word == "a" and before[-1:] == ["half"]):
        return _count_ending(tokens, place - 1)
    if word == "half" and before[-2:] and before[-1:] == ["a"] and before[-2:-1] == ["and"] and len(before) >= 3 and _number_of(before[-3]):
        whole = _number_of(before[-3]) or 0
        return _Count(whole + 0.5, whole + 0.5), place - 3
    if word in _RANGES:
        least, most = _RANGES[word]
        step = 1 + (before[-1:] == ["a"])
        if word == "dozen" and before[-1:] == ["a"] and before[-2:-1] == ["half"]:
            return _Count(6, 6), place - 2
        if word == "dozen" and before[-1:] == ["half"]:
            return _Count(6, 6), place - 1
        return _Count(least, most), place - step + 1
    number = _number_of(word)
    if number is None:
        return None
    if before[-1:] == ["/"] and len(before) >= 2 and (first := _number_of(before[-2])):
        return (_Count(first / number, first / number), place - 2) if first < number <= 4 and first == 1 else (_Count(min(first, number), max(first, number)), place - 2)
    if before and before[-1] in ("-", "to", "or", "til", "till") and len(before) >= 2 and (first := _number_of(before[-2])) and first <= number:
        if before[-1] == "to" and len(before) >= 3 and before[-3] in ("from", "down"):
            return _Count(number, number), place - 3
        return _Count(first, number), place - 2
    if before[-1:] == ["to"] and before[-2:-1] == ["up"]:
        return _Count(min(1, number), number), place - 2
    return _Count(number, number), place


def _after(tokens: Sequence[_Token], item: _Found) -> _Found:
    """A number or container after the name: "coffee x3", "coffee: 4 cups", "monster cans, 2", "coffee 3 times a day"."""
    place = item.last
    while place < len(tokens) and ((tokens[place].word in _CONTAINERS and tokens[place].raw.lower() != "can") or tokens[place].word == "energy"):
        if tokens[place].word not in ("drink",):
            item = replace(item, sizes=tuple(_narrowed(item.sizes, _CONTAINERS.get(tokens[place].word, ()))), unknown_size=item.unknown_size or tokens[place].word in _UNMEASURED)
        place += 1
        item = replace(item, part_last=place)
    bracket = place < len(tokens) and tokens[place].word == "("
    volume = next(((size[0], end) for end in range(place, min(place + 4, len(tokens))) if (size := _volume_ending(tokens, end)) and size[1] <= place), None)
    if volume and (bracket or volume[1] - place <= 2):
        item = replace(item, ml=volume[0], part_last=volume[1] + 1)
        place = volume[1] + 1
        if place < len(tokens) and tokens[place].word == ")":
            place += 1
            item = replace(item, part_last=place)
        item = item if item.count or (tokens[place : place + 1] and tokens[place].word == "x") else replace(item, count=_Count(1, 1))
    if item.count:
        return item
    look = place
    while look < len(tokens) and tokens[look].word in (":", "-", "=", "x", "intake", "is", "about", "roughly", "maybe", "probably", "around", "like", ",", "must", "be", "?", "(", "usually", "consumption", "approx", "~"):
        look += 1
    if look >= len(tokens):
        return item
    if tokens[look].word in _TIMES:
        number = _TIMES[tokens[look].word]
        return replace(item, count=_Count(number, number), part_last=look + 1)
    number_at = _number_of(tokens[look].word)
    if number_at is None or (tokens[look].word in ("a", "an", "one", "half") and look == place) or tokens[look].word in ("a", "an"):
        return item
    last = look
    if look + 2 < len(tokens) and tokens[look + 1].word in ("-", "or", "to") and _number_of(tokens[look + 2].word):
        last = look + 2
    following = tokens[last + 1].word if last + 1 < len(tokens) else ""
    if any(token.word == "," for token in tokens[place:look]) and following and not _period_at(tokens, last + 1):
        return item
    if following in _UNITS_OF_TIME and not (following in ("time", "x") and _period_at(tokens, last + 2)):
        return item
    if look == place and following not in _CONTAINERS and not _period_at(tokens, last + 1) and following not in ("", "time", ","):
        return item
    counted = _count_ending(tokens, last)
    if counted is None:
        return item
    item = replace(item, count=counted[0], part_last=last + 1)
    if following in _CONTAINERS:
        item = replace(item, sizes=tuple(_narrowed(item.sizes, _CONTAINERS[following])), unknown_size=item.unknown_size or following in _UNMEASURED, part_last=last + 2)
    return item


def _changed_numbers(tokens: Sequence[_Token], found: Sequence[_Found]) -> list[_Found]:
    """ "Used to drink 8 coffees, now 2", "cut down from 8 coffees to 2": the new number of the drink before it."""
    changed = list(found)
    for place, token in enumerate(tokens):
        number = _number_of(token.word)
        before = [item.word for item in tokens[max(0, place - 3) : place]]
        if number is None or token.word in ("a", "an") or not before:
            continue
        inside = any(item.part_first <= place < item.part_last for item in changed)
        earlier = [index for index, item in enumerate(changed) if item.part_last <= place and item.count]
        following = tokens[place + 1].word if place + 1 < len(tokens) else ""
        says = "now" in before[-3:] or (before[-1:] == ["to"] and any(t.word in ("cut", "down", "from", "reduced") for t in tokens[:place]))
        if says and not inside and earlier and following not in _UNITS_OF_TIME:
            changed[earlier[-1]] = replace(changed[earlier[-1]], count=_Count(number, number), part_last=place + 1)
    return changed


# --- drinks that the table doesn't have --------------------------------------------------------------------------------------
def _unknown(tokens: Sequence[_Token], found: Sequence[_Found]) -> Iterator[_Found]:
    """ "3 cans of Prime", "a flat white and a Relentless": a number, and a container or a name with a capital in a list of drinks."""
    taken = {place for item in found for place in range(item.part_first, item.part_last)}
    for place, token in enumerate(tokens):
        if place in taken or not token.raw[0].isalpha() or token.word in _NUMBERS or token.word in _NO_CAFFEINE:
            continue
        before = tokens[place - 1].word if place else ""
        two = tokens[place - 2].word if place > 1 else ""
        contained = before == "of" and two in _DRUNK_FROM
        number = _count_ending(tokens, place - 3 if contained else place - 1)
        if number is None or set(range(number[1], place)) & taken:
            continue
        joined = bool(number[1]) and tokens[number[1] - 1].word in ("and", ",", "plu", "&", "+", "then", "or")
        listed = joined and any(item.part_last == number[1] - 1 for item in found)
        verb = any(token.word in _SWALLOWING for token in tokens[max(0, number[1] - 3) : number[1]])
        counted = tokens[number[1]].word not in ("a", "an", "one") and verb
        capital = token.raw[0].isupper() and not token.raw.isupper()
        named = capital and (listed or counted) and place > 0 and token.word not in _DAYS
        energy = capital and place + 1 < len(tokens) and tokens[place + 1].word == "energy"
        stuff = token.word in _CONTAINERS or token.word in _MODIFIERS or token.word in _SIZES or token.word in _UNITS_OF_TIME or token.word in _DAYS
        if stuff or not (contained or named or energy):
            continue
        last = place + 1
        while last < len(tokens) and tokens[last].raw[0].isupper() and last not in taken:
            last += 1
        name = " ".join(item.raw for item in tokens[place:last])
        yield _Found(place, last, None, name, part_first=number[1], part_last=last, count=number[0])


# --- "gave up", and how often ------------------------------------------------------------------------------------------------
def _negated(lowered: str, offset: int, tokens: Sequence[_Token], found: Sequence[_Found]) -> list[_Found]:
    stops = [(match.start() + offset, match.end() + offset) for match in _STOPS.finditer(lowered) if not _UNREAL.search(lowered[: match.start()])]
    result: list[_Found] = []
    for item in found:
        earlier = [(begin, stop) for begin, stop in stops if stop <= tokens[item.first].start]
        none = False
        if earlier:
            between = [
                (place, token) for place, token in enumerate(tokens) if earlier[-1][1] <= token.start and token.end <= tokens[item.first].start
            ]
            others = {place for other in result if other.none for place in range(other.part_first, other.part_last)}
            passable = [place in others or token.word in {_normal(word) for word in _THROUGH} or token.word in _CONTAINERS or token.word in _DECAF for place, token in between]
            none = all(passable) and not (item.count and item.count.least > 1 and not _is_article(tokens, item))
        if none:
            words = [place for place, token in enumerate(tokens) if token.start >= earlier[-1][0]]
            item = replace(item, part_first=words[0])
        result.append(replace(item, none=none or _stopped_after(tokens, item)))
    return result


def _is_article(tokens: Sequence[_Token], item: _Found) -> bool:
    return tokens[item.part_first].word in ("a", "an", "single")


def _stopped_after(tokens: Sequence[_Token], item: _Found) -> bool:
    """ "Coffee? none", "coffee - gave it up", "no caffeine"."""
    words = " ".join(token.word for token in tokens[item.last : item.last + 5])
    return bool(re.match(r"(?:[-:,?(] ?)?(?:i )?(?:none|gave (?:it|that) up|given up|zero|never$|never [,.)]|nope|quit (?:it|that)|not any ?more|stopped)\b", words))


def _with_times(tokens: Sequence[_Token], found: Sequence[_Found]) -> list[_Found]:
    """How often: what follows a drink counts for it and those listed before it; what leads the stretch counts for all."""
    result = [replace(item, per_day=_own_times(tokens, item, found)) for item in found]
    later: float | None = None
    for index in reversed(range(len(result))):
        if result[index].per_day is not None:
            later = result[index].per_day
        elif later is not None:
            result[index] = replace(result[index], per_day=later)
    leading = next((factor for place in range(len(tokens)) if found and place < found[0].part_first and (factor := _period_at(tokens, place))), None)
    trailing = None
    if result and result[-1].per_day is None:
        near = range(found[-1].part_last, min(found[-1].part_last + 5, len(tokens)))
        trailing = next((factor for place in near if (factor := _period_at(tokens, place))), None)
    return [replace(item, per_day=item.per_day or trailing or leading, hourly=_hourly(tokens, item), habit=_habit(tokens, item)) for item in result]


def _habit(tokens: Sequence[_Token], item: _Found) -> bool:
    """Whether a habit follows at once: "every morning", "daily", "in the morning"; "today" and "this morning" are none."""
    words = [token.word for token in tokens[item.part_last : item.part_last + 2]]
    return bool(words) and words[0] in ("every", "each", "daily", "per", "a", "in", "/", "weekly") and _period_at(tokens, item.part_last) is not None


def _hourly(tokens: Sequence[_Token], item: _Found) -> bool:
    """ "Every hour", "every two hours": for how many hours, nobody says."""
    words = " ".join(token.word for token in tokens[item.part_last : item.part_last + 4])
    return bool(re.match(r"(?:every|each|an|per|/) ?(?:\w+ )?(?:hour|hr)\b(?! (?:ago|back|before|later|after|or))|hourly\b", words))


def _own_times(tokens: Sequence[_Token], item: _Found, found: Sequence[_Found]) -> float | None:
    stop = min((other.part_first for other in found if other.first > item.first), default=len(tokens))
    for place in range(item.part_last, min(item.part_last + 4, stop)):
        if tokens[place].word in _TIMES and (factor := _period_at(tokens, place + 1)):
            return _TIMES[tokens[place].word] * factor
        if tokens[place].word in ("time", "x") and (factor := _period_at(tokens, place + 1)):
            return factor
        if factor := _period_at(tokens, place):
            return factor
    return None


def _period_at(tokens: Sequence[_Token], place: int) -> float | None:
    """The share of a day that begins at ``place``: "a day" 1, "per week" 1/7, "every other day" 1/2."""
    words = [token.word for token in tokens[place : place + 4]]
    if not words or any(word in ("ago", "back", "later", "long") for word in words[1:3]):
        return None
    if words[0] in ("every", "each") and words[1:2] and words[1] in ("other", "second") and words[2:3] == ["day"]:
        return 0.5
    if words[0] in ("at", "on") and words[1:2] and (words[1] == "weekend" or words[1:3] == ["the", "weekend"]):
        return 2 / 7
    if words[0] in ("weekday",) or words[:2] == ["on", "weekday"] or words[:2] == ["on", "workday"]:
        return 5 / 7
    if words[0] in ("a", "per", "every", "each", "/", "p", "in", "one", "this") and len(words) > 1:
        unit = words[2] if words[0] == "in" and words[1] in ("the", "a") and len(words) > 2 else words[1]
        return _DAYS.get(unit)
    return _DAYS[words[0]] if words[0] in ("daily", "weekly", "today", "monthly", "yesterday") else None


# --- the result ----------------------------------------------------------------------------------------------------------------
def _mention(text: str, tokens: Sequence[_Token], item: _Found, table: Drinks) -> Mention | None:
    start, end = tokens[item.part_first].start, tokens[max(item.part_last, item.last) - 1].end
    said = text[start:end]
    drink = item.drink
    if item.none and drink is None:
        return None
    if item.none:
        begin = tokens[item.part_first].start
        return Mention(Intake(drink.id if drink else item.name, text[begin:end]), begin, end)
    if item.decaf and item.count:
        return Mention(Intake(f"caffeine-free {item.name}", said), start, end)
    if drink is None:
        return Mention(Intake(item.name, said, known=False, missing="drink"), start, end, item.count.least if item.count else None)
    if item.hourly:
        return Mention(Intake(drink.id, said, known=False, missing="count"), start, end)
    if item.count is None:
        if item.habit and not item.vague and not _is_plural(tokens, item):
            item = replace(item, count=_Count(1, 1))
        elif (item.vague or item.habit) and max(size.most_mg for size in drink.sizes.values()) <= _HARDLY_ANY:
            return None
        elif item.vague or item.habit:
            return Mention(Intake(drink.id, said, known=False, missing="count"), start, end)
        else:
            return None
    count = item.count or _Count(1, 1)
    if count.most > _MOST_SERVINGS:
        return Mention(Intake(drink.id, said, known=False, missing="count"), start, end)
    sizes = _servings(drink, item)
    if not sizes:
        return Mention(Intake(drink.id, said, known=False, missing="size"), start, end, count.least, count.most)
    least, most = milligrams(sizes, count.least, count.most, item.per_day or 1.0)
    return Mention(Intake(drink.id, said, least, most), start, end, count.least, count.most)


def _is_plural(tokens: Sequence[_Token], item: _Found) -> bool:
    """Whether several are meant: "coffees"."""
    last = tokens[item.last - 1]
    return last.raw.lower().endswith("s") and not last.word.endswith("s")


def _servings(drink: Drink, item: _Found) -> list[Size]:
    """The servings that it may be: the size that was said, or else all that the table has but the largest."""
    if item.ml is not None:
        size = by_volume(drink, item.ml)
        return [size] if size else []
    if item.unknown_size and not any(size in drink.sizes for size in item.sizes):
        return []
    if {"glass"} & set(item.sizes) and not set(item.sizes) & set(drink.sizes):
        return []
    said = [drink.sizes[size] for size in item.sizes if size in drink.sizes]
    if said:
        return said
    usual = [size for name, size in drink.sizes.items() if name not in ("extra_large", "high_street")]
    return usual or list(drink.sizes.values())


def _bare(text: str) -> Iterator[Mention]:
    """A short text that is nothing but a number ("3", "two or three cups a day"), or milligrams of caffeine."""
    tokens = _tokens(text, 0)
    milligram = re.search(r"\b(\d{1,4})\s?(?:mg|milligrams?)\b", text.lower())
    if milligram and ("caffeine" in text.lower() or len(tokens) <= 8):
        mg = int(milligram[1])
        drink = "caffeine" if "caffeine" in text.lower() else ""
        yield Mention(Intake(drink, text[milligram.start() : milligram.end()], mg, mg), milligram.start(), milligram.end())
        return
    if not 0 < len(tokens) <= 8:
        return
    fillers = {"about", "roughly", "maybe", "around", "er", "um", "i", "drink", "have", "usually", "probably", "like", "id", "say", "day", "per", "each", "every", ",", ".", "or", "so", "only", "just", "-", "to", "of", "them", "a", "in", "the", "it", "normally", "mostly"}
    for last in reversed(range(len(tokens))):
        counted = _count_ending(tokens, last)
        if counted is None or tokens[last].word in ("a", "an") or (last + 1 < len(tokens) and tokens[last + 1].word in _UNITS_OF_TIME):
            continue
        others = [token.word for place, token in enumerate(tokens) if not counted[1] <= place <= last]
        if all(word in fillers or word in _CONTAINERS or word in _SIZES or word in _DAYS for word in others):
            start, end = tokens[counted[1]].start, tokens[-1].end
            share = next((factor for place in range(last + 1, len(tokens)) if (factor := _period_at(tokens, place))), 1.0)
            count = _Count(counted[0].least * share, counted[0].most * share)
            yield Mention(Intake("", text[start:end], known=False, missing="drink"), start, end, count.least, count.most)
        return
