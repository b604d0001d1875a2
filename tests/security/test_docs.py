"""Every line of the threat model and of the data table names a test that is there."""

import re

import pytest

from tests.e2e.quiver import ROOT

_NAMED = re.compile(r"`(?P<file>tests/[\w/]+\.py|…)(?:::(?P<test>\w+))?`")


def rows(name: str, heading: str) -> list[str]:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8").split(heading, 1)[1].split("\n#", 1)[0]
    return [line for line in text.splitlines() if line.startswith("|")][2:]


@pytest.mark.parametrize(("name", "heading"), [("security.md", "## Doors and threats"), ("privacy.md", "### What is stored, line by line")])
def test_every_line_names_tests_that_are_there(name: str, heading: str) -> None:
    lines = rows(name, heading)
    assert len(lines) > 8
    for line in lines:
        named = list(_NAMED.finditer(line))
        assert named, line
        file = ""
        for match in named:
            file = file if match["file"] == "…" else match["file"]
            code = (ROOT / file).read_text(encoding="utf-8")
            assert match["test"] is None or re.search(rf"def {match['test']}\(", code), match[0]
