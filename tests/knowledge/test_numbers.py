"""Emergency numbers and crisis lines: each with its source, and none guessed."""

import re
from datetime import date

import pytest

from triage.files import read_yaml
from triage.knowledge import FOLDER

from dialogue.words import words

NUMBERS = read_yaml(FOLDER / "emergency_numbers.yml")
LINES = read_yaml(FOLDER / "crisis_lines.yml")
ROWS = [
    *(pytest.param(country, row, id=f"emergency-{country}") for country, row in NUMBERS.items()),
    *(pytest.param(country, row, id=f"crisis-{country}") for country, row in LINES.items()),
]


@pytest.mark.parametrize(("country", "row"), ROWS)
def test_a_number_names_its_source_address_and_the_day_it_was_read(country, row):
    assert row["source"]
    assert row["address"].startswith(("https://", "http://"))
    assert isinstance(row["seen"], date)
    assert row.keys() - {"ambulance", "line"} == {"source", "address", "seen"}


@pytest.mark.parametrize("country", [country for country in (*NUMBERS, *LINES) if country != "default"])
def test_a_country_is_a_code_of_two_capitals(country):
    assert re.fullmatch("[A-Z]{2}", country), "in YAML a bare NO is false: put it in quotes"


@pytest.mark.parametrize("country", [country for country in NUMBERS if country != "default"])
def test_an_emergency_number_is_a_text_of_digits(country):
    assert isinstance(NUMBERS[country]["ambulance"], str), "put the number in quotes"
    assert re.fullmatch(r"\d{2,6}", NUMBERS[country]["ambulance"])


@pytest.mark.parametrize("country", LINES)
def test_a_crisis_line_can_be_called_or_written_to(country):
    assert re.search(r"\d{3}", LINES[country]["line"].replace(" ", ""))
    assert not LINES[country]["line"].endswith(".")


def test_where_no_number_is_known_none_is_made_up():
    assert NUMBERS["default"]["ambulance"] is None
    assert "default" not in words().ambulance


def test_every_country_with_a_crisis_line_has_an_emergency_number_too():
    assert LINES.keys() <= NUMBERS.keys()


@pytest.mark.parametrize(("country", "number"), [("GB", "999"), ("US", "911"), ("AU", "000"), ("NZ", "111"), ("DE", "112"), ("FR", "15")])
def test_well_known_numbers_are_right(country, number):
    if country in NUMBERS:
        assert NUMBERS[country]["ambulance"] in {number, "112"}
