"""Which language a message is in that isn't English, and the one sentence that is said in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from triage.files import KnowledgeError, read_yaml, require_keys

SURE = 0.9
"""From this probability on a language is taken for found; "hola" alone stays far below it."""
SURE_BY_SCRIPT = 0.5
"""The same for letters that aren't Latin: there few languages are left to choose from."""
LAST_LATIN = "\u0250"
TELLING_WORDS = 2
"""So many of a language's own words tell it."""


@dataclass(frozen=True)
class Language:
    """A language that one sentence can be said in.

    Attributes:
        name: its name in English.
        text: the sentence; ``{number}`` is the ambulance number.
        never: letters that it doesn't have.
        own: signs that it alone has.
        words: words that tell it where py3langid doesn't know it in these letters.
    """

    name: str
    text: str
    never: str = ""
    own: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Languages:
    """The languages of ``languages.yml``, and what stands for the number where the country isn't known."""

    by_code: Mapping[str, Language]
    number: str


def load_languages(path: Path) -> Languages:
    """The languages of a file like ``knowledge/languages.yml``.

    Raises:
        KnowledgeError: if it is not of its form, or names a language that can't be found.
    """
    root = require_keys(path.name, read_yaml(path), ["number", "languages"])
    languages = {}
    for code, raw in root["languages"].items():
        row = require_keys(f"{path.name}: {code}", raw, ["name", "text"], ["never", "own", "words"])
        if "{number}" not in row["text"]:
            raise KnowledgeError(f"{path.name}: {code}: the sentence names no {{number}}")
        languages[code] = Language(row["name"], row["text"], row.get("never", ""), row.get("own", ""), frozenset(row.get("words", ())))
    return Languages(languages, root["number"])


def language_of(text: str, languages: Languages) -> Language | None:
    """The language that a text which isn't English is in, or None where that isn't sure or it is none of ours."""
    words = set(re.findall(r"\w+", text.lower()))
    for language in languages.by_code.values():
        if len(words & language.words) >= TELLING_WORDS:
            return language
    signs = set(text.lower())
    marked = [language for language in languages.by_code.values() if not signs.isdisjoint(language.own)]
    return marked[0] if len(marked) == 1 else _ranked_first(text, languages)


def is_surely_foreign(text: str, languages: Languages) -> bool:
    """Whether so many words of a text belong to a language that is told by its words that no reader is needed to hear it."""
    words = set(re.findall(r"\w+", text.lower()))
    return any(len(words & language.words) > TELLING_WORDS for language in languages.by_code.values())


def _ranked_first(text: str, languages: Languages) -> Language | None:
    letters = {letter for letter in text.lower() if letter.isalpha()}
    sure = SURE if any(letter < LAST_LATIN for letter in letters) else SURE_BY_SCRIPT
    codes = tuple(sorted(code for code, language in languages.by_code.items() if not language.words))
    for code, probability in _identifier(codes).rank(text) if letters else ():
        language = languages.by_code[code]
        if letters.isdisjoint(language.never):
            return language if probability >= sure or not letters.isdisjoint(_only_others(language, languages)) else None
    return None


def _only_others(language: Language, languages: Languages) -> str:
    """Letters that tell ``language`` apart from those that never have them."""
    return "".join(other.never for other in languages.by_code.values() if other is not language)


@lru_cache(maxsize=2)
def _identifier(codes: tuple[str, ...]) -> LanguageIdentifier:
    """py3langid with its own model, restricted to ``codes``; loaded when it is first needed (0.3 s, 20 MB)."""
    identifier = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(codes))
    return identifier
