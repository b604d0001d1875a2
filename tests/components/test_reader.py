"""Encoder, lexicon and grammar together: who has the last word about what."""

from datetime import date

import pytest

from components.combine import Said
from components.durations import mentions
from components.reader import settle_duration

TODAY = date(2026, 11, 25)


def persistent(role):
    return Said("persistent", role, 0.9, 0, 5)


def settled(role, text):
    (item,) = settle_duration([persistent(role)], mentions(text, TODAY))
    return item.role


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        ("absent", "for three weeks", "present"),
        ("present", "since Monday", "absent"),
        ("present", "for three weeks", "present"),
        ("absent", "since Monday", "absent"),
        ("present", "a week or two", "present"),
        ("present", "no time is named", "present"),
        ("present", "since Monday, and a cold for three weeks", "present"),
    ],
)
def test_whose_duration_it_is_tells_the_encoder_and_how_long_it_is_the_grammar(read, text, expected):
    assert settled(read, text) == expected


def test_a_duration_of_which_the_encoder_says_nothing_settles_nothing():
    said = [Said("pain", "present", 0.9, 0, 4)]
    assert settle_duration(said, mentions("for three weeks", TODAY)) == said


def test_a_doubt_about_how_long_it_goes_on_is_left_to_the_person():
    assert settled("to_confirm", "for three weeks") == "to_confirm"


def test_what_is_quoted_then_is_the_duration():
    text = "twitching for three weeks"
    (item,) = settle_duration([persistent("absent")], mentions(text, TODAY))
    assert "three weeks" in text[item.start : item.end]
