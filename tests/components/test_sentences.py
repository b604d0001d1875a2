"""Sentences and windows: nothing that somebody wrote is left unread."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.sentences import (
    LONGEST_QUOTE,
    LONGEST_SENTENCE,
    OVERLAP,
    WINDOW,
    Unit,
    clause_around,
    sentences,
    windows,
)
from components.text import LONGEST, clean

written = st.text("abc deg. !?;,-\n'’1", max_size=600)
PROSE = (
    "My upper lip has been twitching since Tuesday. It's on the left; it doesn't hurt! Should I worry?\n"
    "- no numbness\n- no droop\nMy wife (she is a nurse) says it's stress - I had 3.5 coffees, though"
)


def words_of(units):
    return [word for unit in units for word in unit.text.split()]


def test_a_message_is_read_sentence_by_sentence():
    assert [unit.text for unit in sentences("It twitches. It's numb! Is that bad?")] == ["It twitches.", "It's numb!", "Is that bad?"]


def test_lines_lists_semicolons_and_dashes_part_a_sentence():
    assert [unit.text for unit in sentences("no droop\nno pain; tingling - a bit")] == ["no droop", "no pain;", "tingling", "a bit"]


def test_a_dash_inside_a_word_parts_nothing():
    assert [unit.text for unit in sentences("a two-week twitch")] == ["a two-week twitch"]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_where_nothing_is_written_there_is_no_sentence(text):
    assert sentences(text) == []
    assert windows(text, []) == []


def test_every_word_of_a_message_is_in_some_sentence_and_in_order():
    assert [word for word in words_of(sentences(PROSE)) if word != "-"] == [word for word in PROSE.split() if word != "-"]


def test_one_long_breath_is_read_in_overlapping_parts():
    text = " ".join(f"w{number}" for number in range(200))
    parts = sentences(text)
    assert max(part.words for part in parts) <= LONGEST_SENTENCE + OVERLAP
    for before, after in pairwise(parts):
        assert before.text.split()[-OVERLAP:] == after.text.split()[:OVERLAP]
    assert set(words_of(parts)) == set(text.split())


@pytest.mark.parametrize("count", range(1, 130))
def test_no_word_is_lost_however_long_the_breath(count):
    text = " ".join(f"w{number}" for number in range(count))
    assert set(words_of(sentences(text))) == set(text.split())


@given(written)
def test_a_unit_stands_where_it_says_and_no_word_is_lost(text):
    parts = sentences(text)
    assert all(text[part.start : part.end] == part.text for part in parts)
    covered = {place for part in parts for place in range(part.start, part.end)}
    assert all(place in covered for place, letter in enumerate(text) if letter.isalnum())


@given(written)
def test_windows_are_whole_sentences_and_leave_none_out(text):
    parts = sentences(text)
    around = windows(text, parts)
    assert all(text[window.start : window.end] == window.text for window in around)
    for part in parts:
        assert any(window.start <= part.start and part.end <= window.end for window in around)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=40))
def test_windows_are_not_much_too_long_and_move_on(lengths):
    text = ". ".join(" ".join(f"word{place}" for place in range(length)) for length in lengths) + "."
    parts = sentences(text)
    around = windows(text, parts)
    assert max(window.words for window in around) <= WINDOW
    assert [window.start for window in around] == sorted({window.start for window in around})


def test_a_short_message_has_one_window():
    text = "It twitches. It's numb."
    assert [window.text for window in windows(text, sentences(text))] == [text]


@settings(max_examples=60)
@given(st.text(max_size=400), st.integers(1, 60))
def test_any_text_can_be_parted(text, times):
    long = clean((text * times)[:LONGEST])
    for unit in [*sentences(long), *windows(long, sentences(long))]:
        assert unit.text.strip()


ODDITIES = ("a", "ab", "a ", ".\n", "😀", "word. ", "- ", "\u0301", "(", "a-", "x:y/", "1,", "\t\n", "嘴", "a\u200b")


@pytest.mark.parametrize("oddity", ODDITIES, ids=ascii)
def test_the_longest_and_oddest_message_can_be_parted(oddity):
    text = clean(oddity * (LONGEST // len(oddity)))
    parts = sentences(text)
    around = windows(text, parts)
    assert all(isinstance(unit, Unit) for unit in [*parts, *around])


@pytest.mark.parametrize(
    ("text", "at", "clause"),
    [
        ("It twitches, and my lip is numb, but no pain", "numb", "my lip is numb"),
        ("It twitches, and my lip is numb, but no pain", "pain", "no pain"),
        ("It twitches because I slept badly", "slept", "I slept badly"),
        ("numb", "numb", "numb"),
        ("tingling (a bit) since Monday", "bit", "a bit"),
    ],
)
def test_what_is_quoted_back_is_the_clause_around_the_word(text, at, clause):
    start, end = clause_around(text, text.index(at))
    assert text[start:end].strip() == clause


@given(written.filter(str.strip), st.integers(0, 700))
def test_a_quote_is_short_and_lies_in_the_text(text, place):
    start, end = clause_around(text, min(place, len(text) - 1))
    assert 0 <= start <= end <= len(text)
    assert len(text[start:end].split()) <= LONGEST_QUOTE


def test_a_long_clause_is_quoted_around_the_word():
    text = " ".join(f"w{number}" for number in range(60))
    start, end = clause_around(text, text.index("w30"))
    quoted = text[start:end].split()
    assert "w30" in quoted
    assert len(quoted) == LONGEST_QUOTE
