"""Talking with the channel over both transports; the bot behind it is scripted."""

import time

import pytest

from tests.e2e.slack.local_slack.api import Fault
from tests.e2e.slack.local_slack.person import CHANNEL, HTTP, settle


def buttons(message):
    return message.labels()


def test_an_interview_by_checklist_and_buttons(slack, ann):
    (asked,) = ann.write("my lip twitches")
    assert asked.shown().startswith("Thank you for telling me.\nIs any of these there?")
    assert buttons(asked) == ["Send", "None of these"]
    (next_one,) = ann.press(asked, "None of these")
    assert "You chose: *None of these*" in asked.shown()
    assert buttons(asked) == []
    (done,) = ann.press(next_one, "Only the lip")
    assert "#place:lip" in done.shown()
    assert max(ann.acknowledged) < 1


def test_ticking_an_emergency_sign_leads_to_the_number_at_once(slack, ann):
    (asked,) = ann.write("my lip twitches")
    (alarm,) = ann.tick(asked, "Drooping", "Slurred speech")
    assert alarm.text.startswith(":rotating_light: *Call <tel:999|999> now.*")
    assert "You chose: *Drooping, Slurred speech*" in asked.shown()


def test_sending_an_empty_checklist_is_answered_kindly_and_the_question_stays(slack, ann):
    (asked,) = ann.write("my lip twitches")
    (hint,) = ann.press(asked, "Send")
    assert hint.only_for == ann.user
    assert "Nothing is ticked yet" in hint.text
    assert buttons(asked) == ["Send", "None of these"]
    (next_one,) = ann.press(asked, "None of these")
    assert "cheek" not in hint.text
    assert "other part of your face" in next_one.shown()


def test_an_answer_in_words_takes_the_buttons_away_and_pressing_them_late_is_answered_kindly(slack, ann):
    (asked,) = ann.write("my lip twitches")
    late = next((block, one) for block, one in asked.elements() if one.get("value") == "#face_signs:none")
    ann.write("no, none of that")
    assert buttons(asked) == []
    assert "went on in your own words" in asked.shown()
    before = len(slack.posted)
    ann.deliver_action(asked, *late)
    slack.wait(lambda: len(slack.posted) > before, what="a kind word")
    settle(slack)
    (kind,) = slack.posted[before:]
    assert (kind.only_for, "answered already" in kind.text) == (ann.user, True)


def test_a_double_click_counts_once_and_says_nothing_more(slack, ann):
    (asked,) = ann.write("my lip twitches")
    button = next((block, one) for block, one in asked.elements() if one.get("value") == "#face_signs:none")
    ann.deliver_action(asked, *button)
    ann.deliver_action(asked, *button)
    slack.wait(lambda: len(slack.said(ann.dm)) == 2, what="the next question")
    settle(slack)
    assert len(slack.said(ann.dm)) == 2


def test_the_number_follows_the_persons_language_setting(scripted, somebody):
    person = somebody(scripted, HTTP, locale="en-US", timezone="America/New_York")
    (alarm,) = person.write("my face droops")
    assert alarm.text.startswith(":rotating_light: *Call <tel:911|911> now.*")


def test_answers_in_a_thread_stay_in_it_and_it_is_still_one_conversation(slack, ann):
    (asked,) = ann.write("my lip twitches", thread="1700000000.000001")
    assert asked.thread == "1700000000.000001"
    (elsewhere,) = ann.write("hello")
    assert elsewhere.thread is None
    assert buttons(asked) == []


def test_edits_deletions_joins_and_bots_get_no_answer(slack, ann):
    before = len(slack.posted)
    base = {"type": "message", "channel": ann.dm, "channel_type": "im", "user": ann.user, "text": "my face droops"}
    for change in (
        {"subtype": "message_changed", "hidden": True, "message": {"text": "numb"}},
        {"subtype": "message_deleted", "hidden": True},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B9"},
        {"bot_id": "B0QUIVER", "user": "U0QUIVER"},
        {"channel": CHANNEL, "channel_type": "channel"},
    ):
        ann.deliver({**base, "ts": slack.new_ts(), **change})
    time.sleep(0.5)
    assert len(slack.posted) == before


def test_a_picture_alone_is_answered_in_words(ann):
    (answer,) = ann.write("", subtype="file_share", files=[{"id": "F1"}])
    assert "can't look at pictures" in answer.text


# --- public channels ---


def test_a_general_question_in_a_channel_gets_a_brief_answer_and_an_invitation(slack, ann):
    (answer,) = ann.mention("how much coffee is too much?")
    assert "Caffeine is a common trigger." in answer.text
    assert "400 mg" not in answer.text
    assert "direct message" in answer.text
    assert buttons(answer) == ["Talk privately"]
    assert answer.thread
    assert slack.said(ann.dm) == []


def test_findings_are_never_repeated_in_a_channel_but_answered_privately(slack, ann):
    (public,) = ann.mention("my lip went numb")
    assert "numb" not in public.text
    assert "medical advice" not in public.text
    (private,) = slack.said(ann.dm)
    assert "medical advice soon" in private.text
    assert "&lt;&amp; more&gt;" in private.text


def test_an_emergency_in_a_channel_gets_its_one_sentence_there_at_once(slack, ann):
    (public,) = ann.mention("my face droops on one side")
    assert public.blocks[0]["text"]["text"] == ":rotating_light: *Call <tel:999|999> now.*"
    assert "droop" not in public.text
    (private,) = slack.said(ann.dm)
    assert "drooping face" in private.text
    assert slack.posted.index(public) < slack.posted.index(private)


def test_where_no_direct_message_can_be_sent_only_the_person_sees_the_answer(slack, ann):
    slack.closed_channels.add(ann.user)
    whisper, public = ann.mention("my lip went numb")
    assert (whisper.only_for, public.only_for) == (ann.user, None)
    assert "medical advice soon" in whisper.text
    assert "numb" not in public.text


def test_a_mention_in_a_thread_is_answered_in_that_thread(ann):
    (answer,) = ann.mention("how much coffee?", thread="1700000000.000009")
    assert answer.thread == "1700000000.000009"


# --- the rest ---


def test_the_summary_comes_as_a_file(slack, ann):
    before = len(slack.files)
    ann.write("summary")
    file = slack.wait(lambda: slack.files[before:], what="a file")[0]
    assert file["content"].startswith(b"%PDF")
    assert (file["channel"], file["filename"], file["title"]) == (ann.dm, "quiver-summary.pdf", "Summary from Quiver")


def test_the_summary_asked_for_in_public_comes_in_private(slack, ann):
    before = len(slack.files)
    ann.mention("summary")
    assert slack.wait(lambda: slack.files[before:], what="a file")[0]["channel"] == ann.dm


def test_a_summary_that_cant_be_attached_is_apologised_for(slack, scripted, somebody):
    person = somebody(scripted)
    slack.next_time("files.getUploadURLExternal", Fault("missing_scope"))
    said = person.write("summary")
    assert "couldn't attach" in said[-1].text


def test_deleting_says_what_slack_itself_keeps(ann):
    (answer,) = ann.write("delete everything")
    assert "erased" in answer.text
    assert "Slack keeps its own copy" in answer.text


def test_the_home_tab_has_the_commands_as_buttons(slack, ann):
    ann.deliver({"type": "app_home_opened", "user": ann.user, "channel": ann.dm, "tab": "home", "event_ts": "1.0"})
    slack.wait(lambda: ann.user in slack.views, what="the Home tab")
    (answer,) = ann.press_home("home:delete")
    assert "erased" in answer.text


def test_a_slow_answer_is_announced_and_the_announcement_goes(slack, scripted, somebody):
    person = somebody(scripted)
    before = len(slack.posted)
    person.deliver(
        person._stamped(
            {"type": "message", "channel": person.dm, "channel_type": "im", "user": person.user, "text": "slow"}, None
        )
    )
    slack.wait(lambda: slack.posted[before:], what="a sign")
    assert "One moment" in slack.posted[before].text
    slack.wait(lambda: len(slack.said(person.dm)) == 1 and slack.posted[before].deleted, what="the answer alone")
    assert slack.said(person.dm)[0].text == "You said: slow"


@pytest.mark.parametrize("words", ["boom", "silent"])
def test_a_bot_that_breaks_or_says_nothing_is_never_silence(ann, scripted, words):
    (answer,) = ann.write(words)
    assert "emergency" in answer.text
    assert "a secret word" not in scripted.log()


def test_a_very_long_answer_comes_in_several_messages(ann):
    said = ann.write("long")
    assert len(said) > 3
    assert "".join(one.shown() for one in said).count("ones too.") == 12 * 60


@pytest.mark.parametrize(("count", "kinds"), [(4, ["button"] * 4), (8, ["button"] * 8), (30, ["static_select"])])
def test_many_choices_wrap_or_become_a_menu(ann, count, kinds):
    (asked,) = ann.write(f"many {count}")
    assert [one["type"] for _, one in asked.elements()] == kinds


def test_messages_of_one_person_are_answered_in_their_order(slack, scripted, somebody):
    person = somebody(scripted)
    for number in range(6):
        event = {
            "type": "message",
            "channel": person.dm,
            "channel_type": "im",
            "user": person.user,
            "text": f"n{number}",
        }
        person.deliver({**event, "ts": slack.new_ts()})
    slack.wait(lambda: len(slack.said(person.dm)) == 6, what="six answers")
    assert [one.text for one in slack.said(person.dm)] == [f"You said: n{number}" for number in range(6)]


def test_neither_words_nor_tokens_are_in_the_log_even_when_everything_is_logged(scripted, slack, ann):
    ann.write("a very particular phrase")
    log = scripted.log()
    assert "very particular phrase" not in log
    assert not any(secret in log for secret in (slack.bot_token, slack.app_token, "secret-ticket"))
