"""At an emergency only what the reply contract allows is said, in every state of the interview and whatever else is asked."""

import re
from dataclasses import replace

import pytest

from triage.levels import Level
from triage.record import Record

from dialogue.case import Case
from dialogue.payloads import CHANGE, CONFIRM, CONTRADICTION, GO_ON, SAME_EPISODE, TIPS, WHOM, about
from dialogue.reading import Reading
from dialogue.skills import SKILLS
from dialogue.turn import take_turn
from dialogue.words import words
from tests.contract import EMERGENCY_SIGNS, RED_FLAGS, TOPICS
from tests.dialogue.envelope import checked, tells_to_call
from tests.dialogue.talk import MONDAY, absent, days, doubtful, present

QUESTIONS = [question.id for question in words().knowledge.interview.questions]
SINGLE = [about(kind, flag) for kind in (CONFIRM, CONTRADICTION) for flag in RED_FLAGS]
PENDING = [None, *QUESTIONS, *SINGLE, SAME_EPISODE, CHANGE, TIPS, about(WHOM, "mum"), about(GO_ON, "mum")]
ACTS = ["describe", "affirm", "deny", "unsure", "refuse", "correct", *SKILLS, *TOPICS]
MUM = Case(started=True, about_other=True, whom="mum", record=Record().told(present("numbness")))
ALLOWED = {"assessment", "answer", "other_emergency", "privacy", "handoff", "no_prescribing", "no_diagnosis", "language_note", "control", "crisis"}


def state(pending, *, level=None, paused=False, other=False):
    """A case in which ``pending`` has been asked."""
    record = Record().told(absent("pain"))
    kind, _, finding = (pending or "").partition(".")
    if kind == CONFIRM:
        record = record.told(doubtful(finding))
    if kind == CONTRADICTION and finding not in EMERGENCY_SIGNS:
        record = record.told(present(finding))
    asked = (pending,) if pending else ()
    case = Case(record=record, started=True, pending=pending, asked=asked, paused=paused, level_said=level, about_other=other, turns=3)
    return replace(case, others=(MUM,)) if kind in (WHOM, GO_ON) else case


STATES = [
    *(pytest.param(state(pending), id=f"asked {pending}") for pending in PENDING),
    *(pytest.param(state(pending, other=True), id=f"asked {pending} about somebody else") for pending in QUESTIONS),
    *(pytest.param(state(None, level=level), id=f"after {level.id}") for level in Level if level is not Level.EMERGENCY),
    pytest.param(state(None, paused=True), id="while paused"),
    pytest.param(Case(), id="at the very start"),
]


def reply_to(case, reading):
    return checked(take_turn(case, reading, words=words(), now=MONDAY, timezone="Europe/London"))


def only_what_is_allowed(reply, *, crisis=False):
    envelope = reply.envelope
    assert envelope["assessment"]["level"] == "emergency"
    assert set(envelope["kinds"]) <= ALLOWED
    assert set(envelope["topics"]) <= {"red_flag_symptoms", "when_to_see_doctor"}
    assert envelope["call"] == {"number": "999", "country": "GB"}
    assert reply.asked is None
    text = "\n".join(reply.texts)
    assert crisis or tells_to_call(reply)
    assert crisis or "?" not in re.sub(r'"[^"]*"', "", text), "nothing is asked"
    for topic in words().topics.values():
        assert topic.text not in text
        assert not topic.tip or topic.tip not in text
    for phrase in ("first_contact", "tips_offer", "scope_child", "start_prompt"):
        assert words().phrases[phrase] not in text


@pytest.mark.parametrize("case", STATES)
@pytest.mark.parametrize("sign", EMERGENCY_SIGNS)
def test_a_sign_in_every_state(case, sign):
    only_what_is_allowed(reply_to(case, Reading("and this is new", (present(sign),))))


@pytest.mark.parametrize("case", STATES)
def test_a_sign_beside_anything_that_can_be_asked_in_every_state(case):
    for act in ACTS:
        if act not in ("start_over", "delete_data"):
            reading = Reading("and this is new", (present("slurred_speech"),), (act,), duration=days(3), pregnant=True)
            only_what_is_allowed(reply_to(case, reading), crisis=act == "crisis")


@pytest.mark.parametrize("act", [act for act in ACTS if act not in ("start_over", "delete_data", "correct")])
def test_whatever_is_asked_after_it(act):
    case = reply_to(Case(), Reading("my face droops", (present("facial_droop"),))).case
    for _ in range(3):
        reply = reply_to(case, Reading("and?", acts=(act,)))
        only_what_is_allowed(reply, crisis=act == "crisis")
        case = reply.case


@pytest.mark.parametrize("text", ["I'm in Leeds", "my 4 year old's mouth droops", "no", "yes", "3 days", "blorp", "", "two coffees", "#face_signs:none", "#tips:yes"])
def test_whatever_is_written_after_it(text):
    case = reply_to(Case(), Reading("my face droops", (present("facial_droop"),))).case
    only_what_is_allowed(reply_to(case, Reading(text)))


def test_somebody_who_says_it_twice_does_not_read_the_same_sentence_twice():
    case = reply_to(Case(), Reading("my face droops", (present("facial_droop"),))).case
    texts = []
    for _ in range(2):
        reply = reply_to(case, Reading("what now", acts=("describe",)))
        texts.append(reply.texts[0])
        case = reply.case
    assert len(set(texts)) == 2


@pytest.mark.parametrize(
    ("text", "acts", "said", "topics"),
    [
        ("do i give her aspirin", ("no_prescribing", "handoff"), "emergency_no_prescribing", []),
        ("should i drink water", ("relief_hydration",), "emergency_meanwhile", []),
        ("what should i do while waiting?", ("when_to_see_doctor",), "emergency_meanwhile", []),
        ("could it be anxiety?", ("trigger_stress",), "emergency_explain_signs", ["red_flag_symptoms"]),
        ("is it ms?", ("no_diagnosis",), "emergency_no_diagnosis", []),
        ("india mein", ("triggers_overview", "greeting"), None, []),
        ("my mother had Parkinson's", ("no_diagnosis",), None, []),
    ],
)
def test_what_was_asked_gets_one_sentence_and_what_was_not_gets_none(text, acts, said, topics):
    case = reply_to(Case(), Reading("my face droops", (present("facial_droop"),))).case
    reply = reply_to(case, Reading(text, acts=acts))
    assert reply.envelope["topics"] == topics
    assert "serious illness" not in "".join(reply.texts)
    sections = reply.texts[0].split("\n\n")
    assert len(sections) == (2 if said else 1)
    if said:
        assert words().phrases[said].split(".")[0].split("{")[0] in sections[1]


def test_a_cause_is_not_answered_by_the_stroke_signs_at_another_emergency():
    case = reply_to(Case(), Reading("chest pain", acts=("other_emergency",))).case
    reply = reply_to(case, Reading("could it be anxiety?", acts=("trigger_stress",)))
    assert "Drooping" not in reply.texts[0]
    assert words().phrases["emergency_whatever"] in reply.texts[0]
