"""Sentences and windows of a message, on spaCy's tokenizer and sentencizer."""

import re
from dataclasses import dataclass
from functools import lru_cache

import spacy
from spacy.language import Language

LONGEST_SENTENCE = 32
"""Words after which a text without punctuation is cut, so that one long breath still is read part by part."""

OVERLAP = 8
"""Words that two such parts share, so that nothing is cut in two."""

WINDOW = 110
"""Words that are read together at most; longer messages are read in overlapping windows of sentences."""

_BREAK = re.compile(r"\n+|(?<=[;])\s+|\s+-\s+")


@dataclass(frozen=True)
class Unit:
    """A stretch of a message that is read by itself, at ``message[start:end]``."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the unit ends in the message."""
        return self.start + len(self.text)

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@lru_cache(maxsize=1)
def english() -> Language:
    """spaCy's English tokenizer with its rule-based sentencizer; needs no model."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [".", "!", "?", "。", "|"]})
    nlp.max_length = 50_000
    return nlp


def sentences(text: str) -> list[Unit]:
    """The sentences of ``text``; long stretches without punctuation in overlapping parts."""
    units: list[Unit] = []
    for sentence in english()(text).sents:
        for piece in _pieces(sentence.text, sentence.start_char):
            units.extend(_cut(piece))
    return units


def _pieces(text: str, start: int) -> list[Unit]:
    pieces, begin = [], 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        if text[begin:end].strip():
            pieces.append(_stripped(text[begin:end], start + begin))
        begin = match.end() if match else end
    return pieces


def _stripped(text: str, start: int) -> Unit:
    return Unit(text.strip(), start + len(text) - len(text.lstrip()))


def _cut(unit: Unit) -> list[Unit]:
    words = list(re.finditer(r"\S+", unit.text))
    if len(words) <= LONGEST_SENTENCE + OVERLAP:
        return [unit]
    parts = []
    for first in range(0, len(words) - OVERLAP, LONGEST_SENTENCE - OVERLAP):
        last = min(first + LONGEST_SENTENCE, len(words)) - 1
        begin, end = words[first].start(), words[last].end()
        parts.append(Unit(unit.text[begin:end], unit.start + begin))
    return parts


def windows(text: str, parts: list[Unit]) -> list[Unit]:
    """Overlapping stretches of ``text``, each of whole sentences and at most about ``WINDOW`` words."""
    found: list[Unit] = []
    first = 0
    while first < len(parts):
        last, words = first, parts[first].words
        while last + 1 < len(parts) and words + parts[last + 1].words <= WINDOW:
            last += 1
            words += parts[last].words
        found.append(Unit(text[parts[first].start : parts[last].end], parts[first].start))
        if last + 1 >= len(parts):
            break
        first = max(first + 1, last)
    return found


_CLAUSE = re.compile(r"[,;:.!?()\n]|\s-\s|\b(?:but|and|although|though|because|cos|so|then|while|when)\b", re.IGNORECASE)
LONGEST_QUOTE = 12
"""Words of a person that are quoted back at most."""


def clause_around(text: str, place: int) -> tuple[int, int]:
    """Where the clause of ``text`` begins and ends that covers the character at ``place``; at most LONGEST_QUOTE words."""
    begin, end = 0, len(text)
    for match in _CLAUSE.finditer(text):
        if match.end() <= place:
            begin = match.end()
        elif match.start() > place:
            end = match.start()
            break
    return _shortened(text, begin, end, place)


def _shortened(text: str, begin: int, end: int, place: int) -> tuple[int, int]:
    words = list(re.finditer(r"\S+", text[begin:end]))
    if not words:
        return begin, end
    here = next((index for index, match in enumerate(words) if begin + match.end() > place), len(words) - 1)
    first = max(0, min(here - LONGEST_QUOTE // 2, len(words) - LONGEST_QUOTE))
    last = min(len(words), first + LONGEST_QUOTE) - 1
    return begin + words[first].start(), begin + words[last].end()
