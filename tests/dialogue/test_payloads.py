"""Button payloads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.knowledge import knowledge

from dialogue.payloads import CONFIRM, CONTRADICTION, SAME_EPISODE, Press, about, asked_about, payload, press_of

names = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)


@given(names, st.lists(names, min_size=1, max_size=4))
def test_a_payload_says_which_choices_of_which_question_were_pressed(question, choices):
    assert press_of(payload(question, *choices)) == Press(question, tuple(choices))


@pytest.mark.parametrize("kind", [CONFIRM, CONTRADICTION])
def test_a_question_about_one_finding_has_a_payload_too(kind):
    for finding in knowledge().findings:
        assert press_of(payload(about(kind, finding), "yes")) == Press(f"{kind}.{finding}", ("yes",))
        assert asked_about(about(kind, finding)) == (kind, finding)


@pytest.mark.parametrize("question", [None, "", "place", SAME_EPISODE, "confirm", "confirm.", "weather.rain"])
def test_other_questions_are_about_no_single_finding(question):
    assert asked_about(question) is None


@pytest.mark.parametrize("text", ["", "#", "#place", "#place:", "place:lip", "/inform", '/inform{"numbness":"absent"}', "#Place:Lip", "#place:lip and more", "#a.b.c:d", "#1 reason: stress"])
def test_what_has_another_form_is_ordinary_text(text):
    assert press_of(text) is None


def test_spaces_around_a_payload_do_not_matter():
    assert press_of("  #place:lip\n") == Press("place", ("lip",))


@given(st.text(max_size=50))
def test_any_text_is_a_press_or_is_not(text):
    press = press_of(text)
    assert press is None or payload(press.question, *press.choices) == text.strip()
