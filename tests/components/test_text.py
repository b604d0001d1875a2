"""What is done to a message before it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.text import LONGEST, clean


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("I can’t feel it", "I can't feel it"),
        ("‘numb’ “lip”", "'numb' \"lip\""),
        ("numb – or dry — or", "numb - or dry - or"),
        ("well…", "well..."),
        ("  two\u00a0 weeks\t ", "two weeks"),
        ("nu\u200bmb\ufeff", "numb"),
        ("\u202enumb\u202c", "numb"),
        ("numb\x00", "numb"),
        ("sooooooo numb!!!!!!!", "sooo numb!!!"),
        ("aaaa", "aaaa"),
        ("one\n\ntwo", "one\n\ntwo"),
        ("cafe\u0301", "café"),
        ("👍", "👍"),
        ("", ""),
        (" \u200b ", ""),
    ],
)
def test_a_message_is_made_plain(text, cleaned):
    assert clean(text) == cleaned


def test_a_long_message_keeps_its_beginning_and_its_end():
    cleaned = clean("my lip twitches " + "blah blub " * 5_000 + "and my face droops")
    assert len(cleaned) <= LONGEST + 10
    assert cleaned.startswith("my lip twitches")
    assert cleaned.endswith("and my face droops")


def test_a_message_that_is_not_too_long_is_read_in_full():
    text = "numb lip. " * 1_199
    assert clean(text) == text.strip()


@given(st.text(max_size=500))
def test_a_clean_text_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(whitelist_categories=("L", "N")), max_size=100))
def test_no_letter_is_lost_but_in_a_stretched_word(text):
    if not any(text[place : place + 5] == text[place] * 5 for place in range(len(text))):
        assert len(clean(text)) > 0 or not text


@given(st.lists(st.sampled_from(["my", "upper", "lip", "can't", "stop", "twitching", "since", "tuesday", "numb"]), max_size=30), st.sampled_from([" ", "  ", "\t", "\u00a0", " \u200b"]))
def test_spaces_and_invisible_characters_change_nothing(words, between):
    assert clean(between.join(words)) == " ".join(words)
