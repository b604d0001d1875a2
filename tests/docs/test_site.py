"""The site is built without a warning and without a network, and holds nothing that would be fetched from elsewhere."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from documentation.hooks import PAGES
from tests.docs.pages import ROOT

LOADED = {("script", "src"), ("img", "src"), ("link", "href"), ("iframe", "src"), ("source", "src"), ("object", "data")}
NO_WAY_OUT = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")


class Page(HTMLParser):
    """What a page loads, where it leads, and its ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.led: list[str] = []
        self.ids: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            if (tag, name) in LOADED and value and dict(attrs).get("rel") not in ("canonical", "prev", "next"):
                self.loaded.append(value)
            if (tag, name) == ("a", "href") and value:
                self.led.append(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, **NO_WAY_OUT, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(folder)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}


def test_every_page_of_the_navigation_is_there(site, pages):
    assert {"index.html", "triage.html", "clinicians.html", "channels/rest.html"} <= {str(path.relative_to(site)) for path in pages}
    assert all((site / page.replace(".md", ".html")).is_file() for page in PAGES.values())


def test_nothing_is_fetched_from_elsewhere(pages):
    foreign = {each for page in pages.values() for each in page.loaded if re.match(r"(https?:)?//", each)}
    assert foreign == set()


def test_no_style_fetches_from_elsewhere(site):
    for style in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", style.read_text(encoding="utf-8")), style.name


def test_what_the_theme_would_fetch_from_elsewhere_is_not_used(site):
    """The theme's script loads Mermaid from outside where a page has a diagram of that kind. None has."""
    for page in site.rglob("*.html"):
        assert 'class="mermaid"' not in page.read_text(encoding="utf-8")


def test_every_link_and_picture_leads_to_a_file_of_the_site(site, pages):
    missing = []
    for path, page in pages.items():
        if path.name == "404.html":  # its links are absolute, since it may be shown anywhere
            continue
        for target in [*page.led, *page.loaded]:
            address, anchor = urldefrag(target)
            if re.match(r"[a-z]+:", address):
                continue
            there = (path.parent / unquote(address)).resolve() if address else path
            if there.is_dir():
                there = there / "index.html"
            if not there.is_file() or (anchor and there in pages and anchor not in pages[there].ids | {"__skip"}):
                missing.append(f"{path.relative_to(site)}: {target}")
    assert missing == []


def test_files_of_the_repository_come_along_as_they_are(site):
    assert (site / "repository" / "knowledge" / "triage.yml.txt").read_bytes() == (ROOT / "knowledge" / "triage.yml").read_bytes()
    assert "Model card" in (site / "model-card.html").read_text(encoding="utf-8")


def test_the_search_has_every_page(site):
    import json

    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert {"triage.html", "model-card.html", "figures.html"} <= {entry["location"].split("#")[0] for entry in index["docs"]}


def test_nothing_of_the_site_is_in_the_repository():
    assert "site/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert not list(Path(ROOT / "docs").rglob("*.html"))
