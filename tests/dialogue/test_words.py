"""Topics, phrases and numbers: everything Quiver can say."""

import pytest

from triage.files import KnowledgeError

from dialogue.words import load_words, words
from tests.contract import TOPICS
from tests.triage.workshop import copied, edited


def test_the_projects_own_words_are_read_once():
    assert words() is words()
    assert tuple(words().topics) == TOPICS


def test_a_phrase_is_said_with_its_braces_filled():
    assert "999" in words().say("emergency_call", number="999")


def test_a_phrase_that_does_not_exist_or_lacks_a_word_is_an_error():
    with pytest.raises(KeyError):
        words().say("weather")
    with pytest.raises(KeyError):
        words().say("emergency_call")


def test_a_topic_is_said_with_its_source():
    topic = words().topics["why_lips"]
    assert words().sourced(topic).startswith(topic.text)
    assert "The Mechanism Behind Lip Twitching, par. 2" in words().sourced(topic)


@pytest.mark.parametrize(
    ("name", "edit", "message"),
    [
        ("relief.yml", lambda root: root.update(stress="relief_holiday"), "there is no topic 'relief_holiday'"),
        ("relief.yml", lambda root: root["always"].append("relief_holiday"), "there is no topic 'relief_holiday'"),
        ("topics.yml", lambda root: root["mechanism"].pop("source"), "mechanism: 'source' is missing"),
        ("topics.yml", lambda root: root["mechanism"].update(source=["hearsay"]), "mechanism: there is no source 'hearsay'"),
        ("topics.yml", lambda root: root["mechanism"].update(answer="yes"), "mechanism: 'answer' is not a known key"),
    ],
)
def test_a_slip_in_the_words_is_named(tmp_path, name, edit, message):
    with pytest.raises(KnowledgeError) as caught:
        load_words(edited(tmp_path, name, edit))
    assert message in str(caught.value)


@pytest.mark.parametrize("name", ["topics.yml", "phrases.yml", "relief.yml", "emergency_numbers.yml", "crisis_lines.yml"])
def test_a_missing_file_is_named(tmp_path, name):
    folder = copied(tmp_path)
    (folder / name).unlink()
    with pytest.raises(KnowledgeError, match=name):
        load_words(folder)
