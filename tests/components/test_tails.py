"""Denials of all the rest at the end of a text: heard apart, so that they deny no sign before them."""

import pytest

from components.tails import tails, without


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("slurring a little, otherwise fine", "slurring a little,"),
        ("weak, but nothing else", "weak,"),
        ("drooping. none of the others", "drooping."),
        ("left arm is heavy nothing else wrong", "left arm is heavy"),
        ("numb, otherwise, all fine, thanks", "numb,"),
        ("it hurts. apart from that everything is ok", "it hurts."),
        ("weak face; everything else is normal.", "weak face;                          ."),
        ("pain yes, the others no", "pain yes,"),
        ("my lip twitches, no other symptoms at all", "my lip twitches,"),
        ("numb on the left, rest of me feels fine", "numb on the left,"),
        ("My lip tingles. Nothing else. I drink tea.", "My lip tingles.             . I drink tea."),
    ],
)
def test_a_denial_of_the_rest_is_cut_off_and_all_else_stays_where_it_stood(text, told):
    cut = tails(text)
    assert [tail.denies for tail in cut] == [True]
    assert without(text, cut).rstrip() == told
    assert len(without(text, cut)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "nothing else wrong",
        "otherwise fine",
        "the doctor found nothing else. my arm is weak",
        "I have no pain, nothing else helps",
        "droop, nothing else?",
        "is it the coffee or something else",
        "I feel otherwise well but my arm is weak",
        "numb, otherwise my leg is weak",
        "no numbness, no pain",
        "it twitches all the time",
        "",
    ],
)
def test_what_denies_nothing_or_stands_alone_or_goes_on_is_left_where_it_is(text):
    assert tails(text) == []


def test_that_was_all_is_cut_off_and_denies_nothing_by_itself():
    assert [tail.denies for tail in tails("Drooping and weakness, that's all")] == [False]


@pytest.mark.parametrize(("text", "told"), [("Fine. My lip's been twitching", "    . My lip's been twitching"), ("ok, no pain", "  , no pain"), ("All fine. My lip twitches", None), ("fine", None)])
def test_a_word_that_only_takes_up_the_talk_denies_nothing(text, told):
    cut = tails(text)
    assert without(text, cut) == (told or text)
    assert not any(tail.denies for tail in cut)
