"""Which acts a message does, given their scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.acts import ActScores, chosen_acts, has_words, is_foreign_script

USUAL = {"default": 0.5}


def chosen(text, thresholds=None, **scores):
    return [name for name, _ in chosen_acts(text, ActScores(scores), thresholds or USUAL)]


def test_every_act_from_its_threshold_on_counts_the_surest_first():
    assert chosen("what helps, and why", relief_overview=0.6, mechanism=0.9, greeting=0.49) == ["mechanism", "relief_overview"]


def test_an_act_may_have_a_threshold_of_its_own():
    assert chosen("I can't go on", {"default": 0.5, "crisis": 0.2}, crisis=0.3, greeting=0.4) == ["crisis"]


def test_whom_it_is_about_is_no_act():
    assert chosen("my mum's lip", about_other=0.99, describe=0.6) == ["describe"]


@pytest.mark.parametrize("text", ["Моя губа дёргается", "我的嘴唇在抽搐", "شفتي ترتعش", "τρέμει το χείλος μου", "мой lip дёргается"])
def test_another_script_is_another_language_whatever_the_scores_say(text):
    assert is_foreign_script(text)
    assert chosen(text, describe=0.9) == ["other_language"]


@pytest.mark.parametrize("text", ["my lip", "", "123", "café", "lip 嘴", "!!!", "Ærø"])
def test_latin_letters_are_no_other_script(text):
    assert not is_foreign_script(text)


@pytest.mark.parametrize("text", ["???", "...", "!", "😀😀", "aaaa", "zz", "----"])
def test_what_has_no_words_is_gibberish_whatever_the_scores_say(text):
    assert not has_words(text)
    assert chosen(text, describe=0.9) == ["gibberish"]


@pytest.mark.parametrize("text", ["y", "N", "3", "no", "ok", "hmm no", "2 weeks", "24/7"])
def test_a_single_letter_that_answers_or_a_number_is_a_word(text):
    assert has_words(text)


def test_an_empty_message_does_nothing():
    assert chosen("") == []


@given(st.text(max_size=100), st.dictionaries(st.sampled_from(["crisis", "greeting", "about_other"]), st.floats(0, 1)))
def test_any_text_does_some_acts_or_none(text, scores):
    acts = chosen_acts(text, ActScores(scores), USUAL)
    assert [score for _, score in acts] == sorted((score for _, score in acts), reverse=True)
    assert "about_other" not in dict(acts)


def test_a_second_topic_counts_sooner_where_two_things_are_asked() -> None:
    topics = frozenset({"relief_massage", "relief_warm_compress"})
    scores = ActScores({"relief_massage": 0.9, "relief_warm_compress": 0.3})
    thresholds = {"default": 0.5, "second": 0.25}
    both = chosen_acts("massage or a warm flannel?", scores, thresholds, topics)
    assert [name for name, _ in both] == ["relief_massage", "relief_warm_compress"]
    one = chosen_acts("does massage help?", scores, thresholds, topics)
    assert [name for name, _ in one] == ["relief_massage"]


def test_a_bare_why_is_about_what_was_said_and_no_topic() -> None:
    scores = ActScores({"why_level": 0.8, "triggers_overview": 0.9})
    topics = frozenset(["triggers_overview"])
    assert [name for name, _ in chosen_acts("but why?", scores, USUAL, topics)] == ["why_level"]
    assert len(chosen_acts("why does my lip do this?", scores, USUAL, topics)) == 2


@pytest.mark.parametrize("text", ["goodbye", "Thanks, bye!", "see you tomorrow", "ok I'm done", "that’s me done for today", "good night everyone"])
def test_a_farewell_to_the_chat_is_no_crisis(text):
    assert chosen(text, crisis=0.9, bye=0.6) == ["bye"]


def test_a_farewell_that_goes_on_and_on_is_read_in_no_time():
    assert chosen("ta" * 10_000 + "x", crisis=0.9, bye=0.6) == ["crisis", "bye"]


@pytest.mark.parametrize("text", ["goodbye, you won't hear from me again", "I'm done with living", "good night forever", "I wanted to say goodbye to somebody"])
def test_leave_of_more_than_a_chat_is_judged_by_its_score(text):
    assert "crisis" in chosen(text, crisis=0.9, bye=0.6)


def test_that_by_which_something_is_lost_is_never_a_guess():
    assert chosen("scrap that, it's dry", {"default": 0.4, "least": 0.15}, start_over=0.32, correct=0.29) == ["correct"]
    assert chosen("start over", {"default": 0.4, "least": 0.15}, start_over=0.9) == ["start_over"]


def test_who_would_rather_not_say_does_not_stop():
    assert chosen("rather not say", refuse=0.9, stop=0.7) == ["refuse"]
    assert chosen("stop it, I won't say", refuse=0.6, stop=0.7) == ["stop"]
