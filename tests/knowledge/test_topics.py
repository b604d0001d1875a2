"""The topics: the contract's 23, each with its source, and each short enough to be read."""

import pytest

from triage.knowledge import FOLDER

from dialogue.words import CONTRACT_TOPICS, load_words
from tests.contract import TOPICS


def test_there_are_exactly_the_contracts_23_topics_in_its_order(topics):
    assert tuple(topics) == TOPICS
    assert len(TOPICS) == CONTRACT_TOPICS == 23


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_rests_on_sources_that_exist(topic, topics, known):
    assert known.sources.cite(topics[topic]["source"])


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_rests_on_the_article_at_least(topic, topics):
    assert any(key.startswith("article/") for key in topics[topic]["source"])


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_a_few_short_sentences_with_a_title(topic, topics):
    text = topics[topic]["text"]
    assert topics[topic]["title"]
    assert text == text.strip()
    assert text.endswith(".")
    assert 20 <= len(text.split()) <= 100
    sentences = [sentence for sentence in text.split(". ") if sentence]
    assert max(len(sentence.split()) for sentence in sentences) <= 45


def test_every_title_is_another(topics):
    titles = [topic["title"] for topic in topics.values()]
    assert len(set(titles)) == len(titles)


def test_relief_fits_every_trigger_and_its_topics_exist(known):
    relief = load_words(FOLDER).relief
    triggers = [id for id, finding in known.findings.items() if not finding.is_red_flag]
    assert sorted(relief.by_trigger) == sorted(triggers)
    assert {*relief.by_trigger.values(), *relief.always} <= set(TOPICS)
