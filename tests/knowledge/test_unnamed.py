"""Causes of which Quiver says that the article doesn't name them."""

from triage.files import read_yaml
from triage.knowledge import FOLDER
from triage.plain import plain

CAUSES = read_yaml(FOLDER / "unnamed.yml")["causes"]
NAMED = ("stress", "anxiety", "sleep", "tired", "caffeine", "coffee", "tea", "energy drink", "nicotine", "smok", "vap", "water", "potassium", "magnesium", "electrolyte")


def test_each_is_a_text_that_can_be_found_and_stands_there_once():
    assert all(isinstance(cause, str) and plain(cause) == cause for cause in CAUSES)
    assert len(set(CAUSES)) == len(CAUSES)


def test_none_is_a_trigger_that_the_article_names():
    assert [cause for cause in CAUSES if any(f" {named}" in f" {cause}" for named in NAMED)] == []
