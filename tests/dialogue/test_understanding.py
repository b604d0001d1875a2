"""Case and reading together: what is known after a message."""

from dataclasses import replace
from datetime import date

import pytest

from triage.findings import Status
from triage.knowledge import knowledge
from triage.levels import Level
from triage.record import Record

from dialogue.case import Case
from dialogue.reading import Reading
from dialogue.understanding import understand
from tests.contract import RED_FLAGS
from tests.dialogue.talk import absent, days, doubtful, old, present

TODAY = date(2026, 11, 23)


def told(case, text, *statements, acts=(), **read):
    return understand(case, Reading(text, statements, acts, **read), known=knowledge(), today=TODAY)


def status(understood, finding):
    return understood.case.record.status(finding, TODAY)


def asked(question, **known):
    return Case(started=True, pending=question, asked=(question,), **known)


def with_statements(*statements):
    return Record({item.finding: item for item in statements})


def test_what_a_message_states_is_known_afterwards():
    after = told(Case(), "numb and no pain", present("numbness"), absent("pain"))
    assert status(after, "numbness") is Status.PRESENT
    assert status(after, "pain") is Status.ABSENT
    assert after.case.started
    assert after.anything


def test_what_knowledge_does_not_list_is_not_remembered():
    assert told(Case(), "hungry", present("hunger")).case.record == Record()


def test_a_denial_answers_all_signs_of_the_question_that_were_not_told():
    after = told(asked("feeling", record=with_statements(present("numbness"))), "no")
    assert status(after, "numbness") is Status.PRESENT
    assert {status(after, finding) for finding in ("tingling", "pain", "loss_of_facial_control")} == {Status.ABSENT}
    assert after.answered


def test_a_denial_that_names_a_sign_all_the_same_denies_nothing_else():
    after = told(asked("feeling"), "no, but it hurts", present("pain"))
    assert status(after, "pain") is Status.PRESENT
    assert status(after, "numbness") is Status.UNKNOWN


def test_no_is_no_answer_to_how_long():
    assert status(told(asked("duration"), "no"), "persistent") is Status.UNKNOWN


@pytest.mark.parametrize(("length", "expected"), [(days(3), Status.ABSENT), (days(21), Status.PRESENT), (days(10, 20), Status.UNKNOWN)])
def test_a_duration_tells_whether_it_is_persistent_or_leaves_it_open(length, expected):
    after = told(Case(), "that long", duration=length)
    if expected is Status.UNKNOWN:
        assert "persistent" not in after.case.record.statements
    else:
        assert status(after, "persistent") is expected
    assert after.case.record.onset == length.start(TODAY)


def test_a_duration_of_something_counts_as_the_twitchs_when_that_was_asked():
    assert status(told(asked("duration"), "ten days", other_duration=days(10)), "persistent") is Status.ABSENT
    in_passing = "I have been in this job for ten days and it is a lot to learn"
    assert told(asked("place"), in_passing, other_duration=days(10)).case.record.onset is None


def test_a_message_that_only_says_how_long_is_about_the_twitch_whatever_was_asked():
    assert status(told(asked("place"), "since about the weekend", other_duration=days(2)), "persistent") is Status.ABSENT
    assert told(Case(), "since about the weekend", other_duration=days(2)).case.record.onset is None


def test_a_short_duration_does_not_take_back_a_persistent_twitch():
    case = Case(record=with_statements(present("persistent")))
    assert status(told(case, "three days", duration=days(3)), "persistent") is Status.PRESENT


def test_a_blanket_denial_denies_every_red_flag_that_was_not_told_but_not_how_long_it_goes_on():
    after = told(Case(), "tingles, nothing else", present("tingling"), denies_the_rest=True)
    assert status(after, "tingling") is Status.PRESENT
    assert status(after, "persistent") is Status.UNKNOWN
    assert all(status(after, flag) is Status.ABSENT for flag in RED_FLAGS if flag not in ("tingling", "persistent"))


def test_a_blanket_denial_leaves_a_doubt_open():
    after = told(Case(), "perhaps numb, nothing else", doubtful("numbness"), denies_the_rest=True)
    assert status(after, "numbness") is Status.UNKNOWN
    assert "numbness" in after.case.record.doubts


def test_denying_weakness_denies_trouble_controlling_the_face():
    assert status(told(Case(), "no weakness", absent("facial_weakness")), "loss_of_facial_control") is Status.ABSENT


def test_denying_weakness_takes_nothing_back_that_was_told():
    case = Case(record=with_statements(present("loss_of_facial_control")))
    assert status(told(case, "no weakness", absent("facial_weakness")), "loss_of_facial_control") is Status.PRESENT


def test_yes_to_one_sign_is_that_sign():
    after = told(asked("place"), "yes")
    assert status(after, "spreading") is Status.PRESENT


@pytest.mark.parametrize(("question", "level"), [("face_signs", Level.EMERGENCY), ("feeling", Level.URGENT), ("body_signs", Level.EMERGENCY)])
def test_yes_to_a_list_counts_as_the_gravest_sign_of_it_without_naming_any(question, level):
    after = told(asked(question), "yes")
    assert after.case.floor is level
    assert after.case.record == Record()


def test_naming_the_sign_after_a_yes_lifts_the_floor():
    yes = told(asked("feeling"), "yes").case
    named = told(replace(yes, pending="feeling"), "#feeling:numb")
    assert named.case.floor is Level.SELF_CARE
    assert status(named, "numbness") is Status.PRESENT


def test_yes_to_a_list_of_triggers_is_no_emergency():
    assert told(asked("triggers"), "yes").case.floor is Level.SELF_CARE


def test_a_contradiction_keeps_what_was_said_first():
    after = told(Case(record=with_statements(present("numbness"))), "not numb", absent("numbness"))
    assert after.contradicted == ("numbness",)
    assert status(after, "numbness") is Status.PRESENT


def test_a_sign_that_was_denied_and_then_comes_up_is_there():
    after = told(Case(record=with_statements(absent("numbness"))), "now it is numb", present("numbness"))
    assert after.contradicted == ()
    assert status(after, "numbness") is Status.PRESENT


def test_an_old_sign_that_is_denied_later_is_a_contradiction_too():
    after = told(Case(record=with_statements(old("facial_droop"))), "no droop", absent("facial_droop"))
    assert after.contradicted == ("facial_droop",)


def test_a_contradiction_about_a_trigger_is_not_worth_a_question():
    assert told(Case(record=with_statements(present("stress"))), "no stress", absent("stress")).contradicted == ()


@pytest.mark.parametrize("how", ["act", "words"])
def test_what_is_taken_back_is_gone(how):
    case = Case(record=with_statements(present("numbness")))
    text, acts = ("dry, not numb", ("correct",)) if how == "act" else ("I meant dry, not numb", ())
    after = told(case, text, absent("numbness"), acts=acts)
    assert after.taken_back == ("numbness",)
    assert status(after, "numbness") is Status.ABSENT


def test_answering_the_question_about_a_contradiction_settles_it():
    case = replace(asked("contradiction.numbness"), record=with_statements(present("numbness")))
    assert status(told(case, "#contradiction.numbness:no"), "numbness") is Status.ABSENT
    assert status(told(case, "#contradiction.numbness:yes"), "numbness") is Status.PRESENT
    assert status(told(case, "it isn't numb", absent("numbness")), "numbness") is Status.ABSENT


@pytest.mark.parametrize(("text", "expected"), [("yes", Status.PRESENT), ("no", Status.ABSENT)])
def test_answering_the_question_about_a_doubt_settles_it(text, expected):
    case = replace(asked("confirm.pain"), record=Record(doubts={"pain": doubtful("pain")}))
    after = told(case, text)
    assert status(after, "pain") is expected
    assert not after.case.record.doubts


@pytest.mark.parametrize("text", ["skip", "I don't know", "rather not say"])
@pytest.mark.parametrize("question", ["feeling", "duration", "confirm.pain"])
def test_an_answer_that_is_refused_or_unknown_puts_the_question_aside(text, question):
    case = replace(asked(question), record=Record(doubts={"pain": doubtful("pain")}))
    after = told(case, text)
    assert after.put_aside
    assert question in after.case.put_aside
    assert after.case.record == case.record


def test_a_button_of_a_question_that_was_never_asked_changes_nothing():
    after = told(Case(), "#face_signs:none")
    assert after.stale
    assert after.case.record == Record()


@pytest.mark.parametrize("text", ["#face_signs:sneeze", "#weather:fine"])
def test_a_button_that_does_not_exist_changes_nothing(text):
    after = told(asked("face_signs"), text)
    assert after.stale
    assert after.case.record == Record()


def test_a_button_of_an_earlier_question_may_still_be_pressed():
    case = replace(asked("place"), asked=("face_signs", "place"))
    assert status(told(case, "#face_signs:droop"), "facial_droop") is Status.PRESENT


def test_a_button_that_says_otherwise_takes_back():
    case = replace(asked("place"), record=with_statements(present("spreading")))
    after = told(case, "#place:lip")
    assert after.taken_back == ("spreading",)


def test_a_message_of_which_nothing_can_be_made_counts_as_missed():
    first = told(asked("place"), "blorp")
    assert not first.anything
    assert told(first.case, "blorp").case.misses == 2
    assert told(first.case, "no").case.misses == 0


def test_another_emergency_is_a_floor_until_it_is_taken_back():
    after = told(Case(), "chest pain", acts=("other_emergency",))
    assert after.case.floor is Level.EMERGENCY
    assert told(after.case, "I meant heartburn", acts=("correct",)).case.floor is Level.SELF_CARE


def test_once_it_is_about_somebody_else_it_stays_so():
    after = told(Case(), "my mum", about_other=True)
    assert told(after.case, "since Monday").case.about_other


def test_only_the_lip_denies_nothing_but_the_place():
    before = asked("feeling")
    for text in ("just the lip", "only the upper lip", "it's only the lip"):
        after = told(before, text, denies_the_rest=True).case.record
        assert set(after.statements) == {"spreading"}
        assert after.statements["spreading"].status is Status.ABSENT


def test_nothing_else_to_the_question_what_else_twitches_is_about_the_place():
    after = told(asked("place"), "no, nothing else", denies_the_rest=True).case.record
    assert set(after.statements) == {"spreading"}
    after = told(asked("feeling"), "nothing else wrong", denies_the_rest=True).case.record
    assert len(after.statements) > 10


def test_none_of_these_does_not_take_back_what_was_known_before_it_was_asked():
    case = told(asked("face_signs"), "old droop, my doctor knows", old("facial_droop")).case
    after = told(replace(case, pending="face_signs"), "#face_signs:none").case.record
    assert after.statements["facial_droop"].status is Status.LONG_STANDING
    assert after.statements["slurred_speech"].status is Status.ABSENT


def test_no_nothing_to_a_question_denies_what_was_asked_and_nothing_besides():
    for text in ("no nothing", "none", "no", "not at all", "nothing at all", "nope nope and nope lol"):
        after = told(asked("face_signs"), text, denies_the_rest=True).case.record
        assert set(after.statements) == {"facial_droop", "facial_weakness", "slurred_speech"}


def test_none_of_those_denies_everything_that_was_not_stated():
    after = told(asked("face_signs"), "none of those, nothing else wrong", denies_the_rest=True).case.record
    assert "tingling" in after.statements


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        ("lip keeps twitching and I don't know why", True),
        ("mine does it a lot", True),
        ("well mine does", True),
        ("My lip jumps. Is it coffee?", True),
        ("can stress make your lip twitch?", False),
        ("is a lip twitch normal", False),
        ("why does a lip quiver?", False),
        ("what if my lip twitches", False),
        ("my leg jumps", False),
        ("", False),
    ],
)
def test_an_interview_begins_when_a_twitch_is_told_of_and_not_when_it_is_asked_about(text, told_of):
    assert told(Case(), text).case.started is told_of


@pytest.mark.parametrize("text", ["Och it's nothing, don't be fussing", "it's probably nothing", "no big deal, I just slept on it"])
def test_playing_it_down_denies_nothing(text):
    after = told(asked("feeling"), text, denies_the_rest=True)
    assert after.case.record.statements == {}


def test_a_repeated_no_that_was_read_as_a_blanket_denial_answers_the_question_and_nothing_besides():
    after = told(asked("face_signs"), "nope nope and nope", denies_the_rest=True).case
    assert set(after.record.statements) >= {"facial_droop", "facial_weakness", "slurred_speech"}
    assert "tingling" not in after.record.statements


def test_yes_and_nothing_else_to_a_list_denies_none_of_the_list():
    after = told(asked("feeling"), "Yes, otherwise I'm fine", denies_the_rest=True)
    assert after.case.record.statements == {}
    assert after.case.floor is Level.URGENT


def test_yes_and_nothing_else_with_the_sign_named_denies_the_rest():
    after = told(asked("feeling"), "Yes, it's numb, nothing else", present("numbness"), denies_the_rest=True)
    assert status(after, "numbness") is Status.PRESENT
    assert status(after, "pain") is Status.ABSENT


def test_no_and_nothing_else_settles_a_doubt():
    case = Case(record=Record(doubts={"numbness": doubtful("numbness")}), pending="confirm.numbness", asked=("confirm.numbness",))
    assert status(told(case, "No, nothing like that", denies_the_rest=True), "numbness") is Status.ABSENT


def test_only_the_lip_denies_that_it_spreads_and_nothing_besides():
    after = told(asked("place"), "just the lip", denies_the_rest=True)
    assert set(after.case.record.statements) == {"spreading"}


def test_a_sign_named_beside_a_denial_of_the_rest_is_there_whatever_else_was_read():
    text = "weakness, nothing else"
    after = told(asked("face_signs"), text, absent("facial_weakness"), denies_the_rest=True, denial_said="nothing else")
    assert status(after, "facial_weakness") is Status.PRESENT
    assert status(after, "pain") is Status.ABSENT


def test_only_one_of_a_list_denies_the_others_of_the_list_and_nothing_besides():
    after = told(asked("face_signs"), "only the weakness")
    assert status(after, "facial_weakness") is Status.PRESENT
    assert status(after, "slurred_speech") is Status.ABSENT
    assert status(after, "pain") is Status.UNKNOWN


@pytest.mark.parametrize("text", ["all of them", "all three", "everything"])
def test_all_of_a_list_is_there(text):
    after = told(asked("face_signs"), text, denies_the_rest=True, denial_said=text)
    assert all(status(after, flag) is Status.PRESENT for flag in ("facial_droop", "facial_weakness", "slurred_speech"))


@pytest.mark.parametrize("text", ["a bit", "slightly, nothing else wrong", "sometimes", "both of them"])
def test_a_little_is_a_yes(text):
    after = told(asked("face_signs"), text, denies_the_rest="nothing" in text, denial_said="nothing else wrong")
    assert after.case.floor is Level.EMERGENCY
    assert after.case.record.statements == {}


def test_maybe_leaves_every_sign_of_the_list_in_doubt_until_it_is_named_or_denied():
    after = told(asked("face_signs"), "maybe", acts=("unsure",)).case
    assert set(after.record.doubts) == {"facial_droop", "facial_weakness", "slurred_speech"}
    which = replace(after, pending="face_signs")
    named = told(which, "weakness")
    assert status(named, "facial_weakness") is Status.PRESENT
    assert named.case.record.doubts == {}
    denied = told(which, "no, none of them", acts=("deny",))
    assert status(denied, "facial_droop") is Status.ABSENT
    assert denied.case.record.doubts == {}
    assert denied.case.floors == {}


def test_i_got_it_wrong_settles_a_contradiction():
    case = Case(record=with_statements(present("numbness")), pending="contradiction.numbness", asked=("contradiction.numbness",))
    assert status(told(case, "Sorry, I got it wrong", acts=("correct",)), "numbness") is Status.ABSENT


def test_a_denial_that_follows_change_my_answers_takes_back():
    case = Case(record=with_statements(present("numbness")), pending="change", asked=("change",))
    after = told(case, "no numbness", absent("numbness"))
    assert status(after, "numbness") is Status.ABSENT
    assert after.contradicted == ()


def test_playing_it_down_settles_no_doubt():
    case = Case(record=Record(doubts={"tingling": doubtful("tingling")}), pending="confirm.tingling", asked=("confirm.tingling",))
    assert "tingling" in told(case, "Och it's nothing, don't be fussing", acts=("deny",), denies_the_rest=True).case.record.doubts


def test_denying_all_the_rest_answers_the_question_about_a_doubt():
    case = replace(asked("confirm.severe_headache"), record=Record(doubts={"severe_headache": doubtful("severe_headache")}))
    after = told(case, "none of those things you said, nothing hurts", absent("pain"), denies_the_rest=True)
    assert status(after, "severe_headache") is Status.ABSENT


def test_denying_all_the_rest_settles_no_doubt_that_it_raises_itself():
    case = replace(asked("confirm.numbness"), record=Record(doubts={"numbness": doubtful("numbness")}))
    after = told(case, "perhaps a bit numb, nothing else", doubtful("numbness"), denies_the_rest=True)
    assert "numbness" in after.case.record.doubts
