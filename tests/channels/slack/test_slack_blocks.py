"""Blocks: whatever the bot says, Slack accepts it, and the words that matter come first and whole."""

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.slack.blocks import alarm, chosen, compose, general, invitation, settled
from channels.slack.home import COMMANDS, home_view
from channels.slack.reply import Choice, Reply
from tests.e2e.slack.local_slack.payloads import blocks_faults, message_faults, view_faults


def faults(messages):
    return [
        fault
        for one in messages
        for fault in message_faults({"channel": "D1", "text": one.text, "blocks": list(one.blocks)})
    ]


def shown(message):
    return [block["text"]["text"] for block in message.blocks if block["type"] == "section"]


def asking(count, *, several=False, labels=None):
    choices = tuple(
        Choice(label, f"#q:c{n}", f"c{n}") for n, label in enumerate(labels or [f"Label {n}" for n in range(count)])
    )
    return Reply(("Which?",), choices, {"kinds": ["interview"], "question": {"multiple": several, "step": 2, "of": 4}})


def elements(message):
    return [element for block in message.blocks if block["type"] == "actions" for element in block["elements"]]


EMERGENCY = Reply(
    ("**Call 999 now.**", 'You wrote "my face droops" & more.', "Don't drive."),
    (),
    {"kinds": ["assessment"], "assessment": {"level": "emergency"}, "call": {"number": "999", "country": "GB"}},
)


def test_an_emergency_begins_with_its_sentence_whole_and_with_a_number_to_press():
    (message,) = compose(EMERGENCY, nonce="n")
    assert shown(message)[0] == ":rotating_light: *Call <tel:999|999> now.*"
    assert message.text.startswith(":rotating_light: *Call <tel:999|999> now.*")
    assert not faults([message])


def test_a_crisis_begins_with_warm_words_and_no_siren():
    reply = Reply(("I'm really glad you told me.",), (), {"kinds": ["crisis"], "call": {"number": "999"}})
    assert shown(compose(reply, nonce="n")[0]) == ["I'm really glad you told me."]


def test_two_to_ten_choices_are_buttons_in_rows_of_five():
    (message,) = compose(asking(7), nonce="n")
    rows = [block for block in message.blocks if block["type"] == "actions"]
    assert [len(row["elements"]) for row in rows] == [5, 2]
    assert not faults([message])


def test_more_than_ten_choices_are_a_menu():
    (message,) = compose(asking(30), nonce="n")
    (menu,) = elements(message)
    assert menu["type"] == "static_select"
    assert len(menu["options"]) == 30
    assert not faults([message])


def test_a_question_with_several_answers_is_a_checklist_with_none_beside_it():
    choices = (
        Choice("None of these", "#f:none", "none"),
        Choice("Drooping", "#f:droop", "droop"),
        Choice("Slurred", "#f:s", "s"),
    )
    reply = Reply(("Any?",), choices, {"question": {"multiple": True}})
    boxes, send, none = elements(compose(reply, nonce="n")[0])
    assert [option["value"] for option in boxes["options"]] == ["#f:droop", "#f:s"]
    assert (send["action_id"], none["value"]) == ("send", "#f:none")


def test_the_fallback_text_names_the_choices():
    assert "Label 0 · Label 1" in compose(asking(2), nonce="n")[0].text


def test_the_step_is_told_unless_the_bot_tells_it():
    contexts = [block for block in compose(asking(2), nonce="n")[0].blocks if block["type"] == "context"]
    assert contexts[0]["elements"][0]["text"] == "Question 2 of about 4"
    told = Reply(("Which? (Question 2 of about 4)",), (Choice("a", "#a"),), asking(2).envelope)
    assert [block["type"] for block in compose(told, nonce="n")[0].blocks].count("context") == 1


def test_an_answered_question_keeps_its_words_and_loses_its_buttons():
    (message,) = compose(asking(7), nonce="n")
    left = settled(message.blocks, chosen(["Label 1"]))
    assert not [block for block in left if block["type"] == "actions"]
    assert left[0] == message.blocks[0]
    assert left[-1]["elements"][0]["text"] == "You chose: *Label 1*"
    assert not list(blocks_faults(left, 50))


def test_an_invitation_leads_to_a_direct_message():
    message = invitation("Let's talk.", before=alarm(EMERGENCY), app="A1", team="T1")
    assert shown(message) == [":rotating_light: *Call <tel:999|999> now.*", "Let's talk."]
    assert elements(message)[0]["url"] == "https://slack.com/app_redirect?app=A1&team=T1"
    assert not faults([message])
    assert not elements(invitation("Let's talk.", app="", team="T1"))


def test_an_alarm_without_its_number_in_the_first_sentence_gets_one():
    reply = Reply(("This can't wait.",), (), {"call": {"number": "112"}})
    assert alarm(reply)[0][1] == ":rotating_light: *Call <tel:112|112> now.*"
    assert alarm(Reply(("Call your local emergency number now. More.",)))[0][1].endswith(
        "Call your local emergency number now."
    )


def test_a_source_or_a_step_in_brackets_at_the_end_is_shown_small():
    assert [block["type"] for block, _ in general("Up to 400 mg. (Source: article: par. 2; FAST (NHS), widened)")] == [
        "section",
        "context",
    ]
    (message,) = compose(Reply(("Is it numb? (Question 1 of about 3)",), (Choice("Yes", "#a:y"),), {}), nonce="n")
    assert shown(message) == ["Is it numb?"]
    assert message.blocks[1]["elements"][0]["text"] == "Question 1 of about 3"
    assert "Question 1 of about 3" in message.text
    assert not faults([message])


def test_a_list_with_several_sources_keeps_them_where_they_are():
    text = "- Drink. (Source: par. 1)\n- Rest. (Source: par. 2)"
    assert [block["type"] for block, _ in general(text)] == ["section"]


def test_the_home_tab_is_accepted_and_offers_each_command():
    assert not list(view_faults(home_view()))
    values = [
        one["value"] for block in home_view()["blocks"] if block["type"] == "actions" for one in block["elements"]
    ]
    assert values == list(COMMANDS.values())


def test_a_very_long_reply_becomes_several_messages_and_nothing_is_missing():
    texts = tuple(f"Paragraph {n}. " + "Words. " * 200 for n in range(60))
    messages = compose(Reply(texts, asking(3).choices, {}), nonce="n")
    assert len(messages) > 5
    assert [one.asks for one in messages] == [False] * (len(messages) - 1) + [True]
    assert "".join("".join(shown(one)) for one in messages).count("Words.") == 60 * 200
    assert not faults(messages)


TEXT = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=5000)
WORDS = TEXT.filter(lambda text: text.strip())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(WORDS.filter(lambda text: "**" not in text and '"schema"' not in text), min_size=1, max_size=5),
    st.lists(WORDS, max_size=30),
    st.booleans(),
    st.sampled_from(["emergency", "urgent", "self_care", ""]),
)
def test_whatever_the_bot_says_slack_accepts(texts, labels, several, level):
    choices = tuple(Choice(label.strip()[:500], f"#q:c{n}", f"c{n}") for n, label in enumerate(labels))
    envelope = {"kinds": ["assessment"], "assessment": {"level": level}, "question": {"multiple": several}}
    found = faults(compose(Reply(tuple(texts), choices, envelope), nonce="n"))
    assert not [fault for fault in found if "JSON" not in fault and "**" not in fault]
