"""The article is told in our own words: nothing that Quiver says copies seven words of it in a row."""

import pytest

from triage.files import read_yaml
from triage.knowledge import FOLDER

from tests.knowledge.own_words import of_the_article, shingles

FILES = ("topics", "phrases", "triage")


def said(node):
    """Every text in a parsed file, wherever it stands."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from said(value)
    elif isinstance(node, list):
        for value in node:
            yield from said(value)


@pytest.mark.parametrize("name", FILES)
def test_no_text_copies_a_run_of_seven_words_from_the_article(name):
    article = of_the_article()
    copied = [run for text in said(read_yaml(FOLDER / f"{name}.yml")) for key, run in shingles(text).items() if key in article]
    assert copied == []


def test_a_copied_sentence_would_be_found():
    copied = "We say: these rapid, LOCALIZED muscle spasms are medically known as fasciculations, and so on."
    assert shingles(copied).keys() & of_the_article()


def test_the_whole_article_was_hashed():
    assert len(of_the_article()) > 700
