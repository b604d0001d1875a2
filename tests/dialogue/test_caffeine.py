"""The caffeine estimate in a conversation: said with range, limit and source; kept while warning signs are open."""

import re
import xml.etree.ElementTree as ET

import pytest

from triage.caffeine import Estimate, Intake

from dialogue.picture import bar
from tests.dialogue.talk import Talk, harmless, present

WHITES = Intake("flat_white", "two flat whites", 260, 390)
MONSTER = Intake("monster", "a Monster", 160, 160)
PRIME = Intake("Prime", "3 cans of Prime", known=False, missing="drink")
LOTS = Intake("coffee", "lots of coffee", known=False, missing="count")
POT = Intake("coffee", "a pot of coffee", known=False, missing="size")


def test_the_estimate_is_said_with_its_range_the_limit_and_where_both_come_from():
    talk = harmless()
    talk.says("two flat whites and a Monster", intakes=(WHITES, MONSTER))
    assert "420 to 550 mg" in talk.text
    assert "400 mg" in talk.text
    assert "more than" in talk.text
    assert "Simple Strategies for Relief, par. 2" in talk.text
    assert "Starbucks' figures" in talk.text
    assert talk.topics == ["caffeine_limit"]
    assert talk.replies[-1].envelope["caffeine"] == {
        "least_mg": 420, "most_mg": 550, "limit_mg": 400,
        "drinks": [
            {"drink": "flat_white", "said": "two flat whites", "least_mg": 260, "most_mg": 390, "known": True},
            {"drink": "monster", "said": "a Monster", "least_mg": 160, "most_mg": 160, "known": True},
        ],
    }  # fmt: skip


def test_is_that_too_much_is_answered_for_what_was_told_before():
    talk = Talk()
    talk.says("two flat whites", intakes=(WHITES,))
    talk.says("is that too much?", acts=("caffeine_limit",))
    assert "260 to 390 mg" in talk.text
    assert "stays within" in talk.text
    assert "picture" in talk.replies[-1].envelope


def test_while_warning_signs_are_open_it_is_kept_and_said_with_the_result():
    talk = Talk()
    talk.begins()
    talk.says("and I drink two flat whites and a Monster a day", intakes=(WHITES, MONSTER))
    assert "mg" not in talk.text
    assert "picture" not in talk.replies[-1].envelope
    for _ in range(4):
        talk.presses({"place": "lip", "duration": "days"}.get(str(talk.case.pending), "none"))
    assert talk.level == "self_care"
    assert "420 to 550 mg" in talk.text
    talk.says("thanks", acts=("thanks",))
    assert "420 to 550 mg" not in talk.text


def test_while_warning_signs_are_open_nothing_is_asked_about_drinks():
    talk = Talk()
    talk.begins()
    asked = talk.case.pending
    talk.says("3 cans of Prime", intakes=(PRIME,))
    assert "Prime" not in talk.text
    assert talk.case.pending == asked


@pytest.mark.parametrize("acts", [(), ("caffeine_limit",)])
def test_at_an_emergency_it_is_only_kept(acts):
    talk = Talk()
    talk.says("my face droops and I had a Monster", present("facial_droop"), acts=acts, intakes=(MONSTER,))
    assert talk.level == "emergency"
    assert "mg" not in talk.text
    assert "picture" not in talk.replies[-1].envelope
    assert talk.case.intakes == (MONSTER,)


def test_an_unknown_drink_is_asked_about_and_its_label_counts():
    talk = harmless()
    talk.says("3 cans of Prime", intakes=(PRIME,))
    assert "I don't know how much caffeine is in Prime" in talk.text
    assert "caffeine" not in talk.replies[-1].envelope
    talk.says("80 mg", milligrams=80)
    assert "Prime: 80 mg (80 mg)" in talk.text


@pytest.mark.parametrize("drunk", [LOTS, POT])
def test_a_number_that_was_asked_for_is_counted(drunk):
    talk = harmless()
    talk.says(drunk.said, intakes=(drunk,))
    assert "?" in talk.text or "Tell me" in talk.text
    talk.says("three", number=(3.0, 3.0))
    assert "228 to 537 mg" in talk.text


def test_none_is_an_answer_too():
    talk = harmless()
    talk.says("lots of coffee", intakes=(LOTS,))
    talk.says("none")
    assert talk.case.intakes[0].given_up


def test_a_number_that_nobody_asked_for_is_no_drink():
    talk = harmless()
    talk.says("three", number=(3.0, 3.0))
    assert talk.case.intakes == ()


def test_the_limit_in_pregnancy_is_named_only_when_it_is_said():
    talk = harmless()
    talk.says("two flat whites", intakes=(WHITES,))
    assert "pregnan" not in talk.text
    talk.says("I'm pregnant, is that too much?", acts=("caffeine_limit",), pregnant=True)
    assert "200 mg" in talk.text
    assert "NHS: caffeine in pregnancy" in talk.text
    assert talk.replies[-1].envelope["caffeine"]["limit_mg"] == 200


def test_what_was_given_up_no_longer_counts():
    talk = harmless()
    talk.says("two flat whites and a Monster", intakes=(WHITES, MONSTER))
    talk.says("I gave up the Monster", intakes=(Intake("monster", "gave up the Monster"),))
    assert "260 to 390 mg" in talk.text


def test_a_case_of_before_goes_on():
    from dialogue.case import Case, from_json, to_json

    stored = to_json(Case(started=True, turns=3))
    for key in ("intakes", "caffeine_open", "drink_asked", "pregnant", "began", "told_on"):
        del stored[key]
    assert from_json(stored) == Case(started=True, turns=3)


@pytest.mark.parametrize("range_", [(0, 0), (100, 200), (390, 550), (900, 900), (20, 5000)])
def test_the_picture_is_a_drawing_without_script_style_or_link(range_):
    svg = bar(Estimate(*range_), title="a < b", alt='about "x" & y', limit="limit 400 mg")
    root = ET.fromstring(svg)
    assert root.tag.endswith("svg")
    assert not re.search(r"script|style=|href|url\(|data:|on\w+=", svg)
    for box in root.iter("{http://www.w3.org/2000/svg}rect"):
        assert 0 <= float(box.get("x", "0")) <= float(box.get("x", "0")) + float(box.get("width", "0")) <= 340.1


def test_the_picture_says_in_words_what_it_shows():
    talk = harmless()
    talk.says("two flat whites and a Monster", intakes=(WHITES, MONSTER))
    picture = talk.replies[-1].envelope["picture"]
    assert picture.keys() == {"svg", "alt"}
    assert picture["alt"] in picture["svg"]
    assert "420 to 550 mg" in picture["alt"]


@pytest.mark.parametrize("text", ["is that too much?", "too much?", "is this over the limit", "So am I over the limit?"])
def test_too_much_after_a_drink_asks_about_caffeine(text):
    talk = harmless()
    talk.says("two flat whites", intakes=(WHITES,))
    talk.says(text, acts=("why_level",))
    assert "260 to 390 mg" in talk.text
    assert talk.topics == ["caffeine_limit"]


def test_too_much_without_a_drink_asks_about_something_else():
    talk = harmless()
    talk.says("is that too much?", acts=("why_level",))
    assert "mg" not in talk.text


def test_the_milligrams_of_a_label_are_no_question_about_doses():
    talk = harmless()
    talk.says("3 cans of Prime", intakes=(PRIME,))
    talk.says("the label says 80 mg", acts=("no_prescribing",), milligrams=80)
    assert "no_prescribing" not in talk.kinds
    assert "80 mg (80 mg)" in talk.text
