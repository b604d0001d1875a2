"""The hazard log: every hazard has something that holds it, and every file and test that it names exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOG = ROOT / "docs" / "hazards.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in LOG.read_text(encoding="utf-8").splitlines()
    if re.match(r"\| H-\d+", line)
]


def links(text):
    return re.findall(r"\]\(([^)#]+)\)(?:::(\w+))?", text)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_hazard_has_a_severity_something_that_holds_it_and_a_test(row):
    assert len(row) == 5
    assert row[2] in "ABCD"
    assert row[3]
    assert links(row[4])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_what_a_hazard_names_exists(row):
    for path, test in links(row[4]):
        file = (LOG.parent / path).resolve()
        assert file.is_file(), path
        if test:
            assert f"def {test}(" in file.read_text(encoding="utf-8"), f"{path} has no {test}"


def test_the_hazards_are_numbered_without_a_gap():
    assert [row[0] for row in ROWS] == [f"H-{place:02}" for place in range(1, len(ROWS) + 1)]


@pytest.mark.parametrize("name", ["intended-use.md", "hazards.md"])
def test_every_link_of_a_document_leads_somewhere(name):
    file = ROOT / "docs" / name
    for path, _ in links(file.read_text(encoding="utf-8")):
        assert (file.parent / path).exists(), path


def test_intended_use_names_as_many_languages_as_there_are():
    from dialogue.words import words

    text = (ROOT / "docs" / "intended-use.md").read_text(encoding="utf-8")
    assert f"says so in {len(words().languages.by_code)} of them" in text
