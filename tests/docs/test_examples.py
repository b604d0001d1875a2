"""What the documents show is what Quiver says."""

import json

import pytest

from triage.knowledge import knowledge

from documentation import examples
from tests.contract import FINDINGS, KINDS, LEVELS, TOPICS
from tests.docs.pages import ROOT, blocks, headings, text
from tests.e2e.quiver import Quiver

INTEGRATORS = "docs/integrators.md"


@pytest.mark.server
def test_the_reply_in_the_rest_page_is_the_real_one(quiver: Quiver):
    body, documented = examples.documented(text("docs/channels/rest.md"))
    assert examples.answered(quiver.url, body) == documented, "run `make pictures`"


def test_the_envelope_in_the_documents_is_of_the_contract():
    (envelope,) = (json.loads(block) for block in blocks(INTEGRATORS, "json"))
    assert set(envelope["kinds"]) <= set(KINDS)
    assert set(envelope["topics"]) <= set(TOPICS)
    assert envelope["assessment"]["level"] in LEVELS
    assert set(envelope["assessment"]["findings"]) <= set(FINDINGS)
    for reason in envelope["assessment"]["because"]:
        row = next(row for row in knowledge().table.rows if row.id == reason["rule"])
        assert reason["finding"] in row.when
        assert reason["source"] == knowledge().sources.cite(row.source)


def test_every_level_and_kind_is_told_to_integrators():
    page = text(INTEGRATORS)
    assert [level for level in LEVELS if f"| `{level}` |" not in page] == []
    assert [kind for kind in KINDS if f"`{kind}`" not in page] == []
    places = [page.index(f"| `{level}` |") for level in LEVELS]
    assert places == sorted(places), "from the least to the most urgent"


def test_every_field_that_a_reply_has_grown_is_told_to_integrators():
    from tests.dialogue.envelope import ADDED, ASSESSMENT, KEYS

    page = text(INTEGRATORS)
    assert [field for field in (*KEYS, *ADDED, *ASSESSMENT) if f"`{field}`" not in page and f'"{field}"' not in page] == []


def test_what_clinicians_are_told_of_the_counts_is_so():
    page = text("docs/clinicians.md")
    sheet = text("docs/triage.md")
    total, self_care = "14,348,907", "64"
    assert f"All {total} combinations" in sheet
    assert f"| self_care | {self_care} |" in sheet
    assert f"all {total} combinations" in page
    assert f"of those, {self_care} to self-care" in page


def test_the_pages_of_the_channels_are_all_there():
    assert {path.name for path in (ROOT / "docs" / "channels").glob("*.md")} >= {"rest.md", "shell.md", "slack.md", "web.md"}
    assert "settings" in headings("docs/channels/web.md")
