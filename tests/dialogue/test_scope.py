"""Children and pregnancy: an age that is said, and what the sources say and don't."""

import pytest

from triage.caffeine import Intake

from dialogue.age import is_child
from dialogue.words import words
from tests.dialogue.talk import Talk, days, present


@pytest.mark.parametrize(
    "text",
    ["my 4 year old's lip keeps twitching", "my four-year-old", "she is 12", "he's only 7 and scared", "aged 9", "my daughter (10 yrs old)", "a 6 month old", "5yo boy",
     "my toddler", "our newborn", "my little one", "he turned 15"],
)  # fmt: skip
def test_a_child(text):
    assert is_child(text, about_other=True) is True


@pytest.mark.parametrize("text", ["I'm 15", "i am 16 years old", "I'm 17, is that bad"])
def test_a_child_who_writes(text):
    assert is_child(text, about_other=False) is True


@pytest.mark.parametrize("text", ["aged 45", "she's 71", "she is 80 years old", "he's 63, he was fine at lunch"])
def test_an_adult(text):
    assert is_child(text, about_other=True) is False


@pytest.mark.parametrize(
    "text",
    ["for 3 days", "I'm 3 days into it", "I'm 8 months pregnant", "he had 4 coffees", "I'm 5 cups in", "she is 100% sure", "day 4", "it's been 2 years", "i was 5 minutes late",
     "at 11", "", "my child is at school and I'm the one who twitches, but I'm fine"],
)  # fmt: skip
def test_no_age(text):
    assert is_child(text, about_other=False) is None


def test_a_year_long_twitch_is_no_age_of_one():
    assert is_child("a 2 year old twitch", about_other=False) is None


# --- in a conversation ------------------------------------------------------------------------------------------------


def child():
    talk = Talk()
    talk.says("my 4 year old's lip keeps twitching", acts=("describe",), about_other=True)
    return talk


def test_for_a_child_a_note_says_once_what_the_sources_do_not_cover():
    talk = child()
    assert "scope_note" in talk.kinds
    assert words().phrases["scope_child"] in talk.text
    talk.presses("none")
    assert "scope_note" not in talk.kinds


def test_a_childs_warning_signs_count_as_anybodys():
    talk = child()
    talk.says("her mouth droops", present("facial_droop", "her mouth droops"), about_other=True)
    assert talk.level == "emergency"
    assert "your child" in talk.replies[-1].texts[0].splitlines()[0]


def test_a_child_is_never_told_the_adults_caffeine_limit_without_a_word():
    talk = child()
    talk.says("how much cola is ok?", acts=("caffeine_limit",))
    assert words().phrases["caffeine_in_children"] in talk.text


def test_in_pregnancy_a_note_says_what_else_matters_and_whom_to_tell():
    talk = Talk()
    talk.says("I'm 30 weeks pregnant and my lip twitches", acts=("describe",), pregnant=True)
    assert "scope_note" in talk.kinds
    assert "midwife" in talk.text
    assert "pre-eclampsia" in talk.text
    talk.says("three days", duration=days(3))
    assert "scope_note" not in talk.kinds


def test_in_pregnancy_the_caffeine_limit_is_the_one_of_pregnancy():
    talk = Talk()
    talk.says("I'm pregnant, how much caffeine is too much?", acts=("caffeine_limit",), pregnant=True)
    assert words().phrases["caffeine_in_pregnancy"] in talk.text


def test_at_an_emergency_no_note_stands_in_the_way():
    talk = Talk()
    talk.says("I'm pregnant and my face droops", present("facial_droop"), pregnant=True)
    assert "scope_note" not in talk.kinds


def test_the_note_about_a_child_is_not_carried_over_to_the_writer():
    talk = child()
    talk.says("my own lip is numb", present("numbness", "my own lip is numb"))
    assert talk.assessment["about"] == "self"
    assert not talk.case.child


def test_what_a_child_drinks_is_not_measured_by_the_adults_limit():
    talk = Talk()
    talk.says(
        "my 15 year old daughter's lip twitches, she drinks 3 monsters a day", acts=("caffeine_limit",), about_other=True,
        intakes=(Intake("energy_drink", "3 monsters a day", 480, 480),),
    )  # fmt: skip
    assert "480 mg" in talk.text
    assert words().phrases["caffeine_in_children"] in talk.text
    assert "That is more than" not in talk.text
