"""Whole turns: what somebody writes, what was read, and what Quiver says."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.findings import Status
from triage.record import Statement

from dialogue.case import Case
from dialogue.reading import Reading
from dialogue.turn import take_turn
from dialogue.words import words
from tests.contract import EMERGENCY_SIGNS, FINDINGS, LEVELS, MOST_QUESTIONS, RED_FLAGS, TOPICS, URGENT_SIGNS
from tests.dialogue.envelope import checked, tells_to_call
from tests.dialogue.talk import MONDAY, UPPER_LIP, Talk, absent, days, doubtful, harmless, old, present

RELIEF = {topic for topic in TOPICS if "relief" in topic}


def begun():
    talk = Talk()
    talk.begins()
    return talk


def urgent():
    talk = Talk()
    talk.says("my lip twitches and is numb", present("numbness"))
    return talk


def routine():
    talk = Talk()
    talk.says("for three weeks now", acts=("describe",), duration=days(21))
    return talk


def emergency():
    talk = Talk()
    talk.says("my face droops", present("facial_droop"))
    return talk


def paused():
    talk = begun()
    talk.says("stop asking", acts=("stop",))
    return talk


def doubting():
    talk = Talk()
    talk.says("maybe a bit weak", doubtful("facial_weakness"))
    return talk


STATES = {
    "at the very start": Talk,
    "in the interview": begun,
    "at self_care": harmless,
    "at routine": routine,
    "at urgent": urgent,
    "at an emergency": emergency,
    "while paused": paused,
    "with a doubt open": doubting,
}
in_any_state = pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())


# --- the interview --------------------------------------------------------------------------------------------------


def test_a_cooperative_interview_ends_in_self_care_after_at_most_eight_questions_with_relief():
    talk = harmless()
    asked = [reply.asked.id for reply in talk.replies[:-1] if reply.asked]
    assert len(asked) == len(set(asked)) <= MOST_QUESTIONS
    assert "assessment" in talk.kinds
    assert RELIEF & set(talk.topics)


def test_the_interview_can_be_answered_by_typing():
    talk = begun()
    for answer in ("no", "none of these", "Only the lip"):
        talk.says(answer)
    talk.says("since yesterday", duration=days(1))
    assert talk.level == "self_care"


def test_somebody_who_tells_everything_at_once_is_asked_nothing_that_was_told():
    talk = Talk()
    talk.says("only the lip, since yesterday, nothing else", absent("spreading"), duration=days(1), denies_the_rest=True)
    assert talk.level == "self_care"


def test_self_care_is_not_given_while_anything_is_unknown():
    talk = begun()
    while talk.level != "self_care":
        assert talk.level == "undetermined"
        assert "interview" in talk.kinds
        talk.presses({"place": "lip", "duration": "week"}.get(str(talk.case.pending), "none"))


def test_relief_fits_the_triggers_that_were_told():
    talk = Talk()
    talk.says("ten coffees a day", present("caffeine"), duration=days(2), denies_the_rest=True)
    assert talk.level == "self_care"
    assert "relief_cut_stimulants" in talk.topics


@pytest.mark.parametrize("answer", ["skip", "rather not say", "I don't know"])
def test_an_answer_that_is_refused_or_not_known_is_never_taken_for_a_no(answer):
    talk = begun()
    first = talk.case.pending
    talk.says(answer)
    assert talk.level == "undetermined"
    assert talk.case.pending != first
    for _ in range(MOST_QUESTIONS):
        if talk.case.pending is None:
            break
        talk.presses({"place": "lip", "duration": "days"}.get(talk.case.pending, "none"))
    assert talk.level == "undetermined"


def test_somebody_who_answers_nothing_is_never_called_harmless():
    talk = begun()
    for _ in range(12):
        talk.says("skip")
        assert talk.level == "undetermined"


def test_after_stop_nothing_is_asked_until_something_is_described_again():
    talk = paused()
    assert "control" in talk.kinds
    talk.says("thanks", acts=("thanks",))
    assert "interview" not in talk.kinds
    talk.says("it twitches again", acts=("describe",))
    assert "interview" in talk.kinds


def test_start_over_forgets_everything():
    talk = urgent()
    talk.says("start over", acts=("start_over",))
    assert talk.assessment["findings"] == {}
    assert talk.level == "undetermined"


def test_what_was_erased_is_gone():
    talk = urgent()
    talk.says("delete everything", acts=("delete_data",))
    assert "privacy" in talk.kinds
    assert talk.case == Case()


# --- emergencies ----------------------------------------------------------------------------------------------------


@in_any_state
@pytest.mark.parametrize("sign", EMERGENCY_SIGNS)
def test_an_emergency_sign_is_answered_by_the_call_in_whatever_state_the_conversation_is(state, sign):
    talk = state()
    reply = talk.says("and now this", present(sign))
    assert talk.level == "emergency"
    assert sign in talk.assessment["red_flags"]
    assert tells_to_call(reply)
    assert "interview" not in talk.kinds
    assert not RELIEF & set(talk.topics)


@in_any_state
def test_a_red_flag_is_reported_in_the_reply_to_the_message_that_states_it(state):
    talk = state()
    before = talk.level if talk.replies else "self_care"
    talk.says("it hurts", present("pain", "it hurts"))
    assert "pain" in talk.assessment["red_flags"]
    assert LEVELS.index(talk.level) >= max(LEVELS.index(before), LEVELS.index("urgent"))


def test_an_emergency_sign_beside_a_question_is_still_answered_by_the_call():
    talk = Talk()
    reply = talk.says("what helps? my face droops", present("facial_droop"), acts=("relief_overview",))
    assert tells_to_call(reply)
    assert not RELIEF & set(talk.topics)


def test_at_an_emergency_doubts_are_not_asked_about():
    talk = Talk()
    talk.says("face droops, maybe numb too", present("facial_droop"), doubtful("numbness"))
    assert talk.assessment["to_confirm"] == []
    assert talk.case.pending is None


def test_an_emergency_stays_one_whatever_is_said_about_other_things():
    talk = emergency()
    for text, acts in (("thanks", ("thanks",)), ("what helps?", ("relief_overview",)), ("it's probably nothing", ("describe",)), ("hi", ("greeting",))):
        reply = talk.says(text, acts=acts)
        assert talk.level == "emergency"
        assert tells_to_call(reply)


def test_playing_a_red_flag_down_changes_nothing():
    talk = urgent()
    talk.says("it's probably nothing, my wife says to ignore it", acts=("describe",))
    assert talk.level == "urgent"
    assert talk.assessment["red_flags"] == ["numbness"]


def test_an_emergency_that_is_taken_back_is_one_no_more():
    talk = emergency()
    talk.says("sorry, I meant it doesn't droop", absent("facial_droop"), acts=("correct",))
    assert talk.level != "emergency"
    assert talk.assessment["findings"]["facial_droop"] == "absent"


@in_any_state
def test_another_emergency_is_answered_by_the_call_too(state):
    talk = state()
    reply = talk.says("crushing chest pain", acts=("other_emergency",))
    assert talk.level == "emergency"
    assert "other_emergency" in talk.kinds
    assert tells_to_call(reply)


def test_another_emergency_holds_until_it_is_taken_back():
    talk = begun()
    talk.says("crushing chest pain", acts=("other_emergency",))
    talk.says("ok", acts=("thanks",))
    assert talk.level == "emergency"
    talk.says("sorry, I meant heartburn", acts=("correct",))
    assert talk.level == "undetermined"


# --- crisis ---------------------------------------------------------------------------------------------------------


@in_any_state
def test_a_crisis_leaves_the_level_as_it_is_and_asks_nothing(state):
    talk = state()
    before = talk.level if talk.replies else "undetermined"
    reply = talk.says("I don't want to live any more", acts=("crisis",))
    assert talk.level == before
    assert "crisis" in talk.kinds
    assert "interview" not in talk.kinds
    assert not RELIEF & set(talk.topics)
    assert words().crisis["GB"] in reply.texts[0].split("\n\n")[0]


def test_a_crisis_in_a_country_without_a_known_line_names_a_number_to_call():
    talk = Talk(timezone=None)
    reply = talk.says("I want to end it", acts=("crisis",))
    assert re.search(r"\d{3}", reply.texts[0])


def test_in_a_crisis_a_red_flag_is_reported_all_the_same():
    talk = Talk()
    talk.says("I want to end it, and my face droops", present("facial_droop"), acts=("crisis",))
    assert talk.level == "emergency"
    assert "crisis" in talk.kinds
    assert re.search(r"call 999 now", talk.text, re.IGNORECASE)


# --- urgent and routine ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", URGENT_SIGNS)
def test_an_urgent_level_is_said_at_once_and_then_only_emergency_signs_are_asked(sign):
    talk = Talk()
    talk.says("there is something", present(sign))
    assert talk.level == "urgent"
    assert "assessment" in talk.kinds
    asked = []
    while talk.case.pending:
        question = words().knowledge.interview.question(talk.case.pending)
        asked += question.findings
        talk.presses("none")
        assert talk.level == "urgent"
    assert sorted(asked) == sorted(EMERGENCY_SIGNS)


def test_three_weeks_and_nothing_else_is_routine():
    talk = Talk()
    talk.says("top lip twitching for three weeks, nothing else", duration=days(21), denies_the_rest=True)
    assert talk.level == "routine"
    assert talk.assessment["red_flags"] == ["persistent"]
    assert "interview" not in talk.kinds


def test_an_old_sign_that_a_doctor_knows_is_urgent_and_listed_as_long_standing():
    talk = Talk()
    talk.says("droop since my Bell's palsy, checked, unchanged", old("facial_droop"))
    assert talk.level == "urgent"
    assert talk.assessment["long_standing"] == ["facial_droop"]
    assert talk.assessment["findings"]["facial_droop"] == "present"


def test_the_reason_quotes_what_was_written_and_names_rule_and_source():
    talk = Talk()
    talk.says("cant feel my top lip", present("numbness", "cant feel my top lip"))
    assert "cant feel my top lip" in talk.text
    assert talk.assessment["because"] == [
        {"finding": "numbness", "said": "cant feel my top lip", "rule": "RF-12", "source": "article: When to Seek Medical Attention, par. 3"}
    ]


def test_a_level_that_has_been_said_is_not_said_again_and_again():
    talk = urgent()
    talk.presses("none")
    assert "assessment" not in talk.kinds


# --- doubts, contradictions and corrections --------------------------------------------------------------------------


def test_a_doubtful_red_flag_is_asked_about_and_stays_until_it_is_answered():
    talk = doubting()
    assert talk.assessment["to_confirm"] == ["facial_weakness"]
    assert "interview" in talk.kinds
    talk.says("what is it?", acts=("what_is_it",))
    assert talk.assessment["to_confirm"] == ["facial_weakness"]


def test_a_doubt_that_is_confirmed_counts():
    talk = doubting()
    talk.says("yes")
    assert talk.level == "emergency"
    assert talk.assessment["red_flags"] == ["facial_weakness"]


def test_a_doubt_that_is_denied_is_gone():
    talk = doubting()
    talk.presses("no")
    assert talk.assessment["to_confirm"] == []
    assert talk.assessment["findings"]["facial_weakness"] == "absent"


def test_a_doubt_that_nobody_can_settle_never_becomes_harmless():
    talk = harmless()
    talk.says("hm, perhaps it is numb", doubtful("numbness"))
    assert talk.level == "undetermined"
    talk.says("not sure")
    assert talk.level == "undetermined"
    assert talk.assessment["to_confirm"] == ["numbness"]


def test_what_was_said_stands_against_a_later_denial_until_it_is_taken_back():
    talk = urgent()
    talk.says("no numbness", absent("numbness"))
    assert talk.level == "urgent"
    assert talk.assessment["red_flags"] == ["numbness"]
    assert "interview" in talk.kinds
    talk.presses("no")
    assert talk.assessment["findings"]["numbness"] == "absent"
    assert talk.level == "undetermined"


def test_a_contradiction_that_is_settled_in_favour_of_the_sign_keeps_it():
    talk = urgent()
    talk.says("no numbness", absent("numbness"))
    talk.presses("yes")
    assert talk.level == "urgent"


def test_a_correction_takes_back_at_once():
    talk = urgent()
    talk.says("sorry, I meant dry, not numb", absent("numbness"), acts=("correct",))
    assert talk.assessment["red_flags"] == []
    assert talk.level == "undetermined"


def test_yes_to_a_list_of_emergency_signs_counts_as_the_gravest_of_them():
    talk = begun()
    reply = talk.says("yes")
    assert talk.level == "emergency"
    assert tells_to_call(reply)
    assert talk.assessment["red_flags"] == []


def test_yes_to_a_list_of_urgent_signs_is_urgent_and_asks_which():
    talk = begun()
    talk.presses("none")
    pending = talk.case.pending
    talk.says("yes", acts=("affirm",))
    assert talk.level == "urgent"
    assert talk.case.pending == pending


# --- what the article answers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_explained_in_its_own_words_with_its_source(topic):
    talk = Talk()
    talk.says("tell me", acts=(topic,))
    assert topic in talk.topics
    assert "answer" in talk.kinds
    assert words().topics[topic].text in talk.text
    assert words().knowledge.sources.cite(words().topics[topic].source) in talk.text


def test_two_questions_get_two_answers():
    talk = Talk()
    talk.says("what is it and what helps", acts=("what_is_it", "relief_overview"))
    assert talk.topics == ["what_is_it", "relief_overview"]


def test_a_question_in_the_interview_is_answered_and_the_interview_goes_on():
    talk = begun()
    pending = talk.case.pending
    talk.says("is it serious?", acts=("is_it_serious",))
    assert talk.topics == ["is_it_serious"]
    assert talk.case.pending == pending


def test_a_question_by_somebody_who_has_described_nothing_starts_no_interview():
    talk = Talk()
    talk.says("what is a fasciculation?", acts=("what_is_it",))
    assert talk.topics == ["what_is_it"]
    assert "interview" not in talk.kinds


def test_never_more_than_four_topics_are_explained():
    talk = Talk()
    talk.says("all fine, but tell me", duration=days(1), denies_the_rest=True, acts=("what_is_it", "mechanism", "why_lips", "trigger_stress"))
    assert len(talk.topics) <= 4


# --- borders --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        ("off_topic", "deflect"),
        ("gibberish", "deflect"),
        ("abuse", "deflect"),
        ("trick", "deflect"),
        ("greeting", "chitchat"),
        ("thanks", "chitchat"),
        ("bye", "chitchat"),
        ("bot_challenge", "chitchat"),
        ("no_diagnosis", "no_diagnosis"),
        ("no_prescribing", "no_prescribing"),
        ("other_place", "scope_note"),
        ("other_language", "language_note"),
        ("privacy", "privacy"),
        ("know_about_me", "privacy"),
        ("delete_data", "privacy"),
        ("handoff", "handoff"),
        ("start_over", "control"),
        ("help", "control"),
        ("stop", "control"),
        ("crisis", "crisis"),
        ("other_emergency", "other_emergency"),
    ],
)
@pytest.mark.parametrize("state", [Talk, begun, harmless, urgent], ids=["at the start", "in the interview", "at self_care", "at urgent"])
def test_a_border_is_of_its_kind_in_whatever_state_the_conversation_is(state, act, kind):
    talk = state()
    talk.says("…", acts=(act,))
    assert kind in talk.kinds


@in_any_state
@pytest.mark.parametrize("act", ["why_ask", "why_level", "what_urgent", "how_sure", "summary", "change_answer", "privacy", "know_about_me", "handoff"])
def test_whatever_is_asked_about_the_conversation_gets_an_answer_and_leaves_the_level(state, act):
    talk = state()
    before = talk.level if talk.replies else "undetermined"
    talk.says("tell me", acts=(act,))
    assert talk.level == before


@in_any_state
def test_going_back_never_makes_it_less_urgent_than_not_knowing(state):
    talk = state()
    before = talk.level if talk.replies else "undetermined"
    talk.says("go back", acts=("go_back",))
    assert talk.level in {before, "undetermined"}
    if before == "emergency":
        assert talk.level == "emergency"


def test_an_empty_message_is_deflected():
    talk = Talk()
    talk.says("")
    assert talk.kinds == ["deflect"]


def test_a_message_of_which_nothing_could_be_read_is_answered_all_the_same():
    for state in STATES.values():
        talk = state()
        for _ in range(5):
            talk.says("blorp")


def test_somebody_else_is_spoken_about_as_somebody_else():
    talk = Talk()
    talk.says("my mum's lip twitches", acts=("describe",), about_other=True)
    assert talk.assessment["about"] == "other"
    assert "your face" not in talk.replies[-1].texts[-1]


# --- failures, time and place ---------------------------------------------------------------------------------------


def test_nothing_is_called_harmless_on_a_message_that_could_not_be_read():
    talk = harmless()
    talk.hears(Reading("?", failed=True))
    assert talk.level == "undetermined"


def test_after_a_day_of_silence_it_is_asked_whether_it_is_the_same_bout():
    talk = harmless()
    talk.waits(hours=25)
    talk.says("hello again", acts=("greeting",))
    assert talk.case.pending == "same_episode"


def test_after_less_than_a_day_nothing_like_it_is_asked():
    talk = harmless()
    talk.waits(hours=23)
    talk.says("hello again", acts=("greeting",))
    assert talk.case.pending != "same_episode"


@pytest.mark.parametrize("answer", ["yes", "#same_episode:yes"])
def test_the_same_bout_keeps_what_was_told(answer):
    talk = urgent()
    talk.waits(hours=30)
    talk.says("it still twitches", acts=("describe",))
    talk.says(answer)
    assert talk.assessment["red_flags"] == ["numbness"]
    assert talk.level == "urgent"


@pytest.mark.parametrize("answer", ["no", "#same_episode:no"])
def test_a_new_bout_begins_with_nothing_known(answer):
    talk = urgent()
    talk.waits(hours=30)
    talk.says("it twitches again", acts=("describe",))
    talk.says(answer)
    assert talk.assessment["findings"] == {}
    assert talk.level == "undetermined"
    assert "interview" in talk.kinds


def test_a_red_flag_after_a_day_of_silence_is_reported_at_once():
    talk = harmless()
    talk.waits(days=3)
    reply = talk.says("my speech is slurred", present("slurred_speech"))
    assert talk.level == "emergency"
    assert tells_to_call(reply)


def test_a_twitch_that_is_told_on_its_tenth_day_is_persistent_on_its_fifteenth():
    talk = Talk()
    talk.says("for ten days, nothing else", duration=days(10), denies_the_rest=True)
    assert talk.level == "self_care"
    talk.waits(days=5)
    talk.says("still there", acts=("describe",))
    assert talk.level == "routine"
    assert talk.assessment["red_flags"] == ["persistent"]


@pytest.mark.parametrize(
    ("locale", "timezone", "number", "country"),
    [
        (None, "Europe/London", "999", "GB"),
        ("en-GB", None, "999", "GB"),
        ("en-US", "Europe/London", "999", "GB"),
        ("en-US", "America/Chicago", "911", "US"),
        ("en-AU", None, "000", "AU"),
        ("en_NZ", None, "111", "NZ"),
    ],
)
def test_the_number_is_that_of_the_country_where_the_person_is(locale, timezone, number, country):
    talk = Talk(locale=locale, timezone=timezone)
    reply = talk.says("my face droops", present("facial_droop"))
    assert number in reply.texts[0].splitlines()[0]
    assert reply.envelope["call"] == {"number": number, "country": country}


@pytest.mark.parametrize(("locale", "timezone"), [(None, None), ("en", None), ("nonsense", "Nowhere/Land"), ("en-ZZ", None)])
def test_where_the_country_is_not_known_the_usual_numbers_are_named(locale, timezone):
    talk = Talk(locale=locale, timezone=timezone)
    reply = talk.says("my face droops", present("facial_droop"))
    assert all(number in reply.texts[0].splitlines()[0] for number in ("112", "911", "999"))


# --- whatever happens -----------------------------------------------------------------------------------------------

said = st.sampled_from(["", "some words", "many words " * 12])
some_status = st.sampled_from([Status.PRESENT, Status.ABSENT, Status.LONG_STANDING])
some_statement = st.one_of(
    st.builds(Statement, st.sampled_from(FINDINGS), some_status, said),
    st.builds(Statement, st.sampled_from(RED_FLAGS), st.just(Status.PRESENT), said, st.just(True)),
)
ACTS = sorted({*words().topics, "describe", "affirm", "deny", "unsure", "refuse", "correct", "crisis", "other_emergency", "greeting", "thanks",
               "bye", "stop", "start_over", "delete_data", "why_ask", "why_level", "summary", "off_topic", "no_diagnosis", "change_answer", "go_back"})  # fmt: skip
PAYLOADS = [
    f"#{question.id}:{choice.id}" for question in words().knowledge.interview.questions for choice in question.choices
] + ["#same_episode:no", "#same_episode:yes", "#confirm.pain:yes", "#confirm.pain:no", "#contradiction.numbness:no", "#weather:fine"]
some_reading = st.builds(
    Reading,
    st.sampled_from(["", UPPER_LIP, "yes", "no", "skip", "don't know", "blorp", "none of these", *PAYLOADS]),
    st.lists(some_statement, max_size=3).map(tuple),
    st.lists(st.sampled_from(ACTS), max_size=2, unique=True).map(tuple),
    duration=st.sampled_from([None, days(1), days(10, 20), days(30)]),
    other_duration=st.sampled_from([None, days(3)]),
    denies_the_rest=st.booleans(),
    about_other=st.booleans(),
    failed=st.sampled_from([False, False, False, True]),
)
some_talk = st.lists(st.tuples(some_reading, st.sampled_from([0, 30])), min_size=1, max_size=6)


def after(talks):
    talk = Talk()
    for reading, hours in talks:
        talk.waits(hours=hours)
        talk.hears(reading)
    return talk


@settings(max_examples=400)
@given(some_talk)
def test_every_reply_of_every_conversation_keeps_the_contract(talks):
    after(talks)


@settings(max_examples=250)
@given(some_talk, st.sampled_from(EMERGENCY_SIGNS))
def test_an_emergency_sign_stated_plainly_makes_an_emergency_after_any_conversation(talks, sign):
    talk = after(talks)
    talk.says("and this", present(sign))
    assert talk.level == "emergency"


@settings(max_examples=250)
@given(some_talk, some_reading, st.sampled_from(RED_FLAGS))
def test_adding_a_stated_red_flag_to_any_message_never_lowers_the_level(talks, last, flag):
    case = after(talks[:3]).case
    last = replace(last, text="my lip", statements=tuple(item for item in last.statements if item.finding != flag))
    levels = []
    for reading in (last, replace(last, statements=(*last.statements, present(flag)))):
        reply = checked(take_turn(case, reading, words=words(), now=MONDAY + timedelta(days=9)))
        levels.append(LEVELS.index(reply.envelope["assessment"]["level"]))
    assert levels[1] >= levels[0]
