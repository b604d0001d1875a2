"""The words, buttons and envelope of one turn."""

import pytest

from dialogue.words import words
from tests.contract import EMERGENCY_SIGNS
from tests.dialogue.talk import Talk, absent, days, harmless, present


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


def test_at_self_care_at_most_three_tips_are_given_each_with_its_source():
    talk = harmless()
    tips = [topic for topic in talk.topics if "relief" in topic]
    assert 1 <= len(tips) <= 3
    for topic in tips:
        assert words().topics[topic].text in talk.text
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
