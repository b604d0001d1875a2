"""What every statement about health rests on: a paragraph of the article, or a named public guideline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from triage.files import KnowledgeError, read_yaml, require_keys


@dataclass(frozen=True)
class Sources:
    """All sources by key, for example ``article/doctor/3`` or ``be_fast``, each with the words that cite it."""

    cites: Mapping[str, str]

    def cite(self, keys: Iterable[str]) -> str:
        """The citation of several sources, in their order, separated by semicolons."""
        return "; ".join(self.cites[key] for key in keys)

    def checked(self, where: str, keys: object) -> tuple[str, ...]:
        """``keys`` as a tuple, once each is known to exist.

        Raises:
            KnowledgeError: naming ``where`` and the key that no source has, or if there is none at all.
        """
        if not isinstance(keys, list) or not keys:
            raise KnowledgeError(f"{where}: needs at least one source")
        for key in keys:
            if key not in self.cites:
                raise KnowledgeError(f"{where}: there is no source '{key}'")
        return tuple(keys)


def load_sources(path: Path) -> Sources:
    """The sources of ``knowledge/sources.yml``.

    Raises:
        KnowledgeError: if the file isn't of its form.
    """
    root = require_keys(path.name, read_yaml(path), ["article", "guidelines"])
    article = require_keys(f"{path.name}: article", root["article"], ["cite", "sections"])
    cites = {
        f"article/{key}/{number}": article["cite"].format(section=section["title"], paragraph=number)
        for key, section in article["sections"].items()
        for number in range(1, section["paragraphs"] + 1)
    }
    for key, guideline in root["guidelines"].items():
        cites[key] = require_keys(f"{path.name}: {key}", guideline, ["cite", "says"], ["address", "seen"])["cite"]
    return Sources(cites)
