"""Topics, phrases and numbers of ``knowledge/``: everything Quiver can say."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from triage.caffeine import Drinks, load_drinks
from triage.files import KnowledgeError, read_yaml, require_keys
from triage.knowledge import FOLDER, Knowledge, knowledge

from dialogue.language import Languages, load_languages
from dialogue.whereabouts import Places, load_places

CONTRACT_TOPICS = 23


@dataclass(frozen=True)
class Topic:
    """One thing that the article can answer; ``tip`` is its short form in a list of things to do, if it is one."""

    id: str
    title: str
    text: str
    source: tuple[str, ...]
    tip: str = ""


@dataclass(frozen=True)
class Relief:
    """Which topics of relief fit which trigger, and which always fit."""

    by_trigger: Mapping[str, str]
    always: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """Everything Quiver can say, by topic and by phrase."""

    topics: Mapping[str, Topic]
    phrases: Mapping[str, str]
    relief: Relief
    ambulance: Mapping[str, str]
    crisis: Mapping[str, str]
    knowledge: Knowledge
    drinks: Drinks
    places: Places
    languages: Languages
    unnamed: tuple[str, ...] = ()

    def say(self, phrase: str, **values: object) -> str:
        """The phrase with its braces filled.

        Raises:
            KeyError: if there is no such phrase, or a brace without a value.
        """
        return self.phrases[phrase].format(**values)

    def tip(self, topic: Topic) -> str:
        """The topic's tip with its source."""
        return f"{topic.tip} {self.say('source_note', source=self.knowledge.sources.cite(topic.source))}"

    def sourced(self, topic: Topic) -> str:
        """The topic's text with its source."""
        return f"{topic.text} {self.say('source_note', source=self.knowledge.sources.cite(topic.source))}"


def load_words(folder: Path = FOLDER, known: Knowledge | None = None) -> Words:
    """The words in ``folder``.

    Raises:
        KnowledgeError: if a file is missing or not of its form.
    """
    known = known or knowledge()
    topics = {id: _topic(id, raw, known) for id, raw in read_yaml(folder / "topics.yml").items()}
    relief = read_yaml(folder / "relief.yml")
    for topic in [*relief["always"], *(value for key, value in relief.items() if key != "always")]:
        if topic not in topics:
            raise KnowledgeError(f"relief.yml: there is no topic '{topic}'")
        if not topics[topic].tip:
            raise KnowledgeError(f"topics.yml: {topic}: relief needs a 'tip'")
    return Words(
        topics=topics,
        phrases=read_yaml(folder / "phrases.yml"),
        relief=Relief({key: value for key, value in relief.items() if key != "always"}, tuple(relief["always"])),
        ambulance=_by_country(read_yaml(folder / "emergency_numbers.yml"), "ambulance"),
        crisis=_by_country(read_yaml(folder / "crisis_lines.yml"), "line"),
        knowledge=known,
        drinks=load_drinks(folder / "drinks.yml"),
        places=load_places(folder),
        languages=load_languages(folder / "languages.yml"),
        unnamed=tuple(require_keys("unnamed.yml", read_yaml(folder / "unnamed.yml"), ["causes"])["causes"]),
    )


def _topic(id: str, raw: object, known: Knowledge) -> Topic:
    where = f"topics.yml: {id}"
    row = require_keys(where, raw, ["title", "text", "source"], ["tip"])
    return Topic(id, row["title"], row["text"], known.sources.checked(where, row["source"]), row.get("tip", ""))


def _by_country(raw: Mapping[str, Any], key: str) -> Mapping[str, str]:
    return {country: row[key] for country, row in raw.items() if row[key]}


@lru_cache(maxsize=1)
def words() -> Words:
    """The project's own words, loaded at the first call."""
    return load_words()
