"""What is answered where the form of the words tells what is asked."""

import pytest

from dialogue.asking import asks, asks_level, wants_more
from tests.dialogue.talk import Talk, harmless, present


@pytest.mark.parametrize("text", ["so what level is this", "so urgent or not", "is it urgent?", "how urgent is this", "what's the verdict?"])
def test_a_question_for_the_level_is_recognised(text):
    assert asks_level(text)


@pytest.mark.parametrize("text", ["is it urgent to see a dentist after a filling?", "my level of stress is high", "is it urgent if it spreads?", "why is it urgent?"])
def test_other_questions_are_none_for_the_level(text):
    assert not asks_level(text)


@pytest.mark.parametrize("text", ["more", "more please", "anything else?", "what else can i try", "ok, another one"])
def test_a_wish_for_more_is_recognised(text):
    assert wants_more(text)


@pytest.mark.parametrize("text", ["more pain", "no more", "it twitches more", "anything else twitching no"])
def test_other_words_are_no_wish_for_more(text):
    assert not wants_more(text)


@pytest.mark.parametrize("text", ["india mein", "My mother had Parkinson's.", "my face droops and is numb", "she is confused"])
def test_a_statement_asks_nothing(text):
    assert not asks(text)


def test_the_level_is_said_in_a_plain_sentence():
    talk = harmless()
    talk.says("so what level is this")
    assert "Not urgent" in talk.text
    talk = Talk()
    talk.says("3 months now", present("persistent"))
    talk.says("so urgent or not", acts=("why_level",))
    assert "Not urgent" in talk.text
    assert "next week or two" in talk.text


def test_after_the_last_tip_more_is_answered_by_what_comes_next():
    talk = harmless()
    for _ in range(4):
        talk.says("more")
        assert "deflect" not in talk.kinds
        assert "didn't" not in talk.text
    assert "Those were all the steps" in talk.text
    assert "a doctor if it lasts" in talk.text


@pytest.mark.parametrize("text", ["does kissing cause it", "does alcohol cause it", "is it contagious"])
def test_a_cause_that_the_article_does_not_name_is_called_so(text):
    talk = Talk()
    talk.says(text, acts=("relief_massage",))
    assert "doesn't name that" in talk.text
    assert talk.topics == ["triggers_overview"]


@pytest.mark.parametrize("text", ["does massage or alcohol help", "i drank wine and my lip is twitching", "does coffee cause it", "does sugar free red bull cause it", "can stress from my period cause it"])
def test_other_messages_keep_their_topic(text):
    talk = Talk()
    talk.says(text, acts=("relief_massage",))
    assert talk.topics == ["relief_massage"]


@pytest.mark.parametrize(("text", "figure"), [("how much caffeine in a can of coke", "36 to 46 mg"), ("is decaf ok", "2 to 12 mg")])
def test_a_drink_that_is_asked_about_gets_its_figure(text, figure):
    talk = Talk()
    talk.says(text, acts=("relief_cut_stimulants", "caffeine_limit"))
    assert figure in talk.text
    assert talk.topics == ["caffeine_limit"]


def test_a_menu_is_no_answer_beside_one():
    talk = Talk()
    talk.says("just tell me what to do", acts=("relief_overview", "help"))
    assert "three things" not in talk.text


def test_hemifacial_spasm_is_not_explained_as_a_fasciculation():
    talk = Talk()
    talk.says("what's hemifacial spasm and do I have it?", acts=("no_diagnosis", "what_is_it", "spreading_and_hemifacial_spasm"))
    assert talk.topics == ["spreading_and_hemifacial_spasm"]


def test_in_pregnancy_the_figure_of_healthy_adults_is_not_said_alone():
    talk = Talk()
    talk.says("i'm pregnant and my lip twitches", acts=("describe",), pregnant=True)
    talk.says("is decaf ok", acts=("caffeine_limit",))
    assert "200 mg" in talk.text
