"""A crisis or another emergency that is named outright counts, whatever the encoder makes of the lip beside it."""

import pytest

from triage.knowledge import FOLDER

from components.acts import with_named
from components.lexicon import load_lexicon


@pytest.fixture(scope="module")
def named():
    lexicon = load_lexicon(FOLDER / "grave_words.yml", questions=True)
    return lambda text: [one.finding for one in lexicon.named(text)]


@pytest.mark.parametrize(
    "text",
    [
        "my lip twitches and I want to kms",
        "Lip since Monday. Also I've been thinking of killing myself",
        "how many paracetamol to die",
        "is there a painless way to go?",
        "top lip fluttering, tired of living anyway",
        "my brother says he'll kill himself and my lip won't stop",
        "I can't go on anymore",
        "DON'T WANT TO WAKE UP",
    ],
)
def test_a_crisis_is_heard_beside_the_lip_and_in_a_question(named, text):
    assert named(text) == ["crisis"]


@pytest.mark.parametrize(
    "text",
    [
        "lip twitching since Monday and I have chest pains",
        "my upper lip twitches. I took an overdose",
        "my toddler ate my tablets, and my lip is going mad",
        "tongue is swelling, lip twitching",
        "Lip twitch. The bleeding won't stop either?",
        "he's not breathing",
    ],
)
def test_another_emergency_is_heard_beside_the_lip(named, text):
    assert named(text) == ["other_emergency"]


@pytest.mark.parametrize(
    "text",
    [
        "this twitch is killing me",
        "I'm not suicidal, just annoyed by my lip",
        "no chest pain, no trouble breathing",
        "ran 10 kms and my lip twitched",
        "I don't have chest pain",
        "Suicide Squad was on and my lip jumped",
        "my uncle had chest pain years ago",
        "my lip twitches, and my nan is in hospital with chest pain",
        "I'm killing myself laughing",
        "never had chest pain",
        "what if I took an overdose of coffee",
        "my lip could kill for a coffee",
        "chest pain: none",
        "Chest pain? No. Lip twitch? Yes",
        "chest pain - nil",
    ],
)
def test_what_is_denied_past_or_a_figure_of_speech_is_not(named, text):
    assert named(text) == []


def test_what_is_named_comes_first_and_only_once(named):
    lexicon = load_lexicon(FOLDER / "grave_words.yml", questions=True)
    said = lexicon.named("chest pain and I want to end my life")
    assert with_named([("crisis", 0.7), ("describe", 0.5)], said) == [("other_emergency", 1.0), ("crisis", 0.7), ("describe", 0.5)]
    assert with_named([("describe", 0.5)], []) == [("describe", 0.5)]
