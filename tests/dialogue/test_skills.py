"""What Quiver says about one thing each."""

import re

import pytest

from dialogue.skills import SKILLS
from dialogue.words import words
from tests.contract import KINDS, TOPICS
from tests.dialogue.talk import Talk, absent, days, harmless, present


@pytest.mark.parametrize("act", SKILLS)
@pytest.mark.parametrize("state", [Talk, harmless], ids=["at the start", "at self_care"])
def test_every_skill_says_something_of_a_known_kind(state, act):
    talk = state()
    talk.says("say it", acts=(act,))
    assert set(talk.kinds) <= set(KINDS)
    assert talk.text.strip()


def test_no_skill_has_the_name_of_a_topic():
    assert not set(SKILLS) & set(TOPICS)


# --- reasons --------------------------------------------------------------------------------------------------------


def test_why_do_you_ask_is_answered_by_the_reason_of_the_open_question_and_its_source():
    talk = Talk()
    talk.begins()
    question = words().knowledge.interview.question(talk.case.pending)
    talk.says("why do you ask?", acts=("why_ask",))
    assert question.why in talk.text
    assert words().knowledge.sources.cite(question.source) in talk.text
    assert talk.case.pending == question.id


def test_why_is_answered_by_the_words_the_rule_and_the_source():
    talk = Talk()
    talk.says("it hurts", present("pain", "my lip really hurts"))
    talk.says("why?", acts=("why_level",))
    row = next(row for row in words().knowledge.table.rows if list(row.when) == ["pain"])
    assert "my lip really hurts" in talk.text
    assert row.because in talk.text
    assert words().knowledge.sources.cite(row.source) in talk.text


def test_why_harmless_is_answered_by_what_is_not_there():
    talk = harmless()
    talk.says("why?", acts=("why_level",))
    assert "none of these warning signs" in talk.text
    assert all(words().knowledge.findings[finding].label in talk.text for finding in ("numbness", "facial_droop", "persistent"))


def test_why_no_level_is_answered_by_what_is_not_known():
    talk = Talk()
    talk.begins()
    talk.says("why?", acts=("why_level",))
    assert words().knowledge.findings["numbness"].label in talk.text


def test_what_would_make_it_urgent_explains_the_warning_signs():
    talk = harmless()
    talk.says("what would make it urgent?", acts=("what_urgent",))
    assert talk.topics == ["red_flag_symptoms"]


def test_how_sure_it_is_names_what_it_does_not_know():
    talk = Talk()
    talk.says("it hurts", present("pain"))
    talk.says("how sure are you?", acts=("how_sure",))
    assert words().knowledge.findings["numbness"].label in talk.text


# --- data -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["know_about_me", "summary"])
def test_what_is_known_is_what_was_told_with_the_words(act):
    talk = Talk()
    talk.says("it hurts, not numb", present("pain", "it hurts"), absent("numbness"))
    talk.says("what do you know?", acts=(act,))
    assert 'pain: "it hurts"' in talk.text
    assert re.search(r"Signs denied:\*\*.*numbness", talk.text)


@pytest.mark.parametrize("act", ["know_about_me", "summary"])
def test_at_the_start_nothing_is_known(act):
    talk = Talk()
    talk.says("what do you know?", acts=(act,))
    assert words().phrases["know_nothing"] in talk.text


def test_erasing_is_confirmed_with_the_time():
    talk = Talk()
    talk.says("it hurts", present("pain"))
    talk.says("delete everything", acts=("delete_data",))
    assert "2026-11-23 12:00" in talk.text


def test_after_erasing_nothing_is_known():
    talk = Talk()
    talk.says("it hurts", present("pain"))
    talk.says("delete everything", acts=("delete_data",))
    talk.says("what do you know?", acts=("know_about_me",))
    assert talk.assessment["findings"] == {}


# --- control --------------------------------------------------------------------------------------------------------


def test_which_answer_shall_be_changed_is_asked_by_naming_them():
    talk = Talk()
    talk.says("it hurts", present("pain"), absent("numbness"))
    talk.says("change my answers", acts=("change_answer",))
    assert "control" in talk.kinds
    told = talk.text + str(talk.replies[-1].envelope.get("question"))
    assert re.search(r"\bpain\b", told, re.IGNORECASE)


def test_change_my_answers_after_stop_is_answered():
    talk = Talk()
    talk.says("it hurts", present("pain"))
    talk.says("stop", acts=("stop",))
    talk.says("change my answers", acts=("change_answer",))
    assert "control" in talk.kinds


def test_nothing_else_wrong_change_my_answers_is_answered_though_nothing_was_described():
    talk = Talk()
    talk.says("nothing else wrong", denies_the_rest=True)
    talk.says("change my answers", acts=("change_answer",))
    assert "control" in talk.kinds


def test_where_nothing_was_told_nothing_can_be_changed():
    talk = Talk()
    talk.says("change my answers", acts=("change_answer",))
    assert words().phrases["nothing_to_change"] in talk.text


# --- borders --------------------------------------------------------------------------------------------------------


def test_a_diagnosis_is_not_given_and_the_article_is_cited():
    talk = Talk()
    talk.says("is it MS?", acts=("no_diagnosis",))
    assert talk.kinds[0] == "no_diagnosis"
    assert "article: " in talk.text


def test_a_medicine_is_not_advised_on_and_no_topic_is_given_for_it():
    talk = Talk()
    talk.says("how much magnesium?", acts=("no_prescribing",))
    assert talk.kinds == ["no_prescribing"]
    assert talk.topics == []


def test_another_place_and_a_question_are_both_answered():
    talk = Talk()
    talk.says("my eyelid twitches, is it stress?", acts=("other_place", "trigger_stress"))
    assert set(talk.kinds) == {"scope_note", "answer"}
    assert talk.topics == ["trigger_stress"]


def test_a_greeting_at_the_start_asks_what_the_lip_does():
    talk = Talk()
    talk.says("hello", acts=("greeting",))
    assert talk.kinds == ["chitchat"]
    assert "?" in talk.text


def test_a_goodbye_asks_nothing_more():
    talk = Talk()
    talk.begins()
    talk.says("bye", acts=("bye",))
    assert "interview" not in talk.kinds


@pytest.mark.parametrize("country", sorted(words().crisis))
def test_in_a_crisis_the_line_of_the_country_comes_first(country):
    talk = Talk(timezone=None, locale=f"en-{country}")
    reply = talk.says("I want to end it", acts=("crisis",))
    assert words().crisis[country] in reply.texts[0].split("\n\n")[0]


def test_a_short_twitch_told_with_a_greeting_is_not_lost():
    talk = Talk()
    talk.says("hi, twitching for two days, nothing else", acts=("greeting",), duration=days(2), denies_the_rest=True)
    assert talk.level == "self_care"
