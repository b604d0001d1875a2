"""What is asked next: the most dangerous first, nothing at an emergency, and never too much."""

from datetime import date

import pytest

from triage.assessment import assess
from triage.files import KnowledgeError
from triage.findings import Kind, Status
from triage.interview import RAISED
from triage.levels import Level
from triage.record import Record, Statement

from tests.contract import ABSENT_FOR_SELF_CARE, EMERGENCY_SIGNS, MOST_QUESTIONS
from tests.triage.workshop import edited, load

TODAY = date(2026, 11, 23)
DANGER = (Kind.EMERGENCY, Kind.URGENT, Kind.ROUTINE, Kind.TRIGGER)


def assessed(known, record):
    return assess(record, table=known.table, findings=known.findings, today=TODAY)


def remaining(known, record, put_aside=()):
    return known.interview.remaining(assessed(known, record), put_aside)


def answered(record, choice):
    for finding, status in choice.sets.items():
        record = record.told(Statement(finding, status, choice.label))
    return record


def all_denied(known):
    return Record().deny_the_rest(ABSENT_FOR_SELF_CARE, "none of those")


def walk(known, record, asked=()):
    """Every way to answer: yields the questions asked and the level at each end."""
    open_questions = [question for question in remaining(known, record) if question not in asked]
    if not open_questions:
        yield asked, assessed(known, record).level
        return
    for choice in open_questions[0].choices:
        yield from walk(known, answered(record, choice), (*asked, open_questions[0]))


def test_every_path_of_answers_ends_and_asks_at_most_eight_questions(known):
    ends = list(walk(known, Record()))
    assert {level for _, level in ends} == {Level.SELF_CARE, Level.ROUTINE, Level.URGENT, Level.EMERGENCY}
    assert max(len(asked) for asked, _ in ends) <= MOST_QUESTIONS


def test_the_shortest_way_to_self_care_takes_at_most_eight_questions_and_settles_the_contracts_list(known):
    for asked, level in walk(known, Record()):
        if level is Level.SELF_CARE:
            settled = {finding for question in asked for finding in question.findings}
            assert set(ABSENT_FOR_SELF_CARE) <= settled
            assert len(asked) <= MOST_QUESTIONS


def test_no_path_of_answers_asks_anything_twice(known):
    for asked, _ in walk(known, Record()):
        ids = [question.id for question in asked]
        assert len(ids) == len(set(ids))


def test_the_most_dangerous_is_asked_first_on_every_path(known):
    def danger(question):
        return min(DANGER.index(known.findings[finding].kind) for finding in question.findings)

    for asked, level in walk(known, Record()):
        before_raised = [question for question in asked if RAISED not in question.when or question is asked[0]]
        assert [danger(question) for question in before_raised] == sorted(danger(question) for question in before_raised), level


def test_the_first_question_is_about_emergency_signs(known):
    assert set(remaining(known, Record())[0].findings) <= set(EMERGENCY_SIGNS)


@pytest.mark.parametrize("sign", EMERGENCY_SIGNS)
def test_nothing_is_asked_at_an_emergency(known, sign):
    assert remaining(known, Record().told(Statement(sign, Status.PRESENT))) == ()


@pytest.mark.parametrize("sign", ["spreading", "pain", "numbness", "tingling", "loss_of_facial_control", "persistent"])
def test_at_urgent_and_routine_only_emergency_signs_are_asked_and_all_of_them(known, sign):
    asked = [finding for question in remaining(known, Record().told(Statement(sign, Status.PRESENT))) for finding in question.findings]
    assert sorted(asked) == sorted(EMERGENCY_SIGNS)


def test_at_an_old_sign_the_other_emergency_signs_are_asked(known):
    questions = remaining(known, Record().told(Statement("facial_droop", Status.LONG_STANDING)))
    unknown = [finding for question in questions for finding in question.unknown({"facial_droop": Status.LONG_STANDING})]
    assert sorted([*unknown, "facial_droop"]) == sorted(EMERGENCY_SIGNS)


def test_at_self_care_only_triggers_are_asked(known):
    kinds = {known.findings[finding].kind for question in remaining(known, all_denied(known)) for finding in question.findings}
    assert kinds == {Kind.TRIGGER}


def test_what_is_known_is_not_asked(known):
    record = Record().deny_the_rest(["facial_droop", "facial_weakness", "slurred_speech", "persistent"], "no")
    asked = {finding for question in remaining(known, record) for finding in question.findings}
    assert not asked & record.statements.keys()


def test_a_question_is_asked_while_one_of_its_findings_is_unknown(known):
    record = Record().deny_the_rest(["facial_droop", "facial_weakness"], "no")
    first = remaining(known, record)[0]
    assert first.unknown(record.statuses(TODAY)) == ("slurred_speech",)


def test_a_question_that_was_put_aside_is_not_asked_again(known):
    first, second = remaining(known, Record())[:2]
    assert remaining(known, Record(), [first.id])[0] is second


def test_without_answers_every_open_question_settles_what_self_care_needs(known):
    asked = {finding for question in remaining(known, Record()) for finding in question.findings}
    assert asked == set(ABSENT_FOR_SELF_CARE)


def test_questions_and_choices_are_found_by_id_or_not_at_all(known):
    question = known.interview.questions[0]
    assert known.interview.question(question.id) is question
    assert known.interview.question("weather") is None
    assert question.choice(question.choices[0].id) is question.choices[0]
    assert question.choice("maybe") is None


def test_every_question_reads_as_one_and_has_buttons_that_set_what_it_asks_for(known):
    for question in known.interview.questions:
        assert question.ask.endswith("?")
        assert question.ask_other.endswith("?")
        assert question.why
        assert known.sources.cite(question.source)
        assert len({choice.id for choice in question.choices}) == len(question.choices) >= 2
        assert all(choice.sets and choice.sets.keys() <= set(question.findings) for choice in question.choices)


def test_every_sign_of_a_question_has_a_button_of_its_own(known):
    for question in known.interview.questions:
        pressed = {finding for choice in question.choices for finding, status in choice.sets.items() if status is Status.PRESENT}
        assert pressed == set(question.findings)


def test_the_button_that_denies_the_rest_denies_everything_asked(known):
    question = known.interview.questions[0]
    assert question.choice("none").sets == dict.fromkeys(question.findings, Status.ABSENT)


def test_a_choice_may_set_one_sign_and_the_rest(tmp_path):
    choice = {"id": "only", "label": "Only pain", "set": {"pain": "present", "rest": "absent"}}
    folder = edited(tmp_path, "interview.yml", lambda root: root["questions"][1]["choices"].append(choice))
    sets = load(folder).interview.questions[1].choice("only").sets
    assert [finding for finding, status in sets.items() if status is Status.PRESENT] == ["pain"]
    assert sets.keys() == {"numbness", "tingling", "pain", "loss_of_facial_control"}


def change(place, **values):
    return lambda root: root["questions"][place].update(values)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (change(0, findings=["facial_drop"]), "question 'face_signs': there is no finding 'facial_drop'"),
        (change(0, when=["sometimes"]), "'sometimes' is not one of open, raised, settled"),
        (change(0, source=["hearsay"]), "there is no source 'hearsay'"),
        (change(2, choices=[{"id": "lip", "label": "Lip", "set": {"pain": "absent"}}]), "choice lip sets 'pain', which the question doesn't ask for"),
        (change(2, choices=[{"id": "lip", "label": "Lip", "set": {"spreading": "no"}}]), "choice lip: 'no' is not a status"),
        (change(2, choices=[{"id": "lip", "set": {}}]), "'label' is missing"),
        (lambda root: root["questions"][0].pop("why"), "question 'face_signs': 'why' is missing"),
        (lambda root: root["questions"].append("how are you"), "question 'how are you': should be a mapping"),
    ],
)  # fmt: skip
def test_a_slip_in_the_interview_is_named(tmp_path, edit, message):
    with pytest.raises(KnowledgeError, match=r"interview\.yml") as caught:
        load(edited(tmp_path, "interview.yml", edit))
    assert message in str(caught.value)
