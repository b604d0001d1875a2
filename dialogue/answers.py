"""Short answers, in the light of the question that was asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from triage.files import KnowledgeError, read_yaml, require_keys
from triage.findings import Status
from triage.interview import Choice, Question
from triage.knowledge import FOLDER
from triage.plain import unquoted

from dialogue.reading import Reading

LONGEST_SHORT_ANSWER = 6
"""Up to this many words the classifier's word for "yes" or "no" is taken; longer texts must begin with it."""

LONGEST_BRIEF = 10
"""Words of a message that only plays something down, or says that it is as always."""


class Polarity(Enum):
    """What a short answer amounts to."""

    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"
    UNSURE = "unsure"
    REFUSE = "refuse"
    NONE = "none"


_MEANINGS = [polarity.value for polarity in Polarity if polarity is not Polarity.NONE]


@dataclass(frozen=True)
class ShortAnswers:
    """The short answers of ``knowledge/answers.yml``."""

    by_text: Mapping[str, Polarity]
    fillers: frozenset[str]
    corrections: str
    played_down: tuple[str, ...]
    acknowledged: str
    all_well: frozenset[str]
    after_looking: frozenset[str]
    as_usual: tuple[str, ...]
    mistaken: frozenset[str]
    every: frozenset[str]
    degrees: frozenset[str]
    places: Mapping[str, int | str]


@lru_cache(maxsize=1)
def short_answers(path: Path = FOLDER / "answers.yml") -> ShortAnswers:
    """The project's own short answers.

    Raises:
        triage.files.KnowledgeError: if the file is not of its form.
    """
    keys = [*_MEANINGS, "fillers", "corrections", "played_down", "acknowledged", "all_well", "after_looking", "as_usual", "mistaken", "every", "degrees", "places"]
    root = require_keys(path.name, read_yaml(path), keys)
    for name, texts in root.items():
        for text in () if name == "places" else texts:
            if not isinstance(text, str):
                raise KnowledgeError(f"{path.name}: {name}: {text!r} is not a text; put it in quotes")
    by_text = {plain(text): Polarity(name) for name in _MEANINGS for text in root[name]}
    fillers = frozenset(root["fillers"])
    begins = "|".join(re.escape(plain(text)) for text in root["corrections"])
    texts_of = {key: tuple(plain(text) for text in root[key]) for key in keys if key != "places"}
    along = "|".join(re.escape(text) for text in sorted(texts_of["acknowledged"], key=len, reverse=True))
    return ShortAnswers(
        by_text,
        fillers,
        rf"(?:(?:{'|'.join(fillers)}|no)\s+)*(?:{begins})\b",
        texts_of["played_down"],
        rf"(?=.*\b(?:{along})\b)(?:(?:{along}|{'|'.join(fillers)})(?:\s+|$))+",
        frozenset(texts_of["all_well"]),
        frozenset(texts_of["after_looking"]),
        texts_of["as_usual"],
        frozenset(texts_of["mistaken"]),
        frozenset(texts_of["every"]),
        frozenset(texts_of["degrees"]),
        {plain(word): place for place, words in root["places"].items() for word in words},
    )


def all_is_well(reading: Reading) -> bool:
    """Whether a message says, perhaps after a look in the mirror, that all is as it should be, and nothing else."""
    listed = short_answers()
    words = without_fillers(reading.text)
    while words and words[0] in listed.after_looking:
        words = words[1:]
    return " ".join(words) in listed.all_well and not reading.states_a_finding


def was_mistaken(reading: Reading) -> bool:
    """Whether a message only says that something told earlier was a mistake: "I got it wrong"."""
    listed = short_answers()
    return plain(reading.text) in listed.mistaken or " ".join(without_fillers(reading.text)) in listed.mistaken


def as_usual(reading: Reading) -> bool:
    """Whether a short message says that something is as it always is: "normal migraine like always"."""
    return _briefly_says(reading, short_answers().as_usual)


def plays_down(reading: Reading) -> bool:
    """Whether a message only plays something down: "it's probably nothing". That denies nothing."""
    return _briefly_says(reading, short_answers().played_down)


def _briefly_says(reading: Reading, phrases: Sequence[str]) -> bool:
    """Whether a message of few words has any of ``phrases`` in it."""
    text = f" {plain(reading.text)} "
    return len(text.split()) <= LONGEST_BRIEF and any(f" {words} " in text for words in phrases)


def acknowledges(reading: Reading) -> bool:
    """Whether a message only goes along with what was said: "ok", "k thx", "sure, go ahead". That is no answer to a question."""
    text = plain(reading.text)
    return len(text.split()) <= LONGEST_SHORT_ANSWER and bool(re.fullmatch(short_answers().acknowledged, text))


def accepts(reading: Reading) -> bool:
    """Whether a message says yes to an offer, to which "ok" is a yes."""
    return polarity(reading) is Polarity.YES or (acknowledges(reading) and not reading.does("thanks"))


def is_yes_and_no(reading: Reading) -> bool:
    """Whether a message begins with both: "yes and no", "yes or no? …". That is neither."""
    return bool(_YES_AND_NO.match(reading.text))


def corrects(reading: Reading) -> bool:
    """Whether a message takes something back: by its act, or by the words that it begins with."""
    return reading.does("correct") or bool(re.match(short_answers().corrections, plain(reading.text)))


def polarity(reading: Reading) -> Polarity:
    """Whether a message says yes, no, don't know or won't say, apart from whatever else it says.

    "No weakness" says something about weakness and is no "no" to everything that was asked; "No, no weakness" is.
    """
    listed = short_answers()
    if acknowledges(reading) or is_yes_and_no(reading):
        return Polarity.NONE
    words = without_fillers(reading.text)
    whole = _meaning(reading.text, listed)
    if whole is not Polarity.NONE:
        return whole
    if plays_down(reading):
        return Polarity.NONE
    if reading.does("refuse"):
        return Polarity.REFUSE
    if len(words) <= LONGEST_SHORT_ANSWER and not reading.tells:
        for act, meaning in (("unsure", Polarity.UNSURE), ("deny", Polarity.NO), ("affirm", Polarity.YES)):
            if reading.does(act):
                return meaning
    leading = _leading(reading.text, listed)
    unpunctuated = leading is Polarity.NONE and _NO_THEN.match(reading.text) and _denies_only(reading)
    return Polarity.NO if unpunctuated else leading


def is_bare_no(reading: Reading) -> bool:
    """Whether a message is a listed "no" and nothing besides: "none", "no nothing"."""
    return _meaning(reading.text, short_answers()) is Polarity.NO


def _denies_only(reading: Reading) -> bool:
    """Whether something was read, and all of it as absent."""
    return reading.tells and all(item.status is Status.ABSENT for item in reading.plain)


def _leading(text: str, listed: ShortAnswers) -> Polarity:
    head = re.split(r"[,.;:!\n–—]|-(?=\s)|(?<=\s)-", text, maxsplit=1)[0]
    meaning = _meaning(head, listed)
    return meaning if meaning in (Polarity.YES, Polarity.NO) and len(head) < len(text) else Polarity.NONE


_YES_AND_NO = re.compile(
    r"\W*(?:(?:well|um+|er+m?|hm+|so|it['’]?s|is it|both|kind of|a bit of|just)\W+)*"
    r"(?:(?:yes|yeah|yep|y)\s*(?:and|or|n|/|&|\+)\s*(?:no|nope|nah|n)|(?:no|nope|nah|n)\s*(?:and|or|/|&|\+)\s*(?:yes|yeah|yep|y))"
    r"\b(?=\W*$|\s*[?.,!;:]|\s+(?:really|i|it|is|both|depends|maybe|lol)\b)",
    re.IGNORECASE,
)
_NO_THEN = re.compile(
    r"\W*(?:no|nope|nah)\s+(?=(?:she|he|i|i['’]?m|it|it['’]?s|they|that|everything|all|we|the|my|her|his|thank\w*|doctor|sir|love|mate)\b)", re.IGNORECASE
)
"""A "no" that answers, before a sentence that goes on without a comma: "no she looks fine"; "no pain" is none."""


def _meaning(text: str, listed: ShortAnswers) -> Polarity:
    """What ``text`` means as it stands ("I don't think so"), or else without its fillers ("well, no, thanks"), or word by word
    ("nope, nope and nope"), where all of them mean the same."""
    for words in (plain(text).split(), without_fillers(text)):
        meaning = listed.by_text.get(" ".join(words))
        if meaning:
            return meaning
    each = {listed.by_text.get(word, Polarity.NONE) for word in without_fillers(text)}
    return each.pop() if len(each) == 1 else Polarity.NONE


def without_fillers(text: str) -> list[str]:
    """The words of ``text`` but those that say nothing in an answer."""
    return [word for word in plain(text).split() if word not in short_answers().fillers]


def chosen(question: Question, text: str) -> Choice | None:
    """The choice whose label is just what was typed, or None."""
    typed = plain(text)
    return next((choice for choice in question.choices if plain(choice.label) == typed), None)


def plain(text: str) -> str:
    """A text as short answers are compared: in lower case, without apostrophes and punctuation."""
    return unquoted(text, keep="👍👎")
