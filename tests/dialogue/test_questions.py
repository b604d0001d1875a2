"""Which question a reply ends with."""

import pytest

from triage.knowledge import knowledge

from dialogue.payloads import press_of
from dialogue.words import words
from tests.contract import EMERGENCY_SIGNS, MOST_QUESTIONS
from tests.dialogue.talk import Talk, absent, days, doubtful, harmless, present


def test_the_first_question_is_about_emergency_signs_and_is_the_last_thing_that_is_said():
    talk = Talk()
    reply = talk.begins()
    question = knowledge().interview.question(reply.asked.id)
    assert set(question.findings) <= set(EMERGENCY_SIGNS)
    assert question.ask in reply.texts[-1]


def test_progress_is_told_and_never_promises_more_than_eight():
    talk = Talk()
    talk.begins()
    steps = []
    while talk.case.pending and talk.level != "self_care":
        question = talk.replies[-1].envelope["question"]
        steps.append(question["step"])
        assert 1 <= question["step"] <= question["of"] <= MOST_QUESTIONS
        talk.presses({"place": "lip", "duration": "days"}.get(talk.case.pending, "none"))
    assert steps == sorted(set(steps))


def test_a_question_about_several_signs_may_be_answered_with_several_buttons():
    talk = Talk()
    talk.begins()
    talk.presses("none")
    assert talk.replies[-1].envelope["question"]["multiple"]
    talk.presses("numb", "pain")
    assert talk.assessment["red_flags"] == ["pain", "numbness"]


def test_every_button_is_understood_when_it_is_pressed():
    talk = Talk()
    talk.begins()
    for choice in talk.replies[-1].asked.choices:
        press = press_of(choice.payload)
        assert (press.question, press.choices) == (talk.case.pending, (choice.id,))


def test_doubts_are_asked_before_the_interview_goes_on():
    talk = Talk()
    talk.says("maybe numb", doubtful("numbness"), acts=("describe",))
    assert talk.case.pending == "confirm.numbness"
    assert knowledge().findings["numbness"].check in talk.text
    assert "maybe numbness" in talk.text


def test_the_gravest_doubt_is_asked_first():
    talk = Talk()
    talk.says("maybe numb, maybe slurring", doubtful("numbness"), doubtful("slurred_speech"))
    assert talk.case.pending == "confirm.slurred_speech"
    talk.presses("no")
    assert talk.case.pending == "confirm.numbness"


def test_a_doubt_that_was_put_aside_is_not_asked_again():
    talk = Talk()
    talk.says("maybe numb", doubtful("numbness"))
    talk.says("skip")
    assert talk.case.pending != "confirm.numbness"
    assert talk.assessment["to_confirm"] == ["numbness"]


def test_a_contradiction_is_asked_before_anything_else_and_quotes_what_was_said():
    talk = Talk()
    talk.says("it is numb", present("numbness", "my lip went numb"))
    talk.says("no numbness", absent("numbness"))
    assert talk.case.pending == "contradiction.numbness"
    assert "my lip went numb" in talk.text


@pytest.mark.parametrize("trigger", ["caffeine", "stress"])
def test_triggers_are_not_asked_for_when_one_is_known(trigger):
    talk = Talk()
    talk.says("since yesterday, nothing else", present(trigger), duration=days(1), denies_the_rest=True)
    assert talk.level == "self_care"
    assert talk.case.pending == "tips"


def test_triggers_are_asked_for_once_and_then_nothing_more():
    talk = harmless()
    assert talk.case.pending == "triggers"
    talk.presses("caffeine")
    assert talk.level == "self_care"
    assert talk.assessment["findings"]["caffeine"] == "present"
    assert talk.case.pending == "tips"
    talk.presses("no")
    assert talk.case.pending is None


def test_for_somebody_else_the_question_is_put_as_about_somebody_else():
    talk = Talk()
    talk.says("my son's lip twitches", acts=("describe",), about_other=True)
    assert knowledge().interview.question(talk.case.pending).ask_other in talk.text


def changing():
    talk = Talk()
    talk.says("it hurts and spreads", present("pain"), present("spreading"))
    talk.says("change my answers", acts=("change_answer",))
    return talk


def test_every_answer_that_was_given_can_be_changed():
    choices = [choice["id"] for choice in changing().replies[-1].envelope["question"]["choices"]]
    assert choices == ["spreading", "pain"]


@pytest.mark.parametrize(("finding", "answer"), [("pain", "no"), ("spreading", "lip")])
def test_an_answer_that_is_chosen_is_asked_again_and_the_new_one_counts(finding, answer):
    talk = changing()
    talk.presses(finding)
    assert finding in talk.assessment["red_flags"], "until it is answered, what was said stands"
    assert talk.case.pending is not None
    talk.presses(answer)
    assert talk.assessment["findings"][finding] == "absent"


def test_a_button_for_an_answer_that_does_not_exist_changes_nothing():
    talk = changing()
    talk.presses("weather")
    assert set(talk.assessment["red_flags"]) == {"pain", "spreading"}


@pytest.mark.parametrize("text", ["ok", "k thx", "sure, go ahead"])
def test_who_only_goes_along_is_asked_once_more_and_nothing_is_concluded(text):
    talk = Talk()
    talk.begins()
    asked = talk.case.pending
    talk.says(text, acts=("affirm",))
    assert talk.level == "undetermined"
    assert talk.case.pending == asked
    assert words().phrases["open_ended"] in talk.text


def test_yes_and_no_to_a_list_is_asked_which_and_nothing_is_concluded():
    talk = Talk()
    talk.begins()
    talk.says("yes and no", acts=("affirm",))
    assert talk.level == "undetermined"
    assert "Which of these is it" in talk.text


def test_going_along_with_an_offer_is_a_yes():
    talk = harmless()
    while talk.case.pending not in (None, "tips"):
        talk.presses("none")
    assert talk.case.pending == "tips"
    talk.says("ok, go ahead", acts=("affirm",))
    assert "answer" in talk.kinds


def test_none_of_those_settles_a_single_doubt():
    talk = Talk()
    talk.says("it is killing me", doubtful("pain"), acts=("describe",))
    assert talk.case.pending == "confirm.pain"
    talk.says("no none of those", denies_the_rest=True, denial_said="none of those")
    assert talk.assessment["to_confirm"] == []
    assert talk.assessment["findings"]["pain"] == "absent"
