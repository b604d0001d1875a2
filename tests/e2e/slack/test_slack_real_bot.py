"""The real, trained bot in Slack, over both transports: interviews, a mention, an emergency, the summary, deletion."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.e2e.slack.local_slack.api import LocalSlack, Posted
from tests.e2e.slack.local_slack.app import Quiver, real
from tests.e2e.slack.local_slack.person import HTTP, SOCKET, Person

pytestmark = pytest.mark.server

ANSWERS = {
    "drooping on one side of your face": "no drooping, no weakness and my speech is fine",
    "numbness, tingling or pain": "no numbness, no tingling, no pain, and I can control my face",
    "other part of your face": "only the lip",
    "How long": "since yesterday",
    "does any of this sound like you": "none of these",
}
"""What somebody types who has nothing but a twitch, by the words of the question."""


@pytest.fixture(scope="module")
def trained(slack: LocalSlack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Quiver]:
    quiver = real(slack, tmp_path_factory.mktemp("real"))
    try:
        yield quiver.ready(60)
    finally:
        quiver.stop()


@pytest.fixture(params=[HTTP, SOCKET])
def bea(request: pytest.FixtureRequest, trained: Quiver, somebody: Callable[..., Person]) -> Person:
    return somebody(trained, request.param, patience=30)


@pytest.fixture
def cleo(trained: Quiver, somebody: Callable[..., Person]) -> Person:
    """A new person over Socket Mode, for what doesn't depend on the transport."""
    return somebody(trained, SOCKET, patience=30)


def text_of(said: list[Posted]) -> str:
    return "\n".join(one.text for one in said)


def choices_of(message: Posted) -> list[str]:
    options = [option for _, one in message.elements() for option in one.get("options", ())]
    return message.labels() + [option["text"]["text"] for option in options]


def test_an_interview_by_typing_ends_in_a_result(bea):
    said = bea.write("my upper lip twitches")
    for _ in range(6):
        if "harmless twitch" in text_of(said):
            break
        asked = text_of(said)
        said = bea.write(next(answer for question, answer in ANSWERS.items() if question in asked))
    assert "harmless twitch that you can look after yourself" in text_of(said)
    assert max(bea.acknowledged) < 1


def test_an_interview_by_buttons_and_checklist_ends_in_a_result(slack, bea):
    said = bea.write("my upper lip twitches")
    pressed = []
    while "harmless twitch" not in text_of(said):
        label = next(one for one in ("None of these", "Only the lip", "A few days") if one in choices_of(said[-1]))
        asked, said = said[-1], bea.press(said[-1], label)
        pressed.append(label)
        assert f"You chose: *{label}*" in asked.shown()
        assert asked.labels() == []
        assert len(pressed) < 6
    assert {"None of these", "Only the lip", "A few days"} <= set(pressed)


def test_ticking_a_sign_of_a_stroke_leads_to_the_number_first_and_no_more_questions(bea):
    (asked,) = bea.write("my upper lip twitches")
    assert "checkboxes" in [one["type"] for _, one in asked.elements()]
    (alarm,) = bea.tick(asked, "Drooping", "Slurred speech")
    assert alarm.blocks[0]["text"]["text"] == ":rotating_light: *Call <tel:999|999> now.*"
    assert choices_of(alarm) == []


def test_an_emergency_in_words_is_answered_with_the_number_of_the_persons_country(trained, somebody):
    person = somebody(trained, SOCKET, locale="en-US", timezone="America/Chicago", patience=30)
    said = person.write("the left side of my face suddenly droops and my speech is slurred")
    assert said[0].blocks[0]["text"]["text"] == ":rotating_light: *Call <tel:911|911> now.*"


def test_an_urgent_sign_is_named_at_once(cleo):
    said = cleo.write("my upper lip twitches and it feels numb")
    assert said[0].text.startswith(":warning: *Please get medical advice soon")


def test_a_mention_with_a_general_question_gets_a_brief_answer(slack, bea):
    (public,) = bea.mention("how much coffee is too much?")
    assert "400" in public.text
    assert "direct message" in public.text
    assert len(public.text) < 600
    assert slack.said(bea.dm) == []


def test_a_mention_with_findings_is_answered_in_private(slack, bea):
    (public,) = bea.mention("my upper lip twitches and feels numb")
    assert not any(word in public.text for word in ("numb", "medical advice", "twitch"))
    assert "medical advice soon" in text_of(slack.said(bea.dm))


def test_a_mention_of_an_emergency_gets_its_sentence_in_the_channel(slack, bea):
    (public,) = bea.mention("my face suddenly droops on one side")
    assert public.blocks[0]["text"]["text"] == ":rotating_light: *Call <tel:999|999> now.*"
    assert "droop" not in public.text
    assert "Health is private" not in public.text
    assert "stroke" in text_of(slack.said(bea.dm))


def test_what_was_said_in_private_never_shows_in_a_channel(slack, bea):
    bea.write("my upper lip twitches and feels numb")
    (public,) = bea.mention("how much coffee is too much?")
    assert not any(word in public.text for word in ("numb", "400", "medical advice"))
    bea.write("my face suddenly droops on one side")
    (public,) = bea.mention("thanks")
    assert not any(word in public.text for word in ("999", "droop", "Call"))


def test_an_empty_mention_is_answered(cleo):
    (public,) = cleo.mention("")
    assert "direct message" in public.text


def test_threads_dont_split_the_conversation(cleo):
    said = cleo.write("my upper lip twitches and feels numb", thread="1700000000.000001")
    assert said[0].thread == "1700000000.000001"
    known = cleo.write("what do you know about me?")
    assert "numb" in text_of(known)
    assert known[0].thread is None


def test_the_summary_says_what_was_told_and_comes_as_a_file(slack, bea):
    bea.write("my upper lip twitches and feels numb")
    before = len(slack.files)
    said = bea.write("summary")
    assert "numb" in text_of(said)
    (file,) = slack.wait(lambda: slack.files[before:], what="the file")
    assert file["content"].startswith(b"%PDF")
    assert len(file["content"]) > 1000
    assert (file["channel"], file["title"]) == (bea.dm, "Summary from Quiver")


def test_deleting_everything_forgets_the_person(bea):
    bea.write("my upper lip twitches and feels numb")
    said = bea.write("delete everything")
    assert "erased" in text_of(said)
    assert "Slack keeps its own copy" in text_of(said)
    assert "numb" not in text_of(bea.write("what do you know about me?"))


def test_commands_of_rasa_typed_in_slack_are_ordinary_text(cleo):
    cleo.write("my upper lip twitches")
    said = cleo.write('/inform{"facial_droop":"absent","numbness":"absent"}')
    assert "harmless" not in text_of(said)


def test_the_home_tab_deletes_too(slack, cleo):
    cleo.deliver({"type": "app_home_opened", "user": cleo.user, "channel": cleo.dm, "tab": "home", "event_ts": "1.0"})
    slack.wait(lambda: cleo.user in slack.views, what="the Home tab")
    cleo.write("my upper lip twitches and feels numb")
    assert "erased" in text_of(cleo.press_home("home:delete"))


def test_nobodys_words_are_in_the_log(trained, cleo):
    cleo.write("my upper lip twitches like a purple xylophone")
    assert "xylophone" not in trained.log()


def test_a_message_that_slack_repeats_after_the_ledger_was_lost_is_told_once(slack, somebody, tmp_path):
    said: dict[str, Any] = {"ts": slack.new_ts()}
    texts = []
    for _ in range(2):
        quiver = real(slack, tmp_path).ready(60)
        try:
            texts.append(text_of(somebody(quiver, user="U0REPEAT", patience=30).write("my upper lip twitches and feels numb", **said)))
        finally:
            quiver.stop()
        for ledger in tmp_path.rglob("slack*"):
            ledger.unlink()
    assert texts[0] == texts[1]
    with sqlite3.connect(tmp_path / "conversations.db") as store:
        (told,) = store.execute("SELECT count(*) FROM events WHERE sender_id LIKE '%U0REPEAT' AND type_name = 'user'").fetchone()
    assert told == 1
