"""The grammar of durations, on Wednesday 25 November 2026."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.durations import PERSISTENT_DAYS, persistence
from triage.findings import Status

from components.durations import LIFETIME, mentions

TODAY = date(2026, 11, 25)
EVER = LIFETIME

PHRASES = [
    # counted
    ("for two days", 2, 2),
    ("2 days", 2, 2),
    ("for 3 days now", 3, 3),
    ("it's been 5 days", 5, 5),
    ("for the last 4 days", 4, 4),
    ("since 3 days", 3, 3),
    ("bout 3 days", 3, 3),
    ("roughly 10 days", 10, 10),
    ("10d", 10, 10),
    ("13 days", 13, 13),
    ("fourteen days", 14, 14),
    ("14 days", 14, 14),
    ("21 days", 21, 21),
    ("30 days", 30, 30),
    ("3 days ago", 3, 3),
    ("it started a week ago", 7, 7),
    ("about a week", 7, 7),
    ("1 week", 7, 7),
    ("one week", 7, 7),
    ("two weeks", 14, 14),
    ("2 wks", 14, 14),
    ("2wks", 14, 14),
    ("2w", 14, 14),
    ("like 2 weeks", 14, 14),
    ("for the past two weeks", 14, 14),
    ("going on two weeks", 14, 14),
    ("a two-week twitch", 14, 14),
    ("a 3-week history of it", 21, 21),
    ("three weeks", 21, 21),
    ("on and off for 3 weeks", 21, 21),
    ("three full weeks", 21, 21),
    ("two long weeks", 14, 14),
    ("6 weeks", 42, 42),
    ("1.5 weeks", 10, 11),
    ("a week and a half", 10, 11),
    ("two and a half weeks", 17, 18),
    ("a month", 30, 31),
    ("every day for a month", 30, 31),
    ("a month and a half", 45, 46),
    ("two months", 60, 61),
    ("2 mths", 60, 61),
    ("3 months", 91, 92),
    ("six months", 182, 183),
    ("half a year", 182, 183),
    ("18 months", 547, 548),
    ("a year", 365, 366),
    ("two years", 730, 731),
    ("2 yrs", 730, 731),
    ("ten years", 3652, 3653),
    ("2 nights", 2, 2),
    ("three weekends", 14, 21),
    ("a fortnight", 14, 14),
    ("fortnight", 14, 14),
    ("the past fortnight", 14, 14),
    ("this last fortnight", 14, 14),
    # hours and less are today
    ("for an hour", 0, 0),
    ("half an hour", 0, 0),
    ("20 minutes", 0, 0),
    ("5 hrs", 0, 0),
    ("a few seconds", 0, 0),
    ("48 hours", 2, 2),
    ("72 hours", 3, 3),
    # ranges
    ("2-3 days", 2, 3),
    ("2 to 3 days", 2, 3),
    ("two or three days", 2, 3),
    ("5 or 6 days", 5, 6),
    ("1-2 weeks", 7, 14),
    ("five to six weeks", 35, 42),
    ("a day or two", 1, 2),
    ("a week or two", 7, 14),
    ("a month or two", 30, 61),
    ("a couple of days", 2, 3),
    ("couple days", 2, 3),
    ("a couple nights", 2, 3),
    ("a few days", 2, 5),
    ("quite a few days", 2, 5),
    ("several days", 3, 8),
    ("the last couple of weeks", 14, 21),
    ("a few weeks", 14, 35),
    ("several weeks", 21, 56),
    ("a couple of months", 60, 92),
    # more and less
    ("over a week", 7, 11),
    ("more than a week", 7, 11),
    ("over two weeks", 14, 21),
    ("best part of a week", 5, 11),
    ("over a month", 30, 46),
    ("15 days or more", 15, 23),
    ("10+ days", 10, 15),
    ("2+ weeks", 14, 21),
    ("nearly a week", 5, 7),
    ("almost two weeks", 11, 14),
    ("coming up to two weeks", 11, 14),
    ("less than a week", 0, 6),
    ("under two weeks", 0, 13),
    ("less than two weeks", 0, 13),
    # without a number
    ("for days", 2, 10),
    ("for weeks", 14, 60),
    ("weeks now", 14, 70),
    ("weeks on end", 14, 70),
    ("for months", 60, 400),
    ("months and months", 60, 400),
    ("for years", 365, EVER),
    ("for ages", 30, EVER),
    ("yonks", 30, EVER),
    ("donkey's years", 30, EVER),
    ("a long time", 30, EVER),
    ("forever", 30, EVER),
    ("it's chronic", 60, EVER),
    # days by name
    ("today", 0, 0),
    ("this morning", 0, 0),
    ("just now", 0, 0),
    ("since breakfast", 0, 0),
    ("since I woke up", 0, 0),
    ("all day", 0, 0),
    ("since last night", 0, 1),
    ("overnight", 0, 1),
    ("yesterday", 1, 1),
    ("since yesterday", 1, 1),
    ("yesterday evening", 1, 1),
    ("the day before yesterday", 2, 2),
    ("since Tuesday", 1, 1),
    ("since Monday", 2, 2),
    ("on monday", 2, 2),
    ("since Sunday", 3, 3),
    ("started on saturday", 4, 4),
    ("since fri", 5, 5),
    ("since Thursday", 6, 6),
    ("since last Friday", 5, 12),
    ("since last monday", 2, 9),
    # weeks, months and years by name
    ("since the weekend", 3, 4),
    ("last weekend", 3, 4),
    ("the weekend before last", 10, 11),
    ("this week", 2, 7),
    ("for the past week", 5, 8),
    ("last week", 3, 9),
    ("the week before last", 9, 16),
    ("past month", 28, 31),
    ("last month", 25, 56),
    ("the month before last", 53, 86),
    ("for the past year", 300, 366),
    ("last year", 329, 694),
    ("since 2019", 2255, 2920),
    ("last summer", 60, 450),
    ("since summer", 85, 359),
    ("since autumn", 0, 269),
    # dates
    ("since the 20th", 5, 5),
    ("since the 28th", 28, 28),
    ("since 20 November", 5, 5),
    ("since the 1st of november", 24, 24),
    ("began on 3 november", 22, 22),
    ("since November 10th", 15, 15),
    ("since November", 0, 24),
    ("since October", 25, 55),
    ("started in June", 148, 177),
    ("since March 2024", 969, 999),
    # feasts
    ("since Halloween", 25, 25),
    ("since bonfire night", 20, 20),
    ("since the 4th of July", 144, 144),
    ("since Easter", 234, 234),
    ("since St Patrick's Day", 253, 253),
    ("since Valentine’s Day", 284, 284),
    ("since New Year", 328, 328),
    ("since Christmas", 335, 335),
    ("since boxing day", 334, 334),
    ("since thanksgiving", 363, 363),
    # ages of a life
    ("on and off since uni", 200, EVER),
    ("since I was a kid", 200, EVER),
    ("since childhood", 200, EVER),
    ("since my teens", 200, EVER),
    # shorthand
    ("10/7", 10, 10),
    ("3/52", 21, 21),
    ("2/12", 60, 61),
    ("day 3", 2, 3),
    ("day three of this", 2, 3),
    ("week 2", 7, 14),
    # Hinglish
    ("do hafte se", 14, 14),
    ("teen din se", 3, 3),
    ("kal se", 1, 1),
    ("aaj se", 0, 0),
]

DECOYS = [
    "my lip twitched",
    "it happens 24/7",
    "I am 45 years old",
    "a 45-year-old man",
    "my 6 month old baby",
    "I'm 30",
    "in my 40s",
    "3 coffees a day",
    "5 cups a day",
    "400 mg a day",
    "two litres a day",
    "twenty cigarettes a day",
    "three times a day",
    "twice a week",
    "every two weeks",
    "every other day",
    "every few minutes",
    "8 hours of sleep",
    "8 hours sleep",
    "a second opinion",
    "a second time",
    "I sat down",
    "the sun was out",
    "we wed in spring",
    "he may be right",
    "may I ask",
    "march on",
    "I have 2 kids",
    "100%",
    "covid-19",
    "I work nights",
    "number 10",
    "2 sugars",
    "",
]


def ranges(text):
    return [(mention.duration.least, mention.duration.most) for mention in mentions(text, TODAY)]


def test_there_are_enough_phrases_to_speak_of_a_grammar():
    assert len(PHRASES) >= 120


@pytest.mark.parametrize(("phrase", "least", "most"), PHRASES, ids=[phrase for phrase, _, _ in PHRASES])
def test_a_phrase_is_read_as_so_many_days(phrase, least, most):
    found = ranges(phrase)
    assert len(found) == 1
    assert least <= found[0][0] <= found[0][1] <= most


@pytest.mark.parametrize("phrase", DECOYS)
def test_what_only_looks_like_a_duration_is_none(phrase):
    assert ranges(phrase) == []


@pytest.mark.parametrize(("phrase", "least", "most"), PHRASES[::3], ids=[phrase for phrase, _, _ in PHRASES[::3]])
def test_a_phrase_inside_a_sentence_is_read_alike_whatever_its_case_and_apostrophes(phrase, least, most):
    for text in (f"My lip has twitched, {phrase}, and I drink tea", f"TWITCHING {phrase.upper()}!", phrase.replace("'", "’")):
        assert ranges(text) == ranges(phrase)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("under two weeks", Status.ABSENT),
        ("13 days", Status.ABSENT),
        ("since the weekend", Status.ABSENT),
        ("a week or two", Status.UNKNOWN),
        ("nearly two weeks", Status.UNKNOWN),
        ("since November", Status.UNKNOWN),
        ("two weeks", Status.PRESENT),
        ("a couple of weeks", Status.PRESENT),
        ("for weeks", Status.PRESENT),
        ("since Halloween", Status.PRESENT),
        ("since summer", Status.PRESENT),
    ],
)
def test_the_line_at_two_weeks_is_drawn_by_arithmetic(text, expected):
    assert [persistence(mention.duration) for mention in mentions(text, TODAY)] == [expected]


def test_several_durations_come_in_the_order_of_the_text_each_with_its_place():
    text = "It began three weeks ago, then stopped for two days and is back since yesterday"
    found = mentions(text, TODAY)
    assert [mention.duration.most for mention in found] == [21, 2, 1]
    assert [text[mention.start : mention.end] for mention in found] == ["three weeks", "two days", "since yesterday"]


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 1), date(2026, 10, 31)])
def test_on_any_day_of_the_calendar_every_phrase_is_read(today):
    for phrase, _, _ in PHRASES:
        if phrase not in ("since November", "since the 28th"):
            assert mentions(phrase, today), phrase


@pytest.mark.parametrize("day", range(1, 29))
def test_a_day_of_the_month_is_counted_over_the_end_of_the_month(day):
    for today in (date(2026, 3, 5), date(2026, 5, 5), date(2026, 11, 25)):
        ordinal = f"{day}{ {1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd'}.get(day, 'th')}"
        (found,) = mentions(f"since the {ordinal}", today)
        assert (today - timedelta(found.duration.most)).day == day


@given(st.text(max_size=300), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_any_text_on_any_day_can_be_read(text, today):
    found = mentions(text, today)
    for before, after in pairwise(found):
        assert before.end <= after.start


words = st.sampled_from(
    ["since", "for", "the", "last", "past", "a", "an", "two", "3", "10", "31st", "weeks", "days", "month", "year", "monday", "sun", "may", "march", "2019", "before", "easter", "half", "and", "or", "to", "few", "nearly", "over", "every", "old", "ago", "yesterday", "summer", "/", "7", "52", "12", "on", "in", "half", "day", "week"]
)


@given(st.lists(words, max_size=14).map(" ".join), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_any_heap_of_words_about_time_can_be_read(text, today):
    for mention in mentions(text, today):
        assert 0 <= mention.duration.least <= mention.duration.most <= LIFETIME
        assert text[mention.start : mention.end].strip()


@given(st.integers(1, 300))
def test_any_number_of_days_is_that_number(number):
    assert ranges(f"for {number} days") == [(number, number)]


def test_a_number_beyond_all_measure_is_a_lifetime():
    assert ranges(f"{'9' * 400} days") == [(LIFETIME, LIFETIME)]


@given(st.integers(1, 50))
def test_a_number_of_weeks_is_persistent_from_two_on(number):
    (found,) = mentions(f"{number} weeks", TODAY)
    assert (found.duration.least >= PERSISTENT_DAYS) == (number >= 2)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("it began on the ninth, and today is the thirtieth", 21),
        ("I first saw it on the 20th and today is the 29th", 9),
        ("the christening was on the fourth, it's now the twenty-sixth", 22),
        ("since the 2nd. I'm writing this on the 17th.", 15),
        ("started the twenty eighth; this is the third", 6),
    ],
)
def test_two_days_of_the_month_are_subtracted_where_the_writer_says_which_is_today(text, days):
    assert [(found.duration.least, found.duration.most) for found in mentions(text, date(2026, 3, 30))] == [(days, days)]


@pytest.mark.parametrize("text", ["this is the first time", "this is the second, no, third coffee", "it's the 5th"])
def test_an_ordinal_alone_is_no_duration(text):
    assert mentions(text, date(2026, 3, 30)) == []


@pytest.mark.parametrize("text", ["the whole of Ramadan", "all of Ramadan", "throughout Ramadan", "all through Ramadan"])
def test_all_of_a_feast_is_as_long_as_the_feast_even_on_its_first_days(text):
    (found,) = mentions(f"twitching {text}", date(2026, 2, 20))
    assert found.duration.least >= 28
