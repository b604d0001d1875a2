"""Every link in every document leads somewhere, and every path that is named exists."""

import re

import pytest

from documentation.hooks import outside_code, targets
from tests.docs.pages import DOCUMENTS, ROOT, headings, inline, text

GENERATED = (".quiver", "dist", "site", "models/quiver-", "results")
"""Folders that appear when the project runs."""
TO_BE_WRITTEN = {"channels/plain.py"}
"""Files that a reader of docs/changing.md is shown how to write."""
FOLDERS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith("."))
_PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[A-Za-z0-9_./-]*")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_relative_link_leads_to_something(document):
    missing = [path for path, _ in targets(text(document), document) if not (ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_anchor_is_a_heading(document):
    wrong = [
        f"{path}#{anchor}"
        for path, anchor in targets(text(document), document)
        if anchor and path.endswith(".md") and (ROOT / path).is_file() and anchor not in headings(path)
    ]
    own = re.findall(r"\]\(#([^)]+)\)", outside_code(text(document)))
    assert wrong + [anchor for anchor in own if anchor not in headings(document)] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_in_backticks_exists(document):
    paths = {found for code in inline(document) for found in _PATH.findall(code) if code.startswith(found) or f" {found}" in code}
    missing = [path for path in paths if not path.startswith(GENERATED) and path not in TO_BE_WRITTEN and not (ROOT / path.rstrip("./")).exists()]
    assert sorted(missing) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_link_outside_is_https(document):
    linked = re.findall(r"\]\((http://[^)\s]+)|<(http://[^>\s]+)>", outside_code(text(document)))
    assert [address for found in linked for address in found if address and not re.match(r"http://(localhost|127\.0\.0\.1)\b", address)] == []


def test_the_documents_are_all_there():
    assert {"README.md", "docs/triage.md", "docs/channels/rest.md", "encoder/CARD.md", "CHANGELOG.md"} <= set(DOCUMENTS)


def test_a_broken_link_is_seen():
    assert next(iter(targets("[a](nowhere.md#b) [c](https://example.org) `[d](x)`", "docs/page.md"))) == ("docs/nowhere.md", "b")
