"""The words, buttons and envelope of one turn."""

import itertools
import re
from dataclasses import replace

import pytest

from dialogue.words import words
from tests.contract import EMERGENCY_SIGNS, RED_FLAGS
from tests.dialogue.talk import UPPER_LIP, Talk, absent, days, doubtful, harmless, present


def paragraphs(talk):
    return talk.replies[-1].texts[0].split("\n\n")


@pytest.mark.parametrize(
    ("level", "tell"),
    [
        ("urgent", lambda talk: talk.says("it hurts", present("pain"))),
        ("routine", lambda talk: talk.says("for a month", acts=("describe",), duration=days(30))),
        ("self_care", lambda talk: talk.says("two days, nothing else", duration=days(2), denies_the_rest=True)),
    ],
)
def test_the_level_comes_first_then_the_reason_then_what_to_do_and_what_would_change_it(level, tell):
    talk = Talk()
    tell(talk)
    assert talk.level == level
    assert paragraphs(talk)[0] == words().phrases[level]
    assert "(article: " in paragraphs(talk)[1].replace("Source: ", "")
    assert "999" in talk.text, "what would make it an emergency, and whom to call then"


def test_a_reply_has_one_text_or_two_and_the_question_stands_last_by_itself():
    talk = Talk()
    talk.says("it hurts", present("pain"))
    assert len(talk.replies[-1].texts) == 2
    assert talk.replies[-1].texts[-1] == talk.replies[-1].asked.text


def test_at_self_care_at_most_two_tips_are_given_each_with_its_source():
    talk = harmless()
    tips = [topic for topic in talk.topics if "relief" in topic]
    assert 1 <= len(tips) <= 2
    for topic in tips:
        assert words().topics[topic].tip in talk.text
        assert words().knowledge.sources.cite(words().topics[topic].source) in talk.text


def test_an_emergency_is_explained_once_and_then_said_again_in_a_sentence():
    talk = Talk()
    first = talk.says("my face droops", present("facial_droop", "my face droops"))
    assert "my face droops" in first.texts[0]
    assert "assessment" in talk.kinds
    second = talk.says("really?", acts=("describe",))
    assert len(second.texts[0]) < len(first.texts[0])
    assert "assessment" not in talk.kinds


def test_a_second_emergency_sign_is_a_new_reason():
    talk = Talk()
    talk.says("my face droops", present("facial_droop"))
    talk.says("and I slur", present("slurred_speech"))
    assert talk.assessment["red_flags"] == ["facial_droop", "slurred_speech"]
    assert "assessment" in talk.kinds


def test_at_an_emergency_a_question_about_the_lip_gets_one_sentence_about_the_signs():
    talk = Talk()
    talk.says("my face droops, is it serious?", present("facial_droop"), acts=("is_it_serious",))
    assert talk.topics in (["red_flag_symptoms"], ["when_to_see_doctor"])


def test_a_level_that_rises_is_said_at_once_and_one_that_falls_is_said_to_have_fallen():
    talk = Talk()
    talk.says("for a month", acts=("describe",), duration=days(30))
    talk.says("and numb", present("numbness"))
    assert talk.level == "urgent"
    assert "assessment" in talk.kinds
    talk.says("I meant dry", absent("numbness"), acts=("correct",))
    assert talk.level == "routine"
    assert "assessment" in talk.kinds


def test_the_envelope_tells_the_version_of_what_was_said():
    talk = Talk()
    talk.begins()
    versions = talk.replies[-1].envelope["versions"]
    assert versions == {"knowledge": words().knowledge.version, "table": words().knowledge.table.version}


def test_the_number_to_call_is_in_the_envelope_at_an_emergency_and_in_a_crisis_only():
    talk = Talk()
    talk.begins()
    assert "call" not in talk.replies[-1].envelope
    talk.says("I want to end it", acts=("crisis",))
    assert talk.replies[-1].envelope["call"] == {"number": "999", "country": "GB"}


def test_turns_are_counted_and_the_time_is_kept():
    talk = Talk()
    talk.begins()
    talk.presses("none")
    assert talk.case.turns == 2
    assert talk.case.last_seen is not None


@pytest.mark.parametrize("sign", EMERGENCY_SIGNS)
def test_because_names_the_finding_the_words_the_rule_and_the_source(sign):
    talk = Talk()
    talk.says("see", present(sign, "just these words"))
    (reason,) = talk.assessment["because"]
    assert (reason["finding"], reason["said"]) == (sign, "just these words")
    row = next(row for row in words().knowledge.table.rows if row.id == reason["rule"])
    assert list(row.when) == [sign]
    assert reason["source"] == words().knowledge.sources.cite(row.source)


def test_no_reply_of_an_interview_is_a_wall_of_text():
    """A screen of a phone holds about 150 words; sources in brackets are not read aloud."""
    talks = [harmless()]
    for statement in (present("pain"), present("persistent"), present("facial_droop"), present("stress")):
        talk = Talk()
        talk.says("this is it", statement, acts=("describe",), pregnant=True)
        while talk.case.pending and len(talk.replies) < 9:
            talk.presses({"place": "lip", "duration": "days", "tips": "yes"}.get(talk.case.pending, "none"))
        talks.append(talk)
    for talk in talks:
        for reply in talk.replies:
            said = re.sub(r"\([^()]*(?:\([^()]*\))?[^()]*\)", "", " ".join(reply.texts))
            assert len(said.split()) <= 150, said


def test_no_sentence_is_said_twice_in_an_interview():
    talk = harmless()
    for answer in ("none", "yes"):
        talk.presses(answer)
    said = [sentence for reply in talk.replies for text in reply.texts for sentence in re.split(r"(?<=[.?!])\s+", re.sub(r"\(.*?\)", "", text)) if len(sentence.split()) > 3]
    assert len(said) == len(set(said))


def test_a_question_of_which_part_is_known_asks_for_the_rest_only():
    talk = Talk()
    talk.says("my lip twitches, no pain", absent("pain"), acts=("describe",))
    talk.presses("none")
    question = talk.replies[-1].asked
    assert question.id == "feeling"
    assert "pain" not in question.text
    assert {choice.id for choice in question.choices} == {"none", "numb", "tingle", "control"}


def test_a_question_that_is_asked_again_reads_otherwise_each_time():
    talk = Talk()
    talk.begins()
    texts = [talk.replies[-1].asked.text]
    for _ in range(3):
        talk.says("what is a motor unit?", acts=("mechanism",))
        texts.append(talk.replies[-1].asked.text)
    assert all(first != second for first, second in itertools.pairwise(texts))


def test_a_question_that_stays_open_three_times_is_left_open_and_never_taken_for_a_no():
    talk = Talk()
    talk.begins()
    for text in ("well you see", "it depends on the day", "hard to put in words really it is"):
        assert talk.case.pending == "face_signs"
        talk.says(text, acts=("describe",))
    assert talk.case.pending == "feeling"
    assert words().phrases["let_go"] in talk.text
    assert "facial_droop" not in talk.assessment["findings"]
    talk.presses("none")
    talk.presses("lip")
    talk.presses("days")
    assert talk.level == "undetermined"


def test_who_asks_things_in_between_is_asked_as_long_as_it_takes():
    talk = Talk()
    talk.begins()
    for _ in range(5):
        talk.says("what is it?", acts=("what_is_it",))
    assert talk.case.pending == "face_signs"


def test_the_first_contact_says_what_quiver_is_and_that_it_is_no_doctor():
    for text, acts in (("hello", ("greeting",)), ("my lip twitches", ("describe",)), ("are you a doctor?", ("bot_challenge",)), ("what is it?", ("what_is_it",))):
        talk = Talk()
        talk.says(text, acts=acts)
        assert "program" in talk.text
        assert "no doctor" in talk.text


def test_a_bare_yes_to_a_list_is_asked_which():
    talk = Talk()
    talk.begins()
    talk.presses("none")
    talk.says("yes")
    assert talk.level == "urgent"
    assert talk.replies[-1].asked.text.startswith("Which of these is it")


def test_of_two_whys_the_likelier_one_is_answered():
    talk = Talk()
    talk.begins()
    talk.says("why do you want to know?", acts=("why_ask", "why_level"))
    assert "I can't give a level yet" not in talk.text


def test_a_greeting_beside_a_description_is_not_answered_by_an_introduction():
    talk = Talk()
    talk.says("Hi, my lip is numb", present("numbness"), acts=("greeting", "describe"))
    assert "Hello, I'm Quiver" not in talk.text


def test_who_asks_for_the_number_somewhere_is_told_it_and_not_that_quiver_cannot_help():
    talk = Talk(timezone=None)
    talk.says("what number do i call for an ambulance? im in kenya", acts=("off_topic",))
    assert "999" in talk.text
    assert words().phrases["deflect"] not in talk.text


def test_nobody_is_left_without_a_word_at_the_last_question():
    talk = Talk()
    talk.begins()
    while talk.case.pending:
        talk.says("skip")
    assert words().phrases["nothing_left_to_ask"] in talk.text


def test_more_tips_than_there_are_cannot_be_had():
    talk = harmless()
    every = tuple(topic for topic in words().topics if topic.startswith("relief_"))
    talk.presses("none")
    talk.case = replace(talk.case, advised=every)
    talk.presses("yes")
    assert words().phrases["tips_no_more"] in talk.text


def test_a_doubt_that_is_talked_past_three_times_is_left_open_and_the_interview_goes_on():
    talk = Talk()
    talk.says(UPPER_LIP, doubtful("severe_headache"), acts=("describe",))
    assert talk.case.pending == "confirm.severe_headache"
    for text, finding in (("no pain", "pain"), ("not numb", "numbness"), ("no tingling", "tingling")):
        talk.says(text, absent(finding))
    assert words().phrases["let_go"] in talk.text
    assert talk.case.pending not in (None, "confirm.severe_headache")
    assert talk.assessment["to_confirm"] == ["severe_headache"]
    for flag in RED_FLAGS:
        if flag != "severe_headache":
            talk.says(f"no {flag}", absent(flag))
    assert talk.level == "undetermined"
