"""Sources: what every statement about health rests on."""

import pytest

from triage.files import KnowledgeError

from tests.triage.workshop import edited, load

PARAGRAPHS = {"intro": 1, "mechanism": 2, "triggers": 4, "doctor": 3, "relief": 3}


def test_every_paragraph_of_the_article_can_be_cited(known):
    expected = [f"article/{section}/{number + 1}" for section, count in PARAGRAPHS.items() for number in range(count)]
    assert [key for key in known.sources.cites if key.startswith("article/")] == expected


def test_a_paragraph_is_cited_by_section_and_number(known):
    assert known.sources.cite(["article/doctor/3"]) == "article: When to Seek Medical Attention, par. 3"


def test_several_sources_are_cited_in_their_order(known):
    cited = known.sources.cite(["be_fast", "article/intro/1"])
    assert cited.endswith("; article: Introduction, par. 1")
    assert "BE-FAST" in cited


@pytest.mark.parametrize("keys", [None, [], "be_fast", {"be_fast": 1}])
def test_a_statement_without_a_list_of_sources_is_refused(known, keys):
    with pytest.raises(KnowledgeError, match="somewhere: needs at least one source"):
        known.sources.checked("somewhere", keys)


def test_a_source_that_does_not_exist_is_refused(known):
    with pytest.raises(KnowledgeError, match="somewhere: there is no source 'hearsay'"):
        known.sources.checked("somewhere", ["be_fast", "hearsay"])


def test_a_guideline_without_what_it_says_is_refused(tmp_path):
    folder = edited(tmp_path, "sources.yml", lambda root: root["guidelines"]["be_fast"].pop("says"))
    with pytest.raises(KnowledgeError, match=r"sources\.yml: be_fast: 'says' is missing"):
        load(folder)
