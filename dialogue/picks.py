"""What was picked of a list that was asked: "weakness, nothing else", "the last two", "all of them"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from triage.findings import Status
from triage.interview import Question

from dialogue.answers import plain, short_answers, without_fillers
from dialogue.reading import Reading

_TAKES_PART = {"the", "a", "an", "one", "ones", "and", "plus", "also", "too", "as", "well", "is", "there", "of", "them", "those", "these", "my", "some", "have", "i", "got", "number", "option"}
_ALONE = {"only", "just"}
_WELL = {"ok", "okay", "thankfully", "luckily", "fortunately"}
"""Fillers of other answers that say of a sign that it is well: "speech okay"."""


@dataclass(frozen=True)
class Picks:
    """What was picked.

    Attributes:
        findings: those that are there.
        alone: whether the message says that the others on the list aren't.
    """

    findings: tuple[str, ...]
    alone: bool = False


def picks(question: Question, asked: Sequence[str], reading: Reading) -> Picks | None:
    """The findings that a message picks of a list, by their names or places, if it does nothing besides; else None.

    Args:
        question: the open question.
        asked: those of its findings that were asked about, in the order of the list.
        reading: the message; a denial of the rest may stand beside what is picked.
    """
    told = _without_denial(reading)
    if " ".join(without_fillers(told)) in short_answers().every:
        return Picks(tuple(asked))
    words = plain(told).split()
    found = _named(question, words) or _placed(asked, words)
    if not found:
        return None
    return Picks(found, alone=any(word in _ALONE for word in words))


def _without_denial(reading: Reading) -> str:
    head = reading.text.replace(reading.denial_said, " ") if reading.denies_the_rest and reading.denial_said else reading.text
    return head if re.search(r"\w", head) else reading.text


def _left_out(word: str) -> bool:
    listed = short_answers()
    return word not in _WELL and (word in _TAKES_PART or word in _ALONE or word in listed.fillers or word in listed.degrees)


def _named(question: Question, words: Sequence[str]) -> tuple[str, ...]:
    """Findings by the names of their choices, longest names first; none if any other word is left."""
    names = {
        tuple(plain(name).split()): next(iter(choice.sets))
        for choice in question.choices
        for name in (choice.label, *choice.names)
        if list(choice.sets.values()) == [Status.PRESENT]
    }
    found: list[str] = []
    place = 0
    while place < len(words):
        name = max((name for name in names if tuple(words[place : place + len(name)]) == name), key=len, default=None)
        if name is None and not (_left_out(words[place]) or words[place] in ("yes", "yeah", "yep", "yea")):
            return ()
        if name is not None:
            found.append(names[name])
        place += len(name) if name else 1
    return tuple(dict.fromkeys(found))


def _placed(asked: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    """Findings by their places in the list: "2", "the first and the third", "the last two"; none if any other word is left."""
    places = short_answers().places
    named = [places.get(word, word) for word in words if word in places or not _left_out(word)]
    if named in (["last", 2], [2, "last"]):
        return tuple(asked[-2:])
    if named == [1, 2] and "two" in words:
        return tuple(asked[:2])
    chosen = [len(asked) if place == "last" else place for place in named]
    if not all(isinstance(place, int) and 1 <= place <= len(asked) for place in chosen):
        return ()
    return tuple(dict.fromkeys(asked[place - 1] for place in chosen if isinstance(place, int)))
