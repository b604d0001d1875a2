"""The article, sentence by sentence: every fact can be heard."""

import re

import pytest

from triage.files import read_yaml
from triage.knowledge import FOLDER

PARAGRAPHS = {"intro": 1, "mechanism": 2, "triggers": 4, "doctor": 3, "relief": 3}
"""The article's sections, and how many paragraphs each has."""

TITLES = (
    "Introduction",
    "The Mechanism Behind Lip Twitching",
    "Common Lifestyle Triggers",
    "When to Seek Medical Attention",
    "Simple Strategies for Relief",
)
KEYS = [f"article/{section}/{number + 1}" for section, count in PARAGRAPHS.items() for number in range(count)]
FACTS = [
    pytest.param(fact, id=fact["fact"]) for facts in read_yaml(FOLDER / "facts.yml").values() for fact in facts
]


def heard(words, text):
    return re.search(words, text, re.IGNORECASE) is not None


def test_the_articles_paragraphs_are_all_there_and_each_has_a_fact(facts):
    assert list(facts) == KEYS
    assert all(facts.values())


def test_sources_know_every_section_and_paragraph_of_the_article():
    sections = read_yaml(FOLDER / "sources.yml")["article"]["sections"]
    assert {key: section["paragraphs"] for key, section in sections.items()} == PARAGRAPHS
    assert tuple(section["title"] for section in sections.values()) == TITLES


def test_a_fact_is_told_where_and_by_which_words(facts):
    for items in facts.values():
        for fact in items:
            assert fact.keys() == {"fact", "heard_in", "words"}
            assert fact["words"]


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_heard_by_all_its_words(fact, topics):
    texts = [topics[topic]["text"] for topic in fact["heard_in"]]
    for words in fact["words"]:
        assert any(heard(words, text) for text in texts), f"{words!r} is heard in none of {fact['heard_in']}"


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_heard_in_every_topic_that_is_said_to_tell_it(fact, topics):
    for topic in fact["heard_in"]:
        assert any(heard(words, topics[topic]["text"]) for words in fact["words"]), f"{topic} tells nothing of it"


def test_every_topic_tells_some_fact(facts, topics):
    told = {topic for items in facts.values() for fact in items for topic in fact["heard_in"]}
    assert told == set(topics)


def test_a_topic_cites_the_paragraph_of_each_fact_that_it_tells(facts, topics):
    missing = [
        f"{topic} tells a fact of {paragraph} and doesn't cite it"
        for paragraph, items in facts.items()
        for fact in items
        for topic in fact["heard_in"]
        if paragraph not in topics[topic]["source"]
    ]
    assert missing == []
