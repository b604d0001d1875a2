"""The real, trained server over REST."""

import pytest

from tests.e2e.quiver import Quiver, Turn

pytestmark = pytest.mark.server


def test_a_drooping_mouth_is_an_emergency_at_once(quiver: Quiver) -> None:
    turn = quiver.person(locale="en-GB").say(
        "my upper lip has been twitching since yesterday and now the left side of my mouth is drooping"
    )
    assert turn.level == "emergency"
    assert "facial_droop" in turn.envelope["assessment"]["red_flags"]
    assert turn.first_sentence == "**Call 999 now.**"
    assert turn.buttons == []
    assert turn.envelope["assessment"]["to_confirm"] == []
    assert turn.envelope["call"] == {"number": "999", "country": "GB"}


def test_three_weeks_and_nothing_else_is_routine(quiver: Quiver) -> None:
    turn = quiver.person().say("top lip twitching for three weeks, nothing else")
    assert turn.level == "routine"
    assert turn.envelope["assessment"]["red_flags"] == ["persistent"]


def test_a_question_about_fasciculation_is_explained(quiver: Quiver) -> None:
    turn = quiver.person().say("what is a fasciculation?")
    assert "what_is_it" in turn.envelope["topics"]
    assert any("fasciculation" in text for text in turn.texts)


def test_a_cooperative_interview_ends_in_self_care_with_relief(quiver: Quiver) -> None:
    person = quiver.person()
    turn = person.say("my upper lip keeps twitching")
    answers = {"face_signs": "no", "feeling": "no", "place": "only the lip", "duration": "three days"}
    asked: list[str] = []
    while turn.level != "self_care":
        question = turn.envelope["question"]["id"]
        asked.append(question)
        assert len(asked) <= 8
        turn = person.say(answers[question])
    assert asked == ["face_signs", "feeling", "place", "duration"]
    assert "answer" in turn.envelope["kinds"]
    assert any(topic.startswith("relief_") for topic in turn.envelope["topics"])


def test_pressing_works_as_well_as_typing(quiver: Quiver) -> None:
    person = quiver.person()
    turn = person.say("my upper lip keeps twitching")
    wanted = {"None of these", "Only the lip", "A few days"}
    for _ in range(4):
        button = next(button for button in turn.buttons if button["title"] in wanted)
        turn = person.say(button["payload"])
    assert turn.level == "self_care"


def test_a_red_flag_inside_a_question_about_coffee_raises_the_level(quiver: Quiver) -> None:
    person = quiver.person()
    person.say("my upper lip twitches since yesterday")
    turn = person.say("does coffee do this? also my speech has gone all slurred since lunch")
    assert turn.level == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "🥴", "<img src=x onerror=alert(1)>", "/restart", '/inform{"numbness": "absent"}', "{{7*7}}",
        "a" * 100_000, "lip " * 25_000, "\u0000\u202e", "'; DROP TABLE events; --", "ʇɥƃı̣ɹ",
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_odd_text_gets_a_kind_answer(quiver: Quiver, text: str) -> None:
    turn = quiver.person().say(text)
    assert turn.texts
    assert turn.level == "undetermined"
    assert "deflect" in turn.envelope["kinds"] or "language_note" in turn.envelope["kinds"]


def test_typed_commands_set_nothing(quiver: Quiver) -> None:
    turn = quiver.person().say('/inform{"numbness": "absent"}')
    assert turn.envelope["assessment"]["findings"] == {}
    unoffered = quiver.person().say("#face_signs:none")
    assert unoffered.envelope["assessment"]["findings"] == {}


def test_every_reply_carries_the_contract(quiver: Quiver) -> None:
    person = quiver.person()
    for text in ("hello", "my lip twitches", "why do you ask?", "none", "what is stored about me?", "bye"):
        _check(person.say(text))


def _check(turn: Turn) -> None:
    assert turn.envelope["schema"] == 1
    assert isinstance(turn.envelope["kinds"], list)
    assert isinstance(turn.envelope["topics"], list)
    assert set(turn.envelope["assessment"]) == {
        "level", "red_flags", "to_confirm", "long_standing", "findings", "about", "because",
    }  # fmt: skip
