"""What a visitor of a repository looks for is there, and is right."""

import ast
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
import yaml

from triage.knowledge import knowledge

from tests.docs.pages import DOCUMENTS, ROOT, text

APACHE = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
"""SHA-256 of the licence as the Apache Software Foundation publishes it."""
SECTIONS = ("Start", "Talk to it", "How it decides", "How well", "Map", "To change …", "Deploy", "Privacy", "Limits", "Documentation and licence")


def test_the_licence_is_apache_2_to_the_byte():
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE


def test_the_readme_is_short_and_has_every_section():
    lines = text("README.md").splitlines()
    assert len(lines) < 200
    assert tuple(line.removeprefix("## ") for line in lines if line.startswith("## ")) == SECTIONS


def test_the_readme_says_first_of_all_what_it_is_not():
    beginning = text("README.md").split("## ")[0]
    assert "not a doctor" in beginning
    assert "emergency number" in beginning


def test_the_readme_has_a_table_of_figures_with_sizes_and_intervals_and_what_they_do_not_prove():
    figures = text("README.md").partition("<!-- figures -->")[2].partition("<!-- /figures -->")[0]
    assert re.search(r"\(\d+/\d+, \d+–\d+\)", figures)
    assert "What this doesn't prove" in text("README.md")


def test_the_map_names_every_tracked_folder():
    tracked = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("not in a git repository")
    folders = {path.split("/")[0] for path in tracked.stdout.splitlines() if "/" in path and not path.startswith(".")}
    named = set(re.findall(r"`([a-z]+)/`", text("README.md")))
    assert folders - named - {"models"} == set()


def test_the_changelog_tells_this_version_and_this_table():
    version = tomli.loads(text("pyproject.toml"))["project"]["version"]
    assert f"## {version}" in text("CHANGELOG.md")
    assert f"### Triage table, version {knowledge().table.version}" in text("CHANGELOG.md")


def test_the_changelog_counts_the_tables_rows_and_findings_rightly():
    known, newest = knowledge(), text("CHANGELOG.md")
    assert f"{len(known.red_flags)} red flags and {len(known.findings) - len(known.red_flags)} triggers" in newest
    assert f"{len(known.emergency_signs)} rows for emergencies" in newest


def test_the_pre_commit_hooks_are_valid_and_are_our_own_tools():
    subprocess.run([Path(sys.executable).parent / "pre-commit", "validate-config"], cwd=ROOT, check=True)
    for repository in yaml.safe_load(text(".pre-commit-config.yaml"))["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            program, *words = hook["entry"].split()
            assert (Path(sys.executable).parent / Path(program).name).exists()
            assert all((ROOT / word).exists() for word in words if "/" in word)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_document_names_a_machine(document):
    assert not re.search(r"/(home|Users|root|work|tmp)/|C:\\\\", text(document))


def test_the_tools_of_the_documentation_are_pinned():
    groups = tomli.loads(text("pyproject.toml"))["dependency-groups"]
    assert groups["docs"]
    assert all("==" in each for each in groups["docs"])
    assert "--all-groups" in text("Makefile")


@pytest.mark.parametrize("package", sorted(path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"))
def test_a_package_names_its_modules(package: str) -> None:
    """A stranger reads the package's docstring first, so each module stands there."""
    doc = ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text(encoding="utf-8"))) or ""
    modules = {path.stem for path in (ROOT / package).glob("*.py") if not path.stem.startswith("_")}
    assert modules
    assert {module for module in modules if f"``{module}``" not in doc} == set()
