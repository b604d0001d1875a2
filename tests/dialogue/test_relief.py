"""Relief that fits: chosen by the triggers that were named, with how, why, source, how long, and what would change the level."""

import pytest

from dialogue.words import words
from tests.dialogue.talk import Talk, harmless, present

FITS = words().relief.by_trigger


def with_trigger(trigger: str) -> Talk:
    talk = Talk()
    talk.says("my lip twitches", present(trigger))
    for _ in range(8):
        if talk.level == "self_care":
            return talk
        talk.presses({"place": "lip", "duration": "days"}.get(str(talk.case.pending), "none"))
    raise AssertionError("the interview didn't end")


def tipped(talk: Talk, topic: str) -> bool:
    return words().tip(words().topics[topic]) in talk.text


def sourced(talk: Talk, topic: str) -> bool:
    return words().sourced(words().topics[topic]) in talk.text


@pytest.mark.parametrize("trigger", FITS)
def test_the_step_that_fits_a_trigger_comes_with_the_result_and_its_source(trigger):
    talk = with_trigger(trigger)
    assert FITS[trigger] in talk.topics
    assert tipped(talk, FITS[trigger])
    assert "two weeks" in talk.text
    assert words().say("self_care_change", number="999", whose="your") in talk.text


@pytest.mark.parametrize("trigger", FITS)
def test_a_trigger_named_later_gets_its_step_and_none_is_said_twice(trigger):
    talk = harmless()
    before = talk.topics
    talk.says("by the way", present(trigger))
    assert talk.topics == [FITS[trigger]]
    assert tipped(talk, FITS[trigger]) == (FITS[trigger] not in before)


def test_more_tips_are_offered_and_given_but_none_twice():
    talk = with_trigger("stress")
    first = talk.topics
    assert talk.case.pending == "tips"
    talk.presses("yes")
    assert talk.topics
    assert not set(talk.topics) & set(first)
    assert all(tipped(talk, topic) for topic in talk.topics)
    assert talk.case.pending is None


@pytest.mark.parametrize("answer", ["no", "#tips:no", "nope"])
def test_who_wants_no_more_tips_gets_none(answer):
    talk = with_trigger("stress")
    talk.says(answer)
    assert talk.topics == []
    assert talk.level == "self_care"
    assert words().phrases["tips_declined"] in talk.text


def test_for_stimulants_the_time_is_a_few_days_and_for_the_rest_no_time_is_made_up():
    assert "within a few days" in with_trigger("caffeine").text
    assert "within a few days" not in with_trigger("dehydration").text


@pytest.mark.parametrize("topic", [topic for topic in words().topics if topic.startswith("relief_") or topic == "caffeine_limit"])
def test_an_answer_about_relief_never_comes_without_its_source(topic):
    talk = Talk()
    talk.says("what about it?", acts=(topic,))
    assert sourced(talk, topic)


def test_who_asks_what_helps_gets_what_fits_the_triggers_they_named():
    talk = Talk()
    talk.says("I hardly sleep and smoke a lot, what helps?", present("nicotine"), present("fatigue"), acts=("relief_overview",))
    assert talk.topics == ["relief_overview", "relief_cut_stimulants", "relief_stress_reduction"]


def test_at_an_emergency_no_step_is_named():
    talk = Talk()
    talk.says("my face droops and I smoke", present("facial_droop"), present("nicotine"), acts=("relief_overview",))
    assert not any(topic.startswith("relief_") for topic in talk.topics)


def test_more_tips_are_offered_twice_at_most_and_in_other_words():
    talk = with_trigger("stress")
    first = talk.replies[-1].asked.text
    talk.says("what is a motor unit?", acts=("mechanism",))
    assert talk.case.pending == "tips"
    assert talk.replies[-1].asked.text != first
    talk.says("and why the lip?", acts=("why_lips",))
    assert talk.case.pending is None
