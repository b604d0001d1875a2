"""Whom a message is about, and that nobody's findings are booked to somebody else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.findings import Status
from triage.record import Statement

from dialogue.people import ME, THEM, marks, shares
from dialogue.reading import Reading
from tests.contract import EMERGENCY_SIGNS, LEVELS, RED_FLAGS
from tests.dialogue.envelope import tells_to_call
from tests.dialogue.talk import Talk, absent, days, doubtful, present


def people(text, *, about="", flagged=True, known=()):
    return list(shares(Reading(text, about_other=flagged), about=about, known=known))


@pytest.mark.parametrize(
    ("text", "about", "flagged", "whom"),
    [
        ("my mum's lip twitches", "", True, ["mum"]),
        ("my 4 year old's lip keeps twitching", "", True, ["child"]),
        ("this is for grandad, his lip is going", "", True, ["grandad"]),
        ("Good day, I'm typing for my grandmother in Eldoret", "", False, ["gran"]),
        ("hello its for my dad hes 71", "", False, ["dad"]),
        ("my dad's face is numb", "", False, ["dad"]),
        ("my mate's lip is twitching", "", False, ["friend"]),
        ("her mouth is crooked", "", True, [THEM]),
        ("her mouth is crooked", "mum", True, ["mum"]),
        ("no pain", "mum", False, ["mum"]),
        ("my sister says she has no pain", "mum", True, ["mum"]),
        ("my sister's face is weak too", "mum", True, ["sister"]),
        ("my own lip is numb now", "mum", False, [ME]),
        ("I can't feel my lip", "mum", False, [ME]),
        ("I'm worried", "mum", False, ["mum"]),
        ("I have a question", "mum", False, ["mum"]),
        ("I'm at work, she is at home", "mum", True, ["mum"]),
        ("my wife says my mouth droops", ME, True, [ME]),
        ("he said it's nothing", ME, False, [ME]),
        ("my lip twitches, my doctor wasn't bothered", "", False, [ME]),
        ("I don't understand the question", ME, True, [ME]),
        ("my mum's lip twitches and her arm is weak; mine twitches too but I'm fine", "", True, ["mum", ME]),
        ("I feel fine myself, but dad can't lift his arm", ME, True, [ME, "dad"]),
    ],
)
def test_whom_a_message_is_about(text, about, flagged, whom):
    assert people(text, about=about, flagged=flagged) == whom


def test_she_is_somebody_who_was_spoken_about_before():
    assert people("her arm is weak", about=ME, known=["mum"]) == ["mum"]


@pytest.mark.parametrize("text", ["he's now saying he was joking, I checked and it's dead straight", "she was kidding. I've just looked, it is even"])
def test_who_takes_back_what_they_said_of_me_is_not_spoken_about(text):
    reading = Reading(text, statements=(Statement("facial_droop", Status.ABSENT, text.split(", ")[-1]),), about_other=True)
    assert [statement.finding for statement in shares(reading, about=ME)[ME].statements] == ["facial_droop"]


def test_who_is_only_quoted_is_not_named():
    assert marks("my wife says it droops") == []


def test_what_is_said_of_each_of_two_people_is_told_apart():
    text = "my mum's lip twitches and her arm is weak; mine twitches too but I'm fine and it's been two days"
    reading = Reading(
        text, (present("limb_weakness", "her arm is weak"),), about_other=True, denies_the_rest=True, denial_said="I'm fine",
        duration=days(2), duration_said="two days",
    )  # fmt: skip
    parts = shares(reading, about="")
    assert [item.finding for item in parts["mum"].statements] == ["limb_weakness"]
    assert not parts["mum"].denies_the_rest
    assert parts["mum"].duration is None
    assert parts[ME].statements == ()
    assert parts[ME].denies_the_rest
    assert parts[ME].duration == days(2)


@given(st.text(max_size=80), st.sampled_from(["", ME, "mum", THEM]), st.booleans())
def test_every_statement_of_a_message_is_somebodys(text, about, flagged):
    statements = (Statement("pain", Status.PRESENT, text[:5]), Statement("numbness", Status.PRESENT, "elsewhere"))
    parts = shares(Reading(text, statements, about_other=flagged), about=about)
    assert sorted(item.finding for part in parts.values() for item in part.statements) == ["numbness", "pain"]


# --- in a conversation ------------------------------------------------------------------------------------------------


def about_mum(*statements):
    talk = Talk()
    talk.says("my mum's lip twitches", *statements, acts=("describe",), about_other=True)
    return talk


def test_both_are_kept_apart_and_the_one_in_danger_comes_first():
    talk = Talk()
    reply = talk.says(
        "mine twitches but I'm fine, my mum's lip twitches too and her arm is weak",
        present("limb_weakness", "her arm is weak"), acts=("describe",), about_other=True, denies_the_rest=True, denial_said="I'm fine",
    )  # fmt: skip
    assert tells_to_call(reply)
    assert "your mum" in reply.texts[0].splitlines()[0]
    assert talk.assessment["about"] == "other"
    assert talk.assessment["red_flags"] == ["limb_weakness"]
    assert "numbness" not in talk.assessment["findings"], "what I deny for myself isn't denied for her"


def test_my_own_sign_that_is_graver_is_heard_at_once_while_it_is_about_mum():
    talk = about_mum(present("pain", "it hurts her"))
    assert talk.level == "urgent"
    reply = talk.says("now my own speech is slurred", present("slurred_speech", "my own speech is slurred"))
    assert tells_to_call(reply)
    assert talk.assessment["about"] == "self"
    assert talk.assessment["red_flags"] == ["slurred_speech"]


def test_my_harmless_twitch_does_not_push_mums_numb_lip_away():
    talk = about_mum(present("numbness", "her lip is numb"))
    talk.says("my own lip twitches too", acts=("describe",))
    assert talk.level == "urgent"
    assert talk.assessment["about"] == "other"
    assert talk.case.pending == "whom.me"
    talk.presses("yes")
    assert talk.assessment["about"] == "self"
    assert talk.assessment["findings"] == {}
    assert "your mum" in talk.text


def test_what_turns_out_to_be_mums_after_all_is_booked_to_her():
    talk = about_mum(present("numbness", "her lip is numb"))
    talk.says("my lip hurts as well", present("pain", "my lip hurts"))
    assert talk.assessment["about"] == "self", "two urgent signs: the one told last"
    talk = about_mum(present("limb_weakness", "her arm is weak"))
    talk.says("my lip hurts", present("pain", "my lip hurts"))
    assert talk.level == "emergency"
    assert talk.case.others[0].record.statements["pain"].status is Status.PRESENT


def test_no_still_my_mum_moves_what_was_told_to_her():
    talk = about_mum(present("numbness", "her lip is numb"))
    talk.says("my lip: three weeks of it", acts=("describe",), duration=days(21), duration_said="three weeks")
    assert talk.case.pending == "whom.me"
    talk.says("no")
    assert talk.assessment["about"] == "other"
    assert talk.level == "urgent"
    assert "your mum" in talk.text
    assert "persistent" in talk.assessment["red_flags"]
    assert talk.case.others == ()


def test_when_one_is_done_the_other_is_offered_and_what_was_said_holds():
    talk = about_mum(present("numbness", "her lip is numb"))
    talk.says("my own lip twitches too", acts=("describe",))
    talk.says("yes")
    for _ in range(6):
        if talk.level == "self_care":
            break
        talk.presses({"place": "lip", "duration": "days"}.get(str(talk.case.pending), "none"))
    assert talk.level == "self_care"
    assert "For your mum what I said still holds" in talk.text
    talk.presses("none")
    assert talk.case.pending == "go_on.mum"
    talk.presses("yes")
    assert talk.assessment["about"] == "other"
    assert talk.level == "urgent"
    assert talk.assessment["red_flags"] == ["numbness"]


def test_at_mums_emergency_nothing_is_asked_about_me_and_nothing_is_lost():
    talk = about_mum(present("facial_droop", "her face droops"))
    reply = talk.says("and my lip twitches too", acts=("describe",))
    assert tells_to_call(reply)
    assert "yourself" in talk.text
    assert [other.who for other in talk.case.others] == [ME]


def test_an_old_illness_of_dads_does_not_make_it_about_him():
    talk = Talk()
    talk.says("my dad's face drooped in 2010 and now my lip twitches", acts=("describe",))
    assert talk.assessment["about"] == "self"
    assert talk.case.others == ()


def test_and_mine_turns_to_me():
    talk = about_mum()
    talk.says("and mine?", acts=("describe",))
    assert talk.assessment["about"] == "self"


def test_and_mine_is_no_yes_to_what_was_asked_about_her():
    talk = about_mum(doubtful("numbness"))
    assert talk.case.pending == "confirm.numbness"
    talk.says("and mine?", acts=("affirm",))
    assert talk.level == "undetermined"
    talk = about_mum(present("pain", "it hurts her"))
    talk.says("and mine?", acts=("affirm",))
    talk.says("yes")
    assert talk.assessment["about"] == "self"
    assert talk.case.pending == "face_signs"


def test_a_name_for_them_does_not_begin_a_new_person():
    talk = Talk()
    talk.says("her lip twitches", acts=("describe",), about_other=True)
    talk.says("my mum's lip, that is, and it is numb", present("numbness", "it is numb"), about_other=True)
    assert talk.case.others == ()
    assert talk.case.whom == "mum"


def test_a_decision_to_go_on_later_is_not_asked_about_again():
    talk = about_mum()
    talk.says("my own lip is numb", present("numbness", "my own lip is numb"))
    while talk.case.pending not in (None, "go_on.mum"):
        talk.presses("none")
    assert talk.case.pending == "go_on.mum"
    talk.presses("no")
    assert talk.case.pending is None


TEXTS = ["my mum's lip", "my own lip", "her face", "my lip and her lip", "and mine?", "yes", "no", "my dad's arm", "blorp"]
some_statement = st.one_of(
    st.builds(present, st.sampled_from(RED_FLAGS)),
    st.builds(absent, st.sampled_from(RED_FLAGS)),
    st.builds(doubtful, st.sampled_from(RED_FLAGS)),
)
some_reading = st.builds(
    Reading, st.sampled_from(TEXTS), st.lists(some_statement, max_size=2).map(tuple), st.sampled_from([(), ("describe",), ("affirm",), ("deny",)]),
    about_other=st.booleans(), denies_the_rest=st.booleans(),
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(some_reading, min_size=1, max_size=7))
def test_whoever_is_spoken_about_every_reply_keeps_the_contract(readings):
    talk = Talk()
    for reading in readings:
        talk.hears(reading)


@settings(max_examples=300)
@given(st.lists(some_reading, max_size=6), st.sampled_from(TEXTS), st.sampled_from(EMERGENCY_SIGNS), st.booleans())
def test_whoever_has_an_emergency_sign_it_is_answered_by_the_call(readings, text, sign, flagged):
    talk = Talk()
    for reading in readings:
        talk.hears(reading)
    reply = talk.says(text, present(sign), about_other=flagged)
    assert talk.level == "emergency"
    assert tells_to_call(reply)


@settings(max_examples=300)
@given(st.lists(some_reading, min_size=1, max_size=6))
def test_the_level_falls_by_a_change_of_person_only_when_it_was_confirmed(readings):
    talk = Talk()
    for reading in readings:
        before, pending, about = talk.level if talk.replies else "self_care", talk.case.pending or "", talk.case.who
        talk.hears(reading)
        fell = LEVELS.index(talk.level) < max(LEVELS.index(before), LEVELS.index("routine"))
        if talk.case.who != about and fell and before in LEVELS[2:]:
            assert pending.startswith(("whom.", "go_on."))
