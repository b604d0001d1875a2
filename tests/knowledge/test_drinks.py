"""How much caffeine is in what."""

import re
from datetime import date

import pytest

from triage.files import read_yaml
from triage.knowledge import FOLDER

DRINKS = read_yaml(FOLDER / "drinks.yml")
SOURCES = DRINKS.pop("sources")


def plain(name):
    return " ".join(re.sub(r"[^\w\s]", " ", name.lower()).split())


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_of_figures_names_where_and_when_it_was_read(source):
    assert SOURCES[source].keys() == {"cite", "address", "seen"}
    assert SOURCES[source]["address"].startswith(("https://", "http://"))
    assert isinstance(SOURCES[source]["seen"], date)


@pytest.mark.parametrize("drink", DRINKS)
def test_a_drink_has_names_sizes_a_usual_size_and_a_source(drink):
    row = DRINKS[drink]
    assert row.keys() == {"names", "sizes", "default_size", "source"}
    assert row["names"]
    assert row["default_size"] in row["sizes"]
    assert row["source"] in SOURCES


@pytest.mark.parametrize("drink", DRINKS)
def test_a_size_gives_millilitres_or_null_and_milligrams_from_least_to_most(drink):
    for size in DRINKS[drink]["sizes"].values():
        assert size.keys() - {"source"} == {"ml", "mg"}
        assert size.get("source", "mayo") in SOURCES
        assert size["ml"] is None or 10 <= size["ml"] <= 2_000
        least, most = size["mg"]
        assert 0 <= least <= most <= 500


def test_a_name_belongs_to_one_drink_only_and_is_more_than_punctuation():
    names = [plain(name) for drink in DRINKS.values() for name in drink["names"]]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
    assert all(names)


def test_decaf_has_less_than_coffee_and_an_energy_drink_has_caffeine():
    def most(name):
        return max(size["mg"][1] for drink in DRINKS.values() if name in drink["names"] for size in drink["sizes"].values())

    assert most("decaf") < most("coffee")
    assert most("energy drink") > 0
