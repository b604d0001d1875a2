"""The public guidelines behind what the article leaves out: each names where and when it was read."""

from datetime import date

import pytest

from triage.files import read_yaml
from triage.knowledge import FOLDER

GUIDELINES = read_yaml(FOLDER / "sources.yml")["guidelines"]


@pytest.mark.parametrize("key", GUIDELINES)
def test_a_guideline_says_what_it_says_and_where_and_when_it_was_read(key):
    guideline = GUIDELINES[key]
    assert guideline["cite"]
    assert len(guideline["says"].split()) >= 5
    assert guideline["address"].startswith(("https://", "http://"))
    assert isinstance(guideline["seen"], date)


def test_the_stroke_guidance_of_the_nhs_and_the_american_stroke_association_is_cited_by_name():
    assert "NHS" in GUIDELINES["be_fast"]["cite"]
    assert "American Stroke Association" in GUIDELINES["be_fast"]["cite"]
