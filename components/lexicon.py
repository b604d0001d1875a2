"""The second, independent reader: phrases that name a finding outright (``knowledge/lexicon.yml``), on spaCy's matcher.

It knows nothing of the encoder. What it finds is at most asked about; it never takes anything away.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.matcher import Matcher
from spacy.tokens import Doc, Span

from triage.files import KnowledgeError, read_yaml, require_keys
from triage.knowledge import FOLDER

from components.sentences import clause_around, english, sentences

_NO = re.compile(r"\s*(?:no|nope|nah|none|nil|never|not|neg\w*|absent)\b", re.IGNORECASE)
"""How an answer begins that denies what was asked just before: "chest pain? No"."""

_NIL = re.compile(r"[\s:=-]*(?:nope|nah|none|nil|neg\w*|absent|no)\b\s*(?:[,.;!]|$)", re.IGNORECASE)
"""What denies a phrase in a list, right after it: "chest pain: none", "chest pain - nil"."""


@dataclass(frozen=True)
class Named:
    """A finding that a text names outright and does not deny, at ``text[start:end]``."""

    finding: str
    start: int
    end: int


class Lexicon:
    """Finds undenied mentions of findings."""

    def __init__(self, findings: Mapping[str, Iterable[str]], before: list[str], after: list[str], elsewhere: list[str], *, questions: bool = False) -> None:
        """``questions``: whether a phrase counts where it is asked about."""
        self._matcher = Matcher(english().vocab)
        for finding, phrases in findings.items():
            self._matcher.add(finding, [_pattern(phrase) for phrase in phrases])
        self._questions = questions
        self._before, self._after, self._elsewhere = _any(before), _any(after), _any(elsewhere)

    def named(self, text: str) -> list[Named]:
        """Every finding that ``text`` names outright as being there, each once."""
        found: dict[str, Named] = {}
        parts = sentences(text)
        for place, sentence in enumerate(parts):
            plain = _plain(sentence.text)
            asked = sentence.text.rstrip().endswith("?")
            answer = parts[place + 1].text if place + 1 < len(parts) else ""
            if self._elsewhere.search(plain) or (asked and (not self._questions or _NO.match(answer))):
                continue
            doc = english()(plain)
            for match, first, last in self._matcher(doc):
                finding = doc.vocab.strings[match]
                if finding not in found and not self._denied(doc, doc[first:last], answer):
                    start, end = clause_around(text, min(sentence.start + doc[first].idx, sentence.end - 1))
                    found[finding] = Named(finding, start, end)
        return list(found.values())

    def _denied(self, doc: Doc, span: Span, following: str) -> bool:
        begin, end = clause_around(doc.text, span.start_char)
        before = doc.text[min(begin, span.start_char) : span.start_char]
        after = doc.text[span.end_char : max(end, span.end_char)]
        return bool(self._before.search(before) or self._after.search(after) or _NIL.match(doc.text[span.end_char :].rstrip() or following))


def load_lexicon(path: Path = FOLDER / "lexicon.yml", *, questions: bool = False) -> Lexicon:
    """The project's own lexicon; ``questions`` as in ``Lexicon``.

    Raises:
        KnowledgeError: if the file is not of its form.
    """
    root = require_keys(path.name, read_yaml(path), ["findings", "denied_before", "denied_after", "elsewhere"])
    for finding, phrases in root["findings"].items():
        for phrase in phrases:
            if phrase != _plain(phrase) and not phrase.endswith("*"):
                raise KnowledgeError(f"{path.name}: {finding}: '{phrase}' should be in lower case, without apostrophes")
    return Lexicon(root["findings"], root["denied_before"], root["denied_after"], root["elsewhere"], questions=questions)


def _plain(text: str) -> str:
    return re.sub(r"\bcannot\b|\bcan not\b", "cant", text.lower().replace("'", ""))


def _pattern(phrase: str) -> list[dict[str, object]]:
    return [
        {"LOWER": {"REGEX": f"^{re.escape(word[:-1])}"}} if word.endswith("*") else {"LOWER": word}
        for word in phrase.split()
        for word in _tokens(word)
    ]


def _tokens(word: str) -> list[str]:
    return [word] if word.endswith("*") else [token.text for token in english()(word)]


def _any(words: Iterable[str]) -> "re.Pattern[str]":
    listed = (rf"{re.escape(word[:-1])}\w*" if word.endswith("*") else re.escape(word) for word in words)
    return re.compile(rf"\b(?:{'|'.join(listed)})\b")
