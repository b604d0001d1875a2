"""First names of many countries, from the lists that Faker keeps, and those of them that mean something else as well."""

import importlib
import pkgutil
import re
from functools import lru_cache
from pathlib import Path

import faker.providers.person as people
import yaml

_WORDS = Path(__file__).with_name("name_words.yml")
_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """About 20,000 first names in lower case, without those that are ordinary words."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            listed = getattr(provider, attribute) if attribute.startswith("first_name") else ()
            if isinstance(listed, tuple | list | dict):
                found.update(name.lower() for name in listed if isinstance(name, str) and len(name) > 1 and _NAME.fullmatch(name))
    return frozenset(found - word_names() - never_names())


@lru_cache(maxsize=1)
def word_names() -> frozenset[str]:
    """First names that are ordinary words too ("Rose", "Will"), in lower case: names only where a name must follow."""
    return frozenset(str(_listed()["also_words"]).split())


@lru_cache(maxsize=1)
def never_names() -> frozenset[str]:
    """Words that are never taken for a name, in lower case."""
    return frozenset(str(_listed()["never"]).split())


@lru_cache(maxsize=1)
def _listed() -> dict[str, str]:
    return dict(yaml.safe_load(_WORDS.read_text(encoding="utf-8")))
