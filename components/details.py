"""Where, on which side and how often: the words of ``knowledge/details.yml`` in a message, on spaCy's phrase matcher."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from triage.files import read_yaml, require_keys
from triage.knowledge import FOLDER

from components.sentences import english

KINDS = ("place", "side", "frequency")


@dataclass(frozen=True)
class Detail:
    """One place, side or frequency that a text names, at ``text[start:end]``."""

    kind: str
    start: int
    end: int


class Details:
    """Finds places, sides and frequencies."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        self._matcher = PhraseMatcher(english().vocab, attr="LOWER")
        for kind, phrases in words.items():
            self._matcher.add(kind, [english().make_doc(phrase) for phrase in phrases])

    def named(self, text: str) -> list[Detail]:
        """Every detail that ``text`` names, the longest where two overlap, in the order of the text."""
        doc = english().make_doc(text)
        spans = filter_spans(self._matcher(doc, as_spans=True))
        return [Detail(span.label_, span.start_char, span.end_char) for span in spans]


def load_details(path: Path = FOLDER / "details.yml") -> Details:
    """The project's own details.

    Raises:
        triage.files.KnowledgeError: if the file is not of its form.
    """
    return Details(require_keys(path.name, read_yaml(path), KINDS))
