"""A crisis stands until the person turns back to the lip."""

import pytest

from dialogue.crisis import whose
from dialogue.words import words
from tests.dialogue.talk import Talk, present


def in_a_crisis(text="i want to end my life", **where):
    talk = Talk(**where)
    talk.says(text, acts=("crisis",))
    return talk


@pytest.mark.parametrize(("text", "phrase"), [("yes", "I'm glad there is somebody"), ("my sister is here", "I'm glad there is somebody"), ("no", "don't stay alone"), ("nobody", "don't stay alone"), ("no one is here", "don't stay alone"), ("blorp", "reach out now")])
def test_the_question_of_a_crisis_is_open_and_denies_no_sign(text, phrase):
    talk = in_a_crisis()
    for _ in range(2):
        talk.says(text, acts=("deny",) if text.startswith("no") else (), denies_the_rest=text == "nobody")
        assert talk.kinds == ["crisis"]
        assert words().crisis["GB"] in talk.text
        assert talk.assessment["findings"] == {}
    assert phrase in talk.text or text == "blorp"


def test_the_line_of_the_country_that_is_named_is_given():
    talk = in_a_crisis(timezone=None)
    talk.says("i'm in canada")
    assert words().crisis["CA"] in talk.text
    assert talk.kinds == ["crisis"]


def test_a_red_flag_in_between_raises_the_level_and_the_crisis_stands():
    talk = in_a_crisis()
    talk.says("my arm went weak", present("limb_weakness"))
    assert talk.level == "emergency"
    assert "crisis" in talk.kinds
    talk.says("no")
    assert "crisis" in talk.kinds


def test_who_turns_back_to_the_lip_is_asked_again():
    talk = in_a_crisis()
    talk.says("anyway, my upper lip is twitching", acts=("describe",))
    assert {"crisis", "interview"} <= set(talk.kinds)


@pytest.mark.parametrize(("text", "who"), [
    ("my daughter says she wants to die", "daughter"),
    ("my friend wants to kill herself what do i do", "friend"),
    ("i think my friend wants to kill herself", "friend"),
    ("she keeps talking about suicide", "them"),
    ("my wife left me and i want to die", "me"),
    ("my mum says i should kill myself", "me"),
    ("i dont want to be here any more", "me"),
    ("i want to end my life", "me"),
    ("lip twitching 6 weeks and i don't see the point of going on", "me"),
    ("the pain makes me want to die", "me"),
    ("what's the point of going on", "me"),
    ("my life is over, the only way out is to end it", "me"),
    ("my friend is dead, cant go on", "me"),
    ("my mum died last year. don't want to live", "me"),
    ("my mum is dying and i cannot cope", "me"),
    ("a part of me wants to die", "me"),
    ("my family would be better off if i was dead", "me"),
    ("the doctor doesnt help, wish i was dead", "me"),
    ("my brother has given up and talks of ending his life", "brother"),
    ("my friend killed herself and i want to die too", "me"),
])  # fmt: skip
def test_whose_crisis_it_is(text, who):
    assert whose(text, None) == who


def test_who_tells_of_somebody_elses_crisis_is_told_how_to_help():
    talk = in_a_crisis("my daughter says she wants to die")
    assert talk.kinds == ["crisis"]
    assert "your daughter" in talk.text
    assert words().crisis["GB"] in talk.text
