"""The same answers in any order come to the same level, and never to less than the most urgent sign that was stated."""

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.findings import Status
from triage.record import Statement

from dialogue.reading import Reading
from tests.contract import EMERGENCY_SIGNS, FINDINGS, LEVELS, RED_FLAGS, ROUTINE_SIGN, URGENT_SIGNS
from tests.dialogue.talk import Talk, absent, days, doubtful, old, present

OTHERS = tuple(finding for finding in FINDINGS if finding != ROUTINE_SIGN)


@st.composite
def answers(draw):
    """Messages that state each finding once at most, and perhaps how long, that nothing else is wrong, a doubt."""
    statements: list[Statement] = []
    for finding in draw(st.lists(st.sampled_from(OTHERS), min_size=1, max_size=7, unique=True)):
        kinds = [present, absent, old] if finding in EMERGENCY_SIGNS else [present, absent]
        kinds += [doubtful] if finding in RED_FLAGS else []
        statements.append(draw(st.sampled_from(kinds))(finding))
    cut = draw(st.integers(0, len(statements)))
    messages = [Reading("some words", tuple(statements[:cut])), *(Reading("some words", (item,)) for item in statements[cut:])]
    lasting = draw(st.sampled_from([None, days(2), days(10, 20), days(30)]))
    if lasting is not None:
        messages.append(Reading("a while", duration=lasting))
    if draw(st.booleans()):
        messages.append(Reading("nothing else wrong", denies_the_rest=True, denial_said="nothing else wrong"))
    return [message for message in messages if message.statements or message.duration or message.denies_the_rest]


def after(messages):
    talk = Talk()
    for message in messages:
        talk.hears(message)
    return talk


def least(messages):
    there = {item.finding: item for message in messages for item in message.statements if item.status.is_there and not item.doubtful}
    levels = ["self_care"]
    for finding, item in there.items():
        if finding in EMERGENCY_SIGNS:
            levels.append("urgent" if item.status is Status.LONG_STANDING else "emergency")
        elif finding in URGENT_SIGNS:
            levels.append("urgent")
    if any(message.duration and message.duration.least >= 14 for message in messages):
        levels.append("routine")
    return max(LEVELS.index(level) for level in levels)


@settings(max_examples=400)
@given(st.data())
def test_the_order_of_answers_changes_nothing(data):
    messages = data.draw(answers())
    orders = [messages, data.draw(st.permutations(messages))]
    talks = [after(order) for order in orders]
    assert talks[0].level == talks[1].level
    for field in ("red_flags", "to_confirm", "long_standing", "findings"):
        assert talks[0].assessment[field] == talks[1].assessment[field]


@settings(max_examples=400)
@given(st.data())
def test_the_level_is_never_lower_than_the_most_urgent_sign_that_was_stated(data):
    messages = data.draw(answers().flatmap(st.permutations))
    assert LEVELS.index(after(messages).level) >= least(messages)


@settings(max_examples=150)
@given(st.data())
def test_answers_in_the_interview_may_come_in_any_order_too(data):
    """Whoever answers by typing what was not asked comes to where the one comes who answers what was asked."""
    signs = ["facial_droop", "facial_weakness", "slurred_speech", "pain", "numbness", "tingling", "loss_of_facial_control", "spreading"]
    there = data.draw(st.sets(st.sampled_from(signs), max_size=2))
    messages = [Reading(f"about {sign}", ((present if sign in there else absent)(sign),)) for sign in signs]
    messages.append(Reading("four days", duration=days(4)))
    orders = [messages, data.draw(st.permutations(messages))]
    levels = {after([Reading("my lip twitches", acts=("describe",)), *order]).level for order in orders}
    assert len(levels) == 1
    if not there:
        assert levels == {"self_care"}
