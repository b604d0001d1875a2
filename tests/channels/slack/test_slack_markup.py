"""Markup: the bot's light markdown in Slack's way, whole after every cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.slack.markup import callable_number, first_sentence, mrkdwn, paragraphs, parted, pieces, shortened


@pytest.mark.parametrize(
    ("text", "slack"),
    [
        ("**Call 999 now.**", "*Call 999 now.*"),
        ("a **b** and **c**", "a *b* and *c*"),
        ("- one\n- two", "• one\n• two"),
        ("a - b", "a - b"),
        ("numb & <weak>", "numb &amp; &lt;weak&gt;"),
        ("<!channel> hi", "&lt;!channel&gt; hi"),
        ("https://nhs.uk/x?a=1&b=2", "https://nhs.uk/x?a=1&amp;b=2"),
        ("", ""),
    ],
)
def test_light_markdown_becomes_mrkdwn(text, slack):
    assert mrkdwn(text) == slack


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("*Call 999 now.*", "*Call <tel:999|999> now.*"),
        ("call 112, 112!", "call <tel:112|112>, <tel:112|112>!"),
        ("rule 9991 and 1999", "rule 9991 and 1999"),
    ],
)
def test_the_number_to_call_can_be_pressed(text, linked):
    assert callable_number(text, linked.split("tel:")[1][:3] if "tel:" in linked else "999") == linked


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("**Call 999 now.** It can't wait.", "**Call 999 now.**"),
        ("**Call 999 now. Don't wait.** More.", "**Call 999 now.**"),
        ("Call 999 now! Then wait.", "Call 999 now!"),
        ("Up to 2.5 cups. More is much.", "Up to 2.5 cups."),
        ("no end", "no end"),
        ("first line\nsecond line.", "first line"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_it_ends(text, sentence):
    assert first_sentence(text) == sentence


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "Up to 400 mg. (article: par. 2; FAST (NHS), widened)",
            ("Up to 400 mg.", "article: par. 2; FAST (NHS), widened"),
        ),
        ("Is it numb? (Question 1 of about 3)", ("Is it numb?", "Question 1 of about 3")),
        ("(What you write stays here.)", ("", "What you write stays here.")),
        ('You wrote "numb". (Source: x)', ('You wrote "numb".', "Source: x")),
        ("Call your local number (112, 911 or 999) now.", ("Call your local number (112, 911 or 999) now.", "")),
        ("I have erased it (2026-11-23).", ("I have erased it (2026-11-23).", "")),
        ("Call your local number (112, 911 or 999)", ("Call your local number (112, 911 or 999)", "")),
        ("- One. (a)\n- Two. (b)", ("- One. (a)\n- Two. (b)", "")),
        ("One. (a) Two. (b)", ("One. (a) Two. (b)", "")),
        ("", ("", "")),
    ],
)
def test_an_aside_after_the_last_sentence_is_parted_from_it(text, parts):
    assert parted(text) == parts


def test_paragraphs_are_parted_by_blank_lines():
    assert paragraphs("a\nb\n\n\n c \n \nd") == ["a\nb", "c", "d"]


def test_a_long_text_is_cut_between_sentences_and_bold_stays_bold():
    text = "**" + "All of this is bold. " * 20 + "**"
    cut = pieces(text, 200)
    assert all(piece.startswith("*") and piece.endswith("*") and len(piece) <= 200 for piece in cut)
    assert all(piece.strip("*").endswith(".") for piece in cut)


@given(st.text(alphabet=st.sampled_from("ab &<>.*-\n "), max_size=600), st.integers(40, 120))
def test_no_piece_is_too_long_and_no_letter_is_lost(text, limit):
    cut = pieces(text, limit)
    assert all(len(piece) <= limit for piece in cut)
    assert sum(piece.count("b") for piece in cut) == text.count("b")


@given(st.text(max_size=400))
def test_any_text_can_be_written_for_slack(text):
    assert "<" not in mrkdwn(text)
    assert len(shortened(text, 75)) <= 75
