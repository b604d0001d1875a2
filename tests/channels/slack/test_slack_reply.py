"""A turn collected, and what of it others may read."""

import asyncio

import pytest

from channels.slack.phrases import summary_intro
from channels.slack.reply import Choice, Reply, SlackReply, alarm_here, brief_answer, collect

STATE = {"level": "undetermined", "findings": {}, "red_flags": [], "to_confirm": []}


def reply(*texts, kinds=("answer",), **state):
    return Reply(
        texts or ("Caffeine is a common trigger.",), (), {"kinds": list(kinds), "assessment": {**STATE, **state}}
    )


def test_a_turn_is_its_texts_its_last_buttons_and_its_envelope():
    messages = [
        {"text": "One.\n\nTwo."},
        {"text": "Three?", "buttons": [{"title": "Yes", "payload": "#a:yes"}, {"title": "a link"}]},
        {
            "custom": {
                "kinds": ["interview"],
                "question": {"choices": [{"id": "yes", "label": "Yes", "payload": "#a:yes"}]},
            }
        },
    ]
    turn = collect(messages)
    assert turn.texts == ("One.", "Two.", "Three?")
    assert turn.choices == (Choice("Yes", "#a:yes", "yes"),)


def test_a_question_without_buttons_gets_them_from_its_choices():
    asked = {"question": {"choices": [{"id": "yes", "label": "Yes", "payload": "#a:yes"}]}}
    assert collect([{"text": "?"}, {"custom": asked}]).choices == (Choice("Yes", "#a:yes", "yes"),)


def test_several_envelopes_add_up():
    both = collect(
        [
            {"custom": {"kinds": ["answer"], "topics": ["relief_massage"], "assessment": {"level": "undetermined"}}},
            {"custom": {"kinds": ["assessment"], "topics": [], "assessment": {"level": "urgent"}}},
        ]
    )
    assert both.kinds == {"answer", "assessment"}
    assert (both.level, both.envelope["topics"]) == ("urgent", ["relief_massage"])


def test_the_channel_collects_every_way_of_sending():
    async def send():
        channel = SlackReply()
        await channel.send_response("p", {"text": "a", "buttons": [{"title": "b", "payload": "#b"}]})
        await channel.send_text_message("p", "c")
        await channel.send_text_with_buttons("p", "d", [{"title": "e", "payload": "#e"}])
        await channel.send_custom_json("p", {"kinds": ["answer"]})
        return channel.reply()

    turn = asyncio.run(send())
    assert turn.texts == ("a", "c", "d")
    assert turn.choices[0].payload == "#e"
    assert SlackReply.name() == "slack"


def test_a_general_answer_may_be_read_by_all():
    assert brief_answer(reply()) == "Caffeine is a common trigger."
    assert brief_answer(reply("One sentence. " * 50)) == "One sentence."


@pytest.mark.parametrize(
    "personal",
    [
        reply(findings={"numbness": "present"}),
        reply(findings={"numbness": "absent"}),
        reply(to_confirm=["pain"]),
        reply(red_flags=["pain"]),
        reply(because=[{"said": "numb"}]),
        reply(kinds=("answer", "assessment")),
        reply(kinds=("interview",)),
        reply(kinds=("privacy",)),
        reply(kinds=("crisis",)),
        reply(kinds=()),
        Reply((), (), {"kinds": ["answer"]}),
    ],
)
def test_whatever_could_be_about_the_person_may_not(personal):
    assert brief_answer(personal) == ""


def test_an_emergency_is_said_where_it_was_told():
    told = reply(kinds=("assessment",), level="emergency")
    assert alarm_here(told, "my face droops")


def test_an_emergency_told_elsewhere_is_not_announced_in_public():
    asked = reply(kinds=("answer",), level="emergency", because=[{"said": "my face droops"}])
    assert not alarm_here(asked, "how much coffee is fine?")
    assert alarm_here(asked, "still the same, My Face Droops")


def test_another_emergency_is_said_where_it_was_told():
    assert alarm_here(reply(kinds=("other_emergency",), level="emergency"), "chest pain")


def test_a_summary_in_words_is_known_by_the_words_before_it():
    texts = ("Hello.", summary_intro(), '**Signs**\n- numbness ("numb")', "Made by Quiver.")
    assert Reply(texts).summary_text == 'Signs\n- numbness ("numb")\n\nMade by Quiver.'
    assert Reply(texts).sums_up
    assert Reply(envelope={"summary": {}}).sums_up
    assert not Reply(("Hello.",)).sums_up


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/summary/abc.pdf", "/summary/abc.pdf"),
        ("http://evil.example/x", ""),
        ("/summary/../status", ""),
        ("//evil.example", ""),
        (None, ""),
    ],
)
def test_only_quivers_own_summaries_are_fetched(url, path):
    assert Reply(envelope={"summary": {"url": url}}).summary_path == path
    assert Reply(envelope={"summary": {"pdf": url}}).summary_path == path
