"""What was read for sure, and has to be asked about by its words."""

import pytest

from components.combine import Said
from components.second_look import contrasted, plain_headache, taken_for_granted


def looked(look, text, finding, role):
    (item,) = look(text, [Said(finding, role, 0.9, 0, len(text))])
    return item.role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("I have a headache", "to_confirm"),
        ("just the headache", "to_confirm"),
        ("I've got a bad headache", "present"),
        ("a headache that came like a truck", "present"),
        ("my head went off like a bomb", "present"),
    ],
)
def test_a_headache_of_which_nothing_is_said_is_asked_about(text, role):
    assert looked(plain_headache, text, "severe_headache", "present") == role


def test_how_bad_it_is_may_stand_elsewhere_in_the_message():
    text = "I have a headache. It is the worst of my life"
    (item,) = plain_headache(text, [Said("severe_headache", "present", 0.9, 0, 17)])
    assert item.role == "present"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("my wife has no drooping but I do", "to_confirm"),
        ("no droop here, but mine does", "to_confirm"),
        ("no drooping but I do not sleep", "absent"),
        ("no drooping but I have a cold", "absent"),
        ("no drooping", "absent"),
    ],
)
def test_a_denial_before_but_i_do_is_asked_about(text, role):
    assert looked(contrasted, text, "facial_droop", "absent") == role


def test_no_other_sign_is_touched():
    assert looked(plain_headache, "I have a headache", "pain", "present") == "present"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("is it bad that my left arm tingles?", "to_confirm"),
        ("Is it something to worry about that he can't whistle?", "to_confirm"),
        ("why is my lip numb?", "to_confirm"),
        ("should i worry that my arm went dead", "to_confirm"),
        ("is it bad if my arm tingles?", "explained"),
        ("why do people slur?", "explained"),
        ("could my arm go numb?", "explained"),
        ("my lip is numb from the dentist", "explained"),
    ],
)
def test_what_a_question_takes_for_granted_is_asked_about(text, role):
    assert looked(taken_for_granted, text, "numbness", "explained") == role


def test_only_the_question_itself_takes_for_granted():
    text = "Why is my lip jumping? My mouth was numb at the dentist's."
    (item,) = taken_for_granted(text, [Said("numbness", "explained", 0.9, text.index("My"), len(text))])
    assert item.role == "explained"
