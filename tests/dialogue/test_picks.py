"""What is picked of a list: by name, by place, or all of it."""

import pytest

from triage.knowledge import knowledge

from dialogue.picks import picks
from dialogue.reading import Reading

FACE = knowledge().interview.question("face_signs")
FEELING = knowledge().interview.question("feeling")
PLACE = knowledge().interview.question("place")


def picked(text, question=FACE, **read):
    found = picks(question, question.findings, Reading(text, **read))
    return set(found.findings) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("weakness", {"facial_weakness"}),
        ("a bit of weakness", {"facial_weakness"}),
        ("yes, slurred speech", {"slurred_speech"}),
        ("Drooping and weakness", {"facial_droop", "facial_weakness"}),
        ("droopy + slurring", {"facial_droop", "slurred_speech"}),
        ("2", {"facial_weakness"}),
        ("number 2", {"facial_weakness"}),
        ("the last two", {"facial_weakness", "slurred_speech"}),
        ("the first and the third", {"facial_droop", "slurred_speech"}),
        ("first two", {"facial_droop", "facial_weakness"}),
        ("the last one", {"slurred_speech"}),
        ("all of them", set(FACE.findings)),
        ("yes to all", set(FACE.findings)),
        ("Everything!", set(FACE.findings)),
    ],
)
def test_names_places_and_all(text, expected):
    assert picked(text) == expected


@pytest.mark.parametrize(
    "text", ["no weakness", "not weak", "weak or numb?", "weakness for cake", "two weeks", "3 days", "7", "0", "yes", "no to all", "first", "second opinion", "speech okay", "speech ok thanks", ""]
)
def test_what_says_anything_besides_is_no_pick(text):
    assert picked(text) == ({"facial_droop"} if text == "first" else None)


def test_a_denial_of_the_rest_may_stand_beside():
    assert picked("weakness, nothing else", denies_the_rest=True, denial_said="nothing else") == {"facial_weakness"}
    assert picked("cheek, otherwise fine", PLACE, denies_the_rest=True, denial_said="otherwise fine") == {"spreading"}


def test_places_count_what_was_asked():
    assert picks(FEELING, ("tingling", "pain"), Reading("the second one")).findings == ("pain",)
    assert picks(FEELING, ("tingling", "pain"), Reading("3")) is None


@pytest.mark.parametrize(("text", "alone"), [("only the weakness", True), ("just drooping", True), ("drooping", False)])
def test_only_denies_the_others(text, alone):
    assert picks(FACE, FACE.findings, Reading(text)).alone is alone
