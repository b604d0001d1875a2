"""What would grate: asking what was answered, a note in the wrong place, scolding, saying the same thing twice."""

import pytest

from triage.durations import Duration
from triage.findings import Status
from triage.record import Statement

from dialogue.elsewhere import lip_twitches, names_elsewhere
from tests.dialogue.talk import Talk, absent, days, harmless, present


def explained(finding):
    return Statement(finding, Status.ABSENT, f"no {finding}", explained=True)


def asked_for_triggers():
    talk = harmless()
    assert talk.case.pending == "triggers"
    return talk


# --- a twitch elsewhere -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["my upper lip twitches", "my lip won't stop twitching", "not only my lip", "corner of my mouth", "my baby's lip twitches"])
def test_the_lip_is_named(text):
    assert lip_twitches(text)


@pytest.mark.parametrize("text", ["my calves twitch. no lip", "not my lip", "it isn't the lip", "my lip is fine", "my dog's lip twitches", "my eyelid"])
def test_the_lip_is_not_what_twitches(text):
    assert not lip_twitches(text)


@pytest.mark.parametrize(("text", "named"), [("my calves twitch", True), ("my dog's lip", True), ("the jaw doesn't twitch", False), ("no jaw twitches", False), ("only my lip", False)])
def test_another_part_is_named_or_denied(text, named):
    assert names_elsewhere(text) is named


@pytest.mark.parametrize("text", ["my hamster bit my lip and now it jumps", "the dog knocked my mouth and it twitches", "cat scratched his upper lip, it quivers"])
def test_a_lip_that_an_animal_has_hurt_is_a_persons(text):
    assert lip_twitches(text)
    assert not names_elsewhere(text)


@pytest.mark.parametrize("text", ["my dog's lip twitches", "my dog's upper lip twitches", "the cat lip quivers"])
def test_an_animals_lip_is_none(text):
    assert not lip_twitches(text)
    assert names_elsewhere(text)


@pytest.mark.parametrize(
    ("text", "statement"),
    [("only my lip", absent("spreading")), ("my mistake, the jaw doesn't twitch", explained("spreading")), ("my nose wiggles too", present("spreading"))],
)
def test_no_scope_note_where_the_lip_twitches_or_spreading_was_read(text, statement):
    talk = Talk()
    talk.begins()
    talk.says(text, statement, acts=("other_place",))
    assert "scope_note" not in talk.kinds
    assert "interview" in talk.kinds


@pytest.mark.parametrize("text", ["my calves twitch. and my thumb… no lip", "my dog's lip twitches", "my eyelid twitches"])
def test_after_a_scope_note_nothing_is_asked_about_a_lip_that_does_not_twitch(text):
    talk = Talk()
    talk.says(text, acts=("other_place", "describe"), duration=days(3), denies_the_rest=True)
    assert talk.kinds == ["scope_note"]
    assert talk.level == "undetermined"
    talk.says("and my upper lip twitches too", acts=("describe",))
    assert "interview" in talk.kinds


def test_a_sign_beside_a_twitch_elsewhere_is_never_left_alone():
    talk = Talk()
    talk.says("my eyelid twitches and my cheek is numb", present("numbness"), acts=("other_place",))
    assert talk.level == "urgent"
    assert "interview" in talk.kinds


# --- what was answered --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["ok I looked, all fine", "all good", "checked in the mirror, everything looks normal", "looks fine"])
def test_all_is_well_denies_what_was_asked_and_nothing_besides(text):
    talk = Talk()
    talk.begins()
    talk.says(text, absent("vision_loss"), acts=("thanks",))
    assert talk.case.pending == "feeling"
    assert "welcome" not in talk.text
    assert talk.assessment["findings"]["facial_droop"] == "absent"
    assert "pain" not in talk.assessment["findings"]


@pytest.mark.parametrize("text", ["no to everything", "no to all of it", "no to any of that", "no to the lot"])
def test_no_to_everything_denies_what_was_asked(text):
    talk = Talk()
    talk.begins()
    talk.says(text, acts=("deny",), denies_the_rest=True)
    assert talk.case.pending == "feeling"


def test_a_migraine_as_always_is_no_sudden_headache():
    talk = Talk()
    talk.says("my lip twitches, had a migraine", Statement("severe_headache", Status.PRESENT, "had a migraine", doubtful=True), acts=("describe",))
    assert talk.case.pending == "confirm.severe_headache"
    talk.says("normal migraine like always", explained("severe_headache"), acts=("describe",))
    assert talk.assessment["findings"]["severe_headache"] == "absent"
    assert talk.case.pending != "confirm.severe_headache"


def test_ok_to_a_list_of_signs_is_no_yes():
    talk = Talk()
    talk.says("my lip twitches for weeks", present("persistent"), acts=("describe",))
    pending = talk.case.pending
    talk.says("ok", acts=("affirm",))
    assert (talk.level, talk.case.pending) == ("routine", pending)


# --- triggers -----------------------------------------------------------------------------------------------------------


def test_yes_to_the_triggers_asks_which():
    talk = asked_for_triggers()
    talk.says("yes", acts=("affirm",))
    assert talk.text.startswith("Which of these is it: stress")
    assert "stands out" not in talk.text


def test_none_stands_out_only_when_all_were_denied():
    talk = asked_for_triggers()
    talk.says("no stress", absent("stress"), acts=("deny",))
    assert "stands out" not in talk.text
    talk = asked_for_triggers()
    talk.says("none", acts=("deny",))
    assert "stands out" in talk.text


# --- said once, said kindly ---------------------------------------------------------------------------------------------


def test_how_are_you_is_answered_with_one_introduction():
    talk = Talk()
    talk.says("how are you", acts=("greeting", "bot_challenge"))
    assert talk.text.count("I'm Quiver") == 1
    assert talk.text.count("Does your upper lip twitch?") == 1


def test_just_curious_why_is_told_why_it_twitches():
    talk = Talk()
    talk.says("it's gone now. just curious why", acts=("why_ask",))
    assert talk.topics == ["triggers_overview"]
    talk = Talk()
    talk.says("why do you ask me that?", acts=("why_ask",))
    assert "haven't asked you anything" in talk.text


def test_an_answer_is_not_deflected_however_loud():
    talk = Talk()
    talk.begins()
    talk.says("no!!! none!!!", acts=("deny", "gibberish"))
    assert "deflect" not in talk.kinds


def test_rudeness_beside_a_description_gets_half_a_sentence():
    talk = Talk()
    talk.says("you're useless. lip twitch. 20 days", present("persistent"), acts=("describe", "abuse"), duration=Duration(20, 20))
    assert "stay friendly" not in talk.text
    assert "Tell me in your own words" not in talk.text


def test_a_doctor_who_found_nothing_is_heard_and_the_level_stays():
    talk = Talk()
    talk.says("my lip twitches for weeks", present("persistent"), acts=("describe",))
    talk.says("already saw the damn doctor, he said its fine", acts=("correct",))
    assert "a doctor has looked at it" in talk.text
    assert talk.level == "routine"


def test_ok_after_the_advice_is_no_debate():
    talk = Talk()
    talk.says("my lip twitches for weeks", present("persistent"), acts=("describe",))
    while talk.case.pending:
        talk.presses("none")
    talk.says("ok", acts=("affirm",))
    assert "my advice" not in talk.text.lower()


# --- the youngest -------------------------------------------------------------------------------------------------------


def test_a_newborn_without_an_apostrophe_is_somebody_else_and_a_child():
    talk = Talk()
    talk.says("my newborn baby lip quivers when he cries", acts=("describe",))
    assert talk.assessment["about"] == "other"
    assert "nothing about children" in talk.text
    talk.says("he is 2 weeks old", explained("persistent"), other_duration=Duration(14, 14))
    assert "didn't quite get" not in talk.text
    assert "persistent" not in talk.assessment["findings"]
