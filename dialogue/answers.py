"""Short answers, in the light of the question that was asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

from triage.files import read_yaml, require_keys
from triage.interview import Choice, Question
from triage.knowledge import FOLDER

from dialogue.reading import Reading

LONGEST_SHORT_ANSWER = 6
"""Up to this many words the classifier's word for "yes" or "no" is taken; longer texts must begin with it."""


class Polarity(Enum):
    """What a short answer amounts to."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    REFUSE = "refuse"
    NONE = "none"


@dataclass(frozen=True)
class ShortAnswers:
    """The short answers of ``knowledge/answers.yml``."""

    by_text: Mapping[str, Polarity]
    fillers: frozenset[str]


@lru_cache(maxsize=1)
def short_answers(path: Path = FOLDER / "answers.yml") -> ShortAnswers:
    """The project's own short answers.

    Raises:
        triage.files.KnowledgeError: if the file is not of its form.
    """
    root = require_keys(path.name, read_yaml(path), ["yes", "no", "unsure", "refuse", "fillers"])
    by_text = {_plain(text): Polarity(name) for name in ("yes", "no", "unsure", "refuse") for text in root[name]}
    return ShortAnswers(by_text, frozenset(root["fillers"]))


def polarity(reading: Reading) -> Polarity:
    """Whether a message says yes, no, don't know or won't say, apart from whatever else it says."""
    listed = short_answers()
    words = [word for word in _plain(reading.text).split() if word not in listed.fillers]
    whole = listed.by_text.get(" ".join(words))
    if whole:
        return whole
    if reading.does("refuse"):
        return Polarity.REFUSE
    if len(words) <= LONGEST_SHORT_ANSWER:
        for act, meaning in (("unsure", Polarity.UNSURE), ("deny", Polarity.NO), ("affirm", Polarity.YES)):
            if reading.does(act):
                return meaning
    return _leading(reading.text, listed)


def _leading(text: str, listed: ShortAnswers) -> Polarity:
    head = re.split(r"[,.;:!\n–—-]", text, maxsplit=1)[0]
    words = [word for word in _plain(head).split() if word not in listed.fillers]
    meaning = listed.by_text.get(" ".join(words), Polarity.NONE)
    return meaning if meaning in (Polarity.YES, Polarity.NO) and len(head) < len(text) else Polarity.NONE


def chosen(question: Question, text: str) -> Choice | None:
    """The choice whose label is just what was typed, or None."""
    typed = _plain(text)
    return next((choice for choice in question.choices if _plain(choice.label) == typed), None)


def _plain(text: str) -> str:
    bare = str(text).lower().replace("’", "").replace("'", "")
    return " ".join(re.sub(r"[^\w\s👍👎]", " ", bare).split())
