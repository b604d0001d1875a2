"""Short answers: each means one thing, whatever it is written like."""

from triage.files import read_yaml
from triage.knowledge import FOLDER

READ = read_yaml(FOLDER / "answers.yml")
LISTS = {**READ, "places": [word for words in READ["places"].values() for word in words]}
MEANINGS = ("yes", "no", "perhaps", "unsure", "refuse")


def test_every_answer_is_a_text():
    assert all(isinstance(text, str) and text.strip() for texts in LISTS.values() for text in texts), "in YAML a bare no is false"


def test_no_answer_means_two_things():
    texts = [(text, meaning) for meaning in MEANINGS for text in LISTS[meaning]]
    meanings = {}
    for text, meaning in texts:
        meanings.setdefault(text, set()).add(meaning)
    assert {text: found for text, found in meanings.items() if len(found) > 1} == {}


def test_answers_are_plain_so_that_they_can_be_found():
    for texts in LISTS.values():
        for text in texts:
            assert text == text.lower()
            assert not set(text) & set(",.;:!?'’\"")


def test_no_filler_is_itself_an_answer():
    means_something = {text for meaning in MEANINGS for text in LISTS[meaning]}
    assert not set(LISTS["fillers"]) & means_something
