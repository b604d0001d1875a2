"""A textbook lexicon: spaCy's phrase matching for the findings, negspacy's NegEx for the denials."""

import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

import spacy
from negspacy.termsets import termset
from spacy.language import Language

from triage.files import read_yaml
from triage.knowledge import FOLDER

from benchmarks.rivals.verdict import Verdict

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import negspacy.negation  # noqa: F401  (registers the pipe "negex")


class NegatedLexicon:
    """Every phrase of the lexicon is its finding; NegEx says whether it is denied."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        self._pipeline: Language = spacy.blank("en")
        self._pipeline.add_pipe("sentencizer")
        ruler = self._pipeline.add_pipe("entity_ruler", config={"phrase_matcher_attr": "LOWER"})
        ruler.add_patterns(
            [{"label": finding, "pattern": self._pattern(phrase)} for finding, listed in phrases.items() for phrase in listed]
        )
        self._pipeline.add_pipe(
            "negex", config={"neg_termset": termset("en_clinical").get_patterns(), "ent_types": list(phrases)}
        )

    def read(self, text: str) -> Verdict:
        """Findings named and not denied, and findings named and denied nowhere else."""
        document = self._pipeline(re.sub(r"['’]", "", text))
        present = frozenset(span.label_ for span in document.ents if not span._.negex)
        return Verdict(present=present, absent=frozenset(span.label_ for span in document.ents) - present)

    @staticmethod
    def _pattern(phrase: str) -> str | list[dict[str, object]]:
        if "*" not in phrase:
            return phrase
        return [
            {"LOWER": {"REGEX": f"^{re.escape(word[:-1])}"}} if word.endswith("*") else {"LOWER": word}
            for word in phrase.split()
        ]


def textbook_lexicon(path: Path = FOLDER / "lexicon.yml") -> NegatedLexicon:
    """The project's phrases read the textbook way."""
    return NegatedLexicon(read_yaml(path)["findings"])
